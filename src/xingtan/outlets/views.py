"""Pages: where else a course is listed and what stands in the way; what a platform asks."""

from typing import cast

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.catalog import public as catalog
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.outlets import access, actions, queries
from xingtan.outlets.forms import Asking, Counting, Handing
from xingtan.outlets.models import Demands, Outlet
from xingtan.people import public as people


@page(access.course_to_hand_over, limit="change")
def register(request: Request, course: catalog.Course) -> HttpResponse:
    """Show where the course is listed and what stands in the way of each platform; hand it over."""
    platforms = queries.platforms_to_choose(course)
    form = Handing(request.POST or None, platforms=platforms)
    if request.method == "POST" and form.is_valid():
        try:
            actions.hand_over(course=course, by=_person(request), now=now(), **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            said = _("Kept: the newest version was handed over.")
            return done(request, "outlets/register.html", then=_register(course), say=said)
    findings = queries.in_the_way(course, platforms)
    context = {
        "course": course,
        "form": form,
        "rows": queries.register_of(course),
        "preflight": [(each, [queries.words_of(found) for found in findings[each.pk]]) for each in platforms],
        "crumbs": [(str(course.title), course.get_absolute_url())],
    }
    return show(request, "outlets/register.html", context, status=422 if form.errors else 200)


@page(access.outlet_to_keep, limit="change")
def outlet(request: Request, outlet: Outlet) -> HttpResponse:
    """Show one outlet: what was handed over, what was reported; take a report, or take the course off."""
    then = reverse("outlets:outlet", args=(outlet.course.university.slug, outlet.course.slug, outlet.uid))
    if request.method == "POST" and request.POST.get("end"):
        actions.end(outlet=outlet, by=_person(request), now=now())
        said = _("Kept: the course is no longer listed there.")
        return done(request, "outlets/outlet.html", then=_register(outlet.course), say=said)
    form = Counting(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.count(outlet=outlet, by=_person(request), now=now(), **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            return done(request, "outlets/outlet.html", then=then, say=_("The report is kept."))
    context = {
        "outlet": outlet,
        "form": form,
        "handovers": outlet.handovers.select_related("version", "by").order_by("-pk"),
        "tallies": outlet.tallies.select_related("by").order_by("-as_of", "-pk"),
        "crumbs": [(_("Listed elsewhere"), _register(outlet.course))],
    }
    return show(request, "outlets/outlet.html", context, status=422 if form.errors else 200)


@page(access.platform_to_speak_for, limit="change")
def demands(request: Request, platform: catalog.Platform) -> HttpResponse:
    """Say what the platform asks of a course."""
    kept = Demands.objects.filter(platform=platform).first() or Demands(platform=platform)
    form = Asking(request.POST or None, instance=kept)
    if request.method == "POST" and form.is_valid():
        actions.demand(platform=platform, by=_person(request), **form.cleaned_data)
        return done(request, "outlets/demands.html", then=platform.get_absolute_url(), say=_("Saved."))
    context = {"platform": platform, "form": form, "crumbs": [(str(platform), platform.get_absolute_url())]}
    return show(request, "outlets/demands.html", context, status=422 if form.errors else 200)


def _register(course: catalog.Course) -> str:
    return reverse("outlets:register", args=(course.university.slug, course.slug))


def _person(request: Request) -> people.Person:
    return cast(people.Person, request.user)
