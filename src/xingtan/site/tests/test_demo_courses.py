"""The demo's courses are real ones: they read without a fault, and are whole in every language they are given in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from decimal import Decimal
from typing import Any

import pytest

from xingtan.authoring.registry.bundle import Bundle, BundleBlock
from xingtan.authoring.registry.references import REFERENCE
from xingtan.federation.folder import public as folder
from xingtan.kernel import archives
from xingtan.site.demo import courses

COURSES = sorted(path.name for path in courses.FOLDERS.iterdir() if path.is_dir())
BILINGUAL = "why-every-map-lies"


@pytest.fixture(scope="module")
def bundles() -> Iterator[dict[str, Bundle]]:
    with ExitStack() as stack:
        trees = {slug: stack.enter_context(archives.unpack(courses.FOLDERS / slug)) for slug in COURSES}
        yield {slug: folder.read(tree) for slug, tree in trees.items()}


@pytest.fixture(params=COURSES)
def bundle(request: pytest.FixtureRequest, bundles: dict[str, Bundle]) -> Bundle:
    return bundles[request.param]


def test_there_are_three_courses_of_three_universities(bundles: dict[str, Bundle]) -> None:
    assert len(COURSES) == 3
    assert sorted(courses.OWNERS) == COURSES
    assert len(set(courses.OWNERS.values())) == 3
    assert len({bundle.facts.subject for bundle in bundles.values()}) == 3


def test_a_course_reads_without_errors_or_changes(bundle: Bundle) -> None:
    report = bundle.report

    assert [row.to_json() for row in (*report.errors, *report.changed, *report.unsupported)] == []


def test_a_course_says_all_that_the_catalogue_shows(bundle: Bundle) -> None:
    facts = bundle.facts

    assert facts.licence == "CC-BY-4.0"
    assert re.fullmatch(r"\d{4}", facts.subject)
    for said in (
        facts.title,
        facts.summary,
        facts.about,
        facts.certificate,
        *facts.outcomes,
        *(t.name for t in facts.teachers),
    ):
        assert set(said) == set(facts.languages)


def test_a_course_has_one_graded_test_with_a_pass_mark(bundle: Bundle) -> None:
    graded = [section for section in bundle.sections() if section.graded_as]

    assert [section.graded_as for section in graded] == [grader.name for grader in bundle.policy.graders] == ["test"]
    assert bundle.policy.pass_mark == Decimal("0.6")
    assert len([block for unit in graded[0].units for block in unit.blocks if block.kind == "problem"]) >= 6


def test_every_file_is_used_and_every_link_leads_somewhere(bundle: Bundle) -> None:
    texts = json.dumps([block.data for block in bundle.blocks()])
    digests = {found["digest"] for found in REFERENCE.finditer(texts)} | set(re.findall(r'"([0-9a-f]{64})"', texts))

    assert {file.path for file in bundle.files.values() if file.digest not in digests} == set()
    assert digests <= {file.digest for file in bundle.files.values()}
    assert not re.search(r"\]\((?!file:|course:|https://)", texts)


def test_figures_are_plain_and_say_what_they_show(bundle: Bundle) -> None:
    figures = [file for path, file in bundle.files.items() if path.endswith(".svg")]

    assert len(figures) >= 5
    for figure in figures:
        with figure.open() as opened:
            svg = opened.read().decode()
        assert re.search(r"<title id=\"title\">[^<]+</title>\s*<desc id=\"desc\">[^<]+</desc>", svg)
        assert not re.search(r"<script|\son\w+=|href=|foreignObject|<!ENTITY", svg)
        assert len(svg) < 40_000


def test_the_second_language_is_complete(bundles: dict[str, Bundle]) -> None:
    bundle = bundles[BILINGUAL]

    for chapter in bundle.chapters:
        assert set(chapter.title) == {"en", "zh-hans"}
    for section in bundle.sections():
        assert set(section.title) == {"en", "zh-hans"}
    for unit in bundle.units():
        assert set(unit.title) == {"en", "zh-hans"}
        for block in unit.blocks:
            assert block.kind == "text" or set(block.title) == {"en", "zh-hans"}
            if block.kind in {"text", "problem"}:
                _is_told_alike(block.data, block.data["in"]["zh-hans"], f"{unit.key}/{block.key}")


def _is_told_alike(own: Any, other: Any, place: str) -> None:
    """Check that each text of one language has its fellow in the other, and that formulas and figures are the same."""
    if "markdown" in own:
        assert len(re.findall(r"!\[", own["markdown"])) == len(re.findall(r"!\[", other["markdown"])), place
        assert own["markdown"].count("\n|") == other["markdown"].count("\n|"), place
        assert re.findall(r"^#+ ", own["markdown"], re.MULTILINE) == re.findall(
            r"^#+ ", other["markdown"], re.MULTILINE
        ), place
        return
    assert len(own.get("hints", [])) == len(other.get("hints", [])), place
    assert ("explanation" in own) == ("explanation" in other), place
    for part, told in zip(own["parts"], other["parts"], strict=True):
        if "html" in part:
            assert re.findall(r"\[\[q:.*?\]\]", part["html"]) == re.findall(r"\[\[q:.*?\]\]", told["html"]), place
            continue
        question, words = part["question"], told["question"]
        for name in ("label", "feedback_right", "feedback_wrong"):
            assert (name in question) == (name in words), f"{place}/{question['id']}/{name}"
        for option, said in zip(question.get("options", []), words.get("options", []), strict=True):
            assert option["id"] == said["id"], place
            assert bool(option.get("feedback")) == bool(said.get("feedback")), f"{place}/{option['id']}"


def _problems(bundle: Bundle) -> list[BundleBlock]:
    return [block for block in bundle.blocks() if block.kind == "problem"]


def test_every_kind_of_question_is_there(bundles: dict[str, Bundle]) -> None:
    questions = [
        (part["question"], block.data)
        for bundle in bundles.values()
        for block in _problems(bundle)
        for part in block.data["parts"]
        if "question" in part
    ]

    assert {question["type"] for question, _ in questions} == {
        "single",
        "multiple",
        "dropdown",
        "numeric",
        "text",
        "formula",
    }
    assert {question.get("partial", "none") for question, _ in questions} >= {"half", "each"}
    assert {bool(question.get("units")) for question, _ in questions} == {True, False}
    assert {data.get("show_answer", "finished") for _, data in questions} >= {"attempted", "finished"}
    assert any(question.get("inline") for question, _ in questions)
    assert any(data.get("shuffle") for _, data in questions)
    assert any(data.get("show_reset") for _, data in questions)


def test_captions_of_the_lecture_end_together() -> None:
    media = courses.FOLDERS / BILINGUAL / "media"
    texts = [(media / f"growing-circles.{language}.vtt").read_text(encoding="utf-8") for language in ("en", "zh-hans")]

    assert all(text.startswith("WEBVTT\n\n") for text in texts)
    ends = [re.findall(r"--> ([\d:.]+)", text)[-1] for text in texts]
    assert ends[0] == ends[1]
    assert (media / "growing-circles.mp4").stat().st_size < 1_500_000


def test_a_course_goes_out_as_it_came_in(bundle: Bundle) -> None:
    top = courses.FOLDERS / bundle.facts.slug
    came = {path.relative_to(top).as_posix(): path.read_bytes() for path in top.rglob("*") if path.is_file()}

    went = {}
    for path, opener in folder.contents(bundle).items():
        with opener() as opened:
            went[path] = opened.read()

    assert went == came
