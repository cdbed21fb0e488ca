from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from xingtan.authoring import actions, queries
from xingtan.authoring.models import Delivery, Intake, Version
from xingtan.authoring.queries import blocks as blocks_queries
from xingtan.authoring.queries import outlines
from xingtan.authoring.tests.factories import NOW, bundle, course_of, take_in, text, unit
from xingtan.catalog import public as catalog
from xingtan.kernel.memory import Memory
from xingtan.people import registry
from xingtan.people.public import Person
from xingtan.universities.public import University

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_of_a_learner_asks_little(
    apricot: University, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    course = course_of(take_in(apricot, bundle(unit("one", *(text(f"t{number}") for number in range(count))))))
    run = catalog.open_run(course=course, by=None)
    outlines._outlines.clear()
    blocks_queries._blocks.clear()

    def read() -> int:
        version = queries.version_of(run)
        assert version is not None
        keys = queries.outline_of(version).units["one"].blocks
        return len(queries.blocks_of(version, [*keys, "nothing"]))

    with django_assert_num_queries(3):
        assert read() == count
    with django_assert_num_queries(1):
        assert read() == count


@pytest.mark.parametrize("count", [1, 3])
def test_versions_of_many_runs(
    apricot: University, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    runs = []
    for number in range(count):
        version = take_in(apricot, slug=f"c{number}")
        runs += [catalog.open_run(course=version.course, by=None) for _ in range(2)]
        actions.deliver(run=runs[-1], version=version, by=None, now=NOW)

    with django_assert_num_queries(3):
        found = queries.versions_of(runs)

    assert sorted(found) == sorted(run.pk for run in runs)


def test_an_outline_is_walked(apricot: University) -> None:
    outline = queries.outline_of(take_in(apricot))

    assert outline.order == ("welcome", "reading")
    first = outline.first
    assert first is not None
    assert outline.unit("welcome") == first
    assert outline.neighbours("welcome") == (None, outline.units["reading"])
    assert outline.neighbours("reading") == (first, None)
    assert [block.kind for block in outline.blocks_in("reading")] == ["document", "text"]
    for key in ("hello", "welcome", "week", "part"):
        assert outline.unit_for(key) == first
    assert outline.unit_for("nothing") is None
    assert list(outline.graded(outline.sections[0])) == []
    assert outline.units["welcome"].graded_as == "quiz"


def test_memory_forgets_what_was_not_used_for_longest() -> None:
    memory: Memory[str, int] = Memory(6, lambda value: value)
    memory.keep("a", 1)
    memory.keep("b", 2)
    memory.keep("b", 2)
    memory.get("a")
    memory.keep("c", 4)

    assert [memory.get(key) for key in "abc"] == [1, None, 4]
    memory.keep("d", 7)
    assert [memory.get(key) for key in "acd"] == [None, None, None]
    memory.keep("e", 6)
    memory.clear()
    assert memory.get("e") is None


def test_a_persons_work_is_given_and_forgotten(apricot: University, grace: Person) -> None:
    version = take_in(apricot, by=grace)
    run = catalog.open_run(course=version.course, by=None)
    actions.deliver(run=run, version=version, by=grace, now=NOW)
    Intake.objects.create(university=apricot, digest="0" * 64, name="ferns.zip", asked_at=NOW, asked_by=grace)

    assert registry.exporters["authoring"](grace) == {
        "versions made": [{"course": "Ferns", "number": 1, "made_at": NOW.isoformat()}],
        "files brought": [{"name": "ferns.zip", "at": NOW.isoformat()}],
    }
    for _ in range(2):
        registry.erasers["authoring"](grace)

    assert Version.objects.get().made_by is None
    assert Intake.objects.get().asked_by is None
    assert Delivery.objects.get().by is None


def test_things_have_names(apricot: University) -> None:
    version = take_in(apricot)
    run = catalog.open_run(course=version.course, by=None)
    actions.deliver(run=run, version=version, by=None, now=NOW)
    intake = Intake.objects.create(university=apricot, digest="0" * 64, name="ferns.zip", asked_at=NOW)

    from xingtan.authoring.models import Block

    assert [str(each) for each in (version, Delivery.objects.get(), intake, Block.objects.get(key="hello"))] == [
        "Version 1",
        f"{run.pk} → {version.pk}",
        "ferns.zip",
        "text hello",
    ]
