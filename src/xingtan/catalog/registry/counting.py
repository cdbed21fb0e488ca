"""What rooms above count for the public page of counts."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Counter:
    """Something that is counted in public.

    :param definition: what is counted, and what is not
    :param count: gives the number; asked at most once a minute
    """

    name: str
    label: str | Promise
    definition: str | Promise
    count: Callable[[], int]


counters: dict[str, Counter] = {}


def counts(counter: Counter) -> None:
    """Show this count in public."""
    counters[counter.name] = counter
