"""The bottom shelf that formats build on: keys, references, captions, types, the account of a report."""

import contextlib
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingtan.authoring.registry import formats, keys, references
from xingtan.authoring.registry.bundle import (
    Bundle,
    BundleBlock,
    BundleFile,
    Chapter,
    Finding,
    Grader,
    Policy,
    Report,
    Section,
    Unit,
    chapters_of,
)
from xingtan.library.registry import captions, media

DIGEST = "a" * 64


@given(st.text())
def test_a_key_can_be_made_of_anything(text: str) -> None:
    assert keys.is_key(keys.clean_key(text))
    assert keys.clean_key(text) == keys.clean_key(keys.clean_key(text))


def test_different_names_have_different_keys() -> None:
    names = ["a b", "a:b", "a/b", "蕨", "苔", "x" * 200, "x" * 201]

    assert len({keys.clean_key(name) for name in names}) == len(names)


def test_a_free_key_is_not_taken() -> None:
    assert keys.free_key("a", set()) == "a"
    assert keys.free_key("a", {"a", "a-2"}) == "a-3"
    assert keys.is_key(keys.free_key("k" * 100, {"k" * 100}))


def test_options_are_named_by_letters() -> None:
    assert [keys.letter(number) for number in (0, 25, 26, 51, 52, 701, 702)] == [
        "a",
        "z",
        "aa",
        "az",
        "ba",
        "zz",
        "aaa",
    ]


def test_references_are_found_and_resolved_at_any_depth() -> None:
    text = f'<img src="{references.reference(DIGEST, "a b.png")}">'
    data = {"parts": [{"html": text}], "captions": [{"file": "b" * 64, "language": "en"}], "poster": None, "file": "no"}

    assert references.digests_in(data) == {DIGEST, "b" * 64}
    assert references.resolve(text, lambda digest, name: f"/{digest[0]}/{name}") == '<img src="/a/a b.png">'


def test_links_lead_to_places() -> None:
    html = '<a href="course:unit-1#block">x</a> <a href="course:">y</a> course:unit-1'

    assert references.resolve_places(html, lambda key: f"/{key or 'home'}") == (
        '<a href="/unit-1#block">x</a> <a href="/home">y</a> course:unit-1'
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.srt", b"1\r\n00:00:01,000 --> 00:00:02,5\r\n<font color=red>Hi</font>\r\n"),
        ("a.srt", b"\xef\xbb\xbf00:01.000 --> 00:02.500\nHi\n"),
        ("a.srt.sjson", b'{"start": [1000], "end": [2500], "text": ["Hi"]}'),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,500\nHi\n".encode("utf-16")),
    ],
)
def test_captions_of_every_form_become_webvtt(name: str, content: bytes) -> None:
    assert captions.to_webvtt(name, content) == b"WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nHi\n"


def test_webvtt_passes_unchanged() -> None:
    assert captions.to_webvtt("a.vtt", b"WEBVTT \n\nx") == b"WEBVTT \n\nx"


def test_blank_line_in_a_cue_loses_no_words() -> None:
    made = captions.to_webvtt("a.srt", b"00:00:01,000 --> 00:00:02,000\nHi\n\nthere\n")

    assert made.decode().endswith("Hi\nthere\n")


@given(st.binary(max_size=200))
def test_what_is_no_captions_is_refused_in_one_way(content: bytes) -> None:
    for name in ("a.srt", "a.sjson"):
        with contextlib.suppress(captions.NotCaptions):
            assert captions.to_webvtt(name, content).startswith(b"WEBVTT") or captions.text_of(content).startswith(
                "WEBVTT"
            )


def test_types_are_the_same_on_every_system() -> None:
    assert [media.media_type(name) for name in ("a.VTT", "b.js", "c.png", "d")] == [
        "text/vtt",
        "text/javascript",
        "image/png",
        "application/octet-stream",
    ]


def test_outline_and_policy_come_back_from_json() -> None:
    block = BundleBlock(key="b", kind="text", data={"markdown": "x"})
    section = Section(
        key="s", units=(Unit(key="u", blocks=(block,)),), graded_as="quiz", due_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    bundle = Bundle(
        chapters=(Chapter(key="c", title={"en": "One"}, sections=(section,)),),
        policy=Policy(
            pass_mark=Decimal("0.6"),
            cutoffs={"A": Decimal("0.9")},
            graders=(Grader(name="quiz", weight=Decimal("0.4")),),
        ),
    )

    assert chapters_of(bundle.outline(), {"b": block}) == bundle.chapters
    assert Policy.from_json(bundle.policy.to_json()) == bundle.policy


def test_courses_are_equal_wherever_they_came_from() -> None:
    one = BundleFile.of_bytes("a", b"x", "text/plain")
    other = replace(one, open=BundleFile.of_bytes("a", b"x", "text/plain").open)

    assert Bundle(files={"a": one}, format="olx") == Bundle(files={"a": other}, report=Report())


def test_report_counts_every_row_and_pairs_reasons_with_details() -> None:
    finding = Finding(place="a", what="b", why="One.\nTwo.", detail="\nof two")
    report = Report(kept=[finding], errors=[finding, finding])

    assert report.to_json()["elements"] == report.elements == 3
    assert finding.reasons == [("One.", ""), ("Two.", "of two")]


def test_formats_are_known_by_name() -> None:
    assert {"folder", "olx"} <= {known.name for known in formats.every()}
    assert formats.named("no such format") is None
