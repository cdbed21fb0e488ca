"""What one learner answered, in words, for those who help them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from xingtan.assessment.models import Attempt
from xingtan.assessment.queries.problems import problem_of
from xingtan.assessment.rules.grading import type_answer
from xingtan.assessment.rules.partial import Mark
from xingtan.assessment.rules.problem import ChoiceQuestion, Problem, Question
from xingtan.assessment.rules.reading import ProblemFaulty
from xingtan.authoring import public as authoring
from xingtan.kernel import prose
from xingtan.kernel.text import Text
from xingtan.learning.public import Enrollment

NEWEST = 200
LONGEST_LABEL = 160


@dataclass(frozen=True, slots=True)
class Said:
    """One question, what was answered, and what came of it."""

    question: str
    answer: str
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One attempt, in words."""

    key: str
    title: Text
    unit: str
    number: int
    at: datetime
    score: Decimal | None
    possible: Decimal | None
    is_cleared: bool
    said: list[Said]


def answers_of(enrollment: Enrollment, language: str) -> list[Given]:
    """List a learner's newest attempts with the questions as they were asked."""
    rows = Attempt.objects.filter(enrollment=enrollment).select_related("version").order_by("-at", "-pk")[:NEWEST]
    return [_given(row, language) for row in rows]


def _given(row: Attempt, language: str) -> Given:
    outline = authoring.outline_of(row.version)
    blocks = authoring.blocks_of(row.version, [row.key])
    try:
        said = list(_said(problem_of(blocks[0], language), row.answer, row.marks)) if blocks else []
    except ProblemFaulty:
        said = []
    return Given(
        key=row.key,
        title=blocks[0].title if blocks else Text(),
        unit=outline.unit_of.get(row.key, ""),
        number=row.number,
        at=row.at,
        score=None if row.score is None else row.score.normalize(),
        possible=None if row.possible is None else row.possible.normalize(),
        is_cleared=row.cleared_at is not None,
        said=said,
    )


def _said(problem: Problem, answer: type_answer, marks: dict[str, str]) -> Iterator[Said]:
    for question in problem.questions:
        verdict = Mark(Decimal(marks[question.id])).verdict if question.id in marks else ""
        label = prose.plain(question.label)
        yield Said(
            label[:LONGEST_LABEL] + ("…" if len(label) > LONGEST_LABEL else ""), _in_words(question, answer), verdict
        )


def _in_words(question: Question, answer: type_answer) -> str:
    given = answer.get(question.id, "")
    if isinstance(question, ChoiceQuestion):
        ids = [given] if isinstance(given, str) else given
        return " · ".join(prose.plain(option.html) for option in question.options if option.id in ids)
    return given if isinstance(given, str) else ""
