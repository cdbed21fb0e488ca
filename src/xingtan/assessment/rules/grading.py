"""Judges a whole answer: every question of a problem, with words for what cannot be judged."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from xingtan.assessment.rules import choices, formula, numeric, texts
from xingtan.assessment.rules.expression import type_tree
from xingtan.assessment.rules.formula import Verdict
from xingtan.assessment.rules.partial import FULL, NOTHING, Mark
from xingtan.assessment.rules.problem import (
    LONGEST_TEXT,
    ChoiceQuestion,
    FormulaQuestion,
    NumericQuestion,
    Problem,
    Question,
    TextQuestion,
)
from xingtan.assessment.rules.unreadable import Unreadable
from xingtan.assessment.rules.words import gettext_noop as _

type_answer = dict[str, str | list[str]]


@dataclass
class Refused(Exception):
    """The answer cannot be judged as it is; `reasons` say why, for each question. It costs no attempt."""

    reasons: dict[str, Unreadable]

    def __str__(self) -> str:
        return "; ".join(f"{name}: {reason}" for name, reason in self.reasons.items())


@dataclass(frozen=True, slots=True)
class Doubt:
    """A formula that ordinary numbers do not settle: both trees, and where they are compared."""

    question: FormulaQuestion
    answer: type_tree
    given: type_tree
    points: list[dict[str, float]]


# Asked only where ordinary numbers do not find two expressions equal; the real one is in `adapters`.
SecondOpinion = Callable[[Doubt], Verdict]


def read_answer(problem: Problem, typed: Callable[[str], list[str]]) -> type_answer:
    """Read what was typed and chosen, question by question, from anything that gives the values of a name."""
    answer: type_answer = {}
    for question in problem.questions:
        values = typed(question.id)
        if question.type == "multiple":
            answer[question.id] = sorted(set(values))
        else:
            answer[question.id] = values[-1] if values else ""
    return answer


def judge(problem: Problem, answer: type_answer, second_opinion: SecondOpinion) -> dict[str, Mark]:
    """Judge every question of the problem.

    :raises Refused: if one of them is unanswered or cannot be read
    """
    marks: dict[str, Mark] = {}
    reasons: dict[str, Unreadable] = {}
    for question in problem.questions:
        try:
            share = _share(question, answer.get(question.id, ""), second_opinion, is_judged=not problem.ungraded)
        except Unreadable as unreadable:
            reasons[question.id] = unreadable
        else:
            marks[question.id] = Mark(share)
    if reasons:
        raise Refused(reasons)
    return {} if problem.ungraded else marks


def _share(question: Question, given: str | list[str], second_opinion: SecondOpinion, *, is_judged: bool) -> Decimal:
    if isinstance(question, ChoiceQuestion) and question.type == "multiple":
        return choices.judge_several(question, given if isinstance(given, list) else [given][: len(given)])
    text = _typed(given)
    match question:
        case ChoiceQuestion():
            return choices.judge_one(question, text)
        case NumericQuestion() if is_judged:
            return numeric.judge(question, text)
        case TextQuestion() if is_judged:
            return texts.judge(question, text)
        case FormulaQuestion() if is_judged:
            return _formula_share(question, text, second_opinion)
    return NOTHING


def _typed(given: str | list[str]) -> str:
    """Make sure that something was typed that could be an answer."""
    text = given if isinstance(given, str) else ""
    if not text.strip():
        raise Unreadable(_("This is not answered yet."))
    if len(text) > LONGEST_TEXT:
        raise Unreadable(_("This is too long: an answer has at most %(most)s characters."), most=str(LONGEST_TEXT))
    if "\0" in text:
        raise Unreadable(_("“%(sign)s” cannot stand in an answer."), sign="NUL")
    return text


def _formula_share(question: FormulaQuestion, given: str, second_opinion: SecondOpinion) -> Decimal:
    tree, answer = formula.read(question, given), formula.answer_of(question)
    points = formula.points_of(question.variables, question.samples)
    verdict = formula.compare(answer, tree, points, question.tolerance)
    if verdict is not Verdict.EQUAL:
        verdict = second_opinion(Doubt(question, answer, tree, points))
    if verdict is Verdict.UNSURE:
        raise Unreadable(_("This could not be compared with the answer. Try to write it in a simpler way."))
    return FULL if verdict is Verdict.EQUAL else NOTHING
