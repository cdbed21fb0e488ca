"""Shapes of input: terms and their days, files, lines by hand, clashes, meetings of several sites."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.dates import EARLIEST, LATEST
from xingtan.people import public as people
from xingtan.teaching import public as teaching
from xingtan.timetables.models import WEEKDAYS, Intake
from xingtan.timetables.rules.tables import COLUMNS, MOST_BYTES
from xingtan.timetables.rules.weeks import NotWeeks, weeks_of, written
from xingtan.ui import public as ui

LONGEST_TERM = timedelta(days=400)
MOST_ZONES = 12


class Clock(forms.TimeField):
    """A time of day."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **facts)


class TermForm(forms.Form):
    """A term."""

    title = forms.CharField(label=_("Title"), max_length=120, help_text=_("Such as “Spring 2026”."))
    starts_on = ui.DayField(_("First day"))
    ends_on = ui.DayField(_("Last day"))
    first_monday = ui.DayField(_("Week 1 begins on Monday"), help_text=_("Weeks are counted from here."))

    def clean(self) -> dict[str, Any]:
        """Put the days in order."""
        said = super().clean() or self.cleaned_data
        first, last, monday = (said.get(name) for name in ("starts_on", "ends_on", "first_monday"))
        if first and last and not timedelta() <= last - first <= LONGEST_TERM:
            self.add_error("ends_on", _("The last day comes after the first, and within 400 days of it."))
        if monday and monday.weekday() != 0:
            self.add_error("first_monday", _("This day is no Monday."))
        elif monday and first and abs(first - monday) > LONGEST_TERM:
            self.add_error("first_monday", _("This lies too far from the term."))
        if said.get("title"):
            said["title"] = {"en": said["title"]}
        return said


class DayOffForm(forms.Form):
    """Days without lessons."""

    on = ui.DayField(_("Day off"))
    until = ui.DayField(_("Until"), required=False, help_text=_("For several days, the last of them."))
    campus = forms.CharField(label=_("Campus"), max_length=120, required=False, help_text=_("Empty: everywhere."))
    why = forms.CharField(label=_("Why"), max_length=120, required=False)


class MakeUpForm(forms.Form):
    """A day that is taught as another."""

    on = ui.DayField(_("Make-up day"))
    as_of = ui.DayField(_("Taught as"), help_text=_("The day whose lessons are given then."))
    campus = forms.CharField(label=_("Campus"), max_length=120, required=False, help_text=_("Empty: everywhere."))


class Upload(forms.Form):
    """A timetable as a file."""

    file = forms.FileField(label=_("File"), help_text=_("A table (CSV), or a calendar (.ics). No more than 20 MB."))
    source = forms.CharField(
        label=_("Which list it is"),
        max_length=120,
        required=False,
        help_text=_("A list that comes again replaces itself and no other. Leave it empty if you have only one."),
    )
    code = forms.CharField(
        label=_("All of one class"),
        max_length=80,
        required=False,
        help_text=_("For a calendar whose events do not name their class: its code."),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large to look through."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB. Send it in parts; nothing was kept."))
        return file

    @property
    def kind(self) -> str:
        """Tell what the file is, by its first words: names of files are anybody's."""
        file = self.cleaned_data["file"]
        head = file.read(200)
        file.seek(0)
        is_calendar = head.lstrip(b"\xef\xbb\xbf \r\n").upper().startswith(b"BEGIN:VCALENDAR")
        return Intake.Kind.ICS if is_calendar or file.name.lower().endswith(".ics") else Intake.Kind.CSV


class Columns(forms.Form):
    """Which column says what."""

    def __init__(self, *args: Any, heads: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "–"), *((name, name) for name in dict.fromkeys(heads))]
        for field in COLUMNS:
            self.fields[field] = forms.ChoiceField(label=LABELS[field], choices=choices, required=False)


LABELS = {
    "id": _("Name of the line"),
    "class": _("Code of the class"),
    "weekday": _("Day of the week"),
    "date": _("Day"),
    "from": _("From"),
    "to": _("To"),
    "weeks": _("Weeks"),
    "room": _("Room"),
    "campus": _("Campus"),
    "zone": _("Time zone"),
    "mode": _("Online, on site or both"),
    "link": _("Meeting"),
    "title": _("Title"),
}


class PatternForm(forms.Form):
    """A line of the timetable by hand."""

    code = forms.CharField(label=_("Code of the class"), max_length=80)
    weekday = forms.ChoiceField(
        label=_("Day of the week"), choices=[("", _("On one day only")), *WEEKDAYS], required=False
    )
    on = ui.DayField(_("Day"), required=False, help_text=_("Only if it is on one day and not every week."))
    starts = Clock(label=_("From"))
    ends = Clock(label=_("To"))
    weeks = forms.CharField(
        label=_("Weeks"),
        max_length=120,
        required=False,
        help_text=_("Empty for every week; odd, even, or a list as 1-8,10,12-16."),
    )
    room = forms.CharField(label=_("Room"), max_length=80, required=False)
    campus = forms.CharField(label=_("Campus"), max_length=120, required=False)
    zone = forms.ChoiceField(label=_("Time zone"), required=False)
    mode = forms.ChoiceField(
        label=_("Where"), choices=[("", _("As the class")), *teaching.Mode.choices], required=False
    )
    link = forms.URLField(label=_("Meeting"), max_length=500, required=False, assume_scheme="https")
    title = forms.CharField(label=_("Title"), max_length=120, required=False)

    def __init__(self, *args: Any, is_there: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"] = forms.ChoiceField(
            label=_("Time zone"),
            choices=[("", _("The room's, or the university's")), *people.zones()],
            required=False,
        )
        if is_there:
            del self.fields["code"]

    def clean_weeks(self) -> str:
        """Read the weeks."""
        try:
            return written(weeks_of(self.cleaned_data["weeks"]))
        except NotWeeks:
            raise forms.ValidationError(_("Write odd, even, or a list of weeks as 1-8,10,12-16.")) from None

    def clean(self) -> dict[str, Any]:
        """Have it on a weekday or on a day, and let it end after it starts."""
        said = super().clean() or self.cleaned_data
        if "weekday" in said and "on" in said and bool(said["weekday"]) == bool(said["on"]):
            self.add_error("weekday", _("Choose a day of the week, or one day, and not both."))
        if said.get("starts") and said.get("ends") and said["ends"] <= said["starts"]:
            self.add_error("ends", _("It ends before it starts."))
        return said

    def line(self, **more: str) -> dict[str, str]:
        """Give it as a line of a table would say it."""
        said = self.cleaned_data
        return {
            "class": said.get("code", ""),
            "weekday": said["weekday"],
            "date": said["on"].isoformat() if said["on"] else "",
            "from": f"{said['starts']:%H:%M}",
            "to": f"{said['ends']:%H:%M}",
            **{name: said[name] for name in ("weeks", "room", "campus", "zone", "mode", "link", "title")},
            **more,
        }


class Acceptance(forms.Form):
    """Why a clash may stand."""

    key = forms.CharField(max_length=120, widget=forms.HiddenInput)
    words = forms.CharField(label=_("Why it may stand"), max_length=300)


class Meeting(forms.Form):
    """A meeting of several sites."""

    at = forms.DateTimeField(
        label=_("When"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    zone = forms.ChoiceField(label=_("By the clock of"))
    minutes = forms.IntegerField(label=_("How many minutes"), min_value=5, max_value=24 * 60, initial=60)
    zones = forms.MultipleChoiceField(
        label=_("Sites"),
        help_text=_("The time zones of those who come; several with the control or command key."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("zone", "zones"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = people.zones()

    def clean_zones(self) -> list[str]:
        """Bound how many sites are looked at."""
        zones: list[str] = self.cleaned_data["zones"]
        if len(zones) > MOST_ZONES:
            raise forms.ValidationError(_("Choose no more than %(most)s sites.") % {"most": MOST_ZONES})
        return zones

    def clean(self) -> dict[str, Any]:
        """Read the moment by the clock of the zone."""
        said = super().clean() or self.cleaned_data
        at: datetime | None = said.get("at")
        if at is not None and said.get("zone"):
            at = at.replace(tzinfo=ZoneInfo(said["zone"]))
            if not EARLIEST + LONGEST_TERM < at < LATEST - LONGEST_TERM:
                self.add_error("at", _("Choose a day nearer to today."))
            said["at"] = at
        return said
