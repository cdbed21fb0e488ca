"""The rule of attendance: what must hold whatever the traces are, and the cases it is told by."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xingtan.attendance.rules import gestures
from xingtan.attendance.rules.deciding import HERE, Lesson, Terms, Traces, decide, is_on_site, window_of
from xingtan.attendance.rules.presence import cut, ended, folded, merged, share_of

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
END = START + 60 * MINUTE
LESSON = Lesson(window=(START, END))


def at(minute: float) -> datetime:
    return START + minute * MINUTE


def span(start: float, end: float) -> tuple[datetime, datetime]:
    return at(start), at(end)


# A machine that has much else to do is no reason to fail.
patient = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])

minutes = st.integers(-30, 100)
spans = st.lists(st.tuples(minutes, minutes).map(lambda pair: span(min(pair), max(pair))), max_size=6)
traces = st.builds(
    Traces,
    checked_in_at=st.none() | minutes.map(at),
    has_checked_out=st.booleans(),
    spans=spans,
    is_inside=st.booleans(),
    is_excused=st.booleans(),
)
terms = st.builds(
    Terms,
    asks=st.sampled_from(["either", "check_in", "time", "both"]),
    share_percent=st.integers(0, 100),
    late_minutes=st.integers(0, 90),
    early_minutes=st.integers(0, 90),
)
lessons = st.builds(
    Lesson, window=st.just((START, END)), check_in_at=st.none() | minutes.map(at), has_check_out=st.booleans()
)


@patient
@given(lessons, traces, terms)
def test_everybody_is_one_of_five_things_and_their_share_is_a_share(lesson, left, asked) -> None:
    outcome = decide(lesson, left, asked)

    assert outcome.status in {*HERE, "excused", "absent"}
    assert 0 <= outcome.share <= 1


@patient
@given(lessons, terms, st.booleans())
def test_who_left_no_trace_was_not_there(lesson, asked, is_excused) -> None:
    assert decide(lesson, Traces(is_excused=is_excused), asked).status == ("excused" if is_excused else "absent")


@patient
@given(lessons, traces, terms)
def test_an_excuse_changes_nothing_but_absent(lesson, left, asked) -> None:
    without = decide(lesson, replace(left, is_excused=False), asked).status
    excused = decide(lesson, replace(left, is_excused=True), asked).status

    assert excused == ("excused" if without == "absent" else without)


@patient
@given(lessons, traces, terms, spans)
def test_more_time_never_makes_anyone_absent(lesson, left, asked, more) -> None:
    before = decide(lesson, left, asked)
    after = decide(lesson, replace(left, spans=[*left.spans, *more]), asked)

    assert after.share >= before.share
    assert before.status not in HERE or after.status in HERE


@patient
@given(lessons, traces, terms, minutes.map(at))
def test_a_check_in_never_makes_anyone_absent(lesson, left, asked, came) -> None:
    before = decide(lesson, replace(left, checked_in_at=None), asked)
    after = decide(lesson, replace(left, checked_in_at=came), asked)

    assert before.status not in HERE or asked.asks == "both" or after.status in HERE


@patient
@given(lessons, traces, terms)
def test_a_check_out_never_makes_anyone_leave_early(lesson, left, asked) -> None:
    assert decide(lesson, replace(left, has_checked_out=True), asked).status != "left_early"


@patient
@given(lessons, traces, terms)
def test_a_milder_rule_never_makes_anyone_absent(lesson, left, asked) -> None:
    milder = replace(asked, asks="either", share_percent=0)

    assert decide(lesson, left, asked).status not in HERE or decide(lesson, left, milder).status in HERE


@patient
@given(spans, st.integers(-600, 600))
def test_the_zone_a_clock_is_in_changes_nothing(found, offset) -> None:
    from datetime import timezone

    zone = timezone(timedelta(minutes=offset))
    elsewhere = [(start.astimezone(zone), end.astimezone(zone)) for start, end in found]

    assert decide(LESSON, Traces(spans=elsewhere), Terms()) == decide(LESSON, Traces(spans=found), Terms())


@patient
@given(spans, spans)
def test_folding_is_the_same_in_any_order_and_however_often(kept, new) -> None:
    once = folded(kept, new)

    assert folded(once, new) == once
    assert folded(folded([], new), kept) == once
    assert all(first[1] < second[0] for first, second in pairwise(once))


@patient
@given(spans, minutes.map(at))
def test_nothing_lasts_beyond_its_end(found, end) -> None:
    assert all(start <= until <= end for start, until in ended(merged(found), end))


@patient
@given(spans)
def test_cut_stays_within_the_window(found) -> None:
    assert all(START <= start < end <= END or start == end for start, end in cut(found, (START, END)))


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (Traces(spans=[span(0, 60)]), "present"),
        (Traces(spans=[span(-10, 29.9)]), "absent"),
        (Traces(spans=[span(0, 30)]), "left_early"),
        (Traces(spans=[span(11, 60)]), "late"),
        (Traces(spans=[span(10, 50)]), "present"),
        (Traces(spans=[span(0, 10), span(40, 60)]), "present"),
        (Traces(spans=[span(0, 40), span(20, 60)]), "present"),
        (Traces(checked_in_at=at(3)), "present"),
        (Traces(checked_in_at=at(11)), "late"),
        (Traces(checked_in_at=at(11), spans=[span(5, 6)]), "present"),
    ],
)
def test_cases_of_the_rule(left: Traces, expected: str) -> None:
    assert decide(LESSON, left, Terms()).status == expected


def test_check_in_that_was_opened_late_makes_nobody_late_who_answers_soon() -> None:
    lesson = replace(LESSON, check_in_at=at(30))

    assert decide(lesson, Traces(checked_in_at=at(39)), Terms()).status == "present"
    assert decide(lesson, Traces(checked_in_at=at(41)), Terms()).status == "late"


def test_missing_a_check_out_is_leaving_early_unless_one_is_still_there() -> None:
    lesson = replace(LESSON, has_check_out=True)
    came = Traces(checked_in_at=at(1))

    assert decide(lesson, came, Terms()).status == "left_early"
    assert decide(lesson, replace(came, has_checked_out=True), Terms()).status == "present"
    assert decide(lesson, replace(came, spans=[span(50, 60)]), Terms()).status == "present"


@pytest.mark.parametrize(
    ("asks", "expected"), [("either", "present"), ("check_in", "present"), ("time", "absent"), ("both", "absent")]
)
def test_class_may_ask_for_a_check_in_for_time_or_both(asks, expected) -> None:
    lesson = replace(LESSON, check_in_at=START)

    assert decide(lesson, Traces(checked_in_at=at(1)), Terms(asks=asks)).status == expected


def test_where_no_check_in_was_held_none_can_be_missed() -> None:
    assert decide(LESSON, Traces(spans=[span(0, 60)]), Terms(asks="both")).status == "present"


def test_lesson_without_length_has_nobody_by_time_alone() -> None:
    lesson = Lesson(window=(START, START))

    assert share_of([span(0, 60)], (START, START)) == 0
    assert decide(lesson, Traces(spans=[span(-5, 60)]), Terms()).status == "absent"


@pytest.mark.parametrize(
    ("opened", "closed", "expected"),
    [
        (None, None, (0, 60)),
        (-10, 70, (0, 60)),
        (5, 50, (5, 50)),
        (90, 120, (90, 120)),
        (-120, -60, (-120, -60)),
        (30, 20, (30, 30)),
    ],
)
def test_lesson_is_what_was_held_of_what_was_planned(opened, closed, expected) -> None:
    window = window_of(
        starts_at=START,
        ends_at=END,
        opened_at=None if opened is None else at(opened),
        closed_at=None if closed is None else at(closed),
    )

    assert window == span(*expected)


def test_lesson_over_the_change_of_daylight_saving_is_as_long_as_it_was() -> None:
    zone = ZoneInfo("Europe/Berlin")
    # Clocks went from two to three: an hour and a half by the wall is half an hour.
    window = (
        datetime(2026, 3, 29, 1, 45, tzinfo=zone).astimezone(UTC),
        datetime(2026, 3, 29, 3, 15, tzinfo=zone).astimezone(UTC),
    )
    half = (window[0], window[0] + timedelta(minutes=15))

    assert share_of([half], window) == 0.5
    assert decide(Lesson(window=window), Traces(spans=[half]), Terms(early_minutes=15)).status == "present"


@pytest.mark.parametrize(
    ("mode", "left", "expected"),
    [
        ("onsite", Traces(), True),
        ("online", Traces(checked_in_at=START, is_inside=True), False),
        ("both", Traces(checked_in_at=START), True),
        ("both", Traces(is_inside=True, spans=[span(0, 60)]), True),
        ("both", Traces(checked_in_at=START, spans=[span(0, 60)]), False),
        ("both", Traces(spans=[span(0, 60)]), False),
    ],
)
def test_where_somebody_was_is_told_by_what_they_left(mode, left, expected) -> None:
    share = decide(LESSON, left, Terms()).share

    assert is_on_site(mode, left, share, Terms()) is expected


@patient
@given(st.integers(0, 12), st.randoms())
def test_gesture_visits_no_dot_twice(length, random) -> None:
    made = gestures.gesture_from(random.randrange, length)

    assert len(set(made)) == len(made) == min(length, 9)
    assert gestures.cleaned("-".join(made)) == made
    assert all(0 <= column < 3 and 0 <= row < 3 for column, row in gestures.points_of(made))
