"""Intake: small posts of many people in the same moment, taken in batches by a process without pages.

A room registers a kind: how one post is read and judged from itself alone, and the deed that keeps many
at once. ``site/intake.py`` answers each when the batch it went with is stored. The same form posts to a
page as well, for browsers without script and whenever this one says no.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Form = Mapping[str, Sequence[str]]


class Refused(Exception):
    """A post that can be told wrong from itself alone; why, in a word for programs."""


@dataclass(frozen=True, slots=True)
class Post(Generic[T]):
    """A post that was read.

    :param person: the key of whose it is: the seal in it said so
    """

    person: int
    what: T


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """One kind of post.

    :param read: opens the seal and reads the fields (each name with all its values), without a database;
        raises SealBroken or Refused
    :param take: keeps many in one deed, any of which may have been kept before; gives for each nothing, or why not
    :param limit: the rate in ``kernel.throttle`` that each counts against
    """

    name: str
    read: Callable[[Form, float], Post[T]]
    take: Callable[[Sequence[T], datetime], Sequence[str]]
    limit: str


kinds: dict[str, Kind[Any]] = {}


def one(form: Form, name: str) -> str:
    """Give the value of a field that is sent once; nothing if it was not sent."""
    return form.get(name, [""])[0]


def register(kind: Kind[Any]) -> None:
    """Let posts of this kind be taken."""
    kinds[kind.name] = kind


def address(name: str) -> str:
    """Give the address of this kind: ``<xingtan-intake to="…">`` around the form that also posts to a page."""
    from django.conf import settings  # noqa: PLC0415 - read by processes without Django

    return f"{settings.XINGTAN.second_origin}/intake/{name}"
