"""The shape of a table that is to be published, of why, and of a withdrawal."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from xingtan.census import public as census
from xingtan.dashboards.queries.meanings import dimension_words
from xingtan.people import public as people
from xingtan.reporting.public import Campaign
from xingtan.ui import public as ui


def note(*, required: bool) -> forms.CharField:
    """Make a field for why a table is published or counted again."""
    return forms.CharField(
        label=gettext_lazy("Why"),
        max_length=2000,
        required=required,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Readers of the revision see it."),
    )


class Table(forms.Form):
    """What is counted, by what, of which time, and from when anyone may know."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    slug = forms.SlugField(
        label=gettext_lazy("Address in the link"),
        max_length=60,
        help_text=gettext_lazy("Letters, digits and dashes. The table is cited by it."),
    )
    measures = forms.MultipleChoiceField(label=gettext_lazy("Measures"), widget=forms.CheckboxSelectMultiple)
    by = forms.MultipleChoiceField(
        label=gettext_lazy("Counted by"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Three at most; none gives one number for each measure."),
    )
    starts_on = ui.DayField(
        gettext_lazy("From"), required=False, help_text=gettext_lazy("Empty: all that was counted until the last day.")
    )
    ends_on = ui.DayField(gettext_lazy("To"), help_text=gettext_lazy("The last day; it must have passed."))
    campaign = forms.ChoiceField(
        label=gettext_lazy("Reports beside it"),
        required=False,
        help_text=gettext_lazy("Of which campaign. The table is never released before the campaign's figures are."),
    )
    release_on = ui.DayField(
        gettext_lazy("Release"),
        required=False,
        help_text=gettext_lazy(
            "When this day begins, anyone may read it. Until then the release calendar shows its title. "
            "Empty: as soon as you have looked at it and frozen it."
        ),
    )
    zone = forms.ChoiceField(label=gettext_lazy("Where that day begins"))
    note = note(required=False)

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"zone": zone, **(kwargs.get("initial") or {})}})
        choices: dict[str, Any] = {
            "measures": [(each.key, _(each.title)) for each in census.publishable()],
            "by": [(name, said[:1].upper() + said[1:]) for name, said in dimension_words().items()],
            "campaign": [("", _("None: only what was counted")), *self._campaigns()],
            "zone": people.zones(),
        }
        for name, chosen in choices.items():
            self.fields[name].choices = chosen  # type: ignore[attr-defined]  # choice fields, above

    def _campaigns(self) -> list[tuple[str, str]]:
        self._known = {each.slug: each for each in Campaign.objects.exclude(state="draft").order_by("-ends_on", "-pk")}
        return [(slug, str(each.title)) for slug, each in self._known.items()]

    def clean_by(self) -> list[str]:
        """Refuse more dimensions than a table may have.

        :raises ValidationError: if there are more
        """
        given: list[str] = self.cleaned_data["by"]
        if len(given) > census.MOST_DIMENSIONS:
            raise forms.ValidationError(_("Choose three at most."))
        return given

    def clean(self) -> dict[str, Any]:
        """Refuse a stretch that ends before it begins."""
        said = super().clean() or {}
        if said.get("starts_on") and said.get("ends_on") and said["ends_on"] < said["starts_on"]:
            self.add_error("ends_on", _("The last day is not before the first."))
        return said

    def brief(self, now: datetime) -> census.Brief:
        """Give what the table is to be."""
        said = self.cleaned_data
        day = said["release_on"]
        return census.Brief(
            slug=said["slug"],
            title={get_language() or "en": said["title"]},
            measures=said["measures"],
            by=said["by"],
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            release_at=datetime.combine(day, time(), ZoneInfo(said["zone"])) if day else now,
            campaign=self._known.get(said["campaign"]),
        )


class Again(forms.Form):
    """Why a table is counted again."""

    note = note(required=True)


class Reason(forms.Form):
    """Why a revision should not be used any longer."""

    reason = forms.CharField(
        label=gettext_lazy("Why it should not be used"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Those who cited it read this at its address."),
    )
