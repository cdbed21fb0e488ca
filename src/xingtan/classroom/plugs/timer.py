"""Timer: counts down by the server's clock on every phone and in the hall."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from xingtan.activities.registry.answers import Unfit, gettext_noop, number
from xingtan.activities.registry.kinds import Answers, Kind, Moves, register
from xingtan.activities.registry.sheets import Sheet
from xingtan.classroom.forms.calling import TimerForm
from xingtan.classroom.rules import timing

LONGEST = int(timing.LONGEST / timedelta(seconds=1))


class Timer(Kind):
    """Time that is left. It closes nothing: what runs beside it is closed by the teacher."""

    name = "timer"
    folder = "classroom/timer"
    label = _("Timer")
    about = _("Counts down on every screen.")
    order = 70
    takes = False
    shows_at_once = True
    earns = False
    form = TimerForm

    def fold(self, config: Mapping[str, Any], answers: Answers, moves: Moves) -> Any:
        """Tell when it ends."""
        return timing.fold(moves)

    def when_opened(self, activity: Any, *, by: Any, now: datetime) -> Mapping[str, Mapping[str, Any]]:
        """Start it."""
        return {"start": {"seconds": activity.config["seconds"]}}

    def move(self, activity: Any, do: str, payload: Mapping[str, Any], *, by: Any, now: datetime) -> dict[str, Any]:
        """Start again, add time, or stop."""
        if do == "start":
            return {"seconds": number({"seconds": activity.config["seconds"]}, "seconds", 1, LONGEST)}
        if do == "add":
            return {"seconds": number(payload, "seconds", 1, LONGEST)}
        if do == "stop":
            return {}
        raise Unfit(gettext_noop("There is no such thing to do here."))

    def results(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw nothing that is kept: what is left is another thing every second."""
        return SafeString()

    def student(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw the time that is left."""
        return self._clock(request, "student", sheet)

    def lead(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw the time that is left, with buttons."""
        return self._clock(request, "lead", sheet)

    def screen(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw the time that is left, large."""
        return self._clock(request, "student", sheet)

    def report(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw from when to when it ran."""
        return self.draw(request, "report", sheet)

    def _clock(self, request: HttpRequest, place: str, sheet: Sheet) -> SafeString:
        ends_at = (sheet.results or {}).get("ends_at")
        seconds = timing.left(ends_at, sheet.now) if ends_at else 0
        runs = seconds > 0 and sheet.is_open and not sheet.results["stopped_at"]
        return self.draw(request, place, sheet, left=timing.words(seconds), runs=runs)


register(Timer())
