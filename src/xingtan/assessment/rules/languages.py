"""Puts a problem's texts in another language over the ones it was written in."""

from collections.abc import Mapping
from typing import Any

_TEXTS = frozenset(
    ["label", "help", "suffix", "feedback_right", "feedback_wrong", "html", "feedback", "feedback_unchosen"]
)
# What is right is the same in every language, so that these are added, never replaced.
_ADDED = ("accept", "patterns", "remarks")


def in_language(data: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Return the data with its texts in this language, where they are given; the rest stays as it is."""
    others = data.get("in")
    texts = (others.get(language) or others.get(language.partition("-")[0])) if isinstance(others, Mapping) else None
    found: dict[str, Any] = {name: value for name, value in data.items() if name != "in"}
    translations = others.values() if isinstance(others, Mapping) else ()
    parts = found.get("parts")
    if isinstance(parts, list):
        for translation in translations:
            if isinstance(translation, Mapping):
                parts = _merged(parts, translation.get("parts"), with_texts=translation is texts)
        found["parts"] = parts
    if isinstance(texts, Mapping):
        found |= {name: texts[name] for name in ("hints", "explanation") if texts.get(name)}
    return found


def _merged(parts: list[Any], others: object, *, with_texts: bool) -> list[Any]:
    if not isinstance(others, list):
        return parts
    questions = {
        str(part["question"].get("id")): part["question"]
        for part in others
        if isinstance(part, Mapping) and isinstance(part.get("question"), Mapping)
    }
    merged: list[Any] = []
    for at, part in enumerate(parts):
        other = others[at] if at < len(others) else None
        if isinstance(part, Mapping) and isinstance(part.get("question"), Mapping):
            question = questions.get(str(part["question"].get("id")))
            merged.append(
                {"question": _question(part["question"], question, with_texts=with_texts)} if question else part
            )
        elif with_texts and isinstance(part, Mapping) and isinstance(other, Mapping) and other.get("html"):
            merged.append({**part, "html": other["html"]})
        else:
            merged.append(part)
    return merged


def _question(question: Mapping[str, Any], other: Mapping[str, Any], *, with_texts: bool) -> dict[str, Any]:
    found = dict(question)
    for name in _ADDED:
        if isinstance(found.get(name, []), list) and isinstance(other.get(name), list):
            own = found.get(name, [])
            found[name] = [*own, *(each for each in other[name] if each not in own)]
    if not with_texts:
        return found
    found |= {name: other[name] for name in _TEXTS if other.get(name)}
    if question.get("type") == "text" and other.get("answer"):
        found["answer"] = other["answer"]
    options = other.get("options")
    if isinstance(options, list) and isinstance(question.get("options"), list):
        by_id = {str(option.get("id")): option for option in options if isinstance(option, Mapping)}
        found["options"] = [_option(option, by_id) for option in question["options"]]
    if isinstance(other.get("combined"), list):
        found["combined"] = other["combined"]
    return found


def _option(option: Any, others: Mapping[str, Mapping[str, Any]]) -> Any:
    if not isinstance(option, Mapping):
        return option
    other = others.get(str(option.get("id")), {})
    return {**option, **{name: other[name] for name in _TEXTS if other.get(name)}}
