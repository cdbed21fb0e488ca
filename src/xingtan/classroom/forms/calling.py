"""Forms of what happens in the room: buzz in, random pick, raised hands, a timer, marks."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xingtan.activities.public import AskForm, ConfigForm, lines
from xingtan.classroom.rules.marking import LONGEST_REASON, MOST
from xingtan.teaching import public as teaching

MOST_AT_ONCE = 20
MOST_REASONS = 8
MOST_HUBS = 30


class BuzzForm(AskForm):
    """Says what a right answer earns."""

    points = forms.IntegerField(
        label=_("Points for a right answer"), required=False, min_value=0, max_value=MOST, initial=1
    )

    def config(self) -> dict[str, Any]:
        """Give the points."""
        return {"points": self.cleaned_data["points"] or 0}

    @classmethod
    def starting(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Give the points."""
        return {"points": config.get("points", 1)}


class PickForm(ConfigForm):
    """Says how many are drawn, and whether somebody may be drawn again."""

    count = forms.IntegerField(label=_("How many at once"), min_value=1, max_value=MOST_AT_ONCE, initial=1)
    again = forms.BooleanField(
        label=_("The same person may be picked again"),
        required=False,
        help_text=_("Otherwise nobody is picked twice in this session."),
    )

    def config(self) -> dict[str, Any]:
        """Give both."""
        return {"count": self.cleaned_data["count"], "again": self.cleaned_data["again"]}

    @classmethod
    def starting(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Give both."""
        return {"count": config.get("count", 1), "again": config.get("again", False)}


class HubsForm(ConfigForm):
    """Knows the places where parts of the class sit together."""

    hubs = forms.CharField(
        label=_("Places where people sit together"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line, such as a hall or a partner's room. Without any, nobody is asked where they sit."),
    )

    def __init__(self, data: Any = None, *, run: Any = None, **more: Any) -> None:
        super().__init__(data, run=run, **more)
        if data is None and run is not None and "hubs" not in self.initial:
            found = teaching.Hub.objects.filter(run=run).order_by("name", "pk")[:MOST_HUBS]
            self.initial["hubs"] = "\n".join(each.name for each in found)

    def config(self) -> dict[str, Any]:
        """Give the places."""
        return {"hubs": [each[:200] for each in lines(self.cleaned_data["hubs"])][:MOST_HUBS]}

    @classmethod
    def starting(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Give the places."""
        return {"hubs": "\n".join(config.get("hubs", []))}


class HandsForm(HubsForm):
    """Says who speaks first."""

    by_turns = forms.BooleanField(label=_("Who has not spoken yet comes first"), required=False)
    by_hub = forms.BooleanField(
        label=_("Places take turns"),
        required=False,
        help_text=_("So that a full hall does not speak over a small one."),
    )

    def config(self) -> dict[str, Any]:
        """Give the order and the places."""
        return {**super().config(), "by_turns": self.cleaned_data["by_turns"], "by_hub": self.cleaned_data["by_hub"]}

    @classmethod
    def starting(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Give the order and the places."""
        return {**super().starting(config), **{name: config.get(name, False) for name in ("by_turns", "by_hub")}}


class TimerForm(ConfigForm):
    """Says how long."""

    minutes = None  # type: ignore[assignment]  # a timer closes nothing: the field of the base goes
    long_minutes = forms.IntegerField(label=_("Minutes"), min_value=0, max_value=12 * 60, initial=5)
    long_seconds = forms.IntegerField(label=_("Seconds"), required=False, min_value=0, max_value=59, initial=0)

    def clean(self) -> dict[str, Any]:
        """Ask for some time at all."""
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not (said["long_minutes"] or said["long_seconds"]):
            self.add_error("long_minutes", _("A timer runs for a second at least."))
        return said

    def config(self) -> dict[str, Any]:
        """Give the seconds."""
        return {"seconds": self.cleaned_data["long_minutes"] * 60 + (self.cleaned_data["long_seconds"] or 0)}

    @classmethod
    def starting(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Give minutes and seconds."""
        minutes, seconds = divmod(int(config.get("seconds", 300)), 60)
        return {"long_minutes": minutes, "long_seconds": seconds}


class MarksForm(ConfigForm):
    """Says for what marks are given."""

    reasons = forms.CharField(
        label=_("Reasons, one a line"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        initial=_("A good answer\nA good question\nHelped others"),
        help_text=_("They stand ready as buttons; you can also write another one."),
    )

    def config(self) -> dict[str, Any]:
        """Give the reasons."""
        return {"reasons": [each[:LONGEST_REASON] for each in lines(self.cleaned_data["reasons"])][:MOST_REASONS]}

    @classmethod
    def starting(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Give the reasons."""
        return {"reasons": "\n".join(config.get("reasons", []))}
