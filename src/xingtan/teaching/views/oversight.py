"""Pages of oversight: a session opened for colleagues, sessions drawn to be looked at."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, go, now, page, show
from xingtan.teaching import access, actions, queries
from xingtan.teaching.forms import ModelForm, NoteForm, SampleForm
from xingtan.teaching.models import Inspection, Session
from xingtan.universities import public as universities


@page(access.session_to_plan, limit="change", methods=("POST",))
def model(request: Request, found: Session) -> HttpResponse:
    """Open the session for colleagues to visit, or close it to them."""
    address = f"{found.get_absolute_url()}lead/"
    if "away" in request.POST:
        actions.close_model(session=found, by=request.user)
        return done(request, "teaching/lead.html", then=address, say=_("Nobody visits this session any more."))
    form = ModelForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    actions.open_model(session=found, words=words, by=request.user, now=now())
    said = _("Colleagues of all universities may visit this session now.")
    return done(request, "teaching/lead.html", then=address, say=said)


@page(access.university_to_inspect, limit="change")
def inspections(request: Request, university: universities.University) -> HttpResponse:
    """Show what was drawn to be looked at, and draw more."""
    today = now().astimezone(ZoneInfo(university.zone)).date()
    form = SampleForm(request.POST or None, initial={"from_on": today - timedelta(days=6), "to_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.draw_sample(university=university, by=request.user, now=now(), **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            return go(request, _address(university))
    return _list(request, university, form)


@page(access.inspection_to_note, limit="change")
def inspection(request: Request, found: Inspection) -> HttpResponse:
    """Say that one looked at a session, and what one saw; those who teach it read it."""
    form = NoteForm(request.POST or None, initial={"note": found.note})
    if request.method == "POST" and form.is_valid():
        actions.note_inspection(inspection=found, by=request.user, now=now(), **form.cleaned_data)
        said = _("Noted. Those who teach the session read it on its page.")
        return done(request, "teaching/inspection.html", then=_address(found.sample.university), say=said)
    lesson = found.session
    context = {
        "inspection": found,
        "session": lesson,
        "offered": lesson.run.course,
        "form": form,
        "crumbs": _crumbs(found.sample.university, with_list=True),
    }
    return show(request, "teaching/inspection.html", context, status=422 if form.errors else 200)


def _list(request: Request, university: universities.University, form: SampleForm) -> HttpResponse:
    context = {
        "university": university,
        "samples": queries.samples_of(university),
        "form": form,
        "url": _address(university),
        "crumbs": _crumbs(university),
    }
    return show(request, "teaching/inspections.html", context, status=422 if form.errors else 200)


def _address(university: universities.University) -> str:
    return f"/u/{university.slug}/inspections/"


def _crumbs(university: universities.University, *, with_list: bool = False) -> list[tuple[Any, str]]:
    way: list[tuple[Any, str]] = [(str(university.name), f"/u/{university.slug}/")]
    return [*way, (_("Inspection"), _address(university))] if with_list else way
