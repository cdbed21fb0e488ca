"""Problems in YAML: one question with everything around it, or several parts. And their texts in other languages."""

from __future__ import annotations

from typing import Any

from xingtan.federation.folder.adapters import notes
from xingtan.federation.folder.adapters.fields import Reader, Writer
from xingtan.federation.folder.adapters.questions import (
    NAMES,
    combined_of,
    read_question,
    remarks_of,
    write_question,
)

TREATMENT = (
    "hints",
    "explanation",
    "weight",
    "max_attempts",
    "show_answer",
    "show_reset",
    "shuffle",
    "ungraded",
    "source",
)
ONLY_ID = "q1"
SHORT: tuple[list[str], ...] = ([], ["html"], ["question"], ["html", "question"])
"""What can be written without `parts`."""


def read_problem(reader: Reader) -> dict[str, Any]:
    """Read a problem."""
    data: dict[str, Any] = {"parts": _parts(reader)}
    if reader.has("hints"):
        data["hints"] = [reader.html_of(value, "hints") for value in reader.rows("hints")]
    if reader.has("explanation"):
        data["explanation"] = reader.html("explanation")
    for name in ("weight", "max_attempts"):
        if reader.has(name):
            data[name] = reader.number(name)
    for name in ("show_answer", "ungraded", "source"):
        if reader.has(name):
            data[name] = reader.text(name)
    for name in ("show_reset", "shuffle"):
        if reader.has(name):
            data[name] = reader.flag(name)
    return data


def _shape(parts: list[dict[str, Any]]) -> list[str]:
    return ["question" if "question" in part else "html" for part in parts]


def _parts(reader: Reader) -> list[dict[str, Any]]:
    if reader.has("parts"):
        reader.only(("parts", *TREATMENT))
        return [part for each in reader.mappings("parts") if (part := _part(each))]
    reader.only(("text", "id", *NAMES, *TREATMENT))
    parts: list[dict[str, Any]] = []
    if reader.has("text"):
        parts.append({"html": reader.html("text")})
    if any(reader.has(name) for name in ("label", "type", "options")):
        parts.append({"question": read_question(reader, reader.text("id") or ONLY_ID)})
    return parts


def _part(each: Reader) -> dict[str, Any] | None:
    if "question" in each.fields:
        each.only(("question", *NAMES))
        return {"question": read_question(each, each.text("question"))}
    each.only(("text",))
    return {"html": each.html("text")} if each.has("text") else None


def write_problem(data: dict[str, Any], writer: Writer) -> dict[str, Any]:
    """Write a problem as fields."""
    parts = data.get("parts") or []
    if _shape(parts) in SHORT and not any(part.get("question", {}).get("inline") for part in parts):
        written: dict[str, Any] = {}
        for part in parts:
            if "html" in part:
                written["text"] = writer.html(part["html"])
            else:
                if part["question"]["id"] != ONLY_ID:
                    written["id"] = part["question"]["id"]
                written |= write_question(part["question"], writer)
    else:
        written = {"parts": [_write_part(part, writer) for part in parts]}
    return written | _write_treatment(data, writer)


def _write_part(part: dict[str, Any], writer: Writer) -> dict[str, Any]:
    if "question" in part:
        return {"question": part["question"]["id"], **write_question(part["question"], writer)}
    return {"text": writer.html(part["html"])}


def _write_treatment(data: dict[str, Any], writer: Writer) -> dict[str, Any]:
    written: dict[str, Any] = {}
    if data.get("hints"):
        written["hints"] = [writer.html(hint) for hint in data["hints"]]
    if data.get("explanation"):
        written["explanation"] = writer.html(data["explanation"])
    for name in ("weight", "max_attempts", "show_answer", "show_reset", "shuffle", "ungraded", "source"):
        if not _goes_without_saying(name, data.get(name)):
            written[name] = data[name]
    return written


_TOLD = ("label", "help", "suffix", "feedback_right", "feedback_wrong", "answer")
_FURTHER = ("accept", "patterns", "remarks", "combined")


def read_translation(reader: Reader, base: dict[str, Any]) -> dict[str, Any]:
    """Read the texts of a problem in another language; what is right stands in the file it translates."""
    shown = base.get("parts") or []
    if reader.has("parts"):
        reader.only(("parts", "hints", "explanation"))
        told = reader.mappings("parts")
    else:
        reader.only(("text", "id", "options", "hints", "explanation", *_TOLD, *_FURTHER))
        # The same short form as in the file it translates: a text, a question, or one after the other.
        told = [reader] * len(shown) if _shape(shown) in SHORT else []
    if len(told) > len(shown):
        reader.wrong("parts", notes.TOO_MANY_OPTIONS)
    parts = [_translated(each, part) for each, part in zip(told, shown, strict=False)]
    data: dict[str, Any] = {"parts": parts} if any(parts) else {}
    if reader.has("hints"):
        data["hints"] = [reader.html_of(value, "hints") for value in reader.rows("hints")]
    if reader.has("explanation"):
        data["explanation"] = reader.html("explanation")
    return data


def _translated(each: Reader, part: dict[str, Any]) -> dict[str, Any]:
    if "question" not in part:
        return {"html": each.html("text")} if each.has("text") else {}
    question: dict[str, Any] = {"id": part["question"].get("id", ONLY_ID)}
    for name in _TOLD:
        if each.has(name):
            question[name] = each.text(name) if name in {"suffix", "answer"} else each.html(name)
    for name in ("accept", "patterns"):
        if each.has(name):
            question[name] = each.texts(name)
    if each.has("remarks"):
        question["remarks"] = remarks_of(each)
    if each.has("combined"):
        question["combined"] = combined_of(each)
    if options := _translated_options(each, part["question"].get("options") or []):
        question["options"] = options
    return {"question": question} if len(question) > 1 else {}


def _translated_options(each: Reader, base: list[dict[str, Any]]) -> list[dict[str, Any]]:
    told = each.rows("options")
    if len(told) > len(base):
        each.wrong("options", notes.TOO_MANY_OPTIONS)
    found = []
    for value, option in zip(told, base, strict=False):
        row: dict[str, Any] = {"id": option["id"]}
        if isinstance(value, str):
            row |= {"html": each.html_of(value, "options")} if value else {}
        elif not isinstance(value, list):
            inside = each.under(value)
            if set(value.values) == {"html"}:
                row["html"] = each.html_of(value, "options")
            else:
                inside.only(("text", "feedback", "feedback_unchosen"))
                row |= {
                    "html" if name == "text" else name: inside.html(name) for name in value.values if inside.has(name)
                }
        if len(row) > 1:
            found.append(row)
    return found


def write_translation(data: dict[str, Any], base: dict[str, Any], writer: Writer) -> dict[str, Any]:
    """Write the texts of a problem in another language."""
    shown = base.get("parts") or []
    parts = [
        _write_translated(part, other, writer) for part, other in zip(data.get("parts") or [], shown, strict=False)
    ]
    written: dict[str, Any] = {}
    if _shape(shown) in SHORT:
        for part in parts:
            written |= part
    elif any(parts):
        written = {"parts": parts}
    return written | _write_treatment({name: data.get(name) for name in ("hints", "explanation")}, writer)


def _write_translated(part: dict[str, Any], base: dict[str, Any], writer: Writer) -> dict[str, Any]:
    if "html" in part:
        return {"text": writer.html(part["html"])}
    question = part.get("question")
    if not question:
        return {}
    told = {name: value for name, value in question.items() if name not in {"id", "options"}}
    written = write_question(told, writer)
    options = {option["id"]: option for option in question.get("options") or []}
    if options:
        written["options"] = [
            _write_option(options.get(option["id"], {}), writer) for option in base["question"].get("options") or []
        ]
    return written


def _write_option(option: dict[str, Any], writer: Writer) -> Any:
    texts = {
        ("text" if name == "html" else name): writer.html(value)
        for name, value in option.items()
        if name != "id" and value
    }
    if not texts:
        return ""
    return texts["text"] if set(texts) == {"text"} else texts


def _goes_without_saying(name: str, value: Any) -> bool:
    # That capitals count is worth saying: where nothing is said, they do not.
    return (
        value is None
        or (value is False and name != "ignore_case")
        or (isinstance(value, str | list | dict) and not value)
    )


def normal(value: Any) -> Any:
    """Give problem data without fields that say what holds anyway, so that two can be compared."""
    if isinstance(value, dict):
        kept = {name: normal(each) for name, each in value.items()}
        return {name: each for name, each in kept.items() if not _goes_without_saying(name, each)}
    if isinstance(value, list):
        return [normal(each) for each in value]
    return value
