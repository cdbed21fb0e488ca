"""What every kind's form has: a title, when it is for, and how long it stays open."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from xingtan.activities.models import Activity

LONGEST_MINUTES = 7 * 24 * 60


class ConfigForm(forms.Form):
    """Says what an activity is. A kind adds its own fields, which stand between the title and the rest."""

    title = forms.CharField(label=_("Title"), max_length=200)
    phase = forms.ChoiceField(label=_("When"), choices=Activity.Phase.choices, initial=Activity.Phase.IN)
    minutes = forms.IntegerField(
        label=_("Minutes until it closes by itself"),
        required=False,
        min_value=1,
        max_value=LONGEST_MINUTES,
        help_text=_("Without a number it stays open until you close it."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        run: Any = None,
        was: Mapping[str, Any] | None = None,
        planner: Any = None,
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        self.run = run
        # Who plans a lesson outside of any class, and of which course they want to choose something.
        self.planner = planner
        # What it is so far, if it is changed: what cannot be listed here is kept of it.
        self.was: Mapping[str, Any] = was or {}
        last = [name for name in ("phase", "minutes") if name in self.fields]
        self.order_fields([*(name for name in self.fields if name not in last), *last])

    def config(self) -> dict[str, Any]:
        """Give what is kept of the kind's own fields, as plain JSON."""
        return {}

    @classmethod
    def starting(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Give the values that the kind's own fields show of a config."""
        return {}


class AskForm(ConfigForm):
    """Says what an activity is that asks one thing: its title is the question."""

    title = forms.CharField(label=_("What you ask"), max_length=200)


def lines(text: str) -> list[str]:
    """Take text apart into its lines, without empty ones and without saying one twice."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def as_form(fields: Mapping[str, Any]) -> QueryDict:
    """Give fields as a browser would send them, so that one form judges both."""
    form = QueryDict(mutable=True)
    form.update({"phase": "in"})
    for name, value in fields.items():
        values: Iterable[Any] = value if isinstance(value, list) else [value]
        form.setlist(name, [str(each) for each in values if each is not False and each is not None])
    return form
