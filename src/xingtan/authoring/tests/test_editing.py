from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from xingtan.authoring import actions, queries
from xingtan.authoring.models import Block, Version
from xingtan.authoring.registry.bundle import BundleBlock, BundleFile
from xingtan.authoring.tests import factories
from xingtan.authoring.tests.factories import NOW, course_of, take_in
from xingtan.catalog.public import Course
from xingtan.kernel import files
from xingtan.kernel.errors import NotThere
from xingtan.universities.public import University

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(apricot: University) -> Version:
    return take_in(apricot)


@pytest.fixture
def course(first: Version) -> Course:
    return course_of(first)


def replace(course: Course, **asked: Any) -> Version:
    given = {
        "key": "hello",
        "title": {"en": "Hello"},
        "data": {"html": "<p>New.</p>"},
        "was": None,
        "by": None,
        "now": NOW,
    }
    return actions.replace_block(course=course, **{**given, **asked})


def add(course: Course, **asked: Any) -> Version:
    given = {
        "unit": "reading",
        "kind": "text",
        "title": {"en": "More"},
        "data": {"html": "<p>More.</p>"},
        "by": None,
        "now": NOW,
    }
    return actions.add_block(course=course, **{**given, **asked})


def keys(version: Version, unit: str) -> list[str]:
    return [block.key for block in queries.outline_of(version).blocks_in(unit)]


def test_replacing_a_block_makes_a_version(first: Version, course: Course) -> None:
    second = replace(course)

    assert (second.number, second.change, second.what) == (2, "block_replaced", "Hello")
    assert queries.difference_between(first, second).counts == {"added": 0, "removed": 0, "changed": 1, "moved": 0}
    assert queries.blocks_of(second, ["hello"])[0].data == {"html": "<p>New.</p>"}
    assert queries.blocks_of(first, ["hello"])[0].data == {"html": "<p>Ferns are old.</p>"}


def test_replacing_notices_that_somebody_else_was_there(first: Version, course: Course) -> None:
    was = queries.outline_of(first).blocks["hello"].digest
    replace(course, was=was)

    with pytest.raises(actions.ChangedMeanwhile):
        replace(course, was=was, data={"html": "<p>Mine.</p>"})


def test_replacing_with_the_same_makes_no_version(first: Version, course: Course) -> None:
    with pytest.raises(actions.NothingChanged):
        replace(course, data={"html": "<p>Ferns are old.</p>"})

    assert Version.objects.count() == 1


def test_replacing_refuses_what_a_block_cannot_hold(course: Course) -> None:
    with pytest.raises(actions.BlockIsFaulty) as refused:
        replace(course, data={"html": ""})

    assert str(refused.value) == "This cannot be saved yet: There is no text yet."


@pytest.mark.parametrize("key", ["nothing", "welcome"])
def test_replacing_needs_a_block(course: Course, key: str) -> None:
    with pytest.raises(NotThere):
        replace(course, key=key)


def test_a_course_without_content_has_no_block(apricot: University) -> None:
    from xingtan.catalog import public as catalog

    empty = catalog.add_course(university=apricot, slug="empty", by=None)

    for deed in (
        lambda: replace(empty),
        lambda: actions.remove_block(course=empty, key="hello", by=None, now=NOW),
        lambda: add(empty),
    ):
        with pytest.raises(NotThere):
            deed()


def test_adding_puts_a_block_into_its_unit(course: Course) -> None:
    second = add(course)
    third = add(course, at=0)

    assert keys(third, "reading") == ["text-more-2", "notes", "goodbye", "text-more"]
    assert second.change == "block_added"


def test_adding_a_key_that_came_meanwhile_is_refused(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xingtan.authoring.actions.editing.keys.free_key", lambda wanted, taken: "hello")

    with pytest.raises(actions.ChangedMeanwhile):
        add(course)


def test_removing_keeps_the_block_for_earlier_versions(first: Version, course: Course) -> None:
    second = actions.remove_block(course=course, key="hello", by=None, now=NOW)

    assert keys(second, "welcome") == ["picture"]
    assert Block.objects.filter(key="hello").count() == 1
    with pytest.raises(NotThere):
        actions.remove_block(course=course, key="hello", by=None, now=NOW)


def test_moving_within_a_unit_and_to_another(course: Course) -> None:
    second = actions.move_block(course=course, key="hello", unit="welcome", at=1, by=None, now=NOW)
    third = actions.move_block(course=course, key="hello", unit="reading", at=0, by=None, now=NOW)

    assert keys(second, "welcome") == ["picture", "hello"]
    assert keys(third, "reading") == ["hello", "notes", "goodbye"]


def test_moving_to_nowhere(course: Course) -> None:
    with pytest.raises(actions.NothingChanged):
        actions.move_block(course=course, key="hello", unit="welcome", at=0, by=None, now=NOW)
    with pytest.raises(NotThere):
        actions.move_block(course=course, key="hello", unit="nowhere", at=0, by=None, now=NOW)


def test_titles_and_dates_are_edited(course: Course) -> None:
    edits: dict[str, dict[str, Any]] = {
        "week": {"title": {"en": "Week 1"}, "due_at": "2026-05-01T12:00:00+00:00"},
        "welcome": {"title": {"en": "Hi"}},
    }

    second = actions.edit_outline(course=course, edits=edits, by=None, now=NOW)

    outline = queries.outline_of(second)
    assert (second.what, str(outline.units["welcome"].title), str(outline.sections[0].due_at)) == (
        "Week 1",
        "Hi",
        "2026-05-01 12:00:00+00:00",
    )
    with pytest.raises(actions.NothingChanged):
        actions.edit_outline(course=course, edits=edits, by=None, now=NOW)
    with pytest.raises(NotThere):
        actions.edit_outline(course=course, edits={"nowhere": {"due_at": None}}, by=None, now=NOW)


def put(course: Course, content: bytes, path: str = factories.NOTES.path) -> Version:
    return actions.replace_file(course=course, path=path, content=BytesIO(content), by=None, now=NOW)


def test_a_file_is_replaced_in_every_block_that_points_to_it(course: Course) -> None:
    second = put(course, b"%PDF-1.4 better notes")

    (block,) = queries.blocks_of(second, ["notes"])
    assert files.read(block.data["file"]) == b"%PDF-1.4 better notes"
    assert block.data["size_bytes"] == 21
    whole = Version.objects.get(pk=second.pk)
    assert whole.files[factories.NOTES.path]["digest"] == block.data["file"]
    assert course_of(second).size_bytes == factories.PICTURE.size_bytes + 21


def test_a_picture_is_replaced_in_a_text(course: Course) -> None:
    second = put(course, b"\x89PNG\r\n\x1a\nbetter", factories.PICTURE.path)

    new = Version.objects.get(pk=second.pk).files[factories.PICTURE.path]["digest"]
    assert f'src="file:{new}/fern.png"' in queries.blocks_of(second, ["picture"])[0].data["html"]


def test_the_same_file_makes_no_version(course: Course) -> None:
    with pytest.raises(actions.NothingChanged):
        put(course, b"%PDF-1.4 notes")


def test_a_file_that_is_not_there(course: Course) -> None:
    with pytest.raises(NotThere):
        put(course, b"x", "nowhere.pdf")


def test_a_file_that_somebody_else_replaced(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    real = actions.write_down  # the fault is planted inside

    def meanwhile(**given: Any) -> Any:
        monkeypatch.setattr("xingtan.authoring.actions.filing.write_down", real)
        put(course, b"%PDF-1.4 theirs")
        return real(**given)

    monkeypatch.setattr("xingtan.authoring.actions.filing.write_down", meanwhile)

    with pytest.raises(actions.ChangedMeanwhile):
        put(course, b"%PDF-1.4 mine")


def test_new_files_get_a_path_of_their_own(course: Course) -> None:
    facts = {
        name: {"digest": digit * 64, "size_bytes": 1, "media_type": "image/png"}
        for name, digit in (("fern.png", "a"), ("moss.png", "b"))
    }
    facts["known.png"] = {"digest": factories.PICTURE.digest, "size_bytes": 12, "media_type": "image/png"}

    second = replace(course, files=facts)

    assert sorted(Version.objects.get(pk=second.pk).files) == [
        "documents/notes.pdf",
        "media/aaaaaaaa-fern.png",
        "media/fern.png",
        "media/moss.png",
    ]


def test_a_film_is_replaced_wherever_it_stands_in_the_data(apricot: University) -> None:
    film = BundleFile.of_bytes("media/film.mp4", b"film", "video/mp4")
    data = {"sources": [{"file": film.digest, "name": "film.mp4", "size_bytes": 4}], "poster": None}
    made = factories.bundle(factories.unit("one", BundleBlock(key="film", kind="video", data=data)))
    made.files[film.path] = film
    version = take_in(apricot, made)

    second = put(course_of(version), b"a better film", film.path)

    new = Version.objects.get(pk=second.pk).files[film.path]["digest"]
    assert queries.blocks_of(second, ["film"])[0].data["sources"] == [
        {"file": new, "name": "film.mp4", "size_bytes": 13}
    ]


@pytest.fixture
def secret() -> str:
    """Keep a file of another course, of which somebody knows the digest."""
    return files.keep(b"the exam of next year", name="exam.vtt").digest


def test_block_points_to_files_of_its_own_course_only(course: Course, secret: str) -> None:
    for data in ({"html": f'<img src="file:{secret}/a.png" alt="">'}, {"markdown": f"![a](file:{secret}/a.png)"}):
        with pytest.raises(actions.FileIsNotHere):
            replace(course, data=data)
        with pytest.raises(actions.FileIsNotHere):
            add(course, data=data)
    with pytest.raises(actions.FileIsNotHere):
        add(course, kind="video", data={"captions": [{"language": "en", "file": secret}]})
    with pytest.raises(actions.FileIsNotHere):
        add(course, kind="frame", data={"html": f"<embed src='file:{secret}/a.txt'>"})
    assert Version.objects.count() == 1


def test_block_points_to_a_file_that_came_with_it(course: Course, secret: str) -> None:
    facts = {"digest": secret, "size_bytes": 21, "media_type": "text/vtt"}

    second = add(course, data={"html": f'<a href="file:{secret}/exam.vtt">x</a>'}, files={"exam.vtt": facts})

    assert second.files["media/exam.vtt"]["digest"] == secret


def test_course_comes_in_with_its_own_files_only(apricot: University, secret: str) -> None:
    made = factories.bundle(factories.unit("one", factories.text("a", f'<img src="file:{secret}/a.png">')))
    about = factories.bundle(about={"en": f'<img src="file:{secret}/a.png">'})

    assert [row.place for row in actions.examine(made).errors] == ["a"]
    assert [row.place for row in actions.examine(about).errors] == ["about"]
    with pytest.raises(actions.CourseHasErrors):
        take_in(apricot, made)
