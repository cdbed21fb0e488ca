"""The shape of what teachers type: a session, a class, a hub; and of a sample to draw."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.kernel.dates import EARLIEST, LATEST
from xingtan.kernel.text import Text
from xingtan.library import public as library
from xingtan.people import public as people
from xingtan.teaching.models import Class, Mode, Pack, Rung, Session, Venue
from xingtan.teaching.queries import Scope
from xingtan.ui import public as ui
from xingtan.universities import public as universities

LONGEST = timedelta(hours=24)
MOST_FILES = 200


class Moment(forms.DateTimeField):
    """A clock's reading, in a zone that stands beside it."""

    def __init__(self, *, label: Any) -> None:
        super().__init__(
            label=label,
            validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)],
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        )


class SessionForm(forms.Form):
    """When and where a session is, in its own zone, and its title in one language."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    starts_at = Moment(label=_("Begins"))
    ends_at = Moment(label=_("Ends"))
    zone = forms.ChoiceField(label=_("Time zone"))
    mode = forms.ChoiceField(label=_("Where"), choices=Mode.choices)
    venue = forms.ModelChoiceField(label=_("Room"), queryset=Venue.objects.none(), required=False)
    link = forms.URLField(
        label=_("Meeting"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("The address of a meeting on any service. Empty: that of the class."),
    )
    why = forms.CharField(
        label=_("Why"), max_length=300, required=False, help_text=_("The class reads it with what was changed.")
    )

    def __init__(
        self, data: Any = None, *, run: catalog.Run, session: Session | None = None, initial: Any = None
    ) -> None:
        shown = session or Session(run=run, zone=run.zone, **(initial or {}))
        self._title, self._language = Text(shown.title or {}), get_language() or "en"
        zone = ZoneInfo(shown.zone or "UTC")
        clocks = {
            name: getattr(shown, name).astimezone(zone).replace(tzinfo=None)
            for name in ("starts_at", "ends_at")
            if getattr(shown, name)
        }
        own = {name: getattr(shown, name) for name in ("zone", "mode", "venue", "link")}
        super().__init__(data, initial={"title": str(self._title), **own, **clocks})
        self.fields["zone"].choices = people.zones()  # type: ignore[attr-defined]  # it is a choice field
        rooms = Venue.objects.filter(university=run.course.university).order_by("campus", "code", "pk")
        self.fields["venue"].queryset = rooms  # type: ignore[attr-defined]  # it is a choice field
        if session is None:
            del self.fields["why"]

    def clean(self) -> dict[str, Any]:
        """Read the clock in the session's zone, and put the two moments in order."""
        said = dict(super().clean() or {})
        zone = ZoneInfo(said.get("zone") or "UTC")
        for name in ("starts_at", "ends_at"):
            if said.get(name):
                said[name] = _typed(said[name]).replace(tzinfo=zone)
        if said.get("starts_at") and said.get("ends_at"):
            # Compared as moments: between two readings of a clock in one zone the change to summer time is not seen.
            lasts = said["ends_at"].timestamp() - said["starts_at"].timestamp()
            if lasts <= 0:
                self.add_error("ends_at", _("This must be later than the beginning."))
            elif lasts > LONGEST.total_seconds():
                self.add_error("ends_at", _("A session ends within a day. Plan several instead."))
        title = said.pop("title", "")
        if title != str(self._title):
            kept = {tag: text for tag, text in self._title.items() if tag != self._language}
            said["title"] = Text({**kept, self._language: title} if title else kept)
        return said


class ClassForm(forms.ModelForm[Class]):
    """What a run has besides as a class."""

    link = forms.URLField(
        label=_("Meeting"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Any meeting service; each session may have its own."),
    )

    class Meta:
        model = Class
        fields = ("code", "unit", "campus", "link")

    def __init__(self, *args: Any, run: catalog.Run, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = universities.Unit.objects.filter(university=run.course.university)
        self.fields["unit"].queryset = units.order_by("code", "pk")  # type: ignore[attr-defined]  # it is a choice field

    def _post_clean(self) -> None:
        """Leave the instance alone: an action changes it."""


class HubForm(forms.Form):
    """A place where a part of a class sits together."""

    name = forms.CharField(label=_("Name"), max_length=200)
    seats = forms.IntegerField(label=_("Seats"), min_value=0, max_value=100_000, required=False)


class ModeForm(forms.Form):
    """Where a class meets from now on."""

    mode = forms.ChoiceField(label=_("From now on"), choices=Mode.choices)
    why = forms.CharField(label=_("Why"), max_length=300, required=False)


class SwitchForm(forms.Form):
    """Where all classes of a university or a department meet in some days."""

    mode = forms.ChoiceField(label=_("Classes meet"), choices=Mode.choices)
    unit = forms.ModelChoiceField(
        label=_("Department"),
        queryset=universities.Unit.objects.none(),
        to_field_name="uid",
        required=False,
        empty_label=_("The whole university"),
        help_text=_("With all its parts."),
    )
    from_on = ui.DayField(_("From"))
    until_on = ui.DayField(_("Until"), required=False, help_text=_("Empty: from then on."))
    why = forms.CharField(label=_("Why"), max_length=300, required=False, help_text=_("Everybody concerned reads it."))
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, university: universities.University, today: datetime) -> None:
        day = today.astimezone(ZoneInfo(university.zone)).date()
        super().__init__(data, initial={"mode": Mode.BOTH, "from_on": day})
        self.university = university
        units = universities.Unit.objects.filter(university=university).order_by("code", "pk")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # it is a choice field
        if data is None or "seen" not in data:
            del self.fields["seen"]

    @property
    def scope(self) -> Scope:
        """Give which classes are meant, and which days."""
        said = {name: self.cleaned_data[name] for name in ("mode", "unit", "from_on", "until_on")}
        return Scope(university=self.university, **said)

    def as_said(self) -> list[tuple[str, str]]:
        """Give what was said, to be confirmed."""
        return [(name, self.data.get(name, "")) for name in ("mode", "unit", "from_on", "until_on", "why")]

    def clean(self) -> dict[str, Any]:
        """Keep the days in order."""
        said = dict(super().clean() or {})
        if said.get("from_on") and said.get("until_on") and said["until_on"] < said["from_on"]:
            self.add_error("until_on", _("This must not be before the first day."))
        return said


class RungForm(forms.Form):
    """How a session is held."""

    rung = forms.ChoiceField(choices=Rung.choices)
    why = forms.CharField(max_length=300, required=False)


class LinkForm(forms.Form):
    """Where the meeting is."""

    link = forms.URLField(label=_("Meeting"), max_length=500, required=False, assume_scheme="https")


class PackForm(forms.Form):
    """What students watch or read: an address, a unit of the course, a file of the library, or words."""

    link = forms.URLField(
        label=_("Address"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
        help_text=_("Such as that of a recording, on any service."),
    )
    unit = forms.ChoiceField(label=_("Or a unit of this course"), required=False)
    resource = forms.ChoiceField(label=_("Or a file of the library"), required=False)
    words = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=8000,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("What there is to read, or what to look for. All empty: nothing is shown any more."),
    )

    def __init__(self, data: Any = None, *, run: catalog.Run, pack: Pack | None) -> None:
        before = pack or Pack()
        own = {"link": before.link, "unit": before.unit, "words": before.words}
        resource = before.resource if before.resource_id else None
        super().__init__(data, initial={**own, "resource": str(resource.uid) if resource else ""})
        self._units = _units_of(run)
        self._files = {str(each.uid): each for each in [*([resource] if resource else ()), *_files_of(run)]}
        named = {"unit": self._units, "resource": {uid: each.name for uid, each in self._files.items()}}
        for name, choices in named.items():
            if choices:
                self.fields[name].choices = [("", "—"), *choices.items()]  # type: ignore[attr-defined]  # a choice field
            else:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Ask for one thing at most; words may stand beside it."""
        said = dict(super().clean() or {})
        if sum(bool(said.get(name)) for name in ("link", "unit", "resource")) > 1:
            self.add_error(None, _("Choose one: an address, a unit or a file. Words may stand beside it."))
        return said

    def facts(self) -> dict[str, Any]:
        """Give the fields of the pack."""
        said = self.cleaned_data
        resource = self._files.get(said.get("resource", ""))
        name = resource.name if resource else self._units.get(said.get("unit", ""), "")
        facts = {"link": said["link"], "words": said["words"], "unit": said.get("unit", "")}
        return {**facts, "resource": resource, "name": name[:300]}


class WhyForm(forms.Form):
    """A reason, if one likes to say it."""

    why = forms.CharField(label=_("Why"), max_length=300, required=False)


class ModelForm(forms.Form):
    """What colleagues will see in a session."""

    words = forms.CharField(label=_("What there is to see"), max_length=300, required=False)


class SampleForm(forms.Form):
    """Which days to draw from, and how many sessions."""

    from_on = ui.DayField(_("From"))
    to_on = ui.DayField(_("To"))
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=200, initial=5)
    seed = forms.CharField(
        label=_("Seed"), max_length=40, required=False, help_text=_("Only to draw again what was drawn before.")
    )


class NoteForm(forms.Form):
    """What somebody saw who looked at a session."""

    note = forms.CharField(label=_("What you saw"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3}))


def _units_of(run: catalog.Run) -> dict[str, str]:
    version = authoring.version_of(run)
    if version is None:
        return {}
    return {
        unit["key"]: str(Text(unit["title"])) or unit["key"]
        for chapter in version.outline["chapters"]
        for section in chapter["sections"]
        for unit in section["units"]
    }


def _files_of(run: catalog.Run) -> list[library.Resource]:
    rows = library.Resource.objects.filter(university=run.course.university).order_by("-added_at", "-pk")
    return list(rows[:MOST_FILES])


def _typed(moment: datetime) -> datetime:
    """Give what was typed, without the zone that Django put to it."""
    return timezone.make_naive(moment, timezone.get_current_timezone()) if timezone.is_aware(moment) else moment
