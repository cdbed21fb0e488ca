"""Reads each type of question from problem data, and checks that its own answers can be judged."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from xingtan.assessment.rules import formula, numeric, texts
from xingtan.assessment.rules.expression import FUNCTIONS
from xingtan.assessment.rules.fields import Fields
from xingtan.assessment.rules.problem import (
    MOST_LISTED,
    MOST_OPTIONS,
    MOST_SAMPLES,
    MOST_VARIABLES,
    ChoiceQuestion,
    FormulaQuestion,
    NumericQuestion,
    Option,
    Partial,
    Question,
    Remark,
    Span,
    TextQuestion,
    Tolerance,
)
from xingtan.assessment.rules.signs import greek_name
from xingtan.assessment.rules.unreadable import Unreadable
from xingtan.assessment.rules.words import gettext_noop as _

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_VARIABLE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}'{0,3}")
_TOLERANCE = re.compile(r"\s*(\d+\.?\d*(?:[eE][+-]?\d{1,3})?|\.\d+)\s*(%?)\s*")
_SPAN = re.compile(r"\s*([\[(])\s*([^,;\[\]()]+)\s*[,;]\s*([^,;\[\]()]+)\s*([\])])\s*")

_COMMON = "id type label help points suffix inline feedback_right feedback_wrong"
_CHOICE = frozenset(f"{_COMMON} options partial combined".split())
_NUMERIC = frozenset(
    f"{_COMMON} answer tolerance range accept units unit_optional prefixes nearly nearly_range nearly_share".split()
)
_TEXT = frozenset(f"{_COMMON} accept patterns answer ignore_case rows remarks".split())
_FORMULA = frozenset(f"{_COMMON} answer variables samples tolerance ignore_case".split())
_OPTION = frozenset(["id", "html", "correct", "share", "feedback", "feedback_unchosen", "fixed"])


def read_question(fields: Fields, *, is_ungraded: bool = False) -> Question | None:
    """Read one question; an ungraded problem's needs no answer."""
    readers: dict[str, Callable[..., Question]] = {
        "single": _choice, "multiple": _choice, "dropdown": _choice, "numeric": _numeric, "text": _text, "formula": _formula,
    }  # fmt: skip
    kind = fields.one_of("type", fields.text("type"), list(readers))
    if not kind:
        return None
    points = fields.decimal("points", low=Decimal(0), high=Decimal(100_000))
    common: dict[str, Any] = {
        "id": _id(fields),
        "type": kind,
        "label": fields.html("label"),
        "help": fields.html("help"),
        "points": Decimal(1) if points is None else points,
        "suffix": fields.text("suffix"),
        "is_inline": fields.flag("inline"),
        "feedback_right": fields.html("feedback_right"),
        "feedback_wrong": fields.html("feedback_wrong"),
    }
    return readers[kind](fields, common, is_ungraded=is_ungraded)


def _id(fields: Fields) -> str:
    name = fields.text("id")
    if not _ID.fullmatch(name):
        fields.fault("id", _("An id is made of letters, digits, “_” and “-”, and has at most 64 of them."))
    return name


def _choice(fields: Fields, common: dict[str, Any], *, is_ungraded: bool) -> ChoiceQuestion:
    fields.only(_CHOICE)
    options = tuple(_option(each) for each in fields.objects("options", most=MOST_OPTIONS))
    ids = [option.id for option in options]
    if not options:
        fields.fault("options", _("There is nothing to choose from."))
    elif len(set(ids)) < len(ids):
        fields.fault("options", _("Two options have the same id."))
    elif common["type"] != "multiple" and not is_ungraded and not any(option.is_correct for option in options):
        fields.fault("options", _("None of the options is right."))
    style = fields.one_of("partial", fields.text("partial") or "none", [each.value for each in Partial])
    combined = tuple(
        (frozenset(each.texts("chosen", most=MOST_OPTIONS)), each.html("html"))
        for each in fields.objects("combined", most=MOST_LISTED)
    )
    return ChoiceQuestion(**common, options=options, partial=Partial(style or "none"), combined=combined)


def _option(fields: Fields) -> Option:
    fields.only(_OPTION)
    return Option(
        id=_id(fields),
        html=fields.html("html"),
        is_correct=fields.flag("correct"),
        share=fields.decimal("share", low=Decimal(0), high=Decimal(1)) or Decimal(0),
        feedback=fields.html("feedback"),
        feedback_unchosen=fields.html("feedback_unchosen"),
        is_fixed=fields.flag("fixed"),
    )


def _numeric(fields: Fields, common: dict[str, Any], *, is_ungraded: bool) -> NumericQuestion:
    fields.only(_NUMERIC)
    near = fields.data.get("nearly_range")
    share = fields.decimal("nearly_share", low=Decimal(0), high=Decimal(1))
    question = NumericQuestion(
        **common,
        answer=fields.text("answer"),
        tolerance=_tolerance(fields),
        span=_span(fields),
        accept=fields.texts("accept", most=MOST_LISTED),
        units=_units(fields),
        is_unit_optional=fields.flag("unit_optional"),
        has_prefixes=fields.flag("prefixes"),
        nearly=fields.texts("nearly", most=MOST_LISTED),
        nearly_range=None if near is None else fields.real("nearly_range", near),
        nearly_share=Decimal("0.5") if share is None else share,
    )
    if not question.answer and question.span is None and not is_ungraded:
        fields.fault("answer", _("A numeric question has an answer or a range."))
    for name, given in (("answer", [question.answer]), ("accept", question.accept), ("nearly", question.nearly)):
        for text in given:
            if text:
                _must_read(fields, name, partial(numeric.known, text))
    return question


def _text(fields: Fields, common: dict[str, Any], *, is_ungraded: bool) -> TextQuestion:
    fields.only(_TEXT)
    question = TextQuestion(
        **common,
        answer=fields.text("answer"),
        accept=tuple(text for text in fields.texts("accept", most=MOST_LISTED) if text.strip()),
        patterns=fields.texts("patterns", most=MOST_LISTED),
        ignores_case=fields.flag("ignore_case", default=True),
        rows=fields.whole("rows", low=1, high=50) or 1,
        remarks=tuple(
            Remark(match=each.text("match"), html=each.html("html"), is_pattern=each.flag("pattern"))
            for each in fields.objects("remarks", most=MOST_LISTED)
        ),
    )
    if not question.accept and not question.patterns and not is_ungraded:
        fields.fault("accept", _("A text question has a right answer or a pattern."))
    for pattern in (*question.patterns, *(remark.match for remark in question.remarks if remark.is_pattern)):
        if not texts.is_pattern(pattern):
            fields.fault(
                "patterns", _("“%(pattern)s” is no regular expression, or one too large."), pattern=pattern[:80]
            )
    return question


def _formula(fields: Fields, common: dict[str, Any], *, is_ungraded: bool) -> FormulaQuestion:
    fields.only(_FORMULA)
    question = FormulaQuestion(
        **common,
        answer=fields.text("answer"),
        variables=_variables(fields),
        samples=fields.whole("samples", low=1, high=MOST_SAMPLES) or 10,
        tolerance=_tolerance(fields) or Tolerance(0.0001, is_relative=True),
        ignores_case=fields.flag("ignore_case"),
    )
    if question.answer or not is_ungraded:
        _must_read(fields, "answer", lambda: formula.read(question, question.answer))
    return question


def _must_read(fields: Fields, name: str, read: Callable[[], object]) -> None:
    try:
        read()
    except Unreadable as unreadable:
        fields.fault(name, unreadable.why, **unreadable.details)


def _tolerance(fields: Fields) -> Tolerance | None:
    text = fields.text("tolerance")
    if not text:
        return None
    found = _TOLERANCE.fullmatch(text)
    if found is None:
        fields.fault("tolerance", _("A tolerance is a number or a percentage, such as 0.01 or 5%%."))
        return None
    return (
        Tolerance(float(found[1]) / 100, is_relative=True)
        if found[2]
        else Tolerance(float(found[1]), is_relative=False)
    )


def _span(fields: Fields) -> Span | None:
    value = fields.data.get("range")
    if value is None:
        return None
    ends: list[Any] = list(value) if isinstance(value, list | tuple) else []
    opens, closes = "[", "]"
    if isinstance(value, str) and (found := _SPAN.fullmatch(value)):
        opens, ends, closes = found[1], [found[2], found[3]], found[4]
    if len(ends) != 2:
        fields.fault("range", _("A range has two ends, such as [5, 7]."))
        return None
    low, high = (_end(fields, end) for end in ends)
    if low is None or high is None:
        return None
    if low > high:
        fields.fault("range", _("The range ends before it begins."))
    return Span(low, high, has_low=opens == "[", has_high=closes == "]")


def _end(fields: Fields, end: object) -> float | None:
    if not isinstance(end, str):
        return fields.real("range", end)
    try:
        return numeric.known(end)
    except Unreadable as unreadable:
        fields.fault("range", unreadable.why, **unreadable.details)
        return None


def _units(fields: Fields) -> dict[str, float]:
    value = fields.data.get("units")
    if value is None:
        return {}
    if not isinstance(value, Mapping) or len(value) > MOST_LISTED:
        fields.fault("units", _("Units are an object: each unit with the number it stands for."))
        return {}
    units: dict[str, float] = {}
    for name, number in value.items():
        size = fields.real(f"units.{name}", number)
        if size is not None and str(name).strip():
            units[str(name).strip()] = size
    return units


def _variables(fields: Fields) -> dict[str, tuple[float, float]]:
    value = fields.data.get("variables")
    if value is None:
        return {}
    if not isinstance(value, Mapping) or len(value) > MOST_VARIABLES:
        fields.fault(
            "variables",
            _("Variables are an object: each name with its range, at most %(most)s of them."),
            most=str(MOST_VARIABLES),
        )
        return {}
    variables: dict[str, tuple[float, float]] = {}
    for written, ends in value.items():
        name = greek_name(str(written))
        place = f"variables.{written}"
        if not _VARIABLE.fullmatch(name) or (name in FUNCTIONS and len(name) > 1):
            fields.fault(place, _("A variable's name begins with a letter, and is not the name of a function."))
        elif not isinstance(ends, list | tuple) or len(ends) != 2:
            fields.fault(place, _("A range has two ends, such as [5, 7]."))
        else:
            low, high = fields.real(place, ends[0]), fields.real(place, ends[1])
            if low is not None and high is not None:
                variables[name] = (min(low, high), max(low, high))
    return variables
