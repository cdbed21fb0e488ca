"""What happens on this site is counted under its own names."""

from datetime import UTC, datetime, timedelta

import pyarrow.parquet as pq
import pytest

from xingtan.catalog.tests.factories import published
from xingtan.census.queries import figures, own
from xingtan.census.tests.spring import MONDAY, Spring, attend, moment
from xingtan.eventstore import public as eventstore
from xingtan.teaching.tests.factories import a_class, session

pytestmark = pytest.mark.django_db


def happened(course):
    spring = Spring()
    spring.say("facts", MONDAY, source=0, id="1", name="any", received=moment(MONDAY), body="{}")
    spring.say(
        "held", MONDAY, source=0, session=7, course=eventstore.key("course", course.uid), run=3,
        starts_at=moment(MONDAY), minutes=45, enrolled=4, is_cancelled=False,
    )  # fmt: skip
    attend(spring, MONDAY, 7, 50, source=0)
    attend(spring, MONDAY, 7, 51, source=0)
    spring.put()


def test_lessons_here_are_counted_under_our_names(apricot):
    course = published(apricot)
    type(course).objects.filter(pk=course.pk).update(published_at=datetime(2020, 1, 5, tzinfo=UTC), kind="other")
    happened(course)

    eventstore.close()

    (row,) = figures.by_university()
    assert (row.key, row.name, row.uid) == ("1", str(course.university.name), str(course.university.uid))
    assert (row.courses, row.lessons, row.attendances, row.learners, row.enrolled) == (1, 1, 2, 2, 4)
    assert [each.joined for each in figures.by_quarter()] == [1]


def test_our_numbers_stay_and_leave_others_alone(apricot):
    import pyarrow as pa

    course = published(apricot)
    happened(course)
    eventstore.put_table("university", None, pa.table({"university": pa.array([1001], pa.int32()), "name": ["Other"]}))
    eventstore.close()
    spring = Spring()
    spring.say("facts", MONDAY, source=0, id="2", name="any", received=moment(MONDAY), body="{}")
    spring.put("b")

    eventstore.close()

    told = pq.read_table(eventstore.files("university")[0], partitioning=None).to_pylist()
    assert {each["university"] for each in told if each["name"] == str(course.university.name)} == {1}
    assert [each["university"] for each in told if each["name"] == "Other"] == [1001]


@pytest.mark.parametrize("count", [1, 3])
def test_sessions_are_asked_at_once(count, apricot, grace, now, django_assert_num_queries):
    run = a_class(apricot, grace, now)
    sessions = [session(run, grace, now, starts_in=timedelta(days=day)) for day in range(1, count + 1)]

    with django_assert_num_queries(2):
        told = own.facts_of_sessions([each.uid for each in sessions])

    assert {each.course for each in told.values()} == {each.run.course.uid for each in sessions}
    assert own.courses_of_runs([sessions[0].run.uid]) == {sessions[0].run.uid: sessions[0].run.course.uid}
