"""The list of contents of a version, drawn once for all readers of one language; the marks of one learner are put in.

A drawn list is a row of pieces. What differs from learner to learner is a hole between two of them, so that a page
of three hundred units costs one join.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xingtan.authoring import public as authoring
from xingtan.kernel import cache
from xingtan.learning.rules import State, unit_state
from xingtan.ui import public as ui

# Private characters that no title holds: the template writes them around the name of a hole.
OPEN, CLOSE = "\ue000", "\ue001"
Drawn: TypeAlias = tuple[list[str], list[tuple[str, str]]]
"""Pieces of text, and the hole behind each but the last: what it is, and the key of what it is for."""
_HOLE = re.compile(f"{OPEN}([a-z]+) ([^{CLOSE}]*){CLOSE}")


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
    pieces, holes = _pieces(version, "linked")
    base = escape(marks.base)
    words = {
        "done": f' <span class="quiet small">{_("Done")}</span>',
        "begun": f' <span class="quiet small">{_("Begun")}</span>',
    }
    bookmark = f' <span class="tag">{_("Bookmark")}</span>'
    filled = [pieces[0]]
    for (hole, key), piece in zip(holes, pieces[1:], strict=True):
        state = marks.states.get(key, "")
        match hole:
            case "base":
                filled.append(base)
            case "state" if state:
                filled.append(f' data-state="{state}"')
            case "current" if key == marks.current:
                filled.append(' aria-current="page"')
            case "words":
                filled.append(words.get(state, "") + (bookmark if key in marks.bookmarks else ""))
            case "due":
                filled.append(marks.dues.get(key, ""))
        filled.append(piece)
    return mark_safe("".join(filled))  # noqa: S308 - drawn by the template, which escapes


def bare_contents(version: authoring.Version) -> SafeString:
    """Draw the list of contents for a visitor: titles only."""
    pieces, _holes = _pieces(version, "bare")
    return mark_safe(pieces[0])  # noqa: S308 - drawn by the template, which escapes


def states_of(
    plan_units: Mapping[str, tuple[str, ...]], touched: Collection[str], completed: Collection[str]
) -> dict[str, State]:
    """Say of each unit how far it is; untouched ones are left out."""
    found = {key: unit_state(blocks, touched, completed) for key, blocks in plan_units.items()} if touched else {}
    return {key: state for key, state in found.items() if state}


def _pieces(version: authoring.Version, kind: str) -> Drawn:
    language = get_language() or ""
    drawn: Drawn = cache.part(
        "learning.contents",
        kind,
        str(version.uid),
        language,
        make=lambda: _draw(authoring.outline_of(version), kind, language),
    )
    return drawn


def _draw(outline: authoring.Outline, kind: str, language: str) -> Drawn:
    context = {"outline": outline, "kind": kind, "language": language, "open": OPEN, "close": CLOSE}
    html = re.sub(r">\s+<", "><", render_to_string("learning/_contents.html", context).strip())
    pieces, holes, end = [], [], 0
    for found in _HOLE.finditer(html):
        pieces.append(html[end : found.start()])
        holes.append((found[1], found[2]))
        end = found.end()
    return [*pieces, html[end:]], holes


def due_words(at: datetime, zone: str) -> SafeString:
    """Say when a section is due."""
    said = _("due %(moment)s") % {"moment": ui.moments.element(at, zone)}
    return mark_safe(f' <span class="tag">{said}</span>')  # noqa: S308 - the sentence is ours, the moment is drawn and escaped
