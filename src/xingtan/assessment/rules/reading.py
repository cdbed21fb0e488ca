"""Reads problem data into a `Problem`, or lists what is wrong with it and where."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xingtan.assessment.rules.fields import Fault, Fields
from xingtan.assessment.rules.gaps import gap_faults
from xingtan.assessment.rules.languages import in_language
from xingtan.assessment.rules.problem import (
    LONGEST_SOURCE,
    MOST_LISTED,
    MOST_PARTS,
    Problem,
    Question,
    ShowAnswer,
)
from xingtan.assessment.rules.questions import read_question
from xingtan.assessment.rules.words import gettext_noop as _

_FIELDS = frozenset(
    [
        "parts",
        "hints",
        "explanation",
        "weight",
        "max_attempts",
        "show_answer",
        "show_reset",
        "shuffle",
        "ungraded",
        "source",
    ]
)


@dataclass
class ProblemFaulty(Exception):
    """The data is no problem; `faults` say where and why."""

    faults: list[Fault]

    def __str__(self) -> str:
        return "; ".join(str(fault) for fault in self.faults)


def read(data: object, language: str = "") -> Problem:
    """Read a problem, with its texts in this language where they are given.

    :raises ProblemFaulty: if the data is not a problem
    """
    faults: list[Fault] = []
    problem = _read(data, language, faults)
    if faults or problem is None:
        raise ProblemFaulty(faults)
    return problem


def check(data: object) -> list[Fault]:
    """List what is wrong with the data of a problem, in every language it is given in."""
    faults: list[Fault] = []
    _read(data, "", faults)
    others = data.get("in") if isinstance(data, Mapping) else None
    if not faults and isinstance(others, Mapping):
        for language in others:
            _read(data, str(language), faults)
    return faults


def map_html(data: Mapping[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    """Return the data with `change` applied to every piece of html in it: to clean it, or to find its files."""

    def walk(value: Any, name: str) -> Any:
        if isinstance(value, Mapping):
            return {key: walk(child, str(key)) for key, child in value.items()}
        if isinstance(value, list):
            return [walk(child, name) for child in value]
        return change(value) if isinstance(value, str) and name in _HTML else value

    return {key: walk(value, key) for key, value in data.items()}


_HTML = frozenset(
    [
        "html",
        "label",
        "help",
        "feedback",
        "feedback_unchosen",
        "feedback_right",
        "feedback_wrong",
        "hints",
        "explanation",
    ]
)


def _read(data: object, language: str, faults: list[Fault]) -> Problem | None:
    if not isinstance(data, Mapping):
        faults.append(Fault("", _("A problem is an object with fields.")))
        return None
    data = in_language(data, language)
    fields = Fields(data, f"in.{language}" if language else "", faults)
    fields.only(_FIELDS)
    ungraded = fields.text("ungraded")
    parts = tuple(
        part
        for number, item in enumerate(fields.list("parts", most=MOST_PARTS))
        if (part := _part(item, fields.under(f"parts[{number}]"), faults, is_ungraded=bool(ungraded))) is not None
    )
    problem = Problem(
        parts=parts,
        hints=tuple(fields.htmls("hints", most=MOST_LISTED)),
        explanation=fields.html("explanation"),
        weight=fields.decimal("weight", low=Decimal(0), high=Decimal(100_000)),
        max_attempts=fields.whole("max_attempts", low=1, high=100_000),
        show_answer=_show_answer(fields),
        has_reset=fields.flag("show_reset"),
        is_shuffled=fields.flag("shuffle"),
        ungraded=ungraded,
        source=fields.text("source", longest=LONGEST_SOURCE),
    )
    _check_questions(problem, fields, faults)
    return problem


def _part(item: object, place: str, faults: list[Fault], *, is_ungraded: bool) -> str | Question | None:
    if not isinstance(item, Mapping):
        faults.append(Fault(place, _("A part is an object with “html” or “question”.")))
        return None
    fields = Fields(item, place, faults)
    fields.only({"html", "question"})
    if "question" in item:
        question = item["question"]
        if isinstance(question, Mapping) and "html" not in item:
            return read_question(Fields(question, f"{place}.question", faults), is_ungraded=is_ungraded)
    elif "html" in item:
        return fields.html("html")
    faults.append(Fault(place, _("A part is an object with “html” or “question”.")))
    return None


def _show_answer(fields: Fields) -> ShowAnswer:
    # Open edX says "answered" for what is "correct" here.
    word = fields.text("show_answer") or "finished"
    word = "correct" if word == "answered" else word
    return ShowAnswer(fields.one_of("show_answer", word, [policy.value for policy in ShowAnswer]) or "finished")


def _check_questions(problem: Problem, fields: Fields, faults: list[Fault]) -> None:
    ids = [question.id for question in problem.questions]
    why = _("Two questions have the id “%(id)s”.")
    doubled = sorted({name for name in ids if ids.count(name) > 1})
    faults.extend(Fault(fields.under("parts"), why, {"id": name}) for name in doubled)
    if not ids and not problem.ungraded and not faults:
        faults.append(Fault(fields.under("parts"), _("A problem has at least one question.")))
    faults.extend(gap_faults(problem, fields.under("parts")))
