"""Fragments on other pages: the outline and the way in on the catalogue's page of a course, the way back on the first page."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest
from django.utils.safestring import SafeString

from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.kernel.pages import now
from xingtan.learning import queries
from xingtan.ui import public as ui


@ui.fill("catalog.course_body", order=10)
def outline(request: HttpRequest, courses: Sequence[catalog.Course]) -> Mapping[catalog.Course, SafeString]:
    """Show what is in the course."""
    versions = authoring.newest_versions([course.pk for course in courses])
    drawn = {}
    for course in courses:
        version = versions.get(course.pk)
        if version is not None and authoring.outline_of(version).first is not None:
            contents = queries.bare_contents(version)
            drawn[course] = ui.draw(request, "learning/_outline.html", {"contents": contents})
    return drawn


@ui.fill("catalog.course_action", order=10)
def way_in(request: HttpRequest, courses: Sequence[catalog.Course]) -> Mapping[catalog.Course, SafeString]:
    """Offer a place, or the way back to where one was, or a look inside. One main thing to do, however many runs."""
    offers = queries.offers_of(courses, request.user, now=now())
    versions = authoring.newest_versions([course.pk for course in courses])
    return {
        course: ui.draw(
            request,
            "learning/_way_in.html",
            {
                "offer": offers[course.pk],
                "preview": f"{course.get_absolute_url()}preview/" if course.pk in versions else "",
            },
        )
        for course in courses
    }


@ui.fill("home.learn")
def way_back(request: HttpRequest, things: Sequence[None]) -> Mapping[None, SafeString]:
    """Offer, on the first page, to go on where one was."""
    if not request.user.is_authenticated:
        return {}
    latest = next(iter(queries.courses_of(request.user, now=now())), None)
    return {None: ui.draw(request, "learning/_way_back.html", {"each": latest})} if latest else {}
