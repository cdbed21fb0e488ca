"""The shape of a feed: its address, its pace, and what its format asks for besides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xingtan.harvest import registry
from xingtan.harvest.models import Feed
from xingtan.harvest.registry import Option, Source

MOST_OPTION = 20_000
PREFIX = "option-"


class NewFeed(forms.Form):
    """In which format a platform gives its catalogue."""

    format = forms.ChoiceField(label=_("Format"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["format"]
        choices.choices = [(each.name, each.label) for each in registry.every()]


class FeedFacts(forms.Form):
    """Where a feed is, how often it is gathered, and its format's own options."""

    url = forms.URLField(label=_("Address"), max_length=1000, assume_scheme="https")
    hours = forms.IntegerField(label=_("Gathered every … hours"), min_value=1, max_value=24 * 31, initial=24)
    is_on = forms.BooleanField(label=_("Gathered by the clock"), required=False, initial=True)

    def __init__(self, *args: Any, source: Source | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._options = list(source.options) if source else []
        for each in self._options:
            self.fields[f"{PREFIX}{each.name}"] = _field(each)

    @staticmethod
    def initial_of(feed: Feed) -> dict[str, Any]:
        """Give what the form shows of a feed."""
        options = {f"{PREFIX}{name}": value for name, value in feed.options.items()}
        return {"url": feed.url, "hours": feed.hours, "is_on": feed.is_on, **options}

    def facts(self) -> dict[str, Any]:
        """Give the fields of the feed."""
        said = self.cleaned_data
        options = {each.name: said[f"{PREFIX}{each.name}"] for each in self._options if said[f"{PREFIX}{each.name}"]}
        return {"url": said["url"], "hours": said["hours"], "is_on": said["is_on"], "options": options}


def _field(option: Option) -> forms.Field:
    shared: dict[str, Any] = {"label": option.label, "help_text": option.help, "required": option.is_required}
    if option.kind == "choice":
        return forms.ChoiceField(choices=option.choices, initial=option.default, **shared)
    widget = forms.Textarea(attrs={"rows": 8, "dir": "ltr"}) if option.kind == "lines" else forms.TextInput()
    return forms.CharField(max_length=MOST_OPTION, initial=option.default, widget=widget, **shared)
