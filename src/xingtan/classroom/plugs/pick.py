"""Random pick: only among those present, drawn so that anyone can draw the same again."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from xingtan.activities.public import Move
from xingtan.activities.registry.answers import Unfit, gettext_noop, number
from xingtan.activities.registry.kinds import Answers, Kind, Moves, register
from xingtan.activities.registry.sheets import Sheet
from xingtan.classroom.forms.calling import MOST_AT_ONCE, PickForm
from xingtan.classroom.queries import called, students_here
from xingtan.classroom.rules import picking
from xingtan.classroom.rules.marking import MOST
from xingtan.teaching import public as teaching


class Pick(Kind):
    """Somebody who is here is picked by chance; the seed is kept."""

    name = "pick"
    folder = "classroom/pick"
    label = _("Random pick")
    about = _("Picks somebody by chance, only among those who are here.")
    order = 42
    takes = False
    shows_at_once = True
    earns = False
    names_people = True
    form = PickForm

    def fold(self, config: Mapping[str, Any], answers: Answers, moves: Moves) -> Any:
        """Tell the draws, the last first."""
        return picking.fold(moves)

    def move(self, activity: Any, do: str, payload: Mapping[str, Any], *, by: Any, now: datetime) -> dict[str, Any]:
        """Draw, or give who was drawn a point."""
        if do == "draw":
            # Two picks of one session, opened at once, would draw without each other: the second waits for the first.
            teaching.Session.objects.select_for_update(of=("self",)).only("pk").get(pk=activity.session_id)
        drawn = Move.objects.filter(activity__session=activity.session, activity__kind=self.name, do="draw")
        picked = {person for said in drawn.values_list("payload", flat=True) for person in said["people"]}
        if do == "draw":
            return picking.draw(
                students_here(activity.session, now),
                picked,
                seed=secrets.token_hex(8),
                count=number({"count": payload.get("count") or activity.config["count"]}, "count", 1, MOST_AT_ONCE),
                again=bool(activity.config["again"]) or payload.get("again") == "1",
            )
        if do == "mark":
            person = number(payload, "person", 1, 2**53)
            if person not in picked:
                raise Unfit(gettext_noop("This person was not picked."))
            return {"person": person, "points": number(payload, "points", 1, MOST)}
        raise Unfit(gettext_noop("There is no such thing to do here."))

    def gives(self, activity: Any, do: str, kept: Mapping[str, Any]) -> Mapping[int, int]:
        """Give the points for an answer."""
        return {kept["person"]: kept["points"]} if do == "mark" else {}

    def load(self, activities: Sequence[Any], *, now: datetime) -> Mapping[int, Any]:
        """Load the names of who was picked."""
        return called(activities, _picked)

    def student(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Say to who was just picked that it is them."""
        last = (sheet.results or {}).get("last")
        return self.draw(request, "student", sheet, is_me=last is not None and sheet.person.pk in last["people"])

    def lead(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw the button, and who was picked."""
        return self.draw(request, "lead", sheet)

    def screen(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw who was picked, large."""
        return self.draw(request, "screen", sheet)

    def report(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw every draw, with what it takes to draw it again."""
        return self.draw(request, "report", sheet)


def _picked(moves: Iterable[Any]) -> Iterable[int]:
    return picking.picked_in(moves)


register(Pick())
