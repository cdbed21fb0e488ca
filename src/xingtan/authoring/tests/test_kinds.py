from __future__ import annotations

import re
from typing import Any

import pytest

from xingtan.authoring import actions, queries
from xingtan.authoring.queries import read_block
from xingtan.authoring.registry import kinds
from xingtan.authoring.registry.bundle import BundleBlock, BundleFile
from xingtan.authoring.tests import factories
from xingtan.authoring.tests.factories import bundle, take_in, unit
from xingtan.kernel import files
from xingtan.kernel.text import Text
from xingtan.universities.public import University


def where(digest: str, name: str) -> str:
    return f"https://files/{digest[:4]}/{name}"


def written(kind: str, data: dict[str, Any], *, title: str = "Title") -> Any:
    return actions.write_down(key="key", kind=kind, title={"en": title}, data=data, stock=actions.Shelf())


def shown(kind: str, data: dict[str, Any], *, language: str = "en") -> str:
    return read_block(written(kind, data), language=language, address=where)


def test_a_text_is_shown_with_the_addresses_of_its_pictures() -> None:
    picture = factories.PICTURE

    assert (
        shown("text", {"html": f'<img src="{picture.reference}" alt="">'})
        == f'<img src="https://files/{picture.digest[:4]}/fern.png" alt="">'
    )


def test_markdown_is_rendered_once_for_each_language() -> None:
    block = written("text", {"markdown": "A *fern*", "in": {"zh-hans": {"markdown": "**蕨**"}}})

    assert block.made == {"html": {"": "<p>A <em>fern</em></p>\n", "zh-hans": "<p><strong>蕨</strong></p>\n"}}
    assert read_block(block, language="de") == "<p>A <em>fern</em></p>\n"
    assert read_block(block, language="zh-hans") == "<p><strong>蕨</strong></p>\n"


def test_a_text_in_other_languages_only_is_shown_in_one_of_them() -> None:
    assert shown("text", {"in": {"zh-hans": {"html": "<p>蕨</p>"}}}) == "<p>蕨</p>"
    assert shown("text", {"in": {"zh-hans": {"markdown": "蕨"}}}) == "<p>蕨</p>\n"


def test_links_inside_the_course_lead_to_its_pages() -> None:
    block = written("text", {"html": '<a href="course:week-2">On</a>'})

    assert 'href="/units/week-2/"' in read_block(block, language="en", place=lambda key: f"/units/{key}/")


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("text", {}),
        ("text", {"html": 3}),
        ("video", {"sources": "x"}),
        ("video", {"sources": [{"file": "x"}]}),
        ("document", {"file": None}),
        ("frame", {}),
        ("unknown", {"tag": []}),
    ],
)
def test_what_a_kind_cannot_hold_is_refused(kind: str, data: dict[str, Any]) -> None:
    with pytest.raises(actions.BlockIsFaulty):
        written(kind, data)


def test_a_video_is_shown_with_captions_and_transcript() -> None:
    captions = files.keep(b"WEBVTT\n\n00:01.000 --> 00:02.000\nFerns are old.\n", name="en.vtt").digest
    film = files.keep(b"film", name="fern.mp4").digest

    html = shown(
        "video", {"sources": [{"file": film, "name": "fern.mp4"}], "captions": [{"language": "en", "file": captions}]}
    )

    assert f'<source src="https://files/{film[:4]}/fern.mp4"' in html
    assert f'src="https://files/{captions[:4]}/en.vtt"' in html
    assert '<li data-at="1.0">Ferns are old.</li>' in html
    assert re.search(r"\(4\s*bytes\)", html)


def test_a_video_elsewhere_is_a_link() -> None:
    assert 'href="https://www.youtube.com/watch?v=abc%22"' in shown("video", {"youtube": 'abc"'})
    assert "did not come with the course" in shown("video", {})


def test_captions_that_are_gone_are_no_transcript() -> None:
    gone = "0" * 64

    assert written("video", {"captions": [{"language": "en", "file": gone}, {"language": "de"}]}).made == {
        "sizes": {},
        "transcripts": {},
    }


def test_a_document_says_what_it_is() -> None:
    html = shown("document", {"file": "a" * 64, "name": "notes.pdf", "size_bytes": 2048})

    assert '<a href="https://files/aaaa/notes.pdf">Title</a>' in html
    assert "PDF" in html


def test_active_content_runs_in_a_frame_that_belongs_to_nobody() -> None:
    picture = files.keep(b"\x89PNG\r\n\x1a\nfern", name="fern.png").digest
    missing = "1" * 64
    block = written(
        "frame", {"html": f'<script>go()</script><img src="file:{picture}/fern.png"><img src="file:{missing}/big.png">'}
    )

    html = read_block(block, language="en", address=where)

    assert "go()" not in html
    assert 'sandbox="allow-scripts"' in html
    page = files.read(block.made["pages"][""]).decode()
    assert "<script>go()</script>" in page
    assert "data:image/png;base64," in page
    assert block.made["left_out"] == [[missing, "big.png"]]
    assert f'href="https://files/{missing[:4]}/big.png"' in html


def test_what_nobody_knows_is_shown_whole_with_a_notice() -> None:
    html = shown("unknown", {"tag": "poll", "source": "<poll>&</poll>", "url": "javascript:go()"})

    assert "“poll”" in html
    assert "&lt;poll&gt;&amp;amp;&lt;/poll&gt;" in html or "&lt;poll&gt;&amp;&lt;/poll&gt;" in html
    assert "javascript" not in html
    assert 'href="https://example.org/"' in shown("unknown", {"tag": "lti", "url": "https://example.org/"})


def test_a_kind_that_is_gone_is_shown_as_unknown() -> None:
    block = queries.ReadBlock(key="k", kind="gone", title=Text({}), data={"words": "kept"}, digest="")

    assert "kept" in read_block(block, language="en")


def test_a_kind_that_nobody_knows_has_no_points_and_is_cleaned() -> None:
    block = written(
        "gone", {"html": "<script>x()</script><p>y</p>", "hints": ["<b onclick='x()'>z</b>", {"html": "<i>"}, 3]}
    )

    assert (block.possible, block.is_graded) == ("0", False)
    assert block.data == {"html": "<p>y</p>", "hints": ["<b>z</b>", {"html": "<i></i>"}, 3]}


@pytest.mark.django_db
def test_files_of_the_bundle_are_at_hand_while_it_is_open(apricot: University) -> None:
    captions = BundleFile.of_bytes("captions/en.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n", "text/vtt")
    film = BundleBlock(key="film", kind="video", data={"captions": [{"language": "en", "file": captions.digest}]})
    german = BundleFile.of_bytes("captions/de.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nHallo\n", "text/vtt")
    film.data["captions"].append({"language": "de", "file": german.digest})
    frame = BundleBlock(key="frame", kind="frame", data={"html": "<p>In a frame</p>"})
    made = bundle(unit("one", film, frame))
    made.files.update({captions.path: captions, german.path: german})

    version = take_in(apricot, made)

    assert queries.blocks_of(version, ["film"])[0].made["transcripts"] == {
        "en": '<li data-at="1.0">Hello</li>',
        "de": '<li data-at="1.0">Hallo</li>',
    }
    assert version.course.caption_languages == ["de", "en"]
    page = queries.blocks_of(version, ["frame"])[0].made["pages"][""]
    assert files.read(page) == b"<!doctype html><meta charset=utf-8><p>In a frame</p>"


def test_kinds_are_named() -> None:
    assert queries.label_of("text") == "Text"
    assert queries.label_of("nothing") == "nothing"
    assert {"text", "video", "document", "frame", "unknown"} <= {kind.name for kind in kinds.every()}
