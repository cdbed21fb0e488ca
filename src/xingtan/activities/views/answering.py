"""A student answers: an ordinary form, or htmx, which gets the card back."""

from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xingtan.activities import access, actions, queries
from xingtan.activities.models import Activity
from xingtan.activities.registry import drawing, kinds
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, go, now, page, wants_part
from xingtan.ui import public as ui


@page(access.activity_to_answer, methods=("POST",), limit="answer")
def responses(request: Request, activity: Activity, enrollment: Any) -> HttpResponse:
    """Take an answer."""
    kind = kinds.named(activity.kind)
    assert kind is not None, activity.kind
    payload: dict[str, Any] = {}
    broken = ""
    moment = now()
    try:
        payload = kind.read(request)
        actions.respond(activity=activity, person=request.user, payload=payload, now=moment, uid=_uid(request))
    except RuleBroken as no:
        broken = str(no)
    if not broken and not wants_part(request):
        ui.notify(request, _("Your answer is kept."))
        return go(request, f"/sessions/{activity.session.uid}/#activity-{activity.uid}" if activity.session else "/")
    sheet = queries.sheets_for_student(
        activity.session, [activity], person=request.user, enrollment=enrollment, now=moment
    )[0]
    if broken:
        sheet = replace(sheet, broken=broken, typed=payload)
    context = {"card": drawing.for_student(request, [sheet])[0], "session": activity.session, "is_alone": True}
    template = "activities/_card.html" if wants_part(request) else "activities/activity.html"
    return render(request, template, context, status=422 if broken else 200)


def _uid(request: Request) -> UUID | None:
    with suppress(ValueError):
        return UUID(request.POST.get("uid", ""))
    return None
