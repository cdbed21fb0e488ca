"""Collects the feedback that the problem's author wrote for what was answered, and the answer that may be shown."""

from xingtan.assessment.rules import texts
from xingtan.assessment.rules.grading import type_answer
from xingtan.assessment.rules.problem import (
    ChoiceQuestion,
    FormulaQuestion,
    NumericQuestion,
    Question,
    Span,
    TextQuestion,
)


def feedback_on(question: Question, answer: type_answer, verdict: str) -> list[str]:
    """List the pieces of feedback (html) for this answer to this question."""
    given = answer.get(question.id, "")
    found: list[str] = []
    if isinstance(question, ChoiceQuestion):
        found += _of_options(question, {given} if isinstance(given, str) else set(given))
    elif isinstance(question, TextQuestion) and isinstance(given, str):
        found.append(texts.remark_on(question, given))
    found.append(question.feedback_right if verdict == "right" else question.feedback_wrong)
    return [html for html in found if html]


def shown_answer(question: Question) -> list[str]:
    """List the right answers as they are shown: html of options, text of all others."""
    match question:
        case ChoiceQuestion():
            return [option.html for option in question.options if option.is_correct]
        case NumericQuestion():
            answers = [question.answer] if question.answer else []
            unit = next((name for name, size in question.units.items() if size == 1), "")
            return [f"{answer} {unit}".strip() for answer in answers] or [_range(question.span)]
        case TextQuestion():
            return [question.answer] if question.answer else list(question.accept[:1])
        case FormulaQuestion():
            return [question.answer]
    return []


def _of_options(question: ChoiceQuestion, chosen: set[str]) -> list[str]:
    for ids, html in question.combined:
        # What was written for the whole combination replaces what was written for its options.
        if ids == chosen:
            return [html]
    return [option.feedback if option.id in chosen else option.feedback_unchosen for option in question.options]


def _range(span: Span | None) -> str:
    return f"{span.low:g} – {span.high:g}" if span else ""
