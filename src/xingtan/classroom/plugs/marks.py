"""Marks for what somebody does in class: a point with a reason, in one click."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from xingtan.activities.public import moves_of
from xingtan.activities.registry.answers import Unfit, gettext_noop
from xingtan.activities.registry.kinds import Answers, Kind, Moves, register
from xingtan.activities.registry.sheets import Sheet
from xingtan.classroom.forms.calling import MarksForm
from xingtan.classroom.queries import called, class_of, here_in, students_in
from xingtan.classroom.rules import marking

SHOWN = 50


class Marks(Kind):
    """The teacher gives marks; a student sees their own and nobody else's."""

    name = "marks"
    folder = "classroom/marks"
    label = _("Marks in class")
    about = _("Give a point for a good answer, in one click. Students see only their own.")
    order = 60
    takes = False
    earns = False
    names_people = True
    form = MarksForm

    def fold(self, config: Mapping[str, Any], answers: Answers, moves: Moves) -> Any:
        """Tell every mark, and what each person has."""
        return marking.fold(moves)

    def move(self, activity: Any, do: str, payload: Mapping[str, Any], *, by: Any, now: datetime) -> dict[str, Any]:
        """Give a mark, or take one back."""
        if do == "mark":
            kept = marking.mark({**payload, "reason": payload.get("other") or payload.get("reason")})
            if kept["person"] not in students_in(activity.run):
                raise Unfit(gettext_noop("This person is not in the class."))
            return kept
        if do == "take_back":
            return marking.take_back(payload, moves_of([activity])[activity.pk])
        raise Unfit(gettext_noop("There is no such thing to do here."))

    def gives(self, activity: Any, do: str, kept: Mapping[str, Any]) -> Mapping[int, int]:
        """Give the points, or take them back."""
        return {kept["person"]: kept["points"]}

    def load(self, activities: Sequence[Any], *, now: datetime) -> Mapping[int, Any]:
        """Load the names of who has marks, and the moves: a student sees theirs before any result is shown."""
        names, moves = called(activities, _marked), moves_of(activities)
        return {
            each.pk: {"names": names[each.pk], "marks": marking.fold(moves[each.pk])["marks"]} for each in activities
        }

    def results(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw how many marks were given, and no name."""
        return self.draw(request, "results", sheet)

    def student(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw one's own marks."""
        mine = [each for each in sheet.extra["marks"] if each["person"] == sheet.person.pk and not each["is_back"]]
        return self.draw(request, "student", sheet, mine=mine, total=sum(each["points"] for each in mine))

    def lead(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw everybody with a button, who is here first."""
        everyone, totals = class_of(sheet.activity.run), sheet.results["totals"]
        here = here_in(sheet.session, sheet.now) if sheet.is_open else set()
        rows = [
            {"person": key, "name": name, "is_here": key in here, "total": totals.get(key, 0)}
            for key, name in everyone.items()
        ]
        rows.sort(key=lambda each: not each["is_here"])
        return self.draw(request, "lead", sheet, rows=rows, marks=sheet.results["marks"][:SHOWN])

    def report(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw every mark with its reason."""
        return self.draw(request, "report", sheet, marks=sheet.results["marks"])


def _marked(moves: Iterable[Any]) -> Iterable[int]:
    return (each.payload["person"] for each in moves)


register(Marks())
