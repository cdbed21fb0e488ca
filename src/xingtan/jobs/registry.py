"""The kinds of long work that rooms plug in, and what a worker gives them to work with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from django.utils.functional import Promise

Level = Literal["note", "warning", "error"]


class Cancelled(Exception):
    """The owner asked to stop; what was saved stays saved."""


class Work(Protocol):
    """What a running job sees of itself."""

    uid: str
    owner: Any
    params: dict[str, Any]
    checkpoint: dict[str, Any]
    result: dict[str, Any]

    def progress(self, done: int, total: int, sentence: str = "") -> None:
        """Say how far it is.

        :raises Cancelled: if the owner asked to stop
        """

    def line(self, level: Level, place: str, what: str, why: str = "") -> None:
        """Add a line to the report."""

    def save_checkpoint(self, **values: Any) -> None:
        """Keep what is needed to go on from here after a crash."""


@dataclass(frozen=True)
class Kind:
    """A kind of long work.

    :param run: does the work; it may be run again after a crash, from ``work.checkpoint``
    :param link: gives label and address of what a finished job (result, params) has made
    """

    name: str
    label: str | Promise
    run: Callable[[Work], None]
    queue: Literal["quick", "heavy"]
    link: Callable[[dict[str, Any], dict[str, Any]], tuple[str, str] | None]


kinds: dict[str, Kind] = {}


def kind(
    name: str,
    *,
    label: str | Promise,
    queue: Literal["quick", "heavy"] = "heavy",
    link: Callable[[dict[str, Any], dict[str, Any]], tuple[str, str] | None] = lambda result, params: None,
) -> Callable[[Callable[[Work], None]], Callable[[Work], None]]:
    """Register a function as a kind of long work."""

    def registered(run: Callable[[Work], None]) -> Callable[[Work], None]:
        kinds[name] = Kind(name, label, run, queue, link)
        return run

    return registered
