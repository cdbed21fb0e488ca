"""The versions of a course: what each changed, and the way back."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from xingtan.authoring import access, actions, queries
from xingtan.authoring.models import Version
from xingtan.authoring.views.common import after, crumbs_of, made
from xingtan.catalog import public as catalog
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, go, now, page, show
from xingtan.ui import public as ui

VERSIONS_A_PAGE = 30
ROWS_A_PAGE = 200


@page(access.course_to_author, methods=("GET",))
def versions(request: Request, course: catalog.Course) -> HttpResponse:
    """Show every version of the course, newest first."""
    newest = queries.newest_version(course)
    found = Version.objects.filter(course=course).listed().order_by("-number")
    shown = Paginator(found, VERSIONS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "course": course,
        "page": shown,
        "steps": queries.steps_of(course, list(shown.object_list), newest=newest.number if newest else 0),
        "crumbs": crumbs_of(course),
        **made(request, course, newest),
    }
    return show(request, "authoring/versions.html", context)


@page(access.version_to_author, methods=("GET",))
def version(request: Request, course: catalog.Course, found: Version) -> HttpResponse:
    """Show what one version changed."""
    newest = queries.newest_version(course)
    before = Version.objects.filter(course=course, number=found.number - 1).first()
    base = queries.base_of(course)
    rows = queries.differences_in_words(before, found)
    context = {
        "course": course,
        "version": found,
        "step": queries.steps_of(course, [found], newest=newest.number if newest else 0)[0],
        "page": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "undoing_url": f"{base}versions/{found.number}/undoing/",
        "restoring_url": f"{base}versions/{found.number}/restoring/",
        "crumbs": [*crumbs_of(course), (_("Versions"), f"{base}versions/")],
        **made(request, course, newest),
    }
    return show(request, "authoring/version.html", context)


@page(access.version_to_author, methods=("POST",))
def undoing(request: Request, course: catalog.Course, found: Version) -> HttpResponse:
    """Make the course again what it was before this version."""
    try:
        undone = actions.undo_version(version=found, by=request.user, now=now())
    except RuleBroken as broken:
        return _refused(request, course, broken)
    return go(request, after(_back(request, course), undone))


@page(access.version_to_author, methods=("POST",))
def restoring(request: Request, course: catalog.Course, found: Version) -> HttpResponse:
    """Make the course again what it was at this version."""
    try:
        restored = actions.restore_version(version=found, by=request.user, now=now())
    except RuleBroken as broken:
        return _refused(request, course, broken)
    return go(request, after(_back(request, course), restored))


def _refused(request: Request, course: catalog.Course, broken: RuleBroken) -> HttpResponse:
    ui.notify(request, str(broken), kind="warning")
    return go(request, _back(request, course))


def _back(request: Request, course: catalog.Course) -> str:
    """Give the page the person came from, if it is one of this workbench."""
    base = queries.base_of(course)
    asked = request.POST.get("back", "")
    is_ours = asked.startswith(base) and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_ours else f"{base}versions/"
