"""What is offered here is told with what is known of it here."""

from datetime import timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from xingtan.catalog.tests.factories import published
from xingtan.closing import queries
from xingtan.closing.tests.factories import MONDAY, Spring, moment
from xingtan.eventstore import public as eventstore
from xingtan.teaching.tests.factories import a_class, session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("closing_only")]


def something_happens(number):
    spring = Spring()
    spring.say("facts", MONDAY, source=0, id=str(number), name="any", received=moment(MONDAY), body="{}")
    spring.put(f"part{number}")


def test_our_numbers_stay_and_leave_others_alone(apricot):
    course = published(apricot)
    something_happens(1)
    eventstore.put_table("university", None, pa.table({"university": pa.array([1001], pa.int32()), "name": ["Other"]}))
    eventstore.close()
    something_happens(2)

    eventstore.close()

    told = pq.read_table(eventstore.files("university")[0], partitioning=None).to_pylist()
    assert {each["university"] for each in told if each["name"] == str(course.university.name)} == {1}
    assert [each["university"] for each in told if each["name"] == "Other"] == [1001]


def test_platforms_name_our_universities_whatever_their_number_is(apricot):
    something_happens(1)
    eventstore.put_table(
        "own_university", None, pa.table({"uid": [str(apricot.uid)], "university": pa.array([7], pa.int32())})
    )
    ours = eventstore.short_key("university", apricot.uid)
    spring = Spring()
    spring.say("courses", MONDAY, course=10, same_as=None, university=ours, platform=1, kind="mooc", teachers=[])
    spring.say("courses", MONDAY, course=11, same_as=None, university=1001, platform=1, kind="mooc", teachers=[])
    spring.say("courses", MONDAY, course=12, same_as=None, university=ours + 1, platform=1, kind="mooc", teachers=[])
    spring.put()

    eventstore.close()

    told = pq.read_table(eventstore.files("listed")[0], partitioning=None).to_pylist()
    assert {each["raw"]: each["university"] for each in told} == {10: 7, 11: 1001, 12: 0}


@pytest.mark.parametrize("count", [1, 3])
def test_sessions_are_asked_at_once(count, apricot, grace, now, django_assert_num_queries):
    run = a_class(apricot, grace, now)
    sessions = [session(run, grace, now, starts_in=timedelta(days=day)) for day in range(1, count + 1)]

    with django_assert_num_queries(2):
        told = queries.facts_of_sessions([each.uid for each in sessions])

    assert {each.course for each in told.values()} == {each.run.course.uid for each in sessions}
    assert queries.courses_of_runs([sessions[0].run.uid]) == {sessions[0].run.uid: sessions[0].run.course.uid}
