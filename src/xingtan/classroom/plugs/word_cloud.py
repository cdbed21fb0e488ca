"""Word cloud: a few words from everybody, those that mean the same counted as one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from xingtan.activities.registry import kinds
from xingtan.activities.registry.answers import Answer, Move, Unfit, gettext_noop, text
from xingtan.activities.registry.sheets import Sheet
from xingtan.classroom.forms.talking import WordCloudForm
from xingtan.classroom.rules import words
from xingtan.search import public as search


class WordCloud(kinds.Kind):
    """Words, folded as search folds them; the last answer counts."""

    name = "word_cloud"
    folder = "classroom/word_cloud"
    label = _("Word cloud")
    about = _("A few words from everybody; what many say stands large.")
    order = 22
    asks_alike = True
    tells = True
    form = WordCloudForm

    def check(self, config: Mapping[str, Any]) -> list[str]:
        """Say whether it asks for a number of words."""
        fits = isinstance(config.get("most"), int) and 1 <= config["most"] <= words.MOST_EACH
        return [] if fits else [gettext_noop("From one to ten words of each person.")]

    def take(self, payload: Mapping[str, Any], config: Mapping[str, Any]) -> dict[str, Any]:
        """Keep the words."""
        return words.take(payload, config["most"])

    def fold(self, config: Mapping[str, Any], answers: Sequence[Answer], moves: Sequence[Move]) -> Any:
        """Count the words."""
        return words.fold(answers, moves, search.normalise)

    def move(self, activity: Any, do: str, payload: Mapping[str, Any], *, by: Any, now: datetime) -> dict[str, Any]:
        """Hide a word, or show it again."""
        if do not in ("hide", "show"):
            raise Unfit(gettext_noop("There is no such thing to do here."))
        return {"word": text(payload, "word", words.LONGEST * 4)}

    def lead(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw the cloud, and a table with buttons that hide."""
        return self.draw(request, "lead", sheet)


kinds.register(WordCloud())
