"""Where an entry stands, and which step may follow which."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

SUBMITTED, CHECKED, REVIEWED, LISTED = "submitted", "checked", "reviewed", "listed"
DUE, DELISTED, DECLINED = "due", "delisted", "declined"

# An entry whose review is due is still listed: readers see that it is due.
ON_THE_LIST = (LISTED, DUE)
# Somebody has to look at these.
WAITING = (SUBMITTED, CHECKED, REVIEWED, DUE)

FOLLOWS = {
    SUBMITTED: (CHECKED, DECLINED),
    CHECKED: (REVIEWED, DECLINED),
    REVIEWED: (LISTED, DECLINED),
    LISTED: (LISTED, DELISTED),
    DUE: (LISTED, DELISTED),
    DELISTED: (CHECKED,),
    DECLINED: (CHECKED,),
}
"""What a coordinator may make of it next. Listed again means: looked at, and confirmed."""

NEED_A_REASON = (DELISTED, DECLINED)
REVIEW_AFTER = timedelta(days=365)
STALE_AFTER = timedelta(days=548)
FAILURES_TO_FLAG = 3


def may_follow(now: str, then: str) -> bool:
    """Test whether a coordinator may take this step from here."""
    return then in FOLLOWS.get(now, ())


def end_of(day: date) -> datetime:
    """Give the last moment of a day, in UTC: what was listed in its course was listed on it."""
    return datetime.combine(day, time.max, UTC)


def listed_since(steps: Iterable[tuple[str, datetime]]) -> datetime | None:
    """Tell since when an entry has been on the list without a gap; nothing if it is not.

    :param steps: status and moment, the earliest first
    """
    since: datetime | None = None
    for status, at in steps:
        since = (since or at) if status in ON_THE_LIST else None
    return since


def refreshed_at(steps: Iterable[tuple[str, datetime]], described_at: datetime) -> datetime:
    """Tell when anybody last changed the facts, or confirmed them."""
    return max([described_at, *(at for status, at in steps if status == LISTED)])


def is_stale(refreshed: datetime, now: datetime) -> bool:
    """Test whether nobody has changed or confirmed the facts for too long."""
    return refreshed + STALE_AFTER <= now
