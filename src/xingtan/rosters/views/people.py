"""Who is at the university by its lists, and who may be somebody with an account."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.rosters import access, actions, queries
from xingtan.rosters.models import Doubt
from xingtan.rosters.views.handing import crumbs
from xingtan.universities import public as universities

PEOPLE_A_PAGE = 100
ROLES = ("student", "staff")


@page(access.university_to_keep, methods=("GET",))
def people(request: Request, university: universities.University) -> HttpResponse:
    """Show students and teachers, by department."""
    role = request.GET.get("role", "")
    role = role if role in ROLES else ""
    words = request.GET.get("q", "").strip()[:100]
    units = queries.units_of(university)
    asked = request.GET.get("unit", "")
    unit = next((pk for pk, _name, _number in units if str(pk) == asked), None)
    found = queries.listed(university, role=role, unit=unit, words=words)
    paged = Paginator(found, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    url = reverse("rosters:people", args=(university.slug,))
    rest = f"&unit={unit}" if unit is not None else ""
    context = {
        "university": university,
        "people": queries.shown(list(paged), {pk: name for pk, name, _number in units}),
        "page": paged,
        "units": units,
        "unit": unit,
        "role": role,
        "words": words,
        "tabs": [
            (_("Everybody"), f"{url}?{rest.removeprefix('&')}", role == ""),
            (_("Students"), f"{url}?role=student{rest}", role == "student"),
            (_("Staff"), f"{url}?role=staff{rest}", role == "staff"),
        ],
        "crumbs": crumbs(university, None),
    }
    return show(request, "rosters/people.html", context)


@page(access.university_to_keep, methods=("GET",))
def doubts(request: Request, university: universities.University) -> HttpResponse:
    """Show whose account somebody has to decide."""
    paged = Paginator(queries.doubts_of(university), 20).get_page(request.GET.get("page"))
    context = {
        "university": university,
        "page": paged,
        "doubts": queries.candidates_of(list(paged)),
        "crumbs": crumbs(university, None),
    }
    return show(request, "rosters/doubts.html", context)


@page(access.doubt_to_decide, limit="change", methods=("POST",))
def doubt(request: Request, found: Doubt) -> HttpResponse:
    """Decide who it is."""
    asked = request.POST.get("person", "")
    candidate = queries.candidate_named(found, asked)
    then = reverse("rosters:doubts", args=(found.university.slug,))
    try:
        if asked != "new" and candidate is None:
            raise actions.NotACandidate
        actions.decide(doubt=found, person=candidate, by=request.user, now=now())
    except RuleBroken as broken:
        paged = Paginator(queries.doubts_of(found.university), 20).get_page(1)
        context = {
            "university": found.university,
            "page": paged,
            "doubts": queries.candidates_of(list(paged)),
            "broken": broken,
            "crumbs": crumbs(found.university, None),
        }
        return show(request, "rosters/doubts.html", context, status=422)
    return done(
        request, "rosters/doubts.html", then=then, say=_("Decided. Hand the roster in again, and they are taken in.")
    )
