"""Deeds: the only functions that change what is stored. Lock, check, change, announce."""

import threading
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")


class _Open(threading.local):
    """The deed this thread is in: how many deep, and what is to be done at its end."""

    def __init__(self) -> None:
        self.depth = 0
        self.is_ending = False
        self.ends: dict[Callable[[list[Any]], object], list[Any]] = {}


_open = _Open()


def deed(action: Callable[P, R]) -> Callable[P, R]:
    """Run the action as one deed: all of it happens, or none.

    The outermost deed opens the transaction. An inner one opens nothing; an error that crosses
    it marks the whole for rollback, so an action asks first and never catches another's error.
    """

    @wraps(action)
    def whole(*args: P.args, **kwargs: P.kwargs) -> R:
        outermost = _open.depth == 0
        _open.depth += 1
        try:
            with transaction.atomic(savepoint=outermost):
                result = action(*args, **kwargs)
                if outermost:
                    _end()
                return result
        finally:
            _open.depth -= 1
            if outermost:
                _open.ends, _open.is_ending = {}, False

    return whole


def _end() -> None:
    # What is done at the end, and once all is stored, does what it has to do at once: nobody collects for it any more.
    _open.is_ending = True
    for end, things in _open.ends.items():
        end(things)


def collected(end: Callable[[list[Any]], object]) -> list[Any] | None:
    """Give what this deed has collected for this end, to add to it; None where there is no deed, or it is ending.

    :param end: is given all of it as the last part of the deed, before it is stored
    """
    return _open.ends.setdefault(end, []) if _open.depth and not _open.is_ending else None


def after_commit(do: Callable[[], object]) -> None:
    """Do this once the deed is stored, and never if it is not."""
    transaction.on_commit(do, robust=True)
