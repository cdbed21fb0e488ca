"""Questions with options: radio buttons, checkboxes, dropdowns."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias

from xingtan.authoring.registry.keys import letter
from xingtan.federation.olx.adapters.markup import Xml, dup, escape, inner_html, is_yes, tag_of

Clean: TypeAlias = Callable[[str], str]

_HINTS = frozenset({"choicehint", "optionhint", "compoundhint"})
_QUOTED = re.compile(r"\s*(?:u?'((?:[^'\\]|\\.)*)'|u?\"((?:[^\"\\]|\\.)*)\"|([^,]*?))\s*(?:,|$)")


def single(response: Xml, field: Xml, clean: Clean) -> dict[str, Any]:
    """Read a question of which one option is right."""
    return {"type": "single", "options": _options(response, field.findall(".//choice"), clean)}


def multiple(response: Xml, field: Xml, clean: Clean) -> dict[str, Any]:
    """Read a question of which several options may be right."""
    question: dict[str, Any] = {"type": "multiple", "options": _options(response, field.findall(".//choice"), clean)}
    styles = {style.strip().lower() for style in (response.get("partial_credit") or "").split(",")}
    if "edc" in styles:
        question["partial"] = "each"
    elif "halves" in styles:
        question["partial"] = "half"
    known = {option["id"] for option in question["options"]}
    combined = []
    for hint in field.findall(".//compoundhint"):
        chosen = [name.lower() for name in (hint.get("value") or "").replace(",", " ").split()]
        if set(chosen) <= known:
            combined.append({"chosen": sorted(chosen), "html": clean(_labelled(hint))})
    if combined:
        question["combined"] = combined
    return question


def dropdown(response: Xml, field: Xml, clean: Clean) -> dict[str, Any]:
    """Read a dropdown, in either of its two ways to be written."""
    if field.find("option") is not None:
        return {"type": "dropdown", "options": _options(response, field.findall("option"), clean)}
    right = (field.get("correct") or "").strip()
    texts = listed(field.get("options") or "")
    options = []
    for number, text in enumerate(texts):
        option: dict[str, Any] = {"id": letter(number), "html": escape(text)}
        if text == right:
            option["correct"] = True
        options.append(option)
    return {"type": "dropdown", "options": options}


def listed(text: str) -> list[str]:
    """Read a list as old courses write it: `('a','b')`, in single or double quotes."""
    inside = text.strip()
    if inside[:1] in "([" and inside[-1:] in ")]":
        inside = inside[1:-1]
    found: list[str] = []
    place = 0
    while place < len(inside):
        match = _QUOTED.match(inside, place)
        if match is None or match.end() == place:
            break
        value = next((group for group in match.groups() if group is not None), "")
        if value or match[3] is None:
            found.append(re.sub(r"\\(.)", r"\1", value))
        place = match.end()
    return found


def _options(response: Xml, choices: list[Xml], clean: Clean) -> list[dict[str, Any]]:
    has_shares = "points" in (response.get("partial_credit") or "").lower()
    options = []
    for number, choice in enumerate(choices):
        correct = (choice.get("correct") or "").strip().lower()
        shown = dup(choice)
        for hint in [child for child in shown.iter() if tag_of(child) in _HINTS]:
            if (parent := hint.getparent()) is not None:
                if hint.tail and hint.tail.strip():
                    parent.text = (parent.text or "") + hint.tail
                parent.remove(hint)
        option: dict[str, Any] = {"id": letter(number), "html": clean(inner_html(shown).strip())}
        if correct == "true":
            option["correct"] = True
        elif correct == "partial" and has_shares:
            option["share"] = _share(choice.get("point_value"))
        option |= _feedback(choice, clean)
        if is_yes(choice.get("fixed")):
            option["fixed"] = True
        options.append(option)
    return options


def _share(value: str | None) -> float:
    try:
        return min(1.0, max(0.0, float(value or "0.5")))
    except ValueError:
        return 0.5


def _feedback(choice: Xml, clean: Clean) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for hint in choice:
        if tag_of(hint) in {"choicehint", "optionhint"}:
            name = "feedback_unchosen" if (hint.get("selected") or "true").lower() == "false" else "feedback"
            found[name] = clean(_labelled(hint))
    return {name: html for name, html in found.items() if html}


def _labelled(hint: Xml) -> str:
    label = (hint.get("label") or "").strip()
    return (f"<strong>{escape(label)}</strong> " if label else "") + inner_html(hint).strip()
