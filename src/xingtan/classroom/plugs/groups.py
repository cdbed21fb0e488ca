"""Groups: made by chance, by results or by place, and then by hand."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from xingtan.activities.public import answers_of
from xingtan.activities.registry.answers import Unfit, gettext_noop, number
from xingtan.activities.registry.kinds import Answers, Kind, Moves, register
from xingtan.activities.registry.sheets import Sheet
from xingtan.classroom.forms.grouping import MOST_GROUPS, GroupsForm
from xingtan.classroom.queries import called, class_of, results_on, students_here, students_in
from xingtan.classroom.rules import groups


class GroupsKind(Kind):
    """Everyone is in one group; the teacher moves people by hand where the rule did not know better."""

    name = "groups"
    folder = "classroom/groups"
    label = _("Groups")
    about = _("Make groups by chance, by results or by place, and move people by hand.")
    order = 50
    counts = "last"
    shows_at_once = True
    earns = False
    form = GroupsForm

    def take(self, payload: Mapping[str, Any], config: Mapping[str, Any]) -> dict[str, Any]:
        """Keep where somebody sits: it is all that is asked."""
        hub = payload.get("hub")
        return {"hub": hub if hub in config.get("hubs", ()) else ""}

    def fold(self, config: Mapping[str, Any], answers: Answers, moves: Moves) -> Any:
        """Tell who is with whom."""
        return groups.fold(moves)

    def when_opened(self, activity: Any, *, by: Any, now: datetime) -> Mapping[str, Mapping[str, Any]]:
        """Make the groups at once, unless people are asked first where they sit, or nobody is here yet."""
        if activity.config["rule"] == "hub":
            return {}
        try:
            return {"deal": _dealt(activity, now)}
        except Unfit:
            return {}

    def move(self, activity: Any, do: str, payload: Mapping[str, Any], *, by: Any, now: datetime) -> dict[str, Any]:
        """Make the groups, or put one person into another."""
        if do == "deal":
            return _dealt(activity, now)
        if do == "put":
            person = number(payload, "person", 1, 2**53)
            if person not in students_in(activity.run):
                raise Unfit(gettext_noop("This person is not in the class."))
            return {"person": person, "group": number(payload, "group", 0, MOST_GROUPS)}
        raise Unfit(gettext_noop("There is no such thing to do here."))

    def load(self, activities: Sequence[Any], *, now: datetime) -> Mapping[int, Any]:
        """Load the names of all who are in groups."""
        return called(activities, _grouped)

    def student(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw one's own group, and ask where one sits while it matters."""
        results = sheet.results or {"groups": [], "of": {}}
        number_of_mine = results["of"].get(sheet.person.pk)
        mine = next((each for each in results["groups"] if each["number"] == number_of_mine), None)
        asks = sheet.can_answer and sheet.activity.config["rule"] == "hub" and sheet.activity.config.get("hubs")
        return self.draw(request, "student", sheet, mine=mine, asks=asks)

    def lead(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw the groups with what it takes to change them."""
        everyone = class_of(sheet.activity.run)
        left = {key: name for key, name in everyone.items() if key not in sheet.results["of"]}
        return self.draw(request, "lead", sheet, everyone=everyone, left=left)

    def report(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw the groups, with the rule and the seed."""
        return self.draw(request, "report", sheet)

    def table(self, sheet: Sheet) -> tuple[list[str], list[list[Any]]]:
        """Write where people sit, and their groups."""
        of = sheet.results["of"]
        return [str(_("Place")), str(_("Group"))], [
            [each.payload.get("hub", ""), of.get(each.person, "")] for each in sheet.answers
        ]


def _dealt(activity: Any, now: datetime) -> dict[str, Any]:
    config = activity.config
    who = students_in(activity.run) if config["who"] == "all" else students_here(activity.session, now)
    if not who and config["who"] != "all":
        raise Unfit(gettext_noop("Nobody is known to be here yet. Open a check-in first, or take everybody."))
    hubs = {each.person: each.payload.get("hub", "") for each in answers_of([activity])[activity.pk]}
    return groups.deal(
        who,
        rule=config["rule"],
        seed=secrets.token_hex(8),
        size=config["count"] if config["measure"] == "size" else None,
        number=config["count"] if config["measure"] == "number" else None,
        results=results_on(activity.run) if config["rule"] == "result" else None,
        hubs=hubs,
    )


def _grouped(moves: Iterable[Any]) -> Iterable[int]:
    of: dict[int, int] = groups.fold(moves)["of"]
    return of


register(GroupsKind())
