"""How long a lesson was."""

from datetime import datetime, timedelta

LONGER = timedelta(hours=1)


def minutes(*, planned: timedelta, opened_at: datetime, closed_at: datetime) -> int:
    """Count the minutes of a lesson: one that somebody forgot to close counts an hour more than planned, and no longer."""
    lasted = max(min(closed_at - opened_at, planned + LONGER), timedelta())
    return round(lasted.total_seconds() / 60)
