from __future__ import annotations

import pytest

from xingtan.authoring import actions, queries
from xingtan.authoring.models import Version
from xingtan.authoring.tests.factories import NOW, bundle, course_of, take_in, text, unit
from xingtan.catalog import public as catalog
from xingtan.kernel.errors import NotThere
from xingtan.kernel.models import Outbox
from xingtan.universities.public import University

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(apricot: University) -> Version:
    return take_in(apricot, bundle(unit("one", text("hello")), summary={"en": "Old."}))


@pytest.fixture
def second(first: Version, apricot: University) -> Version:
    made = bundle(unit("one", text("hello", "<p>New.</p>")), unit("two", text("more")), summary={"en": "New."})
    return take_in(apricot, made, course=course_of(first))


def test_undoing_makes_a_version_that_equals_the_one_before(first: Version, second: Version) -> None:
    third = actions.undo_version(version=second, by=None, now=NOW)

    assert (third.number, third.change, third.equals) == (3, "undone", first)
    assert not queries.difference_between(first, third)
    assert queries.difference_between(second, third).keys("unit", "removed") == {"two"}


def test_undoing_tells_the_catalogue(second: Version) -> None:
    actions.undo_version(version=second, by=None, now=NOW)

    assert str(course_of(second).summary) == "Old."


def test_undoing_leaves_what_a_teacher_said_in_the_catalogue(second: Version) -> None:
    catalog.describe_course(course=course_of(second), by=None, summary={"en": "Mine."})

    actions.undo_version(version=second, by=None, now=NOW)

    assert str(course_of(second).summary) == "Mine."


def test_undoing_an_undo_brings_it_back(second: Version) -> None:
    third = actions.undo_version(version=second, by=None, now=NOW)

    fourth = actions.undo_version(version=third, by=None, now=NOW)

    assert not queries.difference_between(second, fourth)


def test_undoing_the_first_version_leaves_an_empty_course(first: Version) -> None:
    emptied = actions.undo_version(version=first, by=None, now=NOW)

    assert queries.outline_of(emptied).first is None
    with pytest.raises(actions.IsTheNewest):
        actions.undo_version(version=first, by=None, now=NOW)


def test_undoing_twice_changes_nothing(second: Version) -> None:
    actions.undo_version(version=second, by=None, now=NOW)

    with pytest.raises(actions.IsTheNewest):
        actions.undo_version(version=second, by=None, now=NOW)


def test_an_earlier_version_is_restored(first: Version, second: Version) -> None:
    third = actions.restore_version(version=first, by=None, now=NOW)

    assert not queries.difference_between(first, third)


class TestDelivery:
    @pytest.fixture
    def run(self, first: Version) -> catalog.Run:
        return catalog.open_run(course=course_of(first), by=None)

    def test_a_run_follows_the_newest_version(self, first: Version, run: catalog.Run, second: Version) -> None:
        assert queries.version_of(run) == second
        assert queries.versions_of([run]) == {run.pk: second}

    def test_a_run_can_be_held_at_a_version(self, first: Version, run: catalog.Run, second: Version) -> None:
        actions.deliver(run=run, version=first, by=None, now=NOW)

        assert queries.version_of(run) == first
        assert queries.versions_of([run]) == {run.pk: first}

    def test_a_held_run_is_let_go(self, first: Version, run: catalog.Run, second: Version) -> None:
        actions.deliver(run=run, version=first, by=None, now=NOW)

        actions.follow_newest(run=run, by=None)

        assert queries.version_of(run) == second
        bodies = Outbox.objects.filter(name="authoring.delivered").order_by("pk").values_list("body", flat=True)
        assert [body["version_uid"] for body in bodies] == [str(first.uid), None]
        with pytest.raises(NotThere):
            actions.follow_newest(run=run, by=None)

    def test_a_run_uses_versions_of_its_own_course_only(self, run: catalog.Run, bamboo: University) -> None:
        with pytest.raises(actions.OfAnotherCourse):
            actions.deliver(run=run, version=take_in(bamboo), by=None, now=NOW)

    def test_a_course_without_content_has_no_version(self, apricot: University) -> None:
        course = catalog.add_course(university=apricot, slug="empty", by=None)
        run = catalog.open_run(course=course, by=None)

        assert queries.version_of(run) is None
        assert queries.versions_of([run]) == {}
        assert queries.newest_version(course) is None
