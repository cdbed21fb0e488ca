"""Pages for who runs a university: the courses it teaches, its own and others'."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.coordination import access, actions, queries
from xingtan.coordination.forms import AdoptionFacts, NewAdoption
from xingtan.coordination.models import Adoption
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.universities import public as universities


@page(universities.university_to_administer)
def adoptions(request: Request, found: universities.University) -> HttpResponse:
    """Show the courses that the university teaches, and adopt another."""
    teachers = queries.teachers_of(found)
    form = NewAdoption(request.POST or None, teachers=teachers, initial={"course": request.GET.get("course", "")[:400]})
    if request.method == "POST" and form.is_valid():
        try:
            actions.adopt(university=found, by=request.user, now=now(), **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            return done(request, "coordination/adoptions.html", then=_list_of(found), say=_("The course is adopted."))
    context = {"university": found, "adoptions": queries.adoptions_of(found), "form": form}
    return show(request, "coordination/adoptions.html", context, status=422 if form.errors else 200)


@page(access.adoption_to_administer)
def adoption(request: Request, found: Adoption) -> HttpResponse:
    """Say who answers for the course, and what credit it carries."""
    teachers = queries.teachers_of(found.university)
    form = AdoptionFacts(request.POST or None, teachers=teachers, adoption=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_adoption(adoption=found, by=request.user, **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            return done(request, "coordination/adoption.html", then=_list_of(found.university), say=_("Saved."))
    context = {"adoption": found, "form": form}
    return show(request, "coordination/adoption.html", context, status=422 if form.errors else 200)


@page(access.adoption_to_administer, methods=("POST",))
def adoption_end(request: Request, found: Adoption) -> HttpResponse:
    """End the adoption."""
    reason = request.POST.get("reason", "")[:2000]
    actions.end_adoption(adoption=found, reason=reason, by=request.user, now=now())
    said = _("The adoption has ended. What students earned stays theirs.")
    return done(request, "coordination/adoptions.html", then=_list_of(found.university), say=said)


def _list_of(university: universities.University) -> str:
    return reverse("coordination:adoptions", args=(university.slug,))
