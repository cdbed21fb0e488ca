"""The demo's courses know their own answers: each right one earns everything, and no wrong one does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from xingtan.assessment.adapters import formula
from xingtan.assessment.rules import grading, reading
from xingtan.assessment.rules.partial import score_of
from xingtan.assessment.rules.problem import ChoiceQuestion, Problem, Question
from xingtan.authoring.registry.bundle import Bundle, BundleBlock
from xingtan.federation.folder import public as folder
from xingtan.kernel import archives
from xingtan.site.demo import courses

COURSES = sorted(path.name for path in courses.FOLDERS.iterdir() if path.is_dir())
ANSWERS: dict[str, Any] = json.loads((Path(__file__).parent / "demo_answers.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def bundles() -> Iterator[dict[str, Bundle]]:
    found = {}
    for slug in COURSES:
        with archives.unpack(courses.FOLDERS / slug) as tree:
            found[slug] = folder.read(tree)
    yield found
    formula.judge.close()


def _problems(bundle: Bundle) -> list[BundleBlock]:
    return [block for block in bundle.blocks() if block.kind == "problem"]


def test_every_problem_has_an_answer_to_try(bundles: dict[str, Bundle]) -> None:
    typed = {
        (slug, block.key, question.id)
        for slug, bundle in bundles.items()
        for block in _problems(bundle)
        for question in reading.read(block.data).questions
        if not isinstance(question, ChoiceQuestion)
    }

    assert {
        (slug, key, name) for slug, keys in ANSWERS.items() for key, names in keys.items() for name in names
    } == typed


@pytest.mark.parametrize("slug", COURSES)
def test_right_answers_earn_everything_and_wrong_ones_do_not(slug: str, bundles: dict[str, Bundle]) -> None:
    for block in _problems(bundles[slug]):
        for language in bundles[slug].facts.languages:
            problem = reading.read(block.data, language)
            right = {question.id: _right(question, slug, block.key) for question in problem.questions}

            assert _score(problem, {name: answers[0] for name, answers in right.items()}) == problem.possible, block.key
            for question in problem.questions:
                for answer in right[question.id]:
                    assert _share(problem, question, answer) == 1, (block.key, question.id, answer)
                for answer in _wrong(question, slug, block.key):
                    assert _share(problem, question, answer) < 1, (block.key, question.id, answer)


@pytest.mark.parametrize("slug", COURSES)
def test_most_wrong_options_say_why_they_are_wrong(slug: str, bundles: dict[str, Bundle]) -> None:
    options = [
        option
        for block in _problems(bundles[slug])
        for question in reading.read(block.data).questions
        if isinstance(question, ChoiceQuestion)
        for option in question.options
        if not option.is_correct
    ]

    assert sum(bool(option.feedback) for option in options) / len(options) > 0.6


def _right(question: Question, slug: str, key: str) -> list[Any]:
    if isinstance(question, ChoiceQuestion):
        ids = [option.id for option in question.options if option.is_correct]
        return [ids] if question.type == "multiple" else ids
    return list(ANSWERS[slug][key][question.id]["right"])


def _wrong(question: Question, slug: str, key: str) -> list[Any]:
    if isinstance(question, ChoiceQuestion):
        ids = [option.id for option in question.options if not option.is_correct]
        return [ids, [option.id for option in question.options]] if question.type == "multiple" else ids
    return list(ANSWERS[slug][key][question.id]["wrong"])


def _share(problem: Problem, question: Question, answer: Any) -> Decimal:
    alone = Problem(parts=(question,))
    return grading.judge(alone, {question.id: answer}, formula.judge)[question.id].share


def _score(problem: Problem, answer: dict[str, Any]) -> Decimal:
    return score_of(problem, grading.judge(problem, answer, formula.judge))
