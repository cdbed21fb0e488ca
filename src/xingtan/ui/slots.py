"""Slots: places on a lower room's page that upper rooms fill, without being known there.

A filler gets the whole list of things once, and gives one fragment for each, so that a list of a
hundred costs as many queries as a list of one. A filler that fails is logged and left out.
"""

import logging
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.context_processors import csrf
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from xingtan.ui.keeping import TOKEN, Nobody, hole

log = logging.getLogger(__name__)

Filler = Callable[[HttpRequest, Sequence[Any]], Mapping[Any, str]]
EMPTY = mark_safe("")


@dataclass(frozen=True)
class _Filled:
    order: int
    name: str
    filler: Filler


_slots: dict[str, list[_Filled]] = {}


def fill(slot: str, *, order: int = 50) -> Callable[[Filler], Filler]:
    """Make the function fill this slot.

    :param slot: the name on the lower room's page, such as ``course.sidebar``
    :param order: a smaller one comes first
    """

    def filled(filler: Filler) -> Filler:
        name = f"{filler.__module__}.{filler.__qualname__}"
        # Loaded twice (a test that reloads plugs), filled once.
        others = [each for each in _slots.get(slot, []) if each.name != name]
        _slots[slot] = sorted([*others, _Filled(order, name, filler)], key=lambda each: (each.order, each.name))
        return filler

    return filled


class Fragments:
    """What all fillers of a slot gave, by thing."""

    def __init__(self, given: Iterable[Mapping[Any, str]]) -> None:
        self._given = list(given)

    def of(self, thing: Any) -> SafeString:
        """Give the fragments of one thing, one after the other."""
        keys = [thing, *(getattr(thing, name) for name in ("pk", "uid") if hasattr(thing, name))]
        found = [_first(each, keys) for each in self._given]
        return mark_safe("".join(str(fragment) for fragment in found if fragment))  # noqa: S308 - each fragment is safe already

    def __bool__(self) -> bool:
        return any(fragment for each in self._given for fragment in each.values())


def render(slot: str, request: HttpRequest, things: Iterable[Any]) -> Fragments:
    """Ask every filler of this slot for its fragments of these things."""
    fillers = _slots.get(slot, [])
    if not fillers:
        return Fragments([])
    listed = list(things)
    return Fragments([_ask(each, slot, request, listed) for each in fillers] if listed else [])


def _ask(each: _Filled, slot: str, request: HttpRequest, things: Sequence[Any]) -> Mapping[Any, str]:
    try:
        return each.filler(request, things)
    except Exception:  # a failing part is left out, the page of another room stays
        if settings.DEBUG:
            raise
        log.exception("A slot could not be filled: %s by %s", slot, each.name)
        return {}


def _first(given: Mapping[Any, str], keys: Sequence[Any]) -> str:
    return next((given[key] for key in keys if isinstance(key, Hashable) and key in given), "")


def draw(request: HttpRequest, template: str, context: dict[str, Any] | None = None) -> SafeString:
    """Draw a template of one's own as a fragment: it knows the request and the person, but nothing of the page around it."""
    token = {TOKEN: hole(TOKEN)} if isinstance(request, Nobody) else csrf(request)
    return render_to_string(template, {**token, "request": request, "user": request.user, **(context or {})})
