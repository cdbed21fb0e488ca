"""'I don't understand': one tap on a slide, and nobody is shown whose."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from xingtan.activities.public import moves_of
from xingtan.activities.registry import kinds
from xingtan.activities.registry.answers import Answer, Move
from xingtan.activities.registry.sheets import Sheet
from xingtan.classroom.forms.talking import ConfusionForm
from xingtan.classroom.rules import confusion


class Confusion(kinds.Kind):
    """Who is lost says so; who leads sees how many, on which slide, and a map of it after class."""

    name = "confusion"
    folder = "classroom/confusion"
    label = _("“I don’t understand”")
    about = _("A button for whoever is lost. You see how many, on which slide; nobody is shown who.")
    order = 34
    counts = "every"
    most = 500
    # That somebody is lost is no work.
    earns = False
    tells = True
    form = ConfusionForm

    def take(self, payload: Mapping[str, Any], config: Mapping[str, Any]) -> dict[str, Any]:
        """Keep on which slide."""
        return confusion.take(payload)

    def fold(self, config: Mapping[str, Any], answers: Sequence[Answer], moves: Sequence[Move]) -> Any:
        """Count who is lost on each slide."""
        return confusion.fold(answers, moves, config.get("slides", 0))

    def move(self, activity: Any, do: str, payload: Mapping[str, Any], *, by: Any, now: datetime) -> dict[str, Any]:
        """Turn to a slide."""
        return confusion.move(do, payload)

    def load(self, activities: Sequence[Any], *, now: datetime) -> Mapping[int, Any]:
        """Load which slide each is on."""
        return {key: confusion.slide_now(moves) for key, moves in moves_of(activities).items()}

    def student(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw the button for the slide that is shown now."""
        mine = [each.payload for each in sheet.own if each.payload["slide"] == sheet.extra]
        return self.draw(request, "student", sheet, is_lost=bool(mine) and not mine[-1]["over"])

    def report(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw the map of the slides, and when people got lost."""
        moments = confusion.clocked(sheet.results["moments"], sheet.activity.opened_at)
        highest = max((each["lost"] for each in moments), default=1)
        return self.draw(request, "report", sheet, moments=moments, highest=highest)

    def lead(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw how many are lost now, and the buttons that turn the slides."""
        slide, slides = sheet.results["slide"], sheet.activity.config.get("slides", 0)
        return self.draw(
            request,
            "lead",
            sheet,
            before=slide - 1,
            after=0 if slides and slide >= slides else slide + 1,
            slides=slides,
        )


kinds.register(Confusion())
