"""Buzz in: the first to press answers, and the server says who was first."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from xingtan.activities.public import answers_of, moves_of
from xingtan.activities.registry.answers import Unfit, gettext_noop, number
from xingtan.activities.registry.kinds import Answers, Kind, Moves, register
from xingtan.activities.registry.sheets import Sheet
from xingtan.classroom.forms.calling import BuzzForm
from xingtan.classroom.rules import buzzing

# Who comes later is counted, and not listed.
SHOWN = 12


class Buzz(Kind):
    """Whoever presses first answers; ties are said, not hidden."""

    name = "buzz"
    folder = "classroom/buzz"
    label = _("Buzz in")
    about = _("The first to press answers. The server says who was first, and says a tie where nobody can.")
    order = 40
    counts = "every"
    shows_at_once = True
    shows_names = True
    # A press is no work; a right answer earns points.
    earns = False
    names_people = True
    form = BuzzForm

    def take(self, payload: Mapping[str, Any], config: Mapping[str, Any]) -> dict[str, Any]:
        """Keep that somebody pressed, and nothing else."""
        return {}

    def fold(self, config: Mapping[str, Any], answers: Answers, moves: Moves) -> Any:
        """Order those of the round that runs."""
        return buzzing.fold(answers, moves)

    def move(self, activity: Any, do: str, payload: Mapping[str, Any], *, by: Any, now: datetime) -> dict[str, Any]:
        """Begin another round, or judge an answer."""
        if do == "again":
            return {}
        if do == "judge":
            person, _sign, said = str(payload.get("answer", "")).partition(":")
            if said not in ("right", "wrong"):
                raise Unfit(gettext_noop("Say whether the answer was right."))
            return _judged(activity, number({"person": person}, "person", 1, 2**53), is_right=said == "right")
        raise Unfit(gettext_noop("There is no such thing to do here."))

    def gives(self, activity: Any, do: str, kept: Mapping[str, Any]) -> Mapping[int, int]:
        """Give the points of a right answer; judged again, what is more or less than before."""
        return {kept["person"]: kept["points"]} if do == "judge" and kept["points"] else {}

    def results(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw who came in where, the first of them."""
        places = (sheet.results or {}).get("places", [])
        return self.draw(request, "results", sheet, places=_shown(places), later=len(places) - SHOWN)

    def student(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw the button, or the place of who pressed it."""
        place = (sheet.results or {}).get("by", {}).get(sheet.person.pk)
        return self.draw(request, "student", sheet, mine=place)

    def lead(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw the order with buttons to judge."""
        return self.draw(request, "lead", sheet, places=_shown(sheet.results["places"]))

    def table(self, sheet: Sheet) -> tuple[list[str], list[list[Any]]]:
        """Give an empty row for each press: who and when are all there is."""
        return [], [[] for _each in sheet.answers]


def _judged(activity: Any, person: int, *, is_right: bool) -> dict[str, Any]:
    """Judge who pressed in this round. Two teachers may do it at once: it earns its points once."""
    arrived, moves = answers_of([activity])[activity.pk], moves_of([activity])[activity.pk]
    place = buzzing.fold(arrived, moves)["by"].get(person)
    if place is None:
        raise Unfit(gettext_noop("This person did not press in this round."))
    worth = int(activity.config.get("points", 0))
    points = worth * (int(is_right) - int(bool(place["is_right"])))
    return {"person": person, "right": is_right, "points": points}


def _shown(places: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{**each, "after": f"{each['after_ms'] / 1000:.3g}"} for each in places[:SHOWN]]


register(Buzz())
