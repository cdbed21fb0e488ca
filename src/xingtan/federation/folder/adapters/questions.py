"""One question in YAML: what each type of it may say, read and written."""

from __future__ import annotations

from typing import Any

from xingtan.authoring.registry.keys import letter
from xingtan.federation.folder.adapters import notes
from xingtan.federation.folder.adapters.fields import Reader, Writer, number_of, plain_list
from xingtan.federation.folder.adapters.yamls import Fields, Inline, Value

CHOOSING = ("single", "multiple", "dropdown")
TYPES = (*CHOOSING, "numeric", "text", "formula")
HTML = ("label", "help", "feedback_right", "feedback_wrong")
TEXT = ("suffix", "answer", "tolerance", "partial")
FLAGS = ("inline", "unit_optional", "prefixes", "ignore_case")
NUMBERS = ("points", "nearly_range", "nearly_share", "samples", "rows")
LISTS = ("accept", "patterns", "nearly")
OTHERS = ("type", "options", "combined", "range", "units", "variables", "remarks")
NAMES = (*HTML, *TEXT, *FLAGS, *NUMBERS, *LISTS, *OTHERS)
# The order in which a question reads well.
ORDER = (
    "type", "label", "help", "options", "partial", "combined", "answer", "range", "tolerance", "units", "unit_optional",
    "prefixes", "accept", "patterns", "ignore_case", "rows", "variables", "samples", "nearly", "nearly_range",
    "nearly_share", "remarks", "suffix", "inline", "points", "feedback_right", "feedback_wrong",
)  # fmt: skip


def read_question(reader: Reader, name: str) -> dict[str, Any]:
    """Read the question that these fields are."""
    question: dict[str, Any] = {"id": name, "type": ""} | _simple(reader)
    if reader.has("options"):
        question["options"] = _options(reader)
    if reader.has("combined"):
        question["combined"] = combined_of(reader)
    if reader.has("remarks"):
        question["remarks"] = remarks_of(reader)
    if reader.has("range"):
        question["range"] = _range(reader)
    if (units := reader.mapping("units")) is not None:
        question["units"] = {name: units.number(name) for name in units.fields.values}
    if (variables := reader.mapping("variables")) is not None:
        question["variables"] = {name: _bounds(variables, name) for name in variables.fields.values}
    question["type"] = _type(reader, question)
    return question


def _simple(reader: Reader) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ORDER:
        if not reader.has(name):
            continue
        if name in HTML:
            found[name] = reader.html(name)
        elif name in TEXT:
            found[name] = reader.text(name)
        elif name in FLAGS:
            found[name] = reader.flag(name)
        elif name in NUMBERS:
            found[name] = reader.number(name)
        elif name in LISTS:
            found[name] = reader.texts(name)
    return found


def _type(reader: Reader, question: dict[str, Any]) -> str:
    told = reader.text("type")
    if not told and "options" in question:
        return "multiple" if sum(1 for option in question["options"] if option.get("correct")) > 1 else "single"
    if told not in TYPES:
        reader.wrong("type", notes.TYPE_UNKNOWN, told)
    return told


def _options(reader: Reader) -> list[dict[str, Any]]:
    found = []
    for number, value in enumerate(reader.rows("options")):
        option: dict[str, Any] = {"id": letter(number), "html": ""}
        if not isinstance(value, Fields) or ("right" in value) == ("wrong" in value):
            reader.wrong("options", notes.OPTION_WANTED)
            continue
        each = reader.under(value)
        each.only(("right", "wrong", "id", "share", "feedback", "feedback_unchosen", "fixed"))
        if each.has("id"):
            option["id"] = each.text("id")
        option["html"] = each.html("right" if "right" in value else "wrong")
        if "right" in value:
            option["correct"] = True
        option |= _option_rest(each)
        found.append(option)
    return found


def _option_rest(each: Reader) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if each.has("share"):
        found["share"] = each.number("share")
    for name in ("feedback", "feedback_unchosen"):
        if each.has(name):
            found[name] = each.html(name)
    if each.has("fixed"):
        found["fixed"] = each.flag("fixed")
    return found


def combined_of(reader: Reader) -> list[dict[str, Any]]:
    """Read the feedback for options chosen together."""
    return [{"chosen": each.texts("chosen"), "html": each.html("text")} for each in reader.mappings("combined")]


def remarks_of(reader: Reader) -> list[dict[str, Any]]:
    """Read the feedback for particular answers."""
    return [_remark(each) for each in reader.mappings("remarks")]


def _remark(each: Reader) -> dict[str, Any]:
    each.only(("match", "pattern", "text"))
    if each.has("pattern"):
        return {"match": each.text("pattern"), "pattern": True, "html": each.html("text")}
    return {"match": each.text("match"), "html": each.html("text")}


def _range(reader: Reader) -> Any:
    value = reader.fields.values["range"]
    if isinstance(value, str):
        return value
    return _numbers(reader, "range", reader.rows("range"))


def _bounds(variables: Reader, name: str) -> list[int | float]:
    return _numbers(variables, name, variables.rows(name))


def _numbers(reader: Reader, name: str, values: list[Value]) -> list[int | float]:
    found = [number_of(value) if isinstance(value, str) else None for value in values]
    if len(found) != 2 or None in found:
        reader.wrong(name, notes.BAD_NUMBER)
    return [each for each in found if each is not None]


def write_question(question: dict[str, Any], writer: Writer) -> dict[str, Any]:
    """Write a question as fields, without its id."""
    written: dict[str, Any] = {}
    for name in ORDER:
        value = question.get(name)
        if value is None or value in ("", [], {}):
            continue
        if name in HTML:
            written[name] = writer.html(value)
        elif name == "options":
            written[name] = [_option_fields(number, option, writer) for number, option in enumerate(value)]
        elif name == "combined":
            written[name] = [{"chosen": Inline(row["chosen"]), "text": writer.html(row["html"])} for row in value]
        elif name == "remarks":
            written[name] = [
                {"pattern" if row.get("pattern") else "match": row["match"], "text": writer.html(row["html"])}
                for row in value
            ]
        elif name in LISTS or name == "range":
            written[name] = plain_list(value) if isinstance(value, list) else value
        elif name == "variables":
            written[name] = {variable: Inline(bounds) for variable, bounds in value.items()}
        else:
            written[name] = value
    return written


def _option_fields(number: int, option: dict[str, Any], writer: Writer) -> dict[str, Any]:
    written: dict[str, Any] = {"right" if option.get("correct") else "wrong": writer.html(option["html"])}
    if option["id"] != letter(number):
        written["id"] = option["id"]
    if option.get("share") is not None:
        written["share"] = option["share"]
    for name in ("feedback", "feedback_unchosen"):
        if option.get(name):
            written[name] = writer.html(option[name])
    if option.get("fixed"):
        written["fixed"] = True
    return written
