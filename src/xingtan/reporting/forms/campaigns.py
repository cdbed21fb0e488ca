"""The shape of a campaign: what it says, in one language at a time, what it asks, and its steps."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xingtan.people import public as people
from xingtan.reporting import rules
from xingtan.reporting.models import Campaign
from xingtan.reporting.models import Question as Asked
from xingtan.ui import public as ui

TEXTS = ("title", "about", "announced")
MOST_DAYS = 365
MOST_REMINDERS = 12


class CampaignFacts(forms.Form):
    """What is asked of what time, by when, and from when anyone may know."""

    language = forms.ChoiceField(label=_("In which language"), help_text=_("Save one language, then choose the next."))
    slug = forms.SlugField(
        label=_("Address"), max_length=60, help_text=_("Letters, digits and dashes: it stands in the link.")
    )
    title = forms.CharField(label=_("Title"), max_length=200)
    about = forms.CharField(
        label=_("What it is for"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    starts_on = ui.DayField(_("Figures from"))
    ends_on = ui.DayField(_("Figures to"))
    as_of = ui.DayField(_("As of"), help_text=_("The day on which stocks such as students are counted."))
    due_on = ui.DayField(
        _("Deadline"), help_text=_("Reports are on time until this day is over; late ones are still taken.")
    )
    release_on = ui.DayField(
        _("Release"), help_text=_("When this day begins, the embargo ends: everyone may know the figures.")
    )
    zone = forms.ChoiceField(label=_("Where these days begin and end"))
    announced = forms.CharField(
        label=_("In the public release calendar"),
        max_length=200,
        required=False,
        help_text=_("All that anyone reads before the release, with its date. Leave it empty and nothing is shown."),
    )
    naming = forms.ChoiceField(
        label=_("Who did not answer"),
        choices=Campaign.Naming.choices,
        widget=forms.RadioSelect,
        initial=Campaign.Naming.COUNT,
        help_text=_("What anyone may know after the release. Coordinators always see who."),
    )
    wants_two = forms.BooleanField(label=_("Somebody else than the writer signs each report"), required=False)
    plan = forms.CharField(
        label=_("Days of reminders"),
        max_length=100,
        required=False,
        help_text=_(
            "Days before (-) or after the deadline, with commas between. They go out only if you switch them on."
        ),
    )

    def __init__(self, *args: Any, thing: Campaign | None = None, language: str = "", **kwargs: Any) -> None:
        chosen = language if language in dict(settings.LANGUAGES) else (get_language() or "en")
        super().__init__(*args, **{**kwargs, "initial": {"language": chosen, **_said(thing, chosen)}})
        self.thing = thing
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]  # a choice field, above
        self.fields["zone"].choices = people.zones()  # type: ignore[attr-defined]  # a choice field, above
        if thing:
            del self.fields["slug"]

    def clean_plan(self) -> list[int]:
        """Read the days.

        :raises ValidationError: if one is none
        """
        try:
            days = sorted(
                {int(each) for each in self.cleaned_data["plan"].replace("−", "-").split(",") if each.strip()}
            )
        except ValueError:
            raise forms.ValidationError(_("Give days as whole numbers, such as -14, -7, -1, 1, 7.")) from None
        if len(days) > MOST_REMINDERS or any(abs(each) > MOST_DAYS for each in days):
            raise forms.ValidationError(_("Give at most twelve days, none further than a year from the deadline."))
        return days

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins, and a release before the deadline."""
        said = super().clean() or {}
        if said.get("starts_on") and said.get("ends_on") and said["ends_on"] < said["starts_on"]:
            self.add_error("ends_on", _("The last day is not before the first."))
        if said.get("due_on") and said.get("release_on") and said["release_on"] <= said["due_on"]:
            self.add_error("release_on", _("The release comes after the deadline."))
        return said

    def facts(self) -> dict[str, Any]:
        """Give the fields of the campaign as they shall be."""
        said = dict(self.cleaned_data)
        language, zone = said.pop("language"), ZoneInfo(said["zone"])
        for name in TEXTS:
            kept = {} if self.thing is None else {t: w for t, w in getattr(self.thing, name).items() if t != language}
            said[name] = {**kept, language: said[name]} if said[name] else kept
        said["due_at"] = datetime.combine(said.pop("due_on") + timedelta(days=1), time(), zone)
        said["release_at"] = datetime.combine(said.pop("release_on"), time(), zone)
        return said


def _said(thing: Campaign | None, language: str) -> dict[str, Any]:
    if thing is None:
        return {"zone": "UTC", "plan": "-14, -7, -1, 1, 7"}
    zone = ZoneInfo(thing.zone)
    return {
        **{name: getattr(thing, name).get(language, "") for name in TEXTS},
        **{name: getattr(thing, name) for name in ("starts_on", "ends_on", "as_of", "zone", "naming", "wants_two")},
        "due_on": (thing.due_at.astimezone(zone) - timedelta(seconds=1)).date(),
        "release_on": thing.release_at.astimezone(zone).date(),
        "plan": ", ".join(map(str, thing.plan)),
    }


class Questions(forms.Form):
    """Which figures are asked for, and the definition of each."""

    def __init__(self, *args: Any, asked: list[Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._asked = {each.measure: each for each in asked}
        for key, measure in rules.MEASURES.items():
            known = self._asked.get(key)
            self.fields[f"ask-{key}"] = forms.BooleanField(
                label=str(known.title) if known else measure.title, required=False, initial=known is not None
            )
            self.fields[f"says-{key}"] = forms.CharField(
                label=_("What counts"),
                max_length=2000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=str(known.definition) if known else measure.definition,
            )

    def measures(self) -> dict[str, tuple[Any, Any]]:
        """Give title and definition of each measure that is asked for."""
        found = {}
        for key, measure in rules.MEASURES.items():
            if not self.cleaned_data[f"ask-{key}"]:
                continue
            known = self._asked.get(key)
            title = known.title if known else {"en": measure.title}
            said = self.cleaned_data[f"says-{key}"] or measure.definition
            # The words of other languages stand as long as this one says the same.
            kept = dict(known.definition) if known and str(known.definition) == said else {}
            found[key] = (title, kept or {_language(said, measure): said})
        return found


def _language(said: str, measure: rules.Measure) -> str:
    return "en" if said == measure.definition else (get_language() or "en")


class Step(forms.Form):
    """A step of a campaign, and why; opening it, whether to remind."""

    move = forms.ChoiceField(choices=[(each, each) for each in ("open", "close", "reopen")])
    reason = forms.CharField(max_length=2000, required=False)
    is_reminding = forms.BooleanField(required=False)
