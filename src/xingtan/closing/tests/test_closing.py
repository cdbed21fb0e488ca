"""Days are closed: whatever came, however often and in which order, the same table stands there."""

from datetime import timedelta

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xingtan.closing.tests.factories import MONDAY, attend, moment, small
from xingtan.eventstore import public as eventstore

pytestmark = pytest.mark.usefixtures("closing_only")


def rows(table, day=None):
    files = eventstore.files(table, None if day is None else [day])
    return [row for place in files for row in pq.read_table(place, partitioning=None).to_pylist()]


def test_every_attendance_is_counted_once():
    spring = small()
    said = sum(len(rows) for (family, _), rows in spring.said.items() if family == "attended")
    spring.put()

    eventstore.close()

    assert len(rows("attendance")) == said
    assert len(rows("lesson")) == 12
    assert len(rows("course")) == 4
    assert len(rows("section")) == 4
    assert len(rows("teacher")) == 5


def attendance_of(session_row):
    return [row["learner"] for row in rows("attendance") if row["lesson"] == session_row]


def test_the_latest_word_counts():
    spring = small(days=1, learners=6)
    spring.said.pop(("attended", MONDAY))
    first = attend(spring, MONDAY, 1000, 100, seconds=5)
    spring.said["attended", MONDAY] += [first, first]
    attend(spring, MONDAY, 1000, 100, seconds=900, at=moment(MONDAY, 13))
    attend(spring, MONDAY, 1000, 101)
    attend(spring, MONDAY, 1000, 101, is_attended=False, at=moment(MONDAY, 14))
    attend(spring, MONDAY, 1001, 102, at=moment(MONDAY + timedelta(days=9)))
    attend(spring, MONDAY, 1001, 103, seconds=-4)
    attend(spring, MONDAY, 4711, 103)
    attend(spring, MONDAY, 1001, 999)
    spring.put()

    eventstore.close()

    found = rows("attendance")
    assert [(row["learner"], row["lesson"], row["seconds"]) for row in found] == [(0, 0, 900), (1, 1, 600), (6, 1, 600)]
    kinds = {row["kind"]: row["count"] for row in rows("found")}
    assert kinds == {
        "heard": 10, "duplicate": 2, "corrected": 1, "taken_back": 1, "late": 1, "negative": 1, "no_lesson": 1,
    }  # fmt: skip


def test_a_person_of_three_accounts_is_one_learner():
    spring = small(days=1, learners=6)
    spring.said.pop(("attended", MONDAY))
    spring.say("accounts", MONDAY, source=2, account=100, person=5_001, university=2)
    spring.say("accounts", MONDAY, source=3, account=9, person=5_001, university=2)
    attend(spring, MONDAY, 1000, 101)
    attend(spring, MONDAY, 1000, 100, source=2, at=moment(MONDAY, 15))
    attend(spring, MONDAY, 1000, 9, source=3)
    attend(spring, MONDAY, 1000, 100)
    spring.put()

    eventstore.close()

    assert len(rows("attendance")) == 2
    assert sum(row["count"] for row in rows("found") if row["kind"] == "other_account") == 2


def test_a_course_listed_twice_is_one():
    spring = small(days=1)
    again = dict(spring.said["courses", MONDAY][0]) | {"source": 2, "course": 10, "same_as": 11, "platform": 2}
    spring.said["courses", MONDAY].append(again)
    spring.say("held", MONDAY, source=2, session=1, course=10, run=1, starts_at=moment(MONDAY), minutes=45, enrolled=3)
    spring.said["held", MONDAY][-1]["is_cancelled"] = False
    spring.put()

    eventstore.close()

    assert len(rows("course")) == 4
    assert sorted(row["course"] for row in rows("lesson")) == [1, 2, 2, 3, 4]


def test_a_lesson_called_off_takes_its_attendances_with_it():
    spring = small(days=1)
    spring.put()
    eventstore.close()
    before = len(rows("attendance"))
    gone = len(attendance_of(0))
    held = {"session": 1000, "course": 10, "run": 20, "starts_at": moment(MONDAY), "minutes": 45, "enrolled": 30}
    spring.say("held", MONDAY, **held, at=moment(MONDAY, 20), is_cancelled=True)
    spring.put("b")

    eventstore.close()

    assert gone
    assert len(rows("attendance")) == before - gone
    assert sorted(row["lesson"] for row in rows("lesson")) == [1, 2, 3]


def test_a_late_word_closes_its_day_again_and_no_other():
    spring = small()
    spring.put()
    eventstore.close()
    files = {day: entries[0].file for day, entries in eventstore.manifest().tables["attendance"].items()}
    attend(spring, MONDAY, 1000, 100, at=moment(MONDAY + timedelta(days=9)))
    spring.put("late")

    eventstore.close()

    again = {day: entries[0].file for day, entries in eventstore.manifest().tables["attendance"].items()}
    assert {day for day in files if files[day] != again[day]} == {"2020-02-17"}
    assert eventstore.close() == 0


@pytest.mark.parametrize("at_once", [50, 7])
def test_a_day_in_several_goes_is_the_same_day(monkeypatch, at_once):
    from xingtan.closing.adapters import attendances

    spring = small(days=1)
    attend(spring, MONDAY, 1001, 999)
    spring.put()
    eventstore.close()
    whole = rows("attendance")
    monkeypatch.setattr(attendances, "AT_ONCE", at_once)
    monkeypatch.setattr(attendances, "STRETCH", 10)
    spring.say("held", MONDAY, session=9, course=10, run=20, starts_at=moment(MONDAY), minutes=1, enrolled=1)
    spring.said["held", MONDAY][0]["is_cancelled"] = True
    spring.put("b")

    eventstore.close()

    assert rows("attendance") == whole


def test_a_day_of_which_nothing_is_left_is_closed_too():
    spring = small(days=2)
    for row in spring.said["held", MONDAY]:
        row["is_cancelled"] = True
    spring.put()

    eventstore.close()

    assert rows("attendance", MONDAY) == rows("lesson", MONDAY) == []
    assert eventstore.stale_days() == []


def test_a_university_of_an_impossible_number_is_none():
    spring = small(days=1)
    spring.said["courses", MONDAY][0]["university"] = 70_000
    spring.said["accounts", MONDAY][0]["university"] = -5
    spring.put()

    eventstore.close()

    assert {row["university"] for row in rows("attendance")} == {0, 1, 2}
    assert {row["university"] for row in rows("block")} == {1, 2}


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_order_and_any_number_of_times_closes_to_the_same(data, monkeypatch, tmp_path_factory):
    told = []
    for order in range(2):
        monkeypatch.setenv("XINGTAN_HOME", str(tmp_path_factory.mktemp("home")))
        spring = small(days=1, learners=5)
        attend(spring, MONDAY, 1001, 100, seconds=7, at=moment(MONDAY, 14))
        attend(spring, MONDAY, 1001, 101, is_attended=False, at=moment(MONDAY, 14))
        attend(spring, MONDAY, 1002, 102, seconds=7, at=moment(MONDAY, 12), event=3)
        if order:
            for rows_ in spring.said.values():
                again = data.draw(st.lists(st.sampled_from(range(len(rows_))), max_size=20))
                rows_ += [rows_[each] for each in again]
                rows_[:] = data.draw(st.permutations(rows_))
        spring.put()
        eventstore.close()
        told.append({table: rows(table) for table in ("attendance", "lesson", "course", "learner", "teaches")})

    assert told[0] == told[1]
