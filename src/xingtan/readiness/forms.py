"""Forms: which course is the drill, which of the devices work, between which days."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xingtan.catalog import public as catalog
from xingtan.kernel.errors import NotThere
from xingtan.ui import public as ui

LONGEST_REPORT = timedelta(days=400)


class DrillForm(forms.Form):
    """The course that teachers are to finish first."""

    course = forms.CharField(
        label=_("Course"),
        max_length=300,
        help_text=_("Its address here, such as apricot/teach-online-by-monday. It may be another university's."),
    )

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._person = person

    def clean_course(self) -> catalog.Course:
        """Find the course.

        :raises ValidationError: if there is none that anyone may take
        """
        parts = [part for part in self.cleaned_data["course"].strip().split("?")[0].split("/") if part]
        try:
            university, course = parts[-2:]
            found = catalog.course_to_see(self._person, university=university, course=course)
        except (ValueError, NotThere):
            found = None
        if found is None or not found.is_published or not found.is_ours:
            raise forms.ValidationError(_("There is no published course of ours at this address."))
        return found


class DeviceForm(forms.Form):
    """Which of the two work."""

    microphone = forms.BooleanField(label=_("The microphone works"), required=False)
    camera = forms.BooleanField(label=_("The camera works"), required=False)


class DaysForm(forms.Form):
    """Between which days, both counted."""

    since = ui.DayField(_("From"))
    until = ui.DayField(_("To"))

    def clean(self) -> dict[str, Any] | None:
        """Refuse what is no time, or too long for one table."""
        said = self.cleaned_data
        since, until = said.get("since"), said.get("until")
        if since and until and not timedelta(0) <= until - since <= LONGEST_REPORT:
            raise forms.ValidationError(_("The last day is not before the first, and at most 400 days after it."))
        return said


def last_month(today: date) -> dict[str, date]:
    """Give the days that are shown where nobody asked for others."""
    return {"since": today - timedelta(days=27), "until": today}
