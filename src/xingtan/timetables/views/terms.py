"""Pages: the terms of a university, and the days of one."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, page, show
from xingtan.timetables import access, actions
from xingtan.timetables.forms import DayOffForm, MakeUpForm, TermForm, Upload
from xingtan.timetables.models import DayOff, MakeUp, Pattern, Term
from xingtan.timetables.views.common import crumbs_of
from xingtan.universities import public as universities

LATEST_INTAKES = 10


@page(access.university_to_schedule, limit="change")
def terms(request: Request, place: universities.University) -> HttpResponse:
    """Show the terms of a university, and add one."""
    form = TermForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.add_term(university=place, by=request.user, **form.cleaned_data)
        return done(request, "timetables/terms.html", then=made.get_absolute_url(), say=_("The term is added."))
    rows = Term.objects.filter(university=place).order_by("-starts_on", "-pk")
    context = {
        "place": place,
        "terms": [(each, reverse("timetables:term", args=(place.slug, each.uid))) for each in rows],
        "form": form,
        "crumbs": crumbs_of(place)[:1],
    }
    return show(request, "timetables/terms.html", context, status=422 if form.errors else 200)


@page(access.term_to_schedule, limit="change")
def term(request: Request, found: Term) -> HttpResponse:
    """Show a term: its days, what was brought, what waits; and change it."""
    said = {name: getattr(found, name) for name in ("starts_on", "ends_on", "first_monday")}
    form = TermForm(request.POST or None, initial={**said, "title": str(found.title)})
    if request.method == "POST" and form.is_valid():
        title = {**found.title, found.title.language or "en": form.cleaned_data["title"]["en"]}
        actions.change_term(term=found, by=request.user, **{**form.cleaned_data, "title": title})
        return done(request, "timetables/term.html", then=found.get_absolute_url(), say=_say_plan())
    return _show(request, found, term_form=form)


@page(access.term_to_schedule, methods=("POST",), limit="change")
def days_off(request: Request, found: Term) -> HttpResponse:
    """Give days off."""
    form = DayOffForm(request.POST)
    if form.is_valid():
        try:
            actions.add_day_off(term=found, by=request.user, **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error("on", str(broken))
        else:
            return done(request, "timetables/term.html", then=found.get_absolute_url(), say=_say_plan())
    return _show(request, found, day_off_form=form)


@page(access.day_off_to_remove, methods=("POST",), limit="change")
def day_off(request: Request, found: DayOff) -> HttpResponse:
    """Teach on a day again."""
    actions.remove_day_off(day=found, by=request.user)
    return done(request, "timetables/term.html", then=found.term.get_absolute_url(), say=_say_plan())


@page(access.term_to_schedule, methods=("POST",), limit="change")
def make_ups(request: Request, found: Term) -> HttpResponse:
    """Teach a day as another."""
    form = MakeUpForm(request.POST)
    if form.is_valid():
        try:
            actions.add_make_up(term=found, by=request.user, **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error("on", str(broken))
        else:
            return done(request, "timetables/term.html", then=found.get_absolute_url(), say=_say_plan())
    return _show(request, found, make_up_form=form)


@page(access.make_up_to_remove, methods=("POST",), limit="change")
def make_up(request: Request, found: MakeUp) -> HttpResponse:
    """Teach a day as itself again."""
    actions.remove_make_up(day=found, by=request.user)
    return done(request, "timetables/term.html", then=found.term.get_absolute_url(), say=_say_plan())


def _say_plan() -> str:
    return _("Saved. Sessions stay as they are until you plan the term again.")


def _show(request: Request, found: Term, **forms: Any) -> HttpResponse:
    said = {name: getattr(found, name) for name in ("starts_on", "ends_on", "first_monday")}
    context = {
        "term": found,
        "place": found.university,
        "days_off": found.days_off.order_by("on", "campus"),
        "make_ups": found.make_ups.order_by("on", "campus"),
        "intakes": found.intakes.defer("report", "lines", "columns").order_by("-pk")[:LATEST_INTAKES],
        "waiting": found.announcements.filter(sent_at=None, dropped_at=None).order_by("-pk"),
        "line_count": Pattern.objects.standing().filter(term=found).count(),
        "term_form": TermForm(initial={**said, "title": str(found.title)}),
        "day_off_form": DayOffForm(),
        "make_up_form": MakeUpForm(),
        "upload_form": Upload(),
        "crumbs": crumbs_of(found.university),
        **forms,
    }
    return show(
        request, "timetables/term.html", context, status=422 if any(each.errors for each in forms.values()) else 200
    )
