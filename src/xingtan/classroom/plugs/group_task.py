"""Group task: each group hands in one thing; what any member sent last counts for all."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from xingtan.activities.public import folded
from xingtan.activities.registry.answers import Unfit, gettext_noop
from xingtan.activities.registry.kinds import Answers, Kind, Moves, register
from xingtan.activities.registry.sheets import Sheet
from xingtan.classroom.forms.grouping import GroupTaskForm
from xingtan.classroom.queries import called, groups_in
from xingtan.classroom.rules import handing_in


class GroupTask(Kind):
    """The groups of the session work on one thing and hand it in together."""

    name = "group_task"
    folder = "classroom/group_task"
    label = _("Group task")
    about = _("Each group hands in one thing together.")
    order = 52
    counts = "every"
    form = GroupTaskForm

    def take(self, payload: Mapping[str, Any], config: Mapping[str, Any]) -> dict[str, Any]:
        """Keep words, and the address of something."""
        return handing_in.take(payload)

    def fold(self, config: Mapping[str, Any], answers: Answers, moves: Moves) -> Any:
        """Give what each group handed in."""
        return handing_in.fold(answers, moves)

    def when_opened(self, activity: Any, *, by: Any, now: datetime) -> Mapping[str, Mapping[str, Any]]:
        """Take the groups of the session as they are."""
        return {"groups": _groups(activity)}

    def move(self, activity: Any, do: str, payload: Mapping[str, Any], *, by: Any, now: datetime) -> dict[str, Any]:
        """Take the groups again, after people were moved."""
        if do == "groups":
            return _groups(activity)
        raise Unfit(gettext_noop("There is no such thing to do here."))

    def load(self, activities: Sequence[Any], *, now: datetime) -> Mapping[int, Any]:
        """Load the names of all in groups, and what was handed in: a group sees its own before all is shown."""
        names, counted = called(activities, _named), folded(activities, now)
        return {each.pk: {"names": names[each.pk], "work": counted[each.pk].results} for each in activities}

    def results(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw what was handed in, with the groups' numbers."""
        return self.draw(request, "results", sheet)

    def student(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw the task, the group, and what it handed in."""
        work, me = sheet.extra["work"], sheet.person.pk
        number = work["of"].get(me)
        said = sheet.typed if sheet.broken else work["by"].get(me, {})
        people = [key for key in work["groups"].get(number, []) if key != me]
        return self.draw(request, "student", sheet, number=number, people=people, said=said)

    def lead(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw what was handed in, and who has not."""
        return self.draw(request, "lead", sheet)

    def report(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw what was handed in with the names of the groups."""
        return self.draw(request, "report", sheet)

    def table(self, sheet: Sheet) -> tuple[list[str], list[list[Any]]]:
        """Write each answer with its group."""
        of = sheet.results["of"]
        return [str(_("Group")), str(_("Words")), str(_("Link"))], [
            [of.get(each.person, ""), each.payload.get("words", ""), each.payload.get("link", "")]
            for each in sheet.answers
        ]


def _groups(activity: Any) -> dict[str, Any]:
    by_number: dict[int, list[int]] = {}
    for person, number in sorted(groups_in(activity.session).items()):
        by_number.setdefault(number, []).append(person)
    return {"groups": [[number, by_number[number]] for number in sorted(by_number)]}


def _named(moves: Iterable[Any]) -> Iterable[int]:
    return (person for move in moves for _number, people in move.payload["groups"] for person in people)


register(GroupTask())
