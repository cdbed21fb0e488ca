"""Reads a problem: whether it can be judged here, how it is treated, and its parts."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from xingtan.authoring.registry import kinds
from xingtan.federation.olx.adapters import reasons
from xingtan.federation.olx.adapters.context import Context
from xingtan.federation.olx.adapters.ledger import Element
from xingtan.federation.olx.adapters.markup import Xml, drop, dup, inner_html, is_yes, replace_in, source_of, tag_of
from xingtan.federation.olx.adapters.problem.known import (
    ELSEWHERE_JUDGED,
    FOREIGN_INPUTS,
    JUDGED,
    SHOW_ANSWER,
    is_response,
)
from xingtan.federation.olx.adapters.problem.shown import Shown
from xingtan.federation.olx.adapters.problem.whole import whole_html
from xingtan.federation.olx.adapters.prose import readable

TOLD = {
    reasons.PYTHON: reasons.TOLD_PYTHON,
    reasons.JUDGE_UNKNOWN: reasons.TOLD_JUDGE,
    reasons.DATA_FAULTY: reasons.TOLD_FAULTY,
}
"""What a learner reads, by what the report says."""
_VARIABLE = re.compile(r"\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*\})")


def read_problem(
    problem: Xml, settings: dict[str, str], context: Context, element: Element
) -> tuple[str, dict[str, Any]]:
    """Read a problem block: its kind here (a problem without a question is a text), and its data."""
    source = source_of(problem)
    problem = dup(problem)
    replace_in(problem, "clarification", "small", "(", ")")
    treated = _treatment(problem, settings, element)
    reason, detail = _not_judged(problem)
    if not reason and not any(is_response(tag_of(each)) for each in problem.iter()):
        element.changed(reasons.EMPTY_PROBLEM)
        return "text", {"html": readable(inner_html(problem), context, element)}
    asides = _asides(problem, context, element)
    if not reason:
        for script in list(problem.iter("script")):
            drop(script)
        # These only mark where text begins and ends.
        etree.strip_tags(problem, "text", "startouttext", "endouttext")
        shown = Shown(context, element)
        shown.walk(problem)
        data = {"parts": shown.finish(), **asides, **treated}
        faults = _faults(data)
        if not faults:
            return "problem", data
        reason, detail = reasons.DATA_FAULTY, "; ".join(faults)
    element.unsupported(reason, detail)
    html = readable(whole_html(problem), context, element)
    return "problem", {
        "parts": [{"html": html}] if html else [],
        **asides,
        **treated,
        "ungraded": TOLD[reason],
        "source": source,
    }


def _not_judged(problem: Xml) -> tuple[str, str]:
    """Say why the problem cannot be judged here, if it cannot."""
    for script in problem.iter("script"):
        if not re.search("javascript|perl|math/", script.get("type") or ""):
            return reasons.PYTHON, ""
    tags = {tag_of(each) for each in problem.iter()}
    foreign = sorted(
        (tags & (ELSEWHERE_JUDGED | FOREIGN_INPUTS)) | {tag for tag in tags if is_response(tag) and tag not in JUDGED}
    )
    if foreign:
        return reasons.JUDGE_UNKNOWN, ", ".join(foreign)
    if "include" in tags:
        return reasons.JUDGE_UNKNOWN, "include"
    for response in problem.iter():
        if tag_of(response) in JUDGED:
            told = [
                response.get("answer") or "",
                *(each.get("correct") or "" for each in response.iter("choice", "option", "optioninput")),
            ]
            told += [each.get("default") or "" for each in response.iter("responseparam")]
            if "regexp" not in (response.get("type") or "") and any(_VARIABLE.search(each) for each in told):
                return reasons.PYTHON, ""
    return "", ""


def _asides(problem: Xml, context: Context, element: Element) -> dict[str, Any]:
    """Take hints and explanations out of the problem, wherever they stand in it."""
    found: dict[str, Any] = {}
    hints = [
        readable(inner_html(hint), context, element)
        for each in problem.iter("demandhint")
        for hint in each.findall("hint")
    ]
    if hints := [hint for hint in hints if hint]:
        found["hints"] = hints
    pieces = [inner_html(each).strip() for each in problem.iter("solution")]
    targeted = [inner_html(each).strip() for each in problem.iter("targetedfeedback")]
    if targeted:
        element.changed(reasons.TARGETED)
        pieces = [*targeted, *pieces]
    if explanation := readable("\n".join(pieces), context, element):
        found["explanation"] = explanation
    for each in list(problem.iter("demandhint", "solution", "targetedfeedbackset", "targetedfeedback")):
        drop(each)
    for group in problem.iter("solutionset"):
        group.tag = "div"
    if any(
        each.find("numericalhint") is not None or each.find("formulahint") is not None
        for each in problem.iter("hintgroup")
    ):
        element.changed(reasons.HINTS_LEFT)
    return found


def _treatment(problem: Xml, settings: dict[str, str], element: Element) -> dict[str, Any]:
    """Read how the problem is treated: its weight, attempts, when the answer is shown."""

    def told(name: str) -> str:
        value = problem.get(name) if problem.get(name) is not None else settings.get(name, "")
        return (value or "").strip().strip('"')

    found: dict[str, Any] = {"show_answer": _show_answer(told("showanswer"), element)}
    if (weight := _number(told("weight"))) is not None and weight >= 0:
        found["weight"] = int(weight) if weight == int(weight) else weight
    attempts = _number(told("max_attempts"))
    if attempts is not None and attempts >= 1:
        found["max_attempts"] = int(attempts)
    if is_yes(told("show_reset_button")):
        found["show_reset"] = True
    if any(
        is_yes(each.get("shuffle"))
        for each in problem.iter("choicegroup", "checkboxgroup", "radiogroup", "optioninput")
    ):
        found["shuffle"] = True
    if any(each.get("answer-pool") for each in problem.iter("choicegroup")):
        element.changed(reasons.ANSWER_POOL)
    if (_number(told("submission_wait_seconds")) or 0) > 0:
        element.changed(reasons.WAITING)
    return found


def _show_answer(told: str, element: Element) -> str:
    word = told.lower() or "finished"
    if word not in SHOW_ANSWER or word == "after_attempts":
        element.changed(reasons.SHOW_ANSWER, word)
    return SHOW_ANSWER.get(word, "finished")


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _faults(data: dict[str, Any]) -> list[str]:
    kind = kinds.named("problem")
    return list(map(str, kind.check(data))) if kind else []
