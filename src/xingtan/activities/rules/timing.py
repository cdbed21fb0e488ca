"""A timer by the server's clock: when it ends, what is left, and how that is written."""

from datetime import datetime, timedelta
from math import ceil

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
