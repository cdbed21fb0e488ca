"""The board of time zones."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xingtan.timetables.rules.hours import alternatives, at_site, board

# The machine may be busy with something else.
patient = settings(deadline=None)

HOUR = timedelta(hours=1)
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hour", "minutes"),
    # In Shanghai it is eight hours later than in UTC.
    [(23, 0), (22, 60), (13, 0), (14, 60), (21, 60)],
)
def test_hours_before_seven_and_after_ten_at_night_are_outside(hour, minutes):
    assert at_site(datetime(2026, 3, 2, hour, tzinfo=UTC), HOUR, "Asia/Shanghai").minutes_outside == minutes


def test_a_meeting_may_begin_too_early_in_part():
    assert at_site(datetime(2026, 3, 2, 6, 30, tzinfo=UTC), HOUR, "UTC").minutes_outside == 30


def test_the_board_goes_from_east_to_west_each_zone_once():
    found = board(datetime(2026, 3, 2, 9, tzinfo=UTC), HOUR, ["Africa/Accra", "Asia/Shanghai", "Africa/Accra"])

    assert [(each.zone, each.starts.hour, each.is_outside) for each in found] == [
        ("Asia/Shanghai", 17, False),
        ("Africa/Accra", 9, False),
    ]


def test_better_hours_are_proposed_the_nearest_first():
    at = datetime(2026, 3, 2, 2, tzinfo=UTC)
    zones = ["Africa/Accra", "Asia/Shanghai"]

    found = alternatives(at, HOUR, zones, now=NOW)

    assert found[0] == datetime(2026, 3, 2, 7, tzinfo=UTC)
    assert all(not each.is_outside for start in found for each in board(start, HOUR, zones))


def test_where_no_hour_suits_all_the_least_bad_are_proposed():
    zones = ["Pacific/Auckland", "Europe/London", "America/Los_Angeles", "Asia/Kolkata"]
    at = datetime(2026, 3, 4, 12, tzinfo=UTC)

    here = sum(each.minutes_outside for each in board(at, 3 * HOUR, zones))
    found = alternatives(at, 3 * HOUR, zones, now=NOW)

    assert found
    assert all(sum(one.minutes_outside for one in board(each, 3 * HOUR, zones)) < here for each in found)


def test_nothing_is_proposed_in_the_past_or_where_all_is_well():
    at = datetime(2026, 3, 2, 2, tzinfo=UTC)

    assert alternatives(datetime(2026, 3, 2, 9, tzinfo=UTC), HOUR, ["Asia/Shanghai"], now=NOW) == []
    assert all(each > at for each in alternatives(at, HOUR, ["Africa/Accra"], now=at))


@patient
@given(
    st.integers(0, 4 * 365 * 24 * 60),
    st.integers(1, 48),
    st.sampled_from(["Europe/Berlin", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia"]),
)
def test_no_more_lies_outside_than_there_is(minute, halves, zone):
    at, length = NOW + timedelta(minutes=minute), timedelta(minutes=30 * halves)

    assert 0 <= at_site(at, length, zone).minutes_outside <= length // timedelta(minutes=1)
