"""Completion, dates, and where to go on."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingtan.learning import rules
from xingtan.learning.rules import Calendar, Grade, Plan, Policy, Section, Window

D = Decimal
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def course(**units: str) -> Plan:
    """Make a course of one section: ``course(u1="ab", u2="c")``."""
    return Plan(sections=(Section(key="s", units={unit: tuple(blocks) for unit, blocks in units.items()}),))


def passed(share: str, *, is_passed: bool) -> Grade:
    return Grade(share=D(share), name="", is_passed=is_passed)


@pytest.mark.parametrize(
    ("completed", "share"), [("", "0"), ("a", "0.3333"), ("ab", "0.6666"), ("abc", "1"), ("abcx", "1"), ("x", "0")]
)
def test_share_counts_blocks_of_the_course(completed: str, share: str) -> None:
    assert rules.share_done(course(u="ab", v="ac"), set(completed)) == D(share)


def test_empty_course_has_no_share() -> None:
    assert rules.share_done(Plan(), {"a"}) == D(0)


@pytest.mark.parametrize(
    ("asked", "mark", "share", "grade", "complete"),
    [
        ("1", "0.5", "1", None, True),
        ("1", "0.5", "0.9", None, False),
        ("1", "0.5", "1", passed("0.5", is_passed=True), True),
        ("1", "0.5", "1", passed("0.4", is_passed=False), False),
        ("0", "0.5", "0", passed("0.5", is_passed=True), True),
        ("0", "0.5", "0", passed("0.4", is_passed=False), False),
        ("0", "0.5", "1", None, False),
        ("0", "0", "1", passed("0", is_passed=True), False),
        ("0.8", "0", "0.8", passed("0", is_passed=True), True),
        ("2", "0", "1", None, True),
    ],
)
def test_course_is_complete(asked: str, mark: str, share: str, grade: Grade | None, complete: bool) -> None:
    policy = Policy(completion_share=D(asked), pass_mark=D(mark))

    assert rules.is_complete(policy, D(share), grade) is complete


@pytest.mark.parametrize(
    ("touched", "completed", "state"),
    [("", "", ""), ("a", "", "begun"), ("ab", "a", "begun"), ("ab", "ab", "done"), ("x", "x", "")],
)
def test_unit_is(touched: str, completed: str, state: str) -> None:
    assert rules.unit_state("ab", set(touched), set(completed)) == state


def test_unit_without_blocks_is_never_done() -> None:
    assert rules.unit_state("", set(), set()) == ""


@pytest.mark.parametrize(
    ("completed", "last", "unit"),
    [
        ("", None, "u"),
        ("", "gone", "u"),
        ("", "v", "v"),
        ("b", "v", "w"),
        ("bc", "v", "u"),
        ("abc", "v", "v"),
    ],
)
def test_going_on_leads_to(completed: str, last: str | None, unit: str) -> None:
    assert rules.next_unit(course(u="a", v="b", empty="", w="c"), set(completed), last) == unit


def test_empty_course_leads_nowhere() -> None:
    assert rules.next_unit(Plan(), set(), None) is None


@pytest.mark.parametrize(
    ("opens", "closes", "where"),
    [
        (None, None, Window.OPEN),
        (NOON, None, Window.OPEN),
        (NOON + HOUR, None, Window.BEFORE),
        (None, NOON + HOUR, Window.OPEN),
        (None, NOON, Window.AFTER),
        (NOON - HOUR, NOON + HOUR, Window.OPEN),
    ],
)
def test_moment_is(opens: datetime | None, closes: datetime | None, where: Window) -> None:
    assert rules.window(opens, closes, NOON) is where


def calendar(ends_at: datetime | None = None, **later: datetime) -> Calendar:
    return Calendar(
        ends_at=ends_at, grace=HOUR, later={"" if key == "run" else key: date for key, date in later.items()}
    )


@pytest.mark.parametrize(
    ("due_at", "dates", "due"),
    [
        (None, calendar(), None),
        (NOON, calendar(), NOON),
        (None, calendar(NOON), NOON),
        (NOON, calendar(NOON + DAY), NOON),
        (NOON + DAY, calendar(NOON), NOON),
        (NOON, calendar(s=NOON + HOUR), NOON + HOUR),
        (NOON, calendar(s=NOON - HOUR), NOON),
        (NOON, calendar(other=NOON + HOUR), NOON),
        (NOON, calendar(NOON, s=NOON + DAY), NOON + DAY),
        (NOON + DAY, calendar(NOON, run=NOON + HOUR), NOON + HOUR),
        (None, calendar(s=NOON), None),
    ],
)
def test_section_is_due(due_at: datetime | None, dates: Calendar, due: datetime | None) -> None:
    assert rules.due_for(Section(key="s", due_at=due_at), dates) == due


def test_run_end_is_extended() -> None:
    assert rules.end_for(calendar(NOON, run=NOON + DAY)) == NOON + DAY


@pytest.mark.parametrize(
    ("due_at", "is_late"),
    [(None, False), (NOON, False), (NOON - HOUR, False), (NOON - HOUR - timedelta(seconds=1), True)],
)
def test_grace_is_given(due_at: datetime | None, is_late: bool) -> None:
    assert rules.is_late(due_at, HOUR, NOON) is is_late


def test_date_that_no_grace_can_be_added_to_is_a_date() -> None:
    assert rules.is_late(datetime.max.replace(tzinfo=UTC), HOUR, NOON) is False
    assert rules.is_late(datetime.min.replace(tzinfo=UTC), timedelta.max, NOON) is False


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_extension_never_makes_a_date_earlier(due_at: datetime, ends_at: datetime, until: datetime) -> None:
    section = Section(key="s", due_at=due_at)

    without, with_it = rules.due_for(section, calendar(ends_at)), rules.due_for(section, calendar(ends_at, s=until))

    assert without is not None
    assert with_it is not None
    assert with_it >= without
