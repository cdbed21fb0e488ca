"""Dates that people may set: near enough that any time zone, and any grace, can be added to them."""

from datetime import UTC, datetime

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
MINUTES_A_YEAR = 366 * 24 * 60


def can_be_kept(moment: datetime) -> bool:
    """Test whether a moment, which knows its zone, is none of those that clocks cannot show."""
    return EARLIEST <= moment <= LATEST
