"""A problem as its page shows it: everything the template needs, worked out beforehand and plain."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.formats import localize
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from xingtan.assessment.rules import choices, expression, feedback, formula, latex, show
from xingtan.assessment.rules.gaps import GAP
from xingtan.assessment.rules.grading import type_answer
from xingtan.assessment.rules.partial import Mark
from xingtan.assessment.rules.problem import (
    ChoiceQuestion,
    FormulaQuestion,
    NumericQuestion,
    Problem,
    Question,
    TextQuestion,
)
from xingtan.assessment.rules.unreadable import Unreadable
from xingtan.kernel import prose

EMPTY = mark_safe("")
Html = Callable[[str], SafeString]
FIELD = "answer-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is known of a learner's work on a problem when it is drawn."""

    answer: type_answer = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    used: int = 0
    score: Decimal | None = None
    """The score that counts, which the best attempt earned."""
    is_corrected: bool = False
    """Whether a teacher gave that score."""
    is_judged: bool = False
    """Whether `answer` is the last attempt, and `marks` are its marks."""
    is_own: bool = False
    """Whether the reader is the learner, and not somebody looking in."""
    is_open: bool = False
    """Whether an answer would be taken now."""
    is_past_due: bool = False
    seed: int = 0
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Why questions could not be judged, by their id."""


NOBODY = Given()


def sheet_of(key: str, problem: Problem, given: Given, html: Html, words: SafeString = EMPTY) -> dict[str, Any]:
    """Work out what the page shows of a problem.

    :param html: makes cleaned html of the problem ready for the page (addresses of its files)
    :param words: attributes of what is in the language of the problem, where that is not the page's
    """
    left = show.attempts_left(problem.max_attempts, given.used)
    is_right = bool(given.score is not None and problem.possible and given.score >= problem.possible)
    facts: dict[str, Any] = {"used": given.used, "left": left, "is_right": is_right, "is_past_due": given.is_past_due}
    shows_answer = given.is_own and not problem.ungraded and show.may_show_answer(problem.show_answer, **facts)
    can_answer = given.is_open and left != 0
    asked = {
        question.id: _question(key, problem, question, given, html, shows_answer=shows_answer, can_answer=can_answer)
        for question in problem.questions
    }
    for question in asked.values():
        if question["options"] and question["type"] != "dropdown":
            question["choices"] = _choices(question, words)
    return {
        "key": key,
        "parts": [_part(part, asked, html) for part in problem.parts],
        "ungraded": problem.ungraded,
        "hints": [html(hint) for hint in problem.hints],
        "explanation": html(problem.explanation) if shows_answer and problem.explanation else "",
        "answers": [(question["name"], question["answer"]) for question in asked.values()] if shows_answer else [],
        "facts": _facts(problem, given, left),
        "can_answer": can_answer,
        "is_live": given.is_open,
        "can_reset": can_answer and show.may_reset(has_reset=problem.has_reset and given.is_judged, **facts),
        "why_not": _why_not(given, left),
        "tries_again": given.used > 0,
    }


# A template looks long for a name that is missing, so none is.
_NO_PART: dict[str, Any] = {"html": "", "pieces": None, "gaps": None, "question": None}
_NO_CONTROL: dict[str, Any] = {"options": (), "choices": "", "value": "", "rows": 1, "math": None, "read_as": ""}


def _part(part: str | Question, asked: Mapping[str, dict[str, Any]], html: Html) -> dict[str, Any]:
    if isinstance(part, Question):
        return {**_NO_PART, "question": None if part.is_inline else asked[part.id]}
    if "[[q:" not in part:
        return {**_NO_PART, "html": html(part)}
    pieces = GAP.split(part)
    gaps = [asked[name] for name in pieces[1::2]]
    # Prose and gaps in turn; the last piece of prose has no gap after it.
    return {**_NO_PART, "pieces": list(zip(map(html, pieces[::2]), [*gaps, None], strict=True)), "gaps": gaps}


def _question(
    key: str, problem: Problem, question: Question, given: Given, html: Html, *, shows_answer: bool, can_answer: bool
) -> dict[str, Any]:
    control = f"{key}-{question.id}"
    verdict = Mark(Decimal(given.marks[question.id])).verdict if question.id in given.marks else ""
    reason = given.reasons.get(question.id, "")
    notes = [html(note) for note in feedback.feedback_on(question, given.answer, verdict)] if verdict else []
    number = [each.id for each in problem.questions].index(question.id) + 1
    asked: dict[str, Any] = {
        **_NO_CONTROL,
        "id": question.id,
        "type": question.type,
        "control": control,
        "field": FIELD + question.id,
        "label": html(question.label),
        "name": _("Question %(number)s") % {"number": number} if len(problem.questions) > 1 else _("Your answer"),
        "help": html(question.help),
        "suffix": question.suffix,
        "is_disabled": not can_answer,
        "verdict": verdict,
        "words": _VERDICTS[verdict](),
        "notes": notes,
        "reason": reason,
        "described_by": _described_by(control, question, verdict, reason),
        "answer": [
            html(each) if isinstance(question, ChoiceQuestion) else each for each in feedback.shown_answer(question)
        ]
        if shows_answer
        else [],
    }
    chosen = given.answer.get(question.id, "")
    if isinstance(question, ChoiceQuestion):
        asked["options"] = _options(control, problem, question, given, html, verdict, shows_answer=shows_answer)
    else:
        asked["value"] = chosen if isinstance(chosen, str) else ""
        asked["rows"] = question.rows if isinstance(question, TextQuestion) else 1
        asked["math"] = _math_help(question)
        if verdict and isinstance(question, FormulaQuestion):
            asked["read_as"] = _as_mathematics(question, asked["value"])
    return asked


def _options(
    control: str,
    problem: Problem,
    question: ChoiceQuestion,
    given: Given,
    html: Html,
    verdict: str,
    *,
    shows_answer: bool,
) -> list[dict[str, Any]]:
    chosen = given.answer.get(question.id, "")
    ids = {chosen} if isinstance(chosen, str) else set(chosen)
    options = question.options
    if problem.is_shuffled:
        options = choices.in_order(options, seed=given.seed, question_id=question.id)
    shown = []
    for option in options:
        state = ""
        if option.id in ids and verdict and (question.type != "multiple" or verdict == "right"):
            # Of several choices only the whole is judged, as long as there is something left to find out.
            state = "right" if option.is_correct else "wrong"
        if shows_answer and option.is_correct:
            state = "right"
        elif shows_answer and option.id in ids and verdict:
            state = "wrong"
        shown.append(
            {
                "id": option.id,
                "control": f"{control}-{option.id}",
                "html": html(option.html),
                "on": option.id in ids,
                "state": state,
            }
        )
    return shown


def _choices(question: Mapping[str, Any], words: SafeString) -> SafeString:
    """Draw what is chosen from: here and not in the template, where each option costs as much as the rest of the problem."""
    kind = "checkbox" if question["type"] == "multiple" else "radio"
    disabled = " disabled" if question["is_disabled"] else ""
    invalid = ' aria-invalid="true"' if question["reason"] and kind == "checkbox" else ""
    said = {"right": _("right"), "wrong": _("not right")}
    field, rows = escape(question["field"]), []
    for option in question["options"]:
        state, name = option["state"], escape(option["control"])
        shown = f' data-state="{state}"' if state else ""
        checked = " checked" if option["on"] else ""
        heard = f' <span class="visually-hidden">({escape(said[state])})</span>' if state else ""
        rows.append(
            f'<label class="choice"{shown}><input type="{kind}" id="{name}" name="{field}" value="{escape(option["id"])}"'
            f'{checked}{disabled}{invalid}><span class="choice-text"><span{words}>{conditional_escape(option["html"])}</span>'
            f"{heard}</span></label>"
        )
    return mark_safe("".join(rows))  # noqa: S308 - all that is put in is escaped above, or drawn by us


def _answer(question: Question, html: Html) -> list[str]:
    if isinstance(question, FormulaQuestion):
        return [_as_mathematics(question, question.answer)]
    return [html(each) if isinstance(question, ChoiceQuestion) else each for each in feedback.shown_answer(question)]


def _as_mathematics(question: FormulaQuestion, text: str) -> str:
    """Draw an expression as it was read; what an older version of the problem could read is shown as it was typed."""
    try:
        return prose.math(latex.latex(formula.read(question, text)))
    except Unreadable:
        return text


def _described_by(control: str, question: Question, verdict: str, reason: str) -> str:
    parts = [(question.help, "help"), (question.suffix, "suffix"), (reason, "reason"), (verdict, "verdict")]
    return " ".join(f"{control}-{name}" for is_there, name in parts if is_there)


def _math_help(question: Question) -> dict[str, Any] | None:
    if isinstance(question, FormulaQuestion):
        return {"names": list(question.variables), "functions": _FUNCTIONS}
    if isinstance(question, NumericQuestion):
        return {"units": list(question.units)}
    return None


def _facts(problem: Problem, given: Given, left: int | None) -> list[str]:
    """Say in words how things stand: the score, then the attempts."""
    facts = []
    if problem.possible:
        points = localize(problem.possible.normalize() if problem.possible % 1 else int(problem.possible))
        count = int(problem.possible) if problem.possible == 1 else 2
        if given.score is not None:
            score = localize(given.score.normalize() if given.score % 1 else int(given.score))
            facts.append(
                ngettext("%(score)s of %(points)s point", "%(score)s of %(points)s points", count)
                % {"score": score, "points": points}
            )
            if given.is_corrected:
                facts.append(_("given by a teacher"))
        else:
            facts.append(ngettext("%(points)s point", "%(points)s points", count) % {"points": points})
    if left is not None and given.is_own:
        facts.append(ngettext("%(count)s attempt left", "%(count)s attempts left", left) % {"count": left})
    return facts


def _why_not(given: Given, left: int | None) -> str:
    if not given.is_own:
        return ""
    if given.is_past_due:
        return _("The date for this has passed, so it can no longer be answered. Your score stays as it is.")
    if left == 0:
        return _("You have used all attempts. Your score stays as it is.")
    return ""


_VERDICTS: dict[str, Callable[[], str]] = {
    "": lambda: "",
    "right": lambda: pgettext("answer", "Right"),
    "partly": lambda: pgettext("answer", "Partly right"),
    "wrong": lambda: pgettext("answer", "Not right"),
}
_FUNCTIONS = ["sqrt", "ln", "log10", "exp", "sin", "cos", "tan", "arcsin", "arccos", "arctan", "abs"]
assert expression.FUNCTIONS.issuperset(_FUNCTIONS)
