"""Doors: who finds what. Hidden and absent are the same."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser

from xingtan.catalog import public as catalog
from xingtan.catalog.public import Run
from xingtan.kernel.errors import NotThere, SignInFirst
from xingtan.learning import access, actions
from xingtan.learning.models import Announcement, Enrollment
from xingtan.learning.tests import factories
from xingtan.learning.tests.factories import NOW, url_of
from xingtan.people.public import Person
from xingtan.universities.public import University

NOBODY = AnonymousUser()
CONTENT_DOORS: list[tuple[Callable[..., Any], str]] = [
    (access.unit_to_study, "unit"),
    (access.unit_to_mark, "unit"),
    (access.block_to_answer, "block"),
]


@pytest.fixture
def teacher(run: Run, grace: Person) -> Person:
    factories.teach(grace, run)
    return grace


@pytest.fixture
def draft(apricot: University) -> Run:
    run = factories.run_of(apricot)
    catalog.withdraw_course(course=run.course, by=None)
    run.course.refresh_from_db()
    return run


def test_who_has_a_place_or_serves_can_study(run: Run, place: Enrollment, teacher: Person, mallory: Person) -> None:
    assert [access.can_study(who, run) for who in (place.learner, teacher, mallory, NOBODY)] == [
        True,
        True,
        False,
        False,
    ]


def test_visitor_sees_a_published_run(run: Run, mallory: Person, place: Enrollment) -> None:
    assert access.run_to_visit(NOBODY, **url_of(run)) == (run, None)
    assert access.run_to_visit(mallory, **url_of(run)) == (run, None)
    assert access.run_to_visit(place.learner, **url_of(run)) == (run, place)


def test_learner_keeps_the_run_when_the_course_is_withdrawn(draft: Run, ada: Person, mallory: Person) -> None:
    place = factories.place(draft, ada)

    assert access.run_to_visit(ada, **url_of(draft)) == (draft, place)
    for stranger in (mallory, NOBODY):
        with pytest.raises(NotThere):
            access.run_to_visit(stranger, **url_of(draft))


def test_joining_asks_to_sign_in(run: Run, mallory: Person) -> None:
    with pytest.raises(SignInFirst):
        access.run_to_join(NOBODY, **url_of(run))
    assert access.run_to_join(mallory, **url_of(run)) == run


def test_hidden_run_does_not_ask_to_sign_in(draft: Run) -> None:
    with pytest.raises(NotThere):
        access.run_to_join(NOBODY, **url_of(draft))


def test_studying_is_for_places_and_teachers(
    run: Run, place: Enrollment, teacher: Person, mallory: Person, kofi_of_bamboo: Person
) -> None:
    assert access.run_to_study(place.learner, **url_of(run)) == (run, place)
    assert access.run_to_study(teacher, **url_of(run)) == (run, None)
    for stranger in (mallory, kofi_of_bamboo, NOBODY):
        with pytest.raises(NotThere):
            access.run_to_study(stranger, **url_of(run))


def test_who_left_does_not_study(run: Run, place: Enrollment, ada: Person) -> None:
    actions.withdraw(enrollment=place, by=ada, now=NOW)

    for door in (access.run_to_study, access.place_on_run):
        with pytest.raises(NotThere):
            door(ada, **url_of(run))


def test_teacher_has_no_place(run: Run, teacher: Person) -> None:
    with pytest.raises(NotThere):
        access.place_on_run(teacher, **url_of(run))


@pytest.mark.parametrize("key", ["welcome", "hello", "reading", "part"])
def test_unit_is_found_by_anything_in_it(run: Run, place: Enrollment, key: str) -> None:
    assert access.unit_to_study(place.learner, **url_of(run), unit=key)[3] == "welcome"
    assert access.unit_to_mark(place.learner, **url_of(run), unit=key)[2] == "welcome"


def test_absent_units_and_blocks_are_not_there(run: Run, place: Enrollment) -> None:
    for door, named in CONTENT_DOORS:
        with pytest.raises(NotThere):
            door(place.learner, **url_of(run), **{named: "no"})


def test_block_is_answered_by_its_learner(run: Run, place: Enrollment, teacher: Person) -> None:
    assert access.block_to_answer(place.learner, **url_of(run), block="which")[2] == "which"
    with pytest.raises(NotThere):
        access.block_to_answer(teacher, **url_of(run), block="which")


def test_course_without_content_has_no_units(apricot: University, ada: Person) -> None:
    course = catalog.publish_course(
        course=catalog.add_course(university=apricot, slug="empty", by=None, title={"en": "Empty"}), by=None, now=NOW
    )
    run = catalog.open_run(course=course, by=None)
    factories.place(run, ada)

    for door, named in CONTENT_DOORS:
        with pytest.raises(NotThere):
            door(ada, **url_of(run), **{named: "anything"})
    with pytest.raises(NotThere):
        access.course_to_preview(NOBODY, university="apricot", course="empty")


def test_anyone_looks_inside_a_published_course(run: Run) -> None:
    assert access.course_to_preview(NOBODY, university="apricot", course="ferns")[0] == run.course


def test_nobody_looks_inside_a_draft(draft: Run) -> None:
    with pytest.raises(NotThere):
        access.course_to_preview(NOBODY, university="apricot", course="ferns")


def test_learner_is_seen_by_those_who_serve(
    run: Run, place: Enrollment, teacher: Person, kofi: Person, kofi_of_bamboo: Person, mallory: Person
) -> None:
    for guide in (teacher, kofi):
        assert access.learner_to_guide(guide, **url_of(run), learner=place.uid) == (run, place)
    for stranger in (place.learner, mallory, kofi_of_bamboo, NOBODY):
        with pytest.raises(NotThere):
            access.learner_to_guide(stranger, **url_of(run), learner=place.uid)


def test_learner_of_another_run_is_not_there(run: Run, teacher: Person) -> None:
    with pytest.raises(NotThere):
        access.learner_to_guide(teacher, **url_of(run), learner=uuid4())


def test_assistant_sees_but_extends_nothing(run: Run, place: Enrollment, mallory: Person) -> None:
    factories.teach(mallory, run, role="assistant")

    assert access.learner_to_guide(mallory, **url_of(run), learner=place.uid) == (run, place)
    with pytest.raises(NotThere):
        access.learner_to_extend(mallory, **url_of(run), learner=place.uid)


def test_teacher_extends(run: Run, place: Enrollment, teacher: Person) -> None:
    assert access.learner_to_extend(teacher, **url_of(run), learner=place.uid) == (run, place)


def test_teacher_sees_a_unit_as_the_learner(run: Run, place: Enrollment, teacher: Person) -> None:
    found = access.learner_unit_to_guide(teacher, **url_of(run), learner=place.uid, unit="ferns")

    assert (found[1], found[3]) == (place, "ferns")


@pytest.fixture
def announced(run: Run, teacher: Person) -> Callable[[], Announcement]:
    return lambda: actions.announce(run=run, title={"en": "T"}, body={"en": "W"}, by=teacher, now=NOW)


def test_announcement_is_read_by_those_it_was_written_to(
    run: Run, ada: Person, mallory: Person, teacher: Person, announced: Callable[[], Announcement]
) -> None:
    place = factories.place(run, ada)
    actions.remember_place(enrollment=place, unit="welcome", now=NOW)
    factories.place(run, mallory)
    to_all = announced()
    to_waiting = actions.write_to_not_started(run=run, title={"en": "T"}, body={"en": "W"}, by=teacher, now=NOW)

    for reader, written in ((ada, to_all), (mallory, to_all), (mallory, to_waiting), (teacher, to_waiting)):
        assert access.announcement_to_read(reader, **url_of(run), announcement=written.uid) == written
    with pytest.raises(NotThere):
        access.announcement_to_read(ada, **url_of(run), announcement=to_waiting.uid)
