"""The shape of what the catalogue says of a course, of a run, and of a role."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xingtan.catalog.models import MOST_PLACES, Course, CourseRole, Kind, Level, Run, Subject
from xingtan.kernel.dates import EARLIEST, LATEST, MINUTES_A_YEAR
from xingtan.people import public as people

MOMENTS = ("opens_at", "closes_at", "starts_at", "ends_at")


class Said(forms.NullBooleanField):
    """Yes, no, or nothing said."""

    def __init__(self, *, label: Any) -> None:
        super().__init__(label=label)
        self.widget.choices = [("unknown", _("Not said")), ("true", _("Yes")), ("false", _("No"))]


class Facts(forms.Form):
    """What the catalogue says of a course, in one language at a time."""

    language = forms.ChoiceField(label=_("In which language"), help_text=_("Save one language, then choose the next."))
    title = forms.CharField(label=_("Title"), max_length=200)
    summary = forms.CharField(
        label=_("Summary"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    certificate = forms.CharField(
        label=_("What the certificate means"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    subject = forms.ModelChoiceField(label=_("Subject"), queryset=Subject.objects.order_by("code"), required=False)
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)
    workload_hours = forms.DecimalField(
        label=_("Workload in hours"), min_value=0, max_value=9999, max_digits=5, decimal_places=1, required=False
    )
    licence = forms.CharField(
        label=_("Licence"), max_length=40, required=False, help_text=_("An SPDX name, such as CC-BY-4.0.")
    )
    attribution = forms.CharField(label=_("Attribution"), max_length=300, required=False)

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    credits = forms.DecimalField(
        label=_("Credits (ECTS)"), min_value=0, max_value=9999, max_digits=5, decimal_places=1, required=False
    )
    is_free = Said(label=_("Free to take"))
    has_free_certificate = Said(label=_("Free certificate"))
    needs_sign_in = Said(label=_("Sign-in needed"))
    works_on_phone = Said(label=_("Works on a phone"))

    TEXTS = ("title", "summary", "certificate")
    OWN = (
        *("subject", "level", "workload_hours", "licence", "attribution", "kind", "credits"),
        *("is_free", "has_free_certificate", "needs_sign_in", "works_on_phone"),
    )

    def __init__(self, *args: Any, course: Course, language: str = "", **kwargs: Any) -> None:
        chosen = language or (get_language() or "en")
        own = {name: getattr(course, name) for name in self.OWN}
        texts = {name: getattr(course, name).get(chosen, "") for name in self.TEXTS}
        super().__init__(*args, **{**kwargs, "initial": {"language": chosen, **texts, **own}})
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]  # a choice field, three lines above
        self._course = course

    def facts(self) -> dict[str, Any]:
        """Give the fields of the course as they shall be: other languages stay."""
        said = dict(self.cleaned_data)
        language = said.pop("language")
        for name in self.TEXTS:
            kept = {tag: text for tag, text in getattr(self._course, name).items() if tag != language}
            said[name] = {**kept, language: said[name]} if said[name] else kept
        return said


class Dates(forms.ModelForm[Run]):
    """When a run is, in its own zone."""

    class Meta:
        model = Run
        fields = ("zone", *MOMENTS, "grace_minutes", "places", "is_self_paced")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = ZoneInfo(self.instance.zone)
        self.fields["zone"] = forms.ChoiceField(label=_("Time zone"), choices=people.zones())
        self.fields["places"].required = False
        self.fields["places"].validators.append(MaxValueValidator(MOST_PLACES))
        self.fields["grace_minutes"].validators.append(MaxValueValidator(MINUTES_A_YEAR))
        for name in MOMENTS:
            moment = getattr(self.instance, name)
            self.initial[name] = moment.astimezone(zone).replace(tzinfo=None) if moment else None
            self.fields[name] = forms.DateTimeField(
                label=self.fields[name].label,
                required=False,
                validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)],
                widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            )

    def clean(self) -> dict[str, Any]:
        """Read the moments in the run's zone, and put them in order."""
        said = dict(super().clean() or {})
        zone = ZoneInfo(said.get("zone") or self.instance.zone)
        for name in MOMENTS:
            said[name] = _in_zone(said.get(name), zone)
        for first, then in (("opens_at", "closes_at"), ("starts_at", "ends_at")):
            if said[first] and said[then] and said[then] <= said[first]:
                self.add_error(then, _("This must be later than the beginning."))
        return said

    def _post_clean(self) -> None:
        """Leave the instance alone: an action changes it."""


def _in_zone(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    """Take the moment as somebody typed it, a clock's reading in the run's zone."""
    return moment.replace(tzinfo=zone) if moment else None


class GivenRole(forms.Form):
    """Who is to serve the course, and as what."""

    email = forms.EmailField(label=_("E-mail address"), help_text=_("Of somebody who already has an account here."))
    role = forms.ChoiceField(label=_("Role"), choices=CourseRole.Role.choices)
