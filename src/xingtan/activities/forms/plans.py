"""What a teacher says of a lesson plan and of its steps."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xingtan.activities.forms.configs import ConfigForm

LONGEST_STEP = 7 * 24 * 60


class PlanForm(forms.Form):
    """What a plan is called, and what it is for."""

    title = forms.CharField(label=_("Title"), max_length=200)
    aims = forms.CharField(
        label=_("What it is for"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whom it suits, and what they can do afterwards."),
    )


class NoteForm(ConfigForm):
    """A step without an activity: something to say or to do."""

    title = forms.CharField(label=_("What happens"), max_length=200)


def as_step(form: ConfigForm) -> ConfigForm:
    """Let the form of an activity ask what a step has besides: how long it takes, and notes for who leads."""
    form.fields["minutes"] = forms.IntegerField(
        label=_("Minutes planned"), required=False, min_value=1, max_value=LONGEST_STEP
    )
    form.fields["notes"] = forms.CharField(
        label=_("Notes for who leads"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Students never see them."),
    )
    form.order_fields(
        [*(name for name in form.fields if name not in ("phase", "minutes", "notes")), "phase", "minutes", "notes"]
    )
    return form


def wants_list(sent: Any) -> bool:
    """Test whether a course was chosen whose problems are to be listed first: nothing is saved before."""
    return "list" in sent or sent.get("course", "") not in ("", sent.get("listed", ""))


def typed(made: Any, sent: Any) -> dict[str, Any]:
    """Give what stands in a form that was sent, to be shown again and not judged."""
    fields = as_step(made(sent)).fields
    found = {name: each.widget.value_from_datadict(sent, {}, name) for name, each in fields.items()}
    return {name: value for name, value in found.items() if name not in ("course", "problems")} | {
        "problems": sent.getlist("problems")
    }


def facts_of(form: ConfigForm) -> dict[str, Any]:
    """Give a step's facts as a valid form says them."""
    said = form.cleaned_data
    kept = {name: said[name] for name in ("title", "phase", "minutes", "notes")}
    return {**kept, "config": form.config()}
