"""Patterns become dated sessions: counted, on the right days, at the right instants, with marks that stay."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xingtan.timetables.rules.days import Calendar, Meeting, expand, instants
from xingtan.timetables.rules.weeks import ALL, EVEN, ODD, NotWeeks, weeks_of, written

# The machine may be busy with something else.
patient = settings(deadline=None)

TERM = Calendar(date(2026, 3, 2), date(2026, 7, 5), date(2026, 3, 2))


def meeting(weekday=1, weeks=ALL, **facts):
    said = {"starts": time(8), "ends": time(9, 40), "zone": "Asia/Shanghai", **facts}
    return Meeting(weekday=weekday, weeks=weeks, **said)


def days_of(made, calendar=TERM):
    return [each.on for each in expand(made, calendar).meetings]


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("", ALL),
        ("every", ALL),
        ("odd", ODD),
        ("双周", EVEN),
        ("1-8,10,12-16", {*range(1, 9), 10, *range(12, 17)}),
        ("第1-8周", set(range(1, 9))),
        ("1–16(单)", set(range(1, 17, 2))),
        ("2-8 even", {2, 4, 6, 8}),
        ("5; 7", {5, 7}),
        ("weeks 1-3", {1, 2, 3}),
    ],
)
def test_weeks_are_read(text, weeks):
    assert weeks_of(text) == weeks


@pytest.mark.parametrize("text", ["0", "61", "8-1", "1-", "-3", "1-2-3", "sometimes", "1,,2", "1-999999999", ",", "一"])
def test_weeks_that_are_none_are_refused(text):
    with pytest.raises(NotWeeks):
        weeks_of(text)


@patient
@given(st.sets(st.integers(1, 60), min_size=1))
def test_weeks_are_read_as_they_were_written(weeks):
    assert weeks_of(written(weeks)) == weeks


def test_a_pattern_meets_in_its_weeks():
    assert days_of(meeting(weekday=3, weeks=frozenset({1, 3}))) == [date(2026, 3, 4), date(2026, 3, 18)]


def test_a_term_that_begins_on_a_thursday_has_no_monday_in_its_first_week():
    calendar = Calendar(date(2026, 3, 5), date(2026, 3, 20), date(2026, 3, 2))

    assert days_of(meeting(weekday=1), calendar) == [date(2026, 3, 9), date(2026, 3, 16)]


def test_a_make_up_day_is_taught_as_the_day_it_replaces_and_keeps_its_mark():
    off = frozenset({(date(2026, 4, 6), "")})
    calendar = Calendar(
        TERM.starts_on, TERM.ends_on, TERM.first_monday, off, ((date(2026, 4, 11), "", date(2026, 4, 6)),)
    )

    before = {each.mark: each.on for each in expand(meeting(), TERM).meetings}
    after = {each.mark: each.on for each in expand(meeting(), calendar).meetings}

    assert after == before | {"w06": date(2026, 4, 11)}


def test_a_make_up_day_has_lessons_of_its_own_weekday_no_more():
    calendar = Calendar(
        TERM.starts_on, TERM.ends_on, TERM.first_monday, make_ups=((date(2026, 4, 7), "", date(2026, 4, 6)),)
    )

    assert date(2026, 4, 7) not in days_of(meeting(weekday=2), calendar)
    assert days_of(meeting(weekday=1), calendar)[5:7] == [date(2026, 4, 6), date(2026, 4, 7)]


def test_a_campus_has_days_off_of_its_own():
    calendar = Calendar(TERM.starts_on, TERM.ends_on, TERM.first_monday, frozenset({(date(2026, 3, 9), "North")}))

    assert date(2026, 3, 9) not in days_of(meeting(campus="North"), calendar)
    assert date(2026, 3, 9) in days_of(meeting(campus="South"), calendar)


def test_the_29th_of_february_is_a_day_of_leap_years():
    leap = Calendar(date(2028, 2, 28), date(2028, 3, 5), date(2028, 2, 28))

    assert days_of(meeting(weekday=2), leap) == [date(2028, 2, 29)]
    assert days_of(meeting(weekday=None, on=date(2028, 2, 29)), leap) == [date(2028, 2, 29)]


@pytest.mark.parametrize(
    ("zone", "starts", "ends", "hours"),
    [
        # Before and after the clock goes forward on 29 March 2026 in Berlin, the lesson is at ten.
        ("Europe/Berlin", time(10), time(11), [9, 8]),
        ("Asia/Shanghai", time(10), time(11), [2, 2]),
        ("America/New_York", time(10), time(11), [14, 14]),
    ],
)
def test_the_local_time_stays_when_the_clock_changes(zone, starts, ends, hours):
    found = [instants(day, starts, ends, zone)[0] for day in (date(2026, 3, 23), date(2026, 3, 30))]

    assert [each.hour for each in found] == hours
    assert {each.astimezone(ZoneInfo(zone)).time() for each in found} == {starts}


def test_an_hour_that_the_clock_leaves_out_is_as_much_later():
    starts_at, ends_at = instants(date(2026, 3, 29), time(2, 30), time(4), "Europe/Berlin")

    assert starts_at.astimezone(ZoneInfo("Europe/Berlin")).time() == time(3, 30)
    assert ends_at.astimezone(ZoneInfo("Europe/Berlin")).time() == time(4)


def test_a_lesson_that_the_clock_leaves_out_as_a_whole_keeps_its_length():
    starts_at, ends_at = instants(date(2026, 3, 29), time(2, 50), time(3, 20), "Europe/Berlin")

    assert ends_at - starts_at == timedelta(minutes=30)


def test_of_an_hour_that_comes_twice_the_first_is_meant():
    starts_at, ends_at = instants(date(2026, 10, 25), time(2, 30), time(2, 45), "Europe/Berlin")

    assert starts_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert ends_at - starts_at == timedelta(minutes=15)


def test_a_lesson_over_midnight_ends_on_the_next_day():
    starts_at, ends_at = instants(date(2026, 3, 2), time(23), time(1), "UTC")

    assert ends_at - starts_at == timedelta(hours=2)


zones = st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "Australia/Lord_Howe"])
days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
times = st.times().map(lambda each: each.replace(second=0, microsecond=0))


@patient
@given(days, times, times, zones)
def test_whatever_the_clock_does_a_lesson_takes_time(day, starts, ends, zone):
    starts_at, ends_at = instants(day, starts, ends, zone)

    assert timedelta() < ends_at - starts_at <= timedelta(hours=26)


@st.composite
def calendars(draw):
    monday = draw(days)
    monday -= timedelta(days=monday.weekday())
    length = draw(st.integers(0, 150))
    inside = st.integers(0, length).map(lambda each: monday + timedelta(days=each))
    off = draw(st.sets(inside, max_size=12))
    free = draw(st.dictionaries(inside, inside, max_size=5))
    make_ups = tuple((on, "", as_of) for on, as_of in free.items() if on != as_of)
    return Calendar(monday, monday + timedelta(days=length), monday, frozenset((each, "") for each in off), make_ups)


patterns = st.builds(meeting, st.integers(1, 7), st.sets(st.integers(1, 25)).map(frozenset), zone=zones)


def naive(made, calendar):
    """Count as a person with a wall calendar would: day by day, each taught as itself or as another."""
    taught_as, found = {on: as_of for on, _campus, as_of in calendar.make_ups}, []
    day = calendar.starts_on
    while day <= calendar.ends_on:
        as_of = taught_as.get(day, day)
        meets = as_of.isoweekday() == made.weekday and calendar.week_of(as_of) in made.weeks
        if meets and not calendar.is_off(day, ""):
            found.append(day)
        day += timedelta(days=1)
    return found


@patient
@given(patterns, calendars())
def test_there_are_as_many_sessions_as_weeks_less_days_off_and_with_make_ups(made, calendar):
    assert days_of(made, calendar) == naive(made, calendar)


@patient
@given(patterns, calendars())
def test_no_session_is_on_a_day_off(made, calendar):
    assert not {each for each, _campus in calendar.off} & set(days_of(made, calendar))


@patient
@given(patterns, calendars())
def test_every_session_has_a_mark_of_its_own_that_comes_again(made, calendar):
    first, again = (expand(made, calendar).meetings for _each in range(2))

    assert first == again
    assert len({each.mark for each in first}) == len(first)


@patient
@given(patterns, calendars(), st.integers(1, 7))
def test_a_pattern_that_moves_to_another_weekday_keeps_its_marks(made, calendar, weekday):
    plain = Calendar(calendar.starts_on, calendar.starts_on + timedelta(days=27), calendar.first_monday)
    moved = meeting(weekday, made.weeks)

    marks = [[each.mark for each in expand(each_made, plain).meetings] for each_made in (made, moved)]

    assert marks[0] == marks[1]
