"""When to try again, and when to ask a person, without looking anything up."""

from datetime import datetime, timedelta

FIRST_WAIT = timedelta(hours=1)
LONGEST_WAIT = timedelta(days=7)
# One failure may be the net's; two in a row are the feed's.
FAILURES_TO_TELL = 2
FAILURES_TO_START_ANEW = 3
HELD_FROM = 10


def next_try(*, now: datetime, hours: int, failures: int) -> datetime:
    """Say when to harvest next: at the agreed pace; after failures later and later."""
    pace = timedelta(hours=hours)
    if not failures:
        return now + pace
    wait: timedelta = FIRST_WAIT * 2 ** min(failures - 1, 12)
    return now + min(wait, max(pace, LONGEST_WAIT))


def must_ask(*, listed: int, missing: int) -> bool:
    """Test whether so much is missing that a person must say whether it is gone: more than half, or all of a few."""
    return missing * 2 > listed and (listed >= HELD_FROM or missing == listed)
