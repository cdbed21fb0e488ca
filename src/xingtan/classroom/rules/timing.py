"""A timer by the server's clock: when it ends, what is left, and how that is written."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from xingtan.activities.registry.answers import Move

LONGEST = timedelta(hours=12)


def ends(started_at: datetime, seconds: int, added: int = 0) -> datetime:
    """Tell when it ends. What was added later counts; it never ends before it starts nor after half a day."""
    return started_at + min(max(timedelta(seconds=seconds + added), timedelta()), LONGEST)


def left(ends_at: datetime, now: datetime) -> int:
    """Give the whole seconds that are left; the last one counts until it is over."""
    return max(0, ceil((ends_at - now).total_seconds()))


def words(seconds: int) -> str:
    """Write seconds as a clock does."""
    minutes, rest = divmod(max(seconds, 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def fold(moves: Iterable[Move]) -> dict[str, Any]:
    """Tell when the timer ends, and whether it was stopped."""
    started_at, seconds, added, stopped_at = None, 0, 0, None
    for move in moves:
        if move.do == "start":
            started_at, seconds, added, stopped_at = move.at, move.payload["seconds"], 0, None
        elif move.do == "add" and started_at is not None and stopped_at is None:
            # A timer that had run out goes on from now.
            over = max(0, ceil((move.at - ends(started_at, seconds, added)).total_seconds()))
            added += over + move.payload["seconds"]
        elif move.do == "stop" and stopped_at is None:
            stopped_at = move.at
    if started_at is None:
        return {"started_at": None, "ends_at": None, "stopped_at": None, "left_when_stopped": ""}
    ends_at = ends(started_at, seconds, added)
    return {
        "started_at": started_at,
        "ends_at": ends_at,
        "stopped_at": stopped_at,
        "left_when_stopped": words(left(ends_at, stopped_at)) if stopped_at else "",
    }
