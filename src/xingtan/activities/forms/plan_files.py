"""A lesson plan as a file: written, and read again through the forms by which its steps are made by hand."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from xingtan.activities.forms.configs import as_form
from xingtan.activities.forms.plans import NoteForm, PlanForm, as_step, facts_of
from xingtan.activities.models import Plan, Step
from xingtan.activities.queries import Planner
from xingtan.activities.registry import kinds

MARK = "lesson plan"
VERSION = 1
MOST_BYTES = 1_000_000
MOST_STEPS = 60
ASKED = ("title", "phase", "minutes", "notes")


class PlanFileForm(forms.Form):
    """A plan that was kept as a file."""

    file = forms.FileField(label=_("File"), widget=forms.FileInput(attrs={"accept": ".json,application/json"}))

    def __init__(self, *given: Any, person: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.person = person

    def clean_file(self) -> dict[str, Any]:
        """Read it, whole or not at all."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("This file is too large to be a lesson plan."))
        try:
            said = json.loads(file.read())
        except (ValueError, RecursionError):
            raise ValidationError(NO_PLAN) from None
        return read(said, self.person)


NO_PLAN = _("This is not a lesson plan that was kept as a file here.")


def packed(plan: Plan) -> dict[str, Any]:
    """Write a plan: what its steps are by the fields of their forms. Problems of courses are named and not in it."""
    return {
        "xingtan": MARK,
        "version": VERSION,
        "title": plan.title,
        "aims": plan.aims,
        "steps": [_packed(each) for each in plan.steps.order_by("place", "pk")],
    }


def read(said: Any, person: Any) -> dict[str, Any]:
    """Read what ``packed`` wrote: title, aims, and steps that are kept nowhere yet.

    :raises ValidationError: naming the step that cannot be so
    """
    steps = said.get("steps") if isinstance(said, dict) and said.get("xingtan") == MARK else None
    if not isinstance(steps, list) or len(steps) > MOST_STEPS:
        raise ValidationError(NO_PLAN)
    head = PlanForm({name: said.get(name) if isinstance(said.get(name), str) else "" for name in ("title", "aims")})
    if not head.is_valid():
        raise ValidationError(NO_PLAN)
    planner = Planner(person, is_reading=True)
    return {**head.cleaned_data, "steps": [_step(number, each, planner) for number, each in enumerate(steps, 1)]}


def _packed(step: Step) -> dict[str, Any]:
    kind = kinds.named(step.kind) if step.kind else None
    fields = kind.form.starting(step.config) if kind is not None and kind.form is not None else {}
    return {"kind": step.kind, **{name: getattr(step, name) for name in ASKED}, "fields": fields}


def _step(number: int, said: Any, planner: Planner) -> Step:
    fields = said.get("fields", {}) if isinstance(said, dict) else None
    if not isinstance(fields, Mapping):
        raise ValidationError(NO_PLAN)
    name = str(said.get("kind") or "")
    kind = kinds.named(name)
    if name and (kind is None or kind.form is None):
        raise ValidationError(
            _("Step %(number)s is an activity that there is not here: “%(name)s”."),
            params={"number": number, "name": name[:30]},
        )
    sent = {**fields, **{each: said[each] for each in ASKED if said.get(each) is not None}}
    form = as_step((kind.form if kind else NoteForm)(as_form(sent), planner=planner))
    if not form.is_valid():
        why = " ".join(str(each) for errors in form.errors.values() for each in errors)
        raise ValidationError(_("Step %(number)s: %(why)s"), params={"number": number, "why": why})
    return Step(kind=name, **facts_of(form))
