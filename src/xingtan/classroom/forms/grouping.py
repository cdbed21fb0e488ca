"""Forms of working together: groups, what they hand in, and rating each other's work."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xingtan.activities.public import ConfigForm, lines
from xingtan.classroom.forms.calling import HubsForm

MOST_GROUPS = 1000
MOST_CRITERIA = 8
MOST_REVIEWS = 10
MOST_POINTS = 20
DEFAULT_POINTS = 5


class GroupsForm(HubsForm):
    """Says by which rule groups are made."""

    rule = forms.ChoiceField(
        label=_("Who comes together"),
        choices=[
            ("chance", _("By chance")),
            ("result", _("Strong and weak mixed, by results in the course")),
            ("hub", _("Those who sit at the same place")),
        ],
        initial="chance",
    )
    measure = forms.ChoiceField(
        label=_("Counted by"),
        choices=[("size", _("People in a group, at most")), ("number", _("Number of groups"))],
        initial="size",
    )
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=MOST_GROUPS, initial=4)
    who = forms.ChoiceField(
        label=_("Who takes part"),
        choices=[("here", _("Those who are here")), ("all", _("Everybody in the class"))],
        initial="here",
    )

    def config(self) -> dict[str, Any]:
        """Give the rule."""
        return {**super().config(), **{name: self.cleaned_data[name] for name in _GROUPS}}

    @classmethod
    def starting(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Give the rule."""
        return {**super().starting(config), **{name: config[name] for name in _GROUPS if name in config}}


_GROUPS = ("rule", "measure", "count", "who")


class GroupTaskForm(ConfigForm):
    """Says what groups are to hand in."""

    task = forms.CharField(
        label=_("What the groups are to do"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The groups made last in this session work on it. Without groups everybody works alone."),
    )

    def config(self) -> dict[str, Any]:
        """Give the task."""
        return {"task": self.cleaned_data["task"]}

    @classmethod
    def starting(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Give the task."""
        return {"task": config.get("task", "")}


class RatingForm(ConfigForm):
    """Says what is looked at, how many look, and how what they say comes together."""

    rubric = forms.CharField(
        label=_("What to look at, one a line"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        initial=_("Clear: 5\nCorrect: 5"),
        help_text=_("After a colon stand the most points; without them it is 5."),
    )
    each = forms.IntegerField(label=_("How many rate each work"), min_value=1, max_value=MOST_REVIEWS, initial=3)
    middle = forms.ChoiceField(
        label=_("How ratings come together"),
        choices=[
            ("median", _("The one in the middle (median)")),
            ("trimmed", _("The mean without the highest and lowest fifth")),
        ],
        initial="median",
    )

    def clean_rubric(self) -> str:
        """Ask for one criterion at least."""
        said: str = self.cleaned_data["rubric"]
        if not rubric_of(said):
            raise forms.ValidationError(_("Say one thing to look at, at least."))
        return said

    def config(self) -> dict[str, Any]:
        """Give the rubric, how many rate, and how."""
        said = self.cleaned_data
        return {"rubric": rubric_of(said["rubric"]), "each": said["each"], "middle": said["middle"]}

    @classmethod
    def starting(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Give the rubric as lines, how many rate, and how."""
        rubric = "\n".join(f"{each['name']}: {each['most']}" for each in config.get("rubric", []))
        return {"rubric": rubric, "each": config.get("each", 3), "middle": config.get("middle", "median")}


def rubric_of(said: str) -> list[dict[str, Any]]:
    """Read criteria out of lines: a name, and after the last colon the most points."""
    found = []
    for number, line in enumerate(lines(said.replace("：", ":"))[:MOST_CRITERIA], 1):
        name, _colon, points = line.rpartition(":")
        points = points.strip()
        most = int(points) if name and points.isascii() and points.isdigit() and len(points) < 4 else None
        named = name.strip() if most is not None else line
        most = min(max(most or DEFAULT_POINTS, 1), MOST_POINTS)
        found.append({"key": f"c{number}", "name": named[:200], "most": most})
    return found
