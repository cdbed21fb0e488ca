"""What is known later is counted: days that were closed before are closed again, those it touches and no other."""

from datetime import date, timedelta

import pyarrow.parquet as pq
import pytest

from xingtan.closing.tests.factories import MONDAY, attend, moment, small
from xingtan.eventstore import public as eventstore

pytestmark = pytest.mark.usefixtures("closing_only")

TUESDAY, WEDNESDAY, THURSDAY = (MONDAY + timedelta(days=number) for number in (1, 2, 3))
LATER = moment(MONDAY + timedelta(days=30))


def rows(table, day=None):
    files = eventstore.files(table, None if day is None else [day])
    return [row for place in files for row in pq.read_table(place, partitioning=None).to_pylist()]


def files(table):
    return {day: entries[0].file for day, entries in eventstore.manifest().tables.get(table, {}).items()}


@pytest.fixture
def closed_again():
    """Put what came later, close, and give the days of a table that were closed again."""

    def close(spring, table="attendance"):
        before = files(table)
        spring.put("later")
        eventstore.close()
        assert eventstore.close() == 0
        after = files(table)
        return sorted(day for day in after if after[day] != before.get(day))

    return close


@pytest.fixture
def spring():
    """Give three days; account 200 and the unknown 999 come on Tuesday only."""
    made = small()
    made.say("accounts", MONDAY, account=200, person=6_000, university=1)
    attend(made, TUESDAY, 1010, 200)
    attend(made, TUESDAY, 1010, 100)
    attend(made, TUESDAY, 1011, 999)
    return made


@pytest.fixture
def closed(spring):
    spring.put()
    eventstore.close()
    return spring


@pytest.mark.parametrize("account", [200, 999])
def test_accounts_that_turn_out_to_be_one_person_are_one_on_days_closed_before(closed, closed_again, account):
    attend(closed, TUESDAY, 1011, 100)
    closed_again(closed)
    before = len(rows("attendance"))
    closed.say("accounts", THURSDAY, account=account, person=5_000, university=1, at=LATER)

    assert closed_again(closed) == ["2020-02-18"]

    assert len(rows("attendance")) == before - 1


def test_accounts_that_turn_out_to_be_two_persons_are_two(spring, closed_again):
    spring.say("accounts", MONDAY, account=201, person=6_000, university=1)
    attend(spring, TUESDAY, 1010, 201)
    spring.put()
    eventstore.close()
    before = len(rows("attendance"))
    spring.say("accounts", THURSDAY, account=201, person=6_001, university=1, at=LATER)

    assert closed_again(spring) == ["2020-02-18"]

    assert len(rows("attendance")) == before + 1


def test_accounts_said_again_as_they_are_close_nothing_again(closed, closed_again):
    closed.say("accounts", THURSDAY, account=200, person=6_000, university=1, at=LATER)
    closed.say("accounts", THURSDAY, account=300, person=7_000, university=1, at=LATER)

    assert closed_again(closed) == []


def test_places_of_accounts_that_are_one_are_one(spring, closed_again):
    for account in (100, 200):
        told = {"run": 20, "course": 10, "account": account, "enrollment": account, "is_enrolled": True}
        spring.say("enrolled", MONDAY, **told)
        spring.say("completed", WEDNESDAY, course=10, account=account)
    spring.say("enrolled", TUESDAY, run=20, course=10, account=101, enrollment=9, is_enrolled=True)
    spring.put()
    eventstore.close()
    assert [len(rows(table)) for table in ("enrollment", "completion")] == [3, 2]
    spring.say("accounts", THURSDAY, account=200, person=5_000, university=1, at=LATER)

    assert closed_again(spring, "enrollment") == ["2020-02-17"]

    assert [len(rows(table)) for table in ("enrollment", "completion")] == [2, 1]


COURSE = {"discipline": "law", "language": "zh", "platform": 1, "kind": "other", "opened": date(2020, 1, 1)}


def course(spring, number, **columns):
    told = COURSE | {"same_as": None, "university": 1, "closed": None, "teachers": []} | columns
    spring.say("courses", THURSDAY, course=number, at=LATER, **told)


def held(spring, day, session, course=10, **columns):
    told = {"run": 20, "starts_at": moment(day), "minutes": 45, "enrolled": 30, "is_cancelled": False}
    spring.say("held", day, session=session, course=course, **(told | columns))


def test_a_course_found_to_be_another_is_it_on_days_closed_before(spring, closed_again):
    course(spring, 14)
    held(spring, TUESDAY, 1500, 14)
    attend(spring, TUESDAY, 1500, 100)
    spring.say("completed", WEDNESDAY, course=14, account=100)
    spring.put()
    eventstore.close()
    course(spring, 14, same_as=11)

    assert closed_again(spring) == ["2020-02-18"]

    (lesson,) = {row["lesson"] for row in rows("session") if row["raw"] == 1500}
    assert {row["course"] for row in rows("attendance") if row["lesson"] == lesson} == {2}
    assert [row["course"] for row in rows("completion")] == [2]
    assert len(rows("course")) == 4


def test_a_course_listed_after_its_lessons_is_counted(spring, closed_again):
    held(spring, WEDNESDAY, 1500, 14)
    attend(spring, WEDNESDAY, 1500, 100)
    spring.say("completed", MONDAY, course=14, account=100)
    spring.put()
    eventstore.close()
    lessons, attendances = len(rows("lesson")), len(rows("attendance"))
    assert rows("completion") == []
    course(spring, 14)

    assert closed_again(spring) == ["2020-02-19"]

    assert (len(rows("lesson")), len(rows("attendance"))) == (lessons + 1, attendances + 1)
    assert len(rows("completion")) == 1


def test_a_course_of_another_university_is_its_on_days_closed_before(closed, closed_again):
    course(closed, 10, university=2)

    assert len(closed_again(closed)) == 3

    assert {row["university"] for row in rows("attendance") if row["course"] == 1} == {2}


def test_a_course_told_again_closes_nothing_again(closed, closed_again):
    course(closed, 10, discipline="history")

    assert closed_again(closed) == []


def who_came(session):
    numbers = {row["lesson"] for row in rows("session") if row["raw"] == session and row["lesson"] >= 0}
    return sorted((row["learner"], row["lesson"]) for row in rows("attendance") if row["lesson"] in numbers)


@pytest.mark.parametrize("day", [TUESDAY, THURSDAY, MONDAY + timedelta(days=20)])
def test_a_session_moved_to_another_day_counts_once_on_the_day_of_its_latest_word(closed, closed_again, day):
    lessons, attendances, came = len(rows("lesson")), len(rows("attendance")), len(who_came(1000))
    held(closed, day, 1000, at=LATER)
    attend(closed, day, 1000, 101, at=LATER)
    attend(closed, day, 1000, 102, at=LATER)

    assert set(closed_again(closed)) == {"2020-02-17", day.isoformat()}

    assert (len(rows("lesson")), len(rows("attendance"))) == (lessons, attendances)
    assert len(who_came(1000)) == came
    assert [row["day"] for row in rows("session") if row["raw"] == 1000 and row["lesson"] >= 0] == [day]
    assert {row["day"] for row in rows("lesson", day)} == {day}
    assert len(rows("lesson", MONDAY)) == 3


def test_who_is_told_late_on_the_day_that_was_left_is_counted_on_the_other(closed, closed_again):
    held(closed, THURSDAY, 1000, at=LATER)
    closed_again(closed)
    came = len(who_came(1000))
    gone = {100 + learner for learner in range(30)} - {100 + learner for learner, _ in who_came(1000)}
    attend(closed, MONDAY, 1000, min(gone), at=LATER)

    assert "2020-02-20" in closed_again(closed)

    assert len(who_came(1000)) == came + 1


def test_a_session_moved_back_is_where_it_was(closed, closed_again):
    before = rows("attendance", MONDAY)
    held(closed, THURSDAY, 1000, at=LATER)
    closed_again(closed)
    held(closed, MONDAY, 1000, at=LATER + timedelta(days=1))

    assert closed_again(closed) == ["2020-02-17", "2020-02-20"]

    assert len(rows("attendance", MONDAY)) == len(before)
    assert rows("attendance", THURSDAY) == rows("lesson", THURSDAY) == []


def test_a_moved_session_that_is_called_off_counts_on_no_day(closed, closed_again):
    held(closed, THURSDAY, 1000, at=LATER)
    closed_again(closed)
    held(closed, THURSDAY, 1000, at=LATER + timedelta(days=1), is_cancelled=True)

    closed_again(closed)

    assert who_came(1000) == []
    assert len(rows("lesson")) == 11
