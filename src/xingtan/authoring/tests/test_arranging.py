"""Chapters, sections and units are added, named, moved and taken out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from xingtan.authoring import actions, queries
from xingtan.authoring.models import Version
from xingtan.authoring.rules import outlines
from xingtan.authoring.tests import factories
from xingtan.authoring.tests.factories import NOW, bundle, course_of, take_in, text, unit
from xingtan.catalog import public as catalog
from xingtan.kernel.errors import NotThere
from xingtan.kernel.models import Outbox
from xingtan.kernel.text import clean_line
from xingtan.people.public import Person
from xingtan.universities.public import University

pytestmark = pytest.mark.django_db

Browse = Callable[..., Client]
BASE = "/courses/apricot/ferns/workbench/"
OUTLINE = f"{BASE}outline/"


@pytest.fixture
def course(apricot: University) -> catalog.Course:
    return course_of(take_in(apricot))


@pytest.fixture
def teacher(browse: Browse, grace: Person, course: catalog.Course, now: datetime) -> Client:
    catalog.give_course_role(person=grace, course=course, role="teacher", by=None, now=now)
    return browse(grace)


def add(course: catalog.Course, level: Any, parent: str = "", title: str = "New", **asked: Any) -> str:
    _version, key = actions.add_heading(
        course=course, level=level, parent=parent, title={"en": title}, **{"by": None, "now": NOW, **asked}
    )
    return key


def newest(course: catalog.Course) -> Version:
    return Version.objects.filter(course=course).order_by("-number")[0]


def drawn(course: catalog.Course) -> list[str]:
    """Write the outline down as levels and keys."""
    marks = {"chapter": "#", "section": "-", "unit": ""}
    return [marks[each.level] + each.part["key"] for each in outlines.headings(newest(course).outline)]


def said(response: Any) -> str:
    page: Any = html.fromstring(response.content.decode())
    return " ".join(" ".join(page.xpath("//main")[0].itertext()).split())


def test_a_course_is_built_from_nothing(apricot: University) -> None:
    course = catalog.add_course(university=apricot, slug="empty", by=None, languages=["en"])

    chapter = add(course, "chapter", title="Week one")
    section = add(course, "section", chapter, "Begin")
    add(course, "unit", section, "Welcome")
    add(course, "unit", section, "First", at=0)

    assert drawn(course) == [f"#{chapter}", "-section-begin", "unit-first", "unit-welcome"]
    assert newest(course).change == "heading_added"
    assert [row.body["level"] for row in Outbox.objects.filter(name="authoring.heading_added").order_by("pk")] == [
        "chapter",
        "section",
        "unit",
        "unit",
    ]
    assert queries.outline_of(newest(course)).units["unit-first"].section == section


def test_a_key_is_never_given_twice(course: catalog.Course) -> None:
    assert [add(course, "unit", "week", "Welcome") for _ in range(2)] == ["unit-welcome", "unit-welcome-2"]


@pytest.mark.parametrize("title", ["", "   ", "\u200f\u202e", "\x00", "x" * 201, "x" * 10_000])
def test_titles_that_are_none_are_refused(course: catalog.Course, title: str) -> None:
    with pytest.raises(actions.TitleIsFaulty):
        add(course, "chapter", title=title)
    with pytest.raises(actions.TitleIsFaulty):
        actions.edit_outline(course=course, edits={"week": {"title": {"en": title}}}, by=None, now=NOW)

    assert Version.objects.count() == 1


def test_what_turns_the_page_round_is_left_out_of_titles() -> None:
    assert clean_line(" a\u202eb\tc\u200f ") == "a b c\u200f"
    assert clean_line("شجرة المشمش") == "شجرة المشمش"


def test_a_title_that_came_with_the_course_may_be_longer(course: catalog.Course) -> None:
    there = newest(course)
    outline = outlines.with_edits(there.outline, edits={"week": {"title": {"en": "x" * 300}}})
    Version.objects.filter(pk=there.pk).update(outline=outline)

    changed = {"week": {"title": {"en": "x" * 300, "zh-hans": "第一周"}}}
    actions.edit_outline(course=course, edits=changed, by=None, now=NOW)

    assert Outbox.objects.get(name="authoring.headings_edited").body["keys"] == ["week"]


@pytest.mark.parametrize(
    ("level", "parent"), [("section", "week"), ("unit", "part"), ("unit", ""), ("section", "none")]
)
def test_nothing_is_added_where_it_cannot_stand(course: catalog.Course, level: Any, parent: str) -> None:
    with pytest.raises(NotThere):
        add(course, level, parent)


def test_a_step_over_the_edge_enters_the_neighbor(course: catalog.Course) -> None:
    def step(key: str, to: int) -> list[str]:
        actions.step_heading(course=course, key=key, step=to, by=None, now=NOW)
        return drawn(course)

    two = add(course, "chapter", title="two")
    other = add(course, "section", two, "other")

    assert step("reading", 1) == ["#part", "-week", "welcome", f"#{two}", f"-{other}", "reading"]
    assert step("reading", -1) == ["#part", "-week", "welcome", "reading", f"#{two}", f"-{other}"]
    assert step("week", 1) == ["#part", f"#{two}", "-week", "welcome", "reading", f"-{other}"]
    assert step(two, -1) == [f"#{two}", "-week", "welcome", "reading", f"-{other}", "#part"]
    assert Outbox.objects.filter(name="authoring.heading_moved").count() == 4


@pytest.mark.parametrize(("key", "step"), [("part", -1), ("part", 1), ("week", 1), ("welcome", -1), ("reading", 1)])
def test_at_the_edge_of_the_course_nothing_moves(course: catalog.Course, key: str, step: int) -> None:
    with pytest.raises(actions.NothingChanged):
        actions.step_heading(course=course, key=key, step=step, by=None, now=NOW)


def test_moving_beyond_the_end_is_the_end(course: catalog.Course) -> None:
    actions.move_heading(course=course, key="welcome", parent="week", at=10**9, by=None, now=NOW)
    assert drawn(course) == ["#part", "-week", "reading", "welcome"]

    actions.move_heading(course=course, key="welcome", parent="week", at=-5, by=None, now=NOW)
    assert drawn(course) == ["#part", "-week", "welcome", "reading"]


@pytest.mark.parametrize(("key", "parent"), [("welcome", "part"), ("week", "week"), ("welcome", "x"), ("x", "week")])
def test_nothing_moves_where_it_cannot_stand(course: catalog.Course, key: str, parent: str) -> None:
    with pytest.raises(NotThere):
        actions.move_heading(course=course, key=key, parent=parent, at=0, by=None, now=NOW)


def test_taking_out_keeps_earlier_versions(course: catalog.Course) -> None:
    first = newest(course)
    second = actions.remove_heading(course=course, key="welcome", was=None, by=None, now=NOW)

    assert drawn(course) == ["#part", "-week", "reading"]
    assert sorted(second.blocks) == ["goodbye", "notes"]
    assert second.files == first.files
    body = Outbox.objects.get(name="authoring.heading_removed").body
    assert (body["level"], sorted(body["blocks"])) == ("unit", ["hello", "picture"])
    again = actions.undo_version(version=second, by=None, now=NOW)
    assert (again.outline, again.blocks) == (first.outline, first.blocks)


def test_all_can_be_taken_out(course: catalog.Course) -> None:
    version = actions.remove_heading(course=course, key="part", was=None, by=None, now=NOW)

    assert (version.outline, version.blocks) == ({"chapters": []}, {})
    assert queries.outline_of(version).first is None


def test_what_changed_meanwhile_is_not_taken_out(course: catalog.Course) -> None:
    seen = queries.standing_of(newest(course), "week").seen
    add(course, "unit", "week")

    with pytest.raises(actions.ChangedMeanwhile):
        actions.remove_heading(course=course, key="week", was=seen, by=None, now=NOW)


def test_the_page_adds_names_moves_and_takes_out(teacher: Client, course: catalog.Course) -> None:
    made = teacher.post(f"{OUTLINE}week/parts/", {"title": "Third <b>unit</b>"})
    assert made.status_code == 303
    page = teacher.get(made["Location"])
    assert "Third <b>unit</b>" in said(page)
    assert "Undo" in said(page)

    key = drawn(course)[-1]
    assert teacher.post(OUTLINE, {"up": key}).status_code == 303
    assert drawn(course)[-2] == key
    chapter = teacher.post(f"{OUTLINE}chapters/", {"title": "Two"})["Location"].partition("#heading-")[2]
    teacher.post(f"{OUTLINE}{chapter}/parts/", {"title": "Other"})
    other = drawn(course)[-1].removeprefix("-")
    assert teacher.post(f"{OUTLINE}{key}/place/", {"parent": other, "number": ""}).status_code == 303
    assert drawn(course)[-1] == key

    asked = teacher.get(f"{OUTLINE}{other}/removal/")
    assert "1 unit" in said(asked)
    asking: Any = html.fromstring(asked.content.decode())
    seen = asking.xpath("//input[@name='seen']/@value")[0]
    assert teacher.post(f"{OUTLINE}{other}/removal/", {"seen": seen}).status_code == 303
    assert drawn(course) == ["#part", "-week", "welcome", "reading", f"#{chapter}"]


def test_who_comes_second_sees_what_happened(teacher: Client, course: catalog.Course) -> None:
    seen = queries.standing_of(newest(course), "week").seen
    add(course, "unit", "week")
    changed = teacher.post(f"{OUTLINE}week/removal/", {"seen": seen})
    assert changed.status_code == 422
    assert "decide again" in said(changed)
    assert "3 units" in said(changed)

    actions.remove_heading(course=course, key="week", was=None, by=None, now=NOW)
    for address, sent in {
        OUTLINE: {"up": "week"},
        f"{OUTLINE}week/removal/": {"seen": seen},
        f"{OUTLINE}week/parts/": {"title": "More"},
        f"{OUTLINE}week/place/": {"parent": "part"},
        f"{BASE}titles/week/": {"title": "Week"},
    }.items():
        gone = teacher.post(address, sent)
        assert gone.status_code == 422
        assert "Somebody else took this out" in said(gone)


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("week/parts/", {}),
        ("week/parts/", {"title": "\u200f\u202e"}),
        ("week/parts/", {"title": "x" * 10_000}),
        ("chapters/", {"title": " "}),
        ("welcome/place/", {"parent": "nowhere"}),
        ("welcome/place/", {"parent": "week", "number": "0"}),
        ("welcome/place/", {"parent": "week", "number": "1e9"}),
        ("welcome/place/", {"parent": "week", "number": "1"}),
        ("week/removal/", {}),
        ("week/removal/", {"seen": "x" * 10_000}),
        ("", {"up": "x" * 10_000}),
        ("", {}),
    ],
)
def test_rubbish_is_refused_in_words(
    teacher: Client, course: catalog.Course, address: str, sent: dict[str, str]
) -> None:
    assert teacher.post(f"{OUTLINE}{address}", sent).status_code == 422
    assert Version.objects.count() == 1


def test_the_edge_is_no_error(teacher: Client, course: catalog.Course) -> None:
    assert teacher.post(OUTLINE, {"up": "part"})["Location"] == f"{OUTLINE}#heading-part"


@pytest.mark.parametrize("address", ["part/place/", "welcome/parts/", "nowhere/removal/", "nowhere/place/", "x/parts/"])
def test_what_cannot_be_is_not_there(teacher: Client, course: catalog.Course, address: str) -> None:
    assert teacher.get(f"{OUTLINE}{address}").status_code == 404


def test_strangers_find_nothing(browse: Browse, mallory: Person, ada: Person, course: catalog.Course) -> None:
    for address in ("", "chapters/", "week/parts/", "welcome/place/", "week/removal/"):
        for person in (mallory, ada):
            assert browse(person).get(f"{OUTLINE}{address}").status_code == 404
            assert browse(person).post(f"{OUTLINE}{address}", {"title": "Mine"}).status_code == 404
    assert Version.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_so_many_queries(
    browse: Browse, kofi: Person, apricot: University, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    take_in(apricot, bundle(*(unit(f"u{number}", text(f"t{number}")) for number in range(count))))
    client = browse(kofi)
    client.get(OUTLINE)

    with django_assert_num_queries(8):
        client.get(OUTLINE)


def test_an_empty_course_says_how_to_begin(browse: Browse, kofi: Person, apricot: University) -> None:
    catalog.add_course(university=apricot, slug="ferns", by=None, languages=["en"])

    assert "Begin with a chapter" in said(browse(kofi).get(OUTLINE))
    assert browse(kofi).post(f"{OUTLINE}chapters/", {"title": "One"}).status_code == 303
    assert "One" in said(browse(kofi).get(BASE))


def test_runs_held_at_a_version_do_not_notice(course: catalog.Course) -> None:
    run = factories_run(course)
    actions.deliver(run=run, version=newest(course), by=None, now=NOW)
    actions.remove_heading(course=course, key="welcome", was=None, by=None, now=NOW)

    held = queries.version_of(run)
    assert held is not None
    assert "welcome" in queries.outline_of(held).units


def factories_run(course: catalog.Course) -> catalog.Run:
    return catalog.open_run(course=catalog.publish_course(course=course, by=None, now=factories.NOW), by=None)


def test_programs_do_the_same(browse: Browse, kofi: Person, mallory: Person, course: catalog.Course) -> None:
    client, address = browse(kofi), "/api/v1/courses/apricot/ferns/outline"
    headings = f"{address}/headings"

    def send(way: str, where: str, **body: Any) -> Any:
        return getattr(client, way)(where, body, content_type="application/json")

    made = send("post", headings, level="section", parent="part", title={"en": "Two"})
    assert made.status_code == 201
    key = made.json()["key"]
    assert send("post", headings, level="unit", parent="x", title={"en": "Two"}).status_code == 404
    assert send("post", headings, level="unit", parent=key, title={"en": "\u200f"}).status_code == 422
    assert send("post", headings, level="planet", title={"en": "Two"}).status_code == 422
    edit = {"title": {"en": "Second"}, "graded_as": "quiz", "due_at": "2026-05-01T00:00:00Z"}
    assert send("patch", f"{headings}/{key}", **edit).json()["version"] == 3
    assert send("patch", f"{headings}/{key}", due_at="2026-05-01T00:00:00").status_code == 422
    assert send("patch", f"{headings}/{key}").status_code == 422
    assert send("put", f"{headings}/welcome/place", parent=key, at=7).json()["version"] == 4
    assert client.delete(f"{headings}/{key}").json()["version"] == 5
    assert client.delete(f"{headings}/{key}").status_code == 404
    told = client.get(address).json()
    assert (told["number"], [each["key"] for each in told["outline"]["chapters"][0]["sections"]]) == (5, ["week"])
    assert browse(mallory).get(address).status_code == 404
    assert browse(mallory).delete(f"{headings}/week").status_code == 404
