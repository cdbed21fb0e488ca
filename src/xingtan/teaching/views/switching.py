"""A page: where all classes of a university or a department meet in some days, looked at first, then confirmed."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.teaching import access, actions, queries
from xingtan.teaching.forms import SwitchForm
from xingtan.universities import public as universities


@page(access.university_to_switch, limit="change")
def switches(request: Request, university: universities.University) -> HttpResponse:
    """Show what a switch would change, and do it when that is confirmed."""
    asked = request.POST if request.method == "POST" else request.GET
    form = SwitchForm(asked if "mode" in asked else None, university=university, today=now())
    broken: RuleBroken | None = None
    if request.method == "POST" and form.is_valid() and form.cleaned_data["seen"] is not None:
        try:
            actions.switch_classes(
                scope=form.scope,
                seen=form.cleaned_data["seen"],
                why=form.cleaned_data["why"],
                by=request.user,
                now=now(),
            )
        except RuleBroken as no:
            broken = no
        else:
            said = _("It is so now, and everybody concerned is being told.")
            return done(request, "teaching/switches.html", then=_address(university), say=said)
    context: dict[str, Any] = {
        "university": university,
        "form": form,
        "broken": broken,
        "look": queries.look_at(form.scope, now()) if form.is_bound and form.is_valid() else None,
        "said": form.as_said() if form.is_bound and form.is_valid() else (),
        "switches": queries.switches_of(university),
        "crumbs": [(str(university.name), f"/u/{university.slug}/")],
    }
    return show(request, "teaching/switches.html", context, status=422 if form.errors or broken else 200)


def _address(university: universities.University) -> str:
    return f"/u/{university.slug}/switches/"
