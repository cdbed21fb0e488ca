"""The shape of what students show, and of what teachers ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xingtan.attendance.models import Round, Status, Terms
from xingtan.attendance.rules.gestures import cleaned

MEANS = (
    ("tap", _("One tap")),
    ("qr", _("QR code, turning every ten seconds")),
    ("code", _("Code of digits")),
    ("gesture", _("Gesture on nine dots")),
    ("place", _("Place")),
)
MOST_MINUTES = 240


class Shown(forms.Form):
    """What a student shows to be counted as here. What they typed is judged, not the form of it."""

    round = forms.UUIDField()
    scan = forms.CharField(max_length=200, required=False)
    code = forms.CharField(max_length=40, required=False)
    gesture = forms.CharField(max_length=60, required=False)
    latitude = forms.FloatField(required=False)
    longitude = forms.FloatField(required=False)
    accuracy = forms.FloatField(required=False)

    def clean_code(self) -> str:
        """Read digits of any script, whatever stands between them."""
        return "".join(str(int(each)) for each in self.cleaned_data["code"] if each.isdecimal())

    def clean_gesture(self) -> str:
        """Read the dots in their order."""
        return cleaned("".join(str(int(each)) if each.isdecimal() else each for each in self.cleaned_data["gesture"]))

    def clean(self) -> dict[str, Any]:
        """Let a place that is none be none: the judge says so."""
        said = dict(super().clean() or {})
        for name in ("latitude", "longitude", "accuracy"):
            if name in self.errors:
                del self.errors[name]
                said[name] = None
        said["accuracy"] = said.get("accuracy") or 0.0
        return said


class Open(forms.Form):
    """What a round asks for."""

    way = forms.ChoiceField(label=_("In or out"), choices=Round.Way.choices, initial=Round.Way.IN)
    means = forms.MultipleChoiceField(
        label=_("What students show"), choices=MEANS, widget=forms.CheckboxSelectMultiple, initial=["qr", "code"]
    )
    needs_all = forms.BooleanField(label=_("All of what is ticked is needed, not any one of it"), required=False)
    code_length = forms.TypedChoiceField(
        label=_("Digits of the code"),
        choices=((4, "4"), (5, "5"), (6, "6")),
        coerce=int,
        empty_value="4",
        initial=4,
        required=False,
    )
    minutes = forms.IntegerField(
        label=_("Closes by itself after minutes"),
        min_value=1,
        max_value=MOST_MINUTES,
        required=False,
        help_text=_("Empty: when you close it, or the session ends."),
    )
    latitude = forms.FloatField(label=_("Latitude of the room"), min_value=-90, max_value=90, required=False)
    longitude = forms.FloatField(label=_("Longitude of the room"), min_value=-180, max_value=180, required=False)
    radius = forms.IntegerField(
        label=_("Radius in meters"), min_value=20, max_value=20_000, required=False, initial=100
    )

    def clean(self) -> dict[str, Any]:
        """Fill in what was left empty; one tap with something else asks for the other, or for nothing."""
        said = dict(super().clean() or {})
        said["radius"] = said.get("radius") or 100
        said["code_length"] = int(said.get("code_length") or 4)
        means = said.get("means") or []
        if len(means) > 1 and "tap" in means:
            said["means"] = [each for each in means if each != "tap"]
        return said


class Correct(forms.Form):
    """What stands from now on, and why."""

    becomes = forms.ChoiceField(label=_("Becomes"), choices=Status.choices)
    reason = forms.CharField(label=_("Why"), max_length=300, required=False, help_text=_("The student can read it."))


class Ask(forms.Form):
    """Why somebody cannot come, in their own words."""

    words = forms.CharField(
        label=_("Why can you not come?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only those who lead this session read it. You need not tell what is private."),
    )


class TermsForm(forms.ModelForm[Terms]):
    """What a class asks for to count as present."""

    class Meta:
        model = Terms
        fields = ("asks", "share_percent", "late_minutes", "early_minutes", "counts_meeting")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, most in (("share_percent", 100), ("late_minutes", 600), ("early_minutes", 600)):
            self.fields[name] = forms.IntegerField(
                label=self.fields[name].label,
                help_text=self.fields[name].help_text,
                min_value=0,
                max_value=most,
                initial=self.fields[name].initial,
            )

    def _post_clean(self) -> None:
        """Leave the instance alone: an action changes it."""
