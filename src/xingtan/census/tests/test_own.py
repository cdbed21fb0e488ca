"""What happens on this site is counted under its own names."""

from datetime import UTC, datetime

import pytest

from xingtan.catalog.tests.factories import published
from xingtan.census.queries import figures
from xingtan.closing.tests.factories import MONDAY, Spring, attend, moment
from xingtan.eventstore import public as eventstore

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
