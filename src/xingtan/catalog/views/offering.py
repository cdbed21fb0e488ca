"""Pages for those who run a course: what the catalogue says, when it is taught, who serves it."""

from typing import Any, cast

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.catalog import access, actions, queries
from xingtan.catalog.forms import Dates, Facts, GivenRole
from xingtan.catalog.models import Course, CourseRole, Run
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.people import public as people


@page(access.course_to_teach)
def facts(request: Request, found: Course) -> HttpResponse:
    """Show and change what the catalogue says of the course."""
    form = Facts(request.POST or None, course=found, language=request.GET.get("language", ""))
    if request.method == "POST" and form.is_valid():
        actions.describe_course(course=found, by=_person(request), **form.facts())
        return done(request, "catalog/facts.html", then=f"{found.get_absolute_url()}facts/", say=_("Saved."))
    return _show(request, "facts", {"course": found, "form": form}, status=422 if form.errors else 200)


@page(access.course_to_administer, methods=("POST",))
def publication(request: Request, found: Course) -> HttpResponse:
    """Publish the course, or withdraw it."""
    then = f"{found.get_absolute_url()}facts/"
    try:
        if request.POST.get("away"):
            actions.withdraw_course(course=found, by=_person(request))
            said = _("The course is withdrawn. Its learners keep their places.")
        else:
            actions.publish_course(course=found, by=_person(request), now=now())
            said = _("The course is published.")
    except RuleBroken as broken:
        context = {"course": found, "form": Facts(course=found), "broken": broken}
        return _show(request, "facts", context, status=422)
    return done(request, "catalog/facts.html", then=then, say=said)


@page(access.course_to_teach)
def runs(request: Request, found: Course) -> HttpResponse:
    """Show the course's runs, and open another."""
    form = Dates(request.POST or None, instance=Run(course=found, zone=found.university.zone))
    if request.method == "POST" and form.is_valid():
        actions.open_run(course=found, by=_person(request), **form.cleaned_data)
        return done(request, "catalog/runs.html", then=f"{found.get_absolute_url()}runs/", say=_("The run is open."))
    context = {"course": found, "runs": queries.runs_of(found), "form": form}
    return _show(request, "runs", context, status=422 if form.errors else 200)


@page(access.run_to_teach)
def run(request: Request, found: Run) -> HttpResponse:
    """Change when a run is."""
    form = Dates(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        actions.change_run(run=found, by=_person(request), **form.cleaned_data)
        return done(request, "catalog/run.html", then=f"{found.course.get_absolute_url()}runs/", say=_("Saved."))
    context = {"course": found.course, "run": found, "form": form}
    return _show(request, "run", context, status=422 if form.errors else 200)


@page(access.course_to_administer)
def roles(request: Request, found: Course) -> HttpResponse:
    """Show who serves the course, and give a role."""
    form = GivenRole(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_course_role_to_address(course=found, by=_person(request), now=now(), **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error("email", str(broken))
        else:
            return done(
                request, "catalog/roles.html", then=f"{found.get_absolute_url()}roles/", say=_("The role is given.")
            )
    context = {"course": found, "servers": queries.servers_of(found), "form": form}
    return _show(request, "roles", context, status=422 if form.errors else 200)


@page(access.course_role_to_end, methods=("POST",))
def role(request: Request, found: CourseRole) -> HttpResponse:
    """Withdraw a role on the course."""
    actions.withdraw_course_role(role=found, by=_person(request))
    then = f"{found.course.get_absolute_url()}roles/"
    return done(request, "catalog/roles.html", then=then, say=_("The role is withdrawn."))


def _show(request: Request, name: str, context: dict[str, Any], *, status: int) -> HttpResponse:
    """Show one of these pages with the ways that this person may go from it."""
    administers = access.can_administer(request.user, context["course"])
    return show(request, f"catalog/{name}.html", {**context, "administers": administers}, status=status)


def _person(request: Request) -> people.Person:
    return cast(people.Person, request.user)
