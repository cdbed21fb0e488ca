"""Dates and spans as Open edX writes them."""

from datetime import UTC, datetime

import pytest

from xingtan.federation.olx.adapters.dates import minutes, moment
from xingtan.kernel.dates import MINUTES_A_YEAR


def test_moment_is_read() -> None:
    assert moment('"2026-02-01T00:00:00Z"') == (datetime(2026, 2, 1, tzinfo=UTC), True)
    assert moment("null") == (None, True)


@pytest.mark.parametrize("text", ["soon", "0001-01-01T00:00:00+14:00", "9999-12-31", "Jan 01, 1000"])
def test_moment_that_no_clock_shows_cannot_be_read(text: str) -> None:
    assert moment(text) == (None, False)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1 day 12 hours", 2160),
        ("02:30:00", 150),
        ("9" * 400 + " days", MINUTES_A_YEAR),
        ("999999999:00", MINUTES_A_YEAR),
    ],
)
def test_span_is_at_most_a_year(text: str, read: int) -> None:
    assert minutes(text) == read
