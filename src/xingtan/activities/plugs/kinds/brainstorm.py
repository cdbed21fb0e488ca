"""Brainstorm: ideas that peers see when who leads opens them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from xingtan.activities.forms.gathering import BrainstormForm
from xingtan.activities.registry import kinds
from xingtan.activities.registry.answers import Answer, Move
from xingtan.activities.registry.sheets import Sheet
from xingtan.activities.rules import ideas
from xingtan.search import public as search


class Brainstorm(kinds.Kind):
    """Every idea counts; those that say the same stand together."""

    name = "brainstorm"
    label = _("Brainstorm")
    about = _("Ideas from everybody, hidden from each other until you show them.")
    order = 20
    asks_alike = True
    counts = "every"
    most = 50
    tells = True
    form = BrainstormForm

    def take(self, payload: Mapping[str, Any], config: Mapping[str, Any]) -> dict[str, Any]:
        """Keep an idea."""
        return ideas.take(payload)

    def fold(self, config: Mapping[str, Any], answers: Sequence[Answer], moves: Sequence[Move]) -> Any:
        """Put ideas together, and into the groups that who leads made."""
        return ideas.fold(answers, moves, search.normalise)

    def move(self, activity: Any, do: str, payload: Mapping[str, Any], *, by: Any, now: datetime) -> dict[str, Any]:
        """Like, hide or group an idea."""
        return ideas.move(do, payload)

    def lead(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw the ideas with what can be done with each."""
        return self.draw(request, "lead", sheet)


kinds.register(Brainstorm())
