from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from xingtan.authoring import actions, queries
from xingtan.authoring.models import Block, Version
from xingtan.authoring.registry.bundle import Finding, Report, Unit
from xingtan.authoring.tests import factories
from xingtan.authoring.tests.factories import NOW, bundle, course_of, take_in, text, unit
from xingtan.catalog import public as catalog
from xingtan.kernel import files
from xingtan.kernel.models import Outbox
from xingtan.people.public import Person
from xingtan.universities.public import University

pytestmark = pytest.mark.django_db


def test_a_new_course_is_made_with_its_first_version(apricot: University) -> None:
    version = take_in(apricot)

    course = course_of(version)
    assert (str(course.title), course.slug, course.status, version.number) == ("Ferns", "ferns", "draft", 1)
    assert course.size_bytes == factories.PICTURE.size_bytes + factories.NOTES.size_bytes
    assert [unit.key for unit in queries.outline_of(version).units.values()] == ["welcome", "reading"]


def test_files_are_kept_once(apricot: University) -> None:
    files.drop(factories.NOTES.digest)

    take_in(apricot)
    take_in(apricot, slug="ferns-again")

    assert files.read(factories.NOTES.digest) == b"%PDF-1.4 notes"


def test_html_is_cleaned(apricot: University) -> None:
    version = take_in(apricot, bundle(unit("one", text("hello", "<p onclick='x()'>Hi</p><script>alert(1)</script>"))))

    (block,) = queries.blocks_of(version, ["hello"])
    assert block.data == {"html": "<p>Hi</p>"}


def test_importing_again_shares_what_did_not_change(apricot: University) -> None:
    first = take_in(apricot)
    changed = bundle(unit("welcome", text("hello", "<p>Anew</p>")), unit("reading", text("goodbye")))

    second = take_in(apricot, changed, course=course_of(first))

    assert second.number == 2
    assert Block.objects.count() == 5
    assert queries.difference_between(first, second).counts == {"added": 0, "removed": 2, "changed": 1, "moved": 0}


def test_errors_refuse_the_whole(apricot: University) -> None:
    faulty = replace(bundle(), report=Report(errors=[Finding(place="a.xml", what="problem", why="Broken.")]))

    with pytest.raises(actions.CourseHasErrors):
        take_in(apricot, faulty)

    assert (catalog.Course.objects.count(), Version.objects.count(), Block.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("units", "places"),
    [
        ((unit("one", text("same")), unit("two", text("same"))), ["same"]),
        ((unit("one", text("a key")),), ["a key"]),
        ((unit("one", factories.document("doc", replace(factories.NOTES, digest="x"))),), ["doc"]),
    ],
)
def test_what_could_not_be_kept_apart_or_shown_is_an_error(units: tuple[Unit, ...], places: list[str]) -> None:
    assert [row.place for row in actions.examine(bundle(*units)).errors] == places


def test_an_empty_course_is_refused(apricot: University) -> None:
    with pytest.raises(actions.CourseIsEmpty):
        take_in(apricot, replace(bundle(), chapters=()))


def test_two_courses_cannot_have_one_address(apricot: University) -> None:
    take_in(apricot)

    with pytest.raises(catalog.AddressIsTaken):
        take_in(apricot)

    assert take_in(apricot, slug="ferns-again").number == 1


def test_progress_is_told(apricot: University) -> None:
    told: list[tuple[int, int]] = []

    take_in(apricot, progress=lambda done, total, sentence: told.append((done, total)))

    assert told[0] == (0, 6)
    assert told[-1] == (6, 6)


def test_it_is_announced(apricot: University, kofi: Person) -> None:
    version = take_in(apricot, by=kofi)

    names = list(Outbox.objects.filter(name__startswith="authoring").order_by("pk").values_list("name", flat=True))
    assert names == ["authoring.version_published", "authoring.taken_in"]
    assert Outbox.objects.get(name="authoring.taken_in").body == {
        "actor": str(kofi.uid),
        "university": str(apricot.uid),
        "course": str(course_of(version).uid),
        "version_uid": str(version.uid),
    }


def test_what_a_teacher_said_in_the_catalogue_stays(apricot: University) -> None:
    first = take_in(apricot, bundle(summary={"en": "Old."}, licence="CC-BY-4.0"))
    catalog.describe_course(course=course_of(first), by=None, summary={"en": "Mine."})

    take_in(apricot, bundle(summary={"en": "New."}, licence="CC0-1.0"), course=course_of(first))

    course = course_of(first)
    assert (str(course.summary), course.licence) == ("Mine.", "CC0-1.0")


@pytest.mark.parametrize(
    ("facts", "slug"),
    [
        ({"slug": "Given Name"}, "given-name"),
        ({"slug": "", "title": {"zh-hans": "蕨", "en": "Ferns!"}}, "ferns"),
        ({"slug": "", "title": {}}, "course"),
    ],
)
def test_a_course_gets_an_address(facts: dict[str, Any], slug: str) -> None:
    made = bundle()

    assert actions.slug_for(replace(made, facts=replace(made.facts, **facts))) == slug


def test_now_is_kept(apricot: University) -> None:
    assert take_in(apricot).made_at == NOW


def test_subject_is_the_nearest_that_we_name(apricot: University) -> None:
    named = course_of(take_in(apricot, factories.bundle(subject="0532")))
    nearest = course_of(take_in(apricot, factories.bundle(subject="0599", slug="moss")))
    unknown = course_of(take_in(apricot, factories.bundle(subject="leaves", slug="fungi")))

    assert [each.subject and each.subject.code for each in (named, nearest, unknown)] == ["0532", "05", None]


def test_facts_longer_than_the_catalogue_has_room_for_are_cut(apricot: University) -> None:
    made = factories.bundle(licence="L" * 100, attribution="A" * 1000, workload_hours=Decimal("1e9"))

    course = course_of(take_in(apricot, made))

    assert (len(course.licence), len(course.attribution), course.workload_hours) == (40, 300, None)
