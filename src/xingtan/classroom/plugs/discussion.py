"""Discussion: what is said in class, read by all at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xingtan.activities.registry import kinds
from xingtan.activities.registry.answers import Answer, Move
from xingtan.activities.registry.sheets import Sheet
from xingtan.classroom.forms.talking import DiscussionForm
from xingtan.classroom.rules import threads


class Discussion(kinds.Kind):
    """Everybody says something and likes what others say; all of it is shown as it comes."""

    name = "discussion"
    folder = "classroom/discussion"
    label = _("Discussion")
    about = _("Everybody says something and likes what others say, with names.")
    order = 30
    asks_alike = True
    counts = "every"
    most = 500
    shows_at_once = True
    shows_names = True
    answers_in_results = True
    tells = True
    form = DiscussionForm

    def take(self, payload: Mapping[str, Any], config: Mapping[str, Any]) -> dict[str, Any]:
        """Keep what is said or liked."""
        return threads.take(payload)

    def fold(self, config: Mapping[str, Any], answers: Sequence[Answer], moves: Sequence[Move]) -> Any:
        """Give what was said with its likes."""
        return threads.fold(answers, moves)

    def move(self, activity: Any, do: str, payload: Mapping[str, Any], *, by: Any, now: datetime) -> dict[str, Any]:
        """Say something, or hide a post."""
        return threads.move(do, payload)

    def lead(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw what was said, with buttons that hide, and a field to say something."""
        return self.draw(request, "lead", sheet)

    def report(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw what was said."""
        return self.draw(request, "results", sheet)

    def screen(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw what was said; nobody presses a button on the wall."""
        return self.draw(request, "results", replace(sheet, is_lead=True))

    def table(self, sheet: Sheet) -> tuple[list[str], list[list[Any]]]:
        """Give what was said, and what was liked."""
        rows = [[each.payload.get("say", ""), each.payload.get("like", "")] for each in sheet.answers]
        return [gettext("Said"), gettext("Liked")], rows


kinds.register(Discussion())
