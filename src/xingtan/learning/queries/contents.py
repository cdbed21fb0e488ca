"""The list of contents of a version, drawn once for all readers of one language; the marks of one learner are put in.

A drawn list is a row of pieces. What differs from learner to learner is a hole between two of them, so that a page
of three hundred units costs one join.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xingtan.authoring import public as authoring
from xingtan.kernel import cache
from xingtan.learning.rules import State, unit_state
from xingtan.ui import public as ui

# Private characters that no title holds: the template writes them around the name of a hole, and where the address goes.
OPEN, CLOSE, BASE = "\ue000", "\ue001", "\ue002"
_HOLE = re.compile(f"{OPEN}([a-z]+) ([^{CLOSE}]*){CLOSE}")


class Drawn(NamedTuple):
    """A drawn list: its pieces, and which of them is another one for this learner or that."""

    pieces: list[str]
    units: dict[str, int]
    """Where each unit is, by its key; the pieces hold it untouched."""
    states: dict[State, dict[str, str]]
    """The unit as it is in each state, by its key."""
    parts: dict[str, tuple[str, str]]
    """The unit between its state and whether one is in it, and up to the words behind it; by its key."""
    dues: dict[str, int]
    """Where the date of each section goes, by its key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What one learner's list says beside the units."""

    base: str
    """Address under which the units lie."""
    states: Mapping[str, State] = field(default_factory=dict)
    current: str = ""
    """Key of the unit one is in."""
    bookmarks: Collection[str] = ()
    dues: Mapping[str, SafeString] = field(default_factory=dict)
    """Words about its date, by key of section."""


def contents(version: authoring.Version, marks: Marks) -> SafeString:
    """Draw the list of contents with links and the marks of one learner."""
    drawn = _drawn(version, "linked")
    pieces = drawn.pieces.copy()
    for key, state in marks.states.items():
        pieces[drawn.units[key]] = drawn.states[state][key]
    for key in {marks.current, *marks.bookmarks} & drawn.units.keys():
        state = marks.states.get(key, "")
        is_current, is_marked = key == marks.current, key in marks.bookmarks
        pieces[drawn.units[key]] = _unit(drawn.parts[key], state, is_current=is_current, is_marked=is_marked)
    for section, words in marks.dues.items():
        pieces[drawn.dues[section]] = words
    return mark_safe("".join(pieces).replace(BASE, escape(marks.base)))  # noqa: S308 - drawn by the template, which escapes


def units_beside(version: authoring.Version, units: Iterable[str], marks: Marks) -> SafeString:
    """Draw the units of one section, with their states and which one is open."""
    parts = _drawn(version, "linked").parts
    rows = []
    for key in units:
        state, current = marks.states.get(key), ' aria-current="page"' if key == marks.current else ""
        said = f' data-state="{state}"' if state else ""
        rows.append(f"<li{said}{parts[key][0]}{current}{parts[key][1]}</li>")
    return mark_safe("".join(rows).replace(BASE, escape(marks.base)))  # noqa: S308 - as above


def _unit(parts: tuple[str, str], state: State, *, is_current: bool = False, is_marked: bool = False) -> str:
    words = {"done": _("Done"), "begun": _("Begun")}
    return "".join(
        (
            f' data-state="{state}"' if state else "",
            parts[0],
            ' aria-current="page"' if is_current else "",
            parts[1],
            f' <span class="quiet small">{words[state]}</span>' if state else "",
            f' <span class="tag">{_("Bookmark")}</span>' if is_marked else "",
        )
    )


def bare_contents(version: authoring.Version) -> SafeString:
    """Draw the list of contents for a visitor: titles only."""
    return mark_safe("".join(_drawn(version, "bare").pieces))  # noqa: S308 - drawn by the template, which escapes


def states_of(
    plan_units: Mapping[str, tuple[str, ...]], touched: Collection[str], completed: Collection[str]
) -> dict[str, State]:
    """Say of each unit how far it is; untouched ones are left out."""
    found: dict[str, State] = {}
    for key, blocks in plan_units.items() if touched else ():
        # Most units have one block, and a page asks this of three hundred units.
        if len(blocks) == 1:
            state: State = "done" if blocks[0] in completed else "begun" if blocks[0] in touched else ""
        else:
            state = unit_state(blocks, touched, completed)
        if state:
            found[key] = state
    return found


def _drawn(version: authoring.Version, kind: str) -> Drawn:
    language = get_language() or ""
    return cache.part(
        "learning.contents",
        kind,
        str(version.uid),
        language,
        make=lambda: _draw(authoring.outline_of(version), kind, language),
    )


def _draw(outline: authoring.Outline, kind: str, language: str) -> Drawn:
    context = {"outline": outline, "kind": kind, "language": language, "open": OPEN, "close": CLOSE, "base": BASE}
    html = re.sub(r">\s+<", "><", render_to_string("learning/_contents.html", context).strip())
    drawn = Drawn(pieces=[], units={}, states={"begun": {}, "done": {}}, parts={}, dues={})
    texts, end = [], 0
    for found in _HOLE.finditer(html):
        texts.append(html[end : found.start()])
        end = found.end()
        hole, key = found.groups()
        if hole == "due":
            drawn.dues[key] = len(drawn.pieces) + 1
            drawn.pieces.extend(("".join(texts), ""))
            texts = []
        elif hole == "words":
            before, link, title = texts
            drawn.parts[key] = parts = (link, title)
            drawn.units[key] = len(drawn.pieces) + 1
            drawn.pieces.extend((before, _unit(parts, "")))
            for state, units in drawn.states.items():
                units[key] = _unit(parts, state)
            texts = []
    drawn.pieces.append(html[end:])
    return drawn


def due_words(at: datetime, zone: str) -> SafeString:
    """Say when a section is due."""
    said = _("due %(moment)s") % {"moment": ui.moments.element(at, zone)}
    return mark_safe(f' <span class="tag">{said}</span>')  # noqa: S308 - the sentence is ours, the moment is drawn and escaped
