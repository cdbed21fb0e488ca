"""Moments are said with their zone, in the reader's language."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from xingtan.ui import moments

AT = datetime(2026, 11, 3, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "form", "said"),
    [
        ("Asia/Shanghai", "both", "3 November 2026, 14:00, Shanghai time (UTC+8)"),
        ("Asia/Kathmandu", "time", "11:45, Kathmandu time (UTC+5:45)"),
        ("America/New_York", "both", "3 November 2026, 01:00, New York time (UTC−5)"),
        ("America/St_Johns", "time", "02:30, St Johns time (UTC−3:30)"),
        ("UTC", "both", "3 November 2026, 06:00 UTC"),
        ("Asia/Shanghai", "date", "3 November 2026"),
        ("Mars/Olympus", "time", "06:00, Olympus time (UTC+0)"),
    ],
)
def test_moment_names_its_zone(zone: str, form: moments.Form, said: str) -> None:
    with translation.override("en"):
        assert moments.words(AT, zone, form) == said


def test_moment_speaks_the_readers_language() -> None:
    with translation.override("zh-hans"):
        assert moments.words(AT, "Asia/Shanghai", "date") == "2026年11月3日"


def test_element_tells_the_island_what_it_needs() -> None:
    with translation.override("en"):
        shown = moments.element(AT, "Asia/Shanghai", "time")

    assert shown == (
        '<xingtan-time offset="480" form="time" words="* your time">'
        '<time datetime="2026-11-03T06:00:00Z">14:00, Shanghai time (UTC+8)</time></xingtan-time>'
    )


def test_day_alone_needs_no_island() -> None:
    with translation.override("en"):
        assert (
            moments.element(AT, "Asia/Shanghai", "date")
            == '<time datetime="2026-11-03T06:00:00Z">3 November 2026</time>'
        )
