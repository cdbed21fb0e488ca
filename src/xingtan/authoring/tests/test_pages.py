from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from xingtan.authoring import queries
from xingtan.authoring.models import Version
from xingtan.authoring.queries import blocks as blocks_queries
from xingtan.authoring.queries import outlines
from xingtan.authoring.registry.bundle import BundleBlock
from xingtan.authoring.tests import factories
from xingtan.authoring.tests.factories import bundle, course_of, take_in, text, unit
from xingtan.catalog import public as catalog
from xingtan.people.public import Person
from xingtan.universities.public import University

pytestmark = pytest.mark.django_db

Browse = Callable[..., Client]
BASE = "/courses/apricot/ferns/workbench/"


@pytest.fixture
def first(apricot: University) -> Version:
    return take_in(apricot)


@pytest.fixture
def course(first: Version) -> catalog.Course:
    return course_of(first)


@pytest.fixture
def teacher(browse: Browse, grace: Person, course: catalog.Course, now: datetime) -> Client:
    catalog.give_course_role(person=grace, course=course, role="teacher", by=None, now=now)
    return browse(grace)


def newest(course: catalog.Course) -> Version:
    found = queries.newest_version(course)
    assert found is not None
    return Version.objects.get(pk=found.pk)


def test_the_workbench_shows_the_outline_and_the_versions(teacher: Client) -> None:
    page = teacher.get(BASE).content.decode()

    for words in ("Part one", "Week one", "Welcome", "Version 1", "A course was brought in", "Bring a course in"):
        assert words in page


def test_an_empty_workbench_says_what_to_do(browse: Browse, kofi: Person, apricot: University) -> None:
    catalog.add_course(university=apricot, slug="empty", by=None, title={"en": "Empty"})

    assert (
        "There is nothing in this course yet" in browse(kofi).get("/courses/apricot/empty/workbench/").content.decode()
    )


@pytest.mark.parametrize("count", [1, 3])
def test_a_unit_costs_the_same_however_many_blocks_it_has(
    apricot: University, kofi: Person, browse: Browse, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    take_in(apricot, bundle(unit("one", *(text(f"text-{number}") for number in range(count)))))
    client = browse(kofi)
    client.get(f"{BASE}units/one/")
    outlines._outlines.clear()
    blocks_queries._blocks.clear()

    with django_assert_num_queries(9):
        page = client.get(f"{BASE}units/one/").content.decode()

    assert page.count("Ferns are old.") == count


def test_a_text_is_changed_and_the_change_undone(teacher: Client, course: catalog.Course) -> None:
    page = teacher.get(f"{BASE}blocks/hello/")
    assert "&lt;p&gt;Ferns are old.&lt;/p&gt;" in page.content.decode()
    was = newest(course).blocks["hello"]["digest"]

    sent = {"block-title": "Hello", "block-was": was, "source": "Ferns are *very* old.", "written_in": "markdown"}
    saved = teacher.post(f"{BASE}blocks/hello/", sent)

    assert (saved.status_code, saved["Location"]) == (303, f"{BASE}units/welcome/?made=2")
    shown = teacher.get(saved["Location"]).content.decode()
    assert "Ferns are <em>very</em> old." in shown
    assert "Version 2 is made." in shown

    undone = teacher.post(f"{BASE}versions/2/undoing/", {"back": f"{BASE}units/welcome/"})

    assert undone["Location"] == f"{BASE}units/welcome/?made=3"
    assert newest(course).blocks["hello"]["digest"] == was


def test_a_text_is_shown_before_it_is_saved(teacher: Client, course: catalog.Course) -> None:
    sent = {"block-title": "", "source": "A **preview** <script>x()</script>", "written_in": "markdown", "preview": "1"}

    page = teacher.post(f"{BASE}blocks/hello/", sent)

    shown = page.content.decode()
    assert page.status_code == 200
    assert "A <strong>preview</strong>" in shown
    assert "A **preview** &lt;script&gt;" in shown
    assert "<script>x()" not in shown
    assert newest(course).number == 1


def test_what_was_typed_is_repeated_when_it_cannot_be_saved(teacher: Client, course: catalog.Course) -> None:
    sent = {"block-title": "", "block-was": "0" * 64, "source": "Mine", "written_in": "markdown"}

    page = teacher.post(f"{BASE}blocks/hello/", sent)

    assert page.status_code == 422
    assert "Mine" in page.content.decode()
    assert "Somebody else changed this" in page.content.decode()


def test_a_translation_is_saved_beside_the_text(apricot: University, kofi: Person, browse: Browse) -> None:
    version = take_in(apricot, bundle(languages=("en", "zh-hans")))
    client = browse(kofi)
    sent = {"block-title": "你好", "source": "<p>蕨类很古老。</p>", "written_in": "html"}

    saved = client.post(f"{BASE}blocks/hello/?language=zh-hans", sent)

    assert saved["Location"] == f"{BASE}units/welcome/?language=zh-hans&made=2"
    (block,) = queries.blocks_of(newest(course_of(version)), ["hello"])
    assert block.title == {"en": "Hello", "zh-hans": "你好"}
    assert block.data == {"html": "<p>Ferns are old.</p>", "in": {"zh-hans": {"html": "<p>蕨类很古老。</p>"}}}
    assert "蕨类很古老。" in client.get(saved["Location"]).content.decode()


def test_a_text_is_added(teacher: Client, course: catalog.Course) -> None:
    assert teacher.get(f"{BASE}units/reading/text/").status_code == 200

    sent = {"block-title": "More", "source": "More.", "written_in": "markdown"}
    saved = teacher.post(f"{BASE}units/reading/text/", sent)

    assert saved["Location"] == f"{BASE}units/reading/?made=2"
    assert "text-more" in newest(course).blocks


def test_a_document_is_added_with_its_file(teacher: Client, course: catalog.Course) -> None:
    sent = {"block-title": "Map", "file": SimpleUploadedFile("map.pdf", b"%PDF map", "application/pdf")}

    saved = teacher.post(f"{BASE}units/reading/document/", sent)

    assert saved.status_code == 303
    version = newest(course)
    assert version.files["media/map.pdf"]["size_bytes"] == 8
    (block,) = queries.blocks_of(version, ["document-map"])
    assert block.data["file"] == version.files["media/map.pdf"]["digest"]


def test_a_document_needs_a_file(teacher: Client) -> None:
    page = teacher.post(f"{BASE}units/reading/document/", {"block-title": "Map"})

    assert page.status_code == 422
    assert "The file of this document cannot be found." in page.content.decode()


def test_a_video_is_added_with_captions(teacher: Client, course: catalog.Course) -> None:
    captions = SimpleUploadedFile("words.srt", b"1\n00:00:01,000 --> 00:00:02,500\nFerns are old.\n")
    film = SimpleUploadedFile("fern.mp4", b"film", "video/mp4")
    sent = {"block-title": "Film", "film": film, "captions": captions, "captions_language": "en"}

    saved = teacher.post(f"{BASE}units/reading/video/", sent)

    assert saved.status_code == 303
    (block,) = queries.blocks_of(newest(course), ["video-film"])
    assert block.made["transcripts"] == {"en": '<li data-at="1.0">Ferns are old.</li>'}
    shown = teacher.get(saved["Location"]).content.decode()
    assert '<li data-at="1.0">Ferns are old.</li>' in shown
    assert "(4" in shown


def test_blocks_are_moved_and_removed(teacher: Client, course: catalog.Course) -> None:
    moved = teacher.post(f"{BASE}blocks/picture/place/", {"down": "1"})
    assert moved["Location"] == f"{BASE}units/reading/?made=2#block-picture"

    back = teacher.post(f"{BASE}blocks/picture/place/", {"up": "1"})
    assert back["Location"] == f"{BASE}units/welcome/?made=3#block-picture"

    nothing = teacher.post(f"{BASE}blocks/hello/place/", {"up": "1"})
    assert nothing["Location"] == f"{BASE}units/welcome/"

    gone = teacher.post(f"{BASE}blocks/picture/removal/")
    assert gone["Location"] == f"{BASE}units/welcome/?made=4"
    assert [unit["blocks"] for unit in newest(course).outline["chapters"][0]["sections"][0]["units"]] == [
        ["hello"],
        ["notes", "goodbye"],
    ]


def test_titles_and_dates(teacher: Client, course: catalog.Course) -> None:
    teacher.post(f"{BASE}titles/welcome/", {"title": "Hi"})
    sent = {"title": "Week 1", "graded_as": "quiz", "due_at": "2026-05-01T20:00"}

    saved = teacher.post(f"{BASE}titles/week/", sent)

    assert saved["Location"] == f"{BASE}?made=3"
    outline = queries.outline_of(newest(course))
    assert outline.sections[0].due_at == datetime(2026, 5, 1, 12, tzinfo=UTC)
    assert outline.units["welcome"].title == {"en": "Hi"}
    page = teacher.get(f"{BASE}titles/week/").content.decode()
    assert 'value="2026-05-01T20:00"' in page
    assert "Asia/Shanghai" in page
    assert teacher.post(f"{BASE}titles/week/", sent).status_code == 422
    assert teacher.get(f"{BASE}titles/part/").status_code == 200
    assert teacher.get(f"{BASE}titles/nowhere/").status_code == 404


def test_a_file_is_replaced(teacher: Client, course: catalog.Course) -> None:
    assert "media/fern.png" in teacher.get(f"{BASE}files/").content.decode()

    sent: dict[str, Any] = {"path": "documents/notes.pdf", "file": BytesIO(b"%PDF better")}
    saved = teacher.post(f"{BASE}files/", sent)

    assert saved["Location"] == f"{BASE}files/?made=2"
    assert newest(course).files["documents/notes.pdf"]["size_bytes"] == 11
    same = teacher.post(f"{BASE}files/", {"path": "documents/notes.pdf", "file": BytesIO(b"%PDF better")})
    assert same.status_code == 422
    assert teacher.post(f"{BASE}files/", {"path": "documents/notes.pdf"}).status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_versions_costs_the_same_however_long_it_is(
    teacher: Client, course: catalog.Course, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        teacher.post(f"{BASE}titles/welcome/", {"title": f"Title {number}"})

    with django_assert_num_queries(8):
        page = teacher.get(f"{BASE}versions/").content.decode()

    assert page.count("Titles or dates were changed") == count


def test_a_version_says_what_is_different(teacher: Client) -> None:
    teacher.post(f"{BASE}blocks/picture/removal/")

    page = teacher.get(f"{BASE}versions/2/").content.decode()

    assert "<td>Text</td><td>Picture</td><td>removed</td>" in page
    assert "Undo version 2" in page
    restored = teacher.post(f"{BASE}versions/1/restoring/", {"back": "https://elsewhere.example/"})
    assert restored["Location"] == f"{BASE}versions/?made=3"
    again = teacher.post(f"{BASE}versions/1/restoring/", {"back": BASE})
    assert again["Location"] == BASE


def test_a_run_is_held_and_let_go(teacher: Client, course: catalog.Course) -> None:
    run = catalog.open_run(course=course, by=None)

    teacher.post(f"{BASE}runs/{run.uid}/", {"hold": "1"})
    teacher.post(f"{BASE}blocks/picture/removal/")

    assert queries.version_of(run) == Version.objects.get(number=1)
    assert "stays at version 1" in teacher.get(BASE).content.decode()
    teacher.post(f"{BASE}runs/{run.uid}/")
    assert queries.version_of(run) == newest(course)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "files/",
        "bring/",
        "titles/week/",
        "units/welcome/",
        "units/welcome/text/",
        "blocks/hello/",
        "versions/",
        "versions/1/",
    ],
)
def test_nobody_else_enters(
    first: Version, browse: Browse, kofi_of_bamboo: Person, mallory: Person, ada: Person, grace: Person, address: str
) -> None:
    for person in (None, mallory, ada, kofi_of_bamboo, grace):
        assert browse(person).get(BASE + address).status_code == 404


@pytest.mark.parametrize(
    "address", ["units/nowhere/", "units/nowhere/text/", "units/welcome/nothing/", "blocks/no/", "versions/9/"]
)
def test_what_is_absent_is_not_there(teacher: Client, address: str) -> None:
    assert teacher.get(BASE + address).status_code == 404


def test_other_kinds_have_an_editor_too(apricot: University, kofi: Person, browse: Browse) -> None:
    odd = BundleBlock(key="odd", kind="unknown", data={"tag": "poll", "source": "<poll/>"})
    active = BundleBlock(key="active", kind="frame", data={"html": "<script>go()</script>"})
    take_in(apricot, bundle(unit("one", odd, active)))
    client = browse(kofi)

    assert "&lt;poll/&gt;" in client.get(f"{BASE}blocks/odd/").content.decode()
    assert client.post(f"{BASE}blocks/odd/", {"source": "no"}).status_code == 422
    assert client.post(f"{BASE}blocks/odd/", {"source": "[]"}).status_code == 422
    saved = client.post(f"{BASE}blocks/odd/", {"source": '{"tag": "poll", "source": "<poll>?</poll>"}'})
    assert saved.status_code == 303
    saved = client.post(f"{BASE}blocks/active/", {"html": "<script>stop()</script>"})
    assert saved.status_code == 303
    shown = client.get(f"{BASE}units/one/").content.decode()
    assert 'sandbox="allow-scripts"' in shown
    assert "stop()" not in shown


def test_pictures_of_the_description_are_shown_in_the_catalogue(
    apricot: University, kofi: Person, browse: Browse
) -> None:
    take_in(apricot, bundle(about={"en": f'<p>About <img src="{factories.PICTURE.reference}" alt="A fern"></p>'}))

    page = browse(kofi).get("/courses/apricot/ferns/").content.decode()

    assert "file:" not in page
    assert '/fern.png" alt="A fern"' in page
