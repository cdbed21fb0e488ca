"""Poll: one question. Questionnaire: several."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from xingtan.activities.forms.polls import PollForm, QuestionnaireForm
from xingtan.activities.registry import kinds
from xingtan.activities.registry.answers import Answer
from xingtan.activities.registry.sheets import Sheet
from xingtan.activities.rules import polls


class Poll(kinds.Kind):
    """One question to choose, rate or write an answer to; the last answer counts."""

    name = "poll"
    label = _("Poll")
    about = _("One question: choose, rate, or write.")
    folder = "activities/poll"
    order = 10
    tells = True
    form: ClassVar[Any] = PollForm

    def check(self, config: Mapping[str, Any]) -> list[str]:
        """Say what is wrong with the questions."""
        return polls.faults(config["questions"])

    def take(self, payload: Mapping[str, Any], config: Mapping[str, Any]) -> dict[str, Any]:
        """Keep what was chosen and written."""
        return polls.take(payload, config["questions"])

    def fold(self, config: Mapping[str, Any], answers: Sequence[Answer], moves: kinds.Moves) -> Any:
        """Count each question."""
        return polls.fold(config["questions"], answers)

    def table(self, sheet: Sheet) -> tuple[list[str], list[list[Any]]]:
        """Write the answers in words."""
        return polls.table(sheet.activity.config["questions"], sheet.answers)

    def alike(self, sheet: Sheet) -> Hashable | None:
        """Whoever chose the same sees the same."""
        return polls.choices(sheet.activity.config["questions"], sheet.mine) if sheet.own else ()

    def student(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw the questions as fields, with what was answered last."""
        return self.draw(
            request, "student", sheet, questions=polls.fields(sheet.activity.config["questions"], sheet.mine)
        )

    def asked(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw the questions and what there is to choose from."""
        return self.draw(request, "asked", sheet, questions=polls.fields(sheet.activity.config["questions"], {}))

    def lead(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw the results with who wrote what."""
        return self.draw(request, "results", sheet, names=sheet.names)


class Questionnaire(Poll):
    """Several questions on one sheet, answered as far as one likes."""

    name = "questionnaire"
    label = _("Questionnaire")
    about = _("Several questions on one sheet.")
    order = 12
    form = QuestionnaireForm


kinds.register(Poll())
kinds.register(Questionnaire())
