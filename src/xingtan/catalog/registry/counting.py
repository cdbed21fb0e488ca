"""What rooms above count for the public page of counts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Counter:
    """Something that is counted in public.

    :param label: words, perhaps in the reader's language (so is ``definition``); this shelf knows no framework
    :param definition: what is counted, and what is not
    :param count: gives the number; asked at most once a minute
    """

    name: str
    label: Any
    definition: Any
    count: Callable[[], int]


counters: dict[str, Counter] = {}


def counts(counter: Counter) -> None:
    """Show this count in public."""
    counters[counter.name] = counter
