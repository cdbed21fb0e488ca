"""Raised hands: who wants to say something, and in what order they speak."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from xingtan.activities.registry.answers import Unfit, gettext_noop, number
from xingtan.activities.registry.kinds import Answers, Kind, Moves, register
from xingtan.activities.registry.sheets import Sheet
from xingtan.classroom.forms.calling import HandsForm
from xingtan.classroom.queries import students_in
from xingtan.classroom.rules import hands

SHOWN = 40


class Hands(Kind):
    """A speaking order; a hand in a remote hub counts like one in the hall."""

    name = "hands"
    folder = "classroom/hands"
    label = _("Raised hands")
    about = _("Who wants to say something, in order. You give the word.")
    order = 44
    counts = "every"
    shows_at_once = True
    shows_names = True
    earns = False
    names_people = True
    form = HandsForm

    def take(self, payload: Mapping[str, Any], config: Mapping[str, Any]) -> dict[str, Any]:
        """Keep whether the hand goes up or down, and where."""
        return hands.take(payload, config.get("hubs", ()))

    def fold(self, config: Mapping[str, Any], answers: Answers, moves: Moves) -> Any:
        """Tell the order, and who has the word."""
        return hands.fold(config, answers, moves)

    def move(self, activity: Any, do: str, payload: Mapping[str, Any], *, by: Any, now: datetime) -> dict[str, Any]:
        """Give the word, lower a hand or all, and thank who spoke."""
        if do in ("word", "lower"):
            person = number(payload, "person", 1, 2**53)
            if person not in students_in(activity.run):
                raise Unfit(gettext_noop("This person is not in the class."))
            return {"person": person}
        if do in ("lower_all", "thanks"):
            return {}
        raise Unfit(gettext_noop("There is no such thing to do here."))

    def results(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw who has the word and who is next."""
        return self.draw(request, "results", sheet, **_shown(sheet))

    def student(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw the hand, and the place in the order of who raised it."""
        results = sheet.results or {}
        mine = [each for each in sheet.own if each.payload.get("hub")]
        return self.draw(
            request,
            "student",
            sheet,
            waits=results.get("place", {}).get(sheet.person.pk),
            speaks=results.get("speaking") == sheet.person.pk,
            hub=mine[-1].payload["hub"] if mine else "",
        )

    def lead(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw the order with buttons to give the word."""
        return self.draw(request, "lead", sheet, **_shown(sheet))

    def report(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw who spoke how often."""
        turns = sorted(sheet.results["turns"].items(), key=lambda each: (-each[1], each[0]))
        return self.draw(request, "report", sheet, turns=turns)

    def table(self, sheet: Sheet) -> tuple[list[str], list[list[Any]]]:
        """Write every hand that went up or down."""
        return [str(_("Hand")), str(_("Place"))], [
            [_("up") if each.payload.get("up") else _("down"), each.payload.get("hub", "")] for each in sheet.answers
        ]


def _shown(sheet: Sheet) -> dict[str, Any]:
    line = (sheet.results or {}).get("line", [])
    return {"line": line[:SHOWN], "later": len(line) - SHOWN}


register(Hands())
