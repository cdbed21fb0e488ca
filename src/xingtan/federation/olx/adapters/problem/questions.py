"""One question from a response and its field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from xingtan.federation.olx.adapters.markup import Xml, escape, inner_html, is_yes, tag_of
from xingtan.federation.olx.adapters.problem.choices import dropdown, multiple, single

Clean: TypeAlias = Callable[[str], str]

# What Open edX takes where nothing is said.
NUMERIC_TOLERANCE = "0.001%"
FORMULA_TOLERANCE = "0.00001"


def read_question(response: Xml, field: Xml, name: str, clean: Clean) -> dict[str, Any]:
    """Read one question; its label is added by who knows what stands around it."""
    question: dict[str, Any] = {"id": name}
    tag = tag_of(response)
    if tag == "multiplechoiceresponse":
        question |= single(response, field, clean)
    elif tag in {"choiceresponse", "truefalseresponse"}:
        question |= multiple(response, field, clean)
    elif tag == "optionresponse":
        question |= dropdown(response, field, clean)
    elif tag == "numericalresponse":
        question |= _numeric(response)
    elif tag == "stringresponse":
        question |= _text(response, clean)
    else:
        question |= _formula(response)
    if tag in {"numericalresponse", "formularesponse"}:
        question |= _correct_hint(response, clean)
    if suffix := (field.get("trailing_text") or "").strip():
        question["suffix"] = suffix
    return question


def _numeric(response: Xml) -> dict[str, Any]:
    answer = (response.get("answer") or "").strip()
    question: dict[str, Any] = {"type": "numeric"}
    if answer[:1] in "[(" and answer[-1:] in "])" and "," in answer:
        question["range"] = answer
    else:
        question |= {"answer": answer, "tolerance": _tolerance(response, NUMERIC_TOLERANCE)}
    accept = [other for each in response.findall("additional_answer") if (other := _answer_of(each))]
    if accept:
        question["accept"] = accept
    styles = {style.strip().lower() for style in (response.get("partial_credit") or "").split(",")}
    if "list" in styles:
        told = ",".join(each.get("partial_answers") or "" for each in response.iter("responseparam"))
        question["nearly"] = [word.strip() for word in told.split(",") if word.strip()]
    if "close" in styles:
        told = next(
            (each.get("partial_range") or "" for each in response.iter("responseparam") if each.get("partial_range")),
            "",
        )
        question["nearly_range"] = _number(told) or 2.0
    return question


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _tolerance(response: Xml, otherwise: str) -> str:
    for each in response.iter("responseparam"):
        if (each.get("type") or "").strip() == "tolerance" and (each.get("default") or "").strip():
            return (each.get("default") or "").strip().replace(" ", "")
    return otherwise


def _answer_of(element: Xml) -> str:
    """Read a further answer: an attribute now, the text of the element in old courses."""
    told = element.get("answer")
    return (told if told is not None else element.text or "").strip()


def _correct_hint(response: Xml, clean: Clean) -> dict[str, Any]:
    hint = response.find("correcthint")
    return {"feedback_right": clean(labelled(hint))} if hint is not None else {}


def labelled(hint: Xml) -> str:
    """Write a hint with its label, as Open edX shows it."""
    label = (hint.get("label") or "").strip()
    return (f"<strong>{escape(label)}</strong> " if label else "") + inner_html(hint).strip()


def _text(response: Xml, clean: Clean) -> dict[str, Any]:
    modes = (response.get("type") or "").lower().split()
    first = (response.get("answer") or "").strip()
    further = response.findall("additional_answer")
    answers = [answer.strip() for answer in first.split("_or_")] + [_answer_of(each) for each in further]
    answers = [answer for answer in dict.fromkeys(answers) if answer]
    is_pattern = "regexp" in modes
    question: dict[str, Any] = {
        "type": "text",
        "patterns" if is_pattern else "accept": answers,
        "ignore_case": "ci" in modes,
    }
    remarks = [
        remark
        for match, hint, pattern in _remarks(response, first, is_pattern=is_pattern)
        if match
        and (remark := {"match": match, "html": clean(labelled(hint)), **({"pattern": True} if pattern else {})})[
            "html"
        ]
    ]
    if remarks:
        question["remarks"] = remarks
    if is_yes(response.get("multiline")):
        question["rows"] = 4
    return question


def _remarks(response: Xml, first: str, *, is_pattern: bool) -> list[tuple[str, Xml, bool]]:
    found: list[tuple[str, Xml, bool]] = []
    if (hint := response.find("correcthint")) is not None:
        found.append((first, hint, is_pattern))
    found += [
        (_answer_of(each), hint, is_pattern)
        for each in response.findall("additional_answer")
        if (hint := each.find("correcthint")) is not None
    ]
    found += [(_answer_of(each), each, False) for each in response.findall("stringequalhint")]
    found += [(_answer_of(each), each, True) for each in response.findall("regexphint")]
    found += _hint_group(response)
    return found


def _hint_group(response: Xml) -> list[tuple[str, Xml, bool]]:
    """Read the older way to write hints: answers by name, and parts that speak of a name."""
    group = response.find("hintgroup")
    if group is None:
        return []
    answers = {each.get("name"): each for each in group.findall("stringhint")}
    found = []
    for part in group.findall("hintpart"):
        hint = answers.get(part.get("on"))
        if hint is not None:
            is_pattern = "regexp" in (response.get("type") or "") or "regexp" in (hint.get("type") or "")
            found.append((_answer_of(hint), part, is_pattern))
    return found


def _tidy(number: float) -> int | float:
    return int(number) if number == int(number) else number


def _formula(response: Xml) -> dict[str, Any]:
    question: dict[str, Any] = {
        "type": "formula",
        "answer": (response.get("answer") or "").strip(),
        "variables": {},
        "tolerance": _tolerance(response, FORMULA_TOLERANCE),
    }
    names, _, rest = (response.get("samples") or "").partition("@")
    bounds, _, count = rest.partition("#")
    low, _, high = bounds.partition(":")
    for name, least, most in zip(names.split(","), low.split(","), high.split(","), strict=False):
        first, last = _number(least), _number(most)
        if name.strip() and first is not None and last is not None:
            question["variables"][name.strip()] = [_tidy(min(first, last)), _tidy(max(first, last))]
    if count.strip().isdigit() and int(count) > 0:
        question["samples"] = min(int(count), 100)
    if "ci" in (response.get("type") or "").lower().split():
        question["ignore_case"] = True
    return question
