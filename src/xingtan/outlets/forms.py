"""The shapes of a handover, of a report of learners, and of what a platform asks."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xingtan.catalog import public as catalog
from xingtan.outlets.models import Demands
from xingtan.ui import public as ui

MOST_LEARNERS = 2**53


class Handing(forms.Form):
    """To which platform, and what the course is called there."""

    platform = forms.ChoiceField(label=_("Platform"))
    remote_id = forms.CharField(label=_("Its name there"), max_length=500, required=False)
    url = forms.URLField(label=_("Its page there"), max_length=2000, required=False, assume_scheme="https")

    def __init__(self, *args: Any, platforms: Sequence[catalog.Platform], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._platforms = {each.slug: each for each in platforms}
        self.fields["platform"].choices = [(each.slug, str(each)) for each in platforms]  # type: ignore[attr-defined]  # a choice field, some lines above

    def clean_platform(self) -> catalog.Platform:
        """Give the platform chosen."""
        return self._platforms[self.cleaned_data["platform"]]


class Counting(forms.Form):
    """How many learners, up to which day."""

    as_of = ui.DayField(_("Up to"))
    enrollments = forms.IntegerField(label=_("Learners"), min_value=0, max_value=MOST_LEARNERS)


class Asking(forms.ModelForm[Demands]):
    """What a platform asks of a course."""

    licences = forms.CharField(
        label=_("Licences"),
        max_length=400,
        required=False,
        help_text=_("SPDX names with commas between; none: any that is said."),
    )
    languages = forms.CharField(
        label=_("Languages"),
        max_length=200,
        required=False,
        help_text=_("Tags such as en or zh-Hans, with commas between; none: any."),
    )

    class Meta:
        model = Demands
        fields = ("wants_captions", "licences", "languages", "cover_width", "cover_height", "least_hours", "most_hours")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("licences", "languages"):
            self.initial[name] = ", ".join(getattr(self.instance, name))
        for name in ("cover_width", "cover_height", "least_hours", "most_hours"):
            # As far as PostgreSQL counts would be a width nobody draws.
            self.fields[name].widget.attrs["max"] = MOST_SIZE
            self.fields[name].validators = [*self.fields[name].validators, _at_most]

    def clean_licences(self) -> list[str]:
        """Take the names apart."""
        return _names(self.cleaned_data["licences"])

    def clean_languages(self) -> list[str]:
        """Take the tags apart."""
        return _names(self.cleaned_data["languages"])

    def clean(self) -> dict[str, Any]:
        """Refuse a least that is more than the most."""
        said = super().clean() or {}
        least, most = said.get("least_hours"), said.get("most_hours")
        if least is not None and most is not None and least > most:
            self.add_error("most_hours", _("The most is not less than the least."))
        if (said.get("cover_width") is None) != (said.get("cover_height") is None):
            self.add_error("cover_height", _("Say both width and height, or neither."))
        return said


MOST_SIZE = 100_000


def _at_most(value: int) -> None:
    if value > MOST_SIZE:
        raise forms.ValidationError(_("At most %(most)s."), params={"most": MOST_SIZE})


def _names(said: str) -> list[str]:
    return [name for each in said.replace(";", ",").split(",") if (name := each.strip())]
