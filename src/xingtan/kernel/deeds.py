"""Deeds: the only functions that change what is stored. Lock, check, change, announce."""

import threading
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")


class _Depth(threading.local):
    value = 0


_depth = _Depth()


def deed(action: Callable[P, R]) -> Callable[P, R]:
    """Run the action as one deed: all of it happens, or none.

    The outermost deed opens the transaction. An inner one opens nothing; an error that crosses
    it marks the whole for rollback, so an action asks first and never catches another's error.
    """

    @wraps(action)
    def whole(*args: P.args, **kwargs: P.kwargs) -> R:
        outermost = _depth.value == 0
        _depth.value += 1
        try:
            with transaction.atomic(savepoint=outermost):
                return action(*args, **kwargs)
        finally:
            _depth.value -= 1

    return whole


def after_commit(do: Callable[[], object]) -> None:
    """Do this once the deed is stored, and never if it is not."""
    transaction.on_commit(do, robust=True)
