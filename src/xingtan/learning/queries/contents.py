"""The list of contents of a version, drawn once for all readers of one language; the marks of one learner are put in.

A drawn list is a row of pieces. What differs from learner to learner is a hole between two of them, so that a page
of three hundred units costs one join.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

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
    pieces = list(_pieces(version, "linked"))
    base = escape(marks.base)
    words = {"done": f' <span class="quiet small">{_("Done")}</span>', "begun": f' <span class="quiet small">{_("Begun")}</span>'}
    bookmark = f' <span class="tag">{_("Bookmark")}</span>'
    for place in range(1, len(pieces), 2):
        hole, key = pieces[place]
        state = marks.states.get(key, "")
        match hole:
            case "base":
                pieces[place] = base
            case "state":
                pieces[place] = f' data-state="{state}"' if state else ""
            case "current":
                pieces[place] = ' aria-current="page"' if key == marks.current else ""
            case "words":
                pieces[place] = words.get(state, "") + (bookmark if key in marks.bookmarks else "")
            case _:
                pieces[place] = marks.dues.get(key, "")
    return mark_safe("".join(pieces))  # noqa: S308 - drawn by the template, which escapes


def bare_contents(version: authoring.Version, preview: str = "") -> SafeString:
    """Draw the list of contents for a visitor: titles only, the first a link if there is an address to look inside."""
    pieces = list(_pieces(version, "bare"))
    for place in range(1, len(pieces), 2):
        _hole, key = pieces[place]
        is_first = key == authoring.outline_of(version).order[0]
        if is_first and preview:
            pieces[place] = f' <a class="small" href="{escape(preview)}">{_("Look inside without an account")}</a>'
        else:
            pieces[place] = ""
    return mark_safe("".join(pieces))  # noqa: S308 - drawn by the template, which escapes


def states_of(plan_units: Mapping[str, tuple[str, ...]], touched: Collection[str], completed: Collection[str]) -> dict[str, State]:
    """Say of each unit how far it is; untouched ones are left out."""
    found = {key: unit_state(blocks, touched, completed) for key, blocks in plan_units.items()} if touched else {}
    return {key: state for key, state in found.items() if state}


def _pieces(version: authoring.Version, kind: str) -> list[str | tuple[str, str]]:
    """Give text and holes in turn: every second piece is a hole with the key it is for."""
    language = get_language() or ""
    return cache.part(
        "learning.contents", kind, str(version.uid), language, make=lambda: _draw(authoring.outline_of(version), kind, language)
    )


def _draw(outline: authoring.Outline, kind: str, language: str) -> list[str | tuple[str, str]]:
    context = {"outline": outline, "kind": kind, "language": language, "open": OPEN, "close": CLOSE}
    html = re.sub(r">\s+<", "><", render_to_string("learning/_contents.html", context).strip())
    pieces: list[str | tuple[str, str]] = []
    end = 0
    for found in _HOLE.finditer(html):
        pieces += [html[end : found.start()], (found[1], found[2])]
        end = found.end()
    return [*pieces, html[end:]]


def due_words(at: datetime, zone: str) -> SafeString:
    """Say when a section is due."""
    said = _("due %(moment)s") % {"moment": ui.moments.element(at, zone)}
    return mark_safe(f' <span class="tag">{said}</span>')  # noqa: S308 - the sentence is ours, the moment is drawn and escaped
