"""A course is found by what is in it."""

from __future__ import annotations

import pytest

from xingtan.authoring.plugs.finding import outlines
from xingtan.authoring.tests import factories
from xingtan.catalog import public as catalog
from xingtan.search import public as search

pytestmark = pytest.mark.django_db


@pytest.fixture
def ferns(apricot, now):
    """Bring in a course with a unit of its own title, and publish it."""
    unit = factories.unit("spores", factories.text("one"), title="How spores travel")
    course = factories.course_of(factories.take_in(apricot, factories.bundle(unit)))
    return catalog.publish_course(course=course, by=None, now=now)


def test_course_is_found_by_the_title_of_a_unit(ferns, relay):
    relay()

    assert str(ferns.uid) in search.find("courses", "spores travel").ids


@pytest.mark.parametrize("count", [1, 3])
def test_outlines_are_read_in_bulk(apricot, count, django_assert_num_queries):
    courses = [factories.course_of(factories.take_in(apricot, slug=f"ferns-{number}")).pk for number in range(count)]

    with django_assert_num_queries(2):
        assert set(outlines(courses)) == set(courses)
