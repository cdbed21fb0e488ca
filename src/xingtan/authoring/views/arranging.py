"""The page on which chapters, sections and units are arranged, and what is done with one of them. Each deed makes a version."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.authoring import access, actions, forms, queries
from xingtan.authoring.models import Version
from xingtan.authoring.rules.outlines import Level
from xingtan.authoring.views.common import after, crumbs_of, made, own_language
from xingtan.catalog import public as catalog
from xingtan.kernel.errors import NotThere, RuleBroken
from xingtan.kernel.pages import Request, go, now, page, show


@page(access.course_to_author)
def outline(request: Request, course: catalog.Course) -> HttpResponse:
    """Show all chapters, sections and units in order; move one a place up or down."""
    if request.method != "POST":
        return _show_outline(request, course)
    key = request.POST.get("up") or request.POST.get("down") or ""
    step = -1 if "up" in request.POST else 1
    try:
        version = actions.step_heading(course=course, key=key, step=step, by=request.user, now=now())
    except NotThere:
        return if_gone(request, course)
    except actions.NothingChanged:
        return go(request, f"{_home(course)}#heading-{key}")
    return go(request, f"{after(_home(course), version)}#heading-{key}")


@page(access.course_to_author)
def new_chapter(request: Request, course: catalog.Course) -> HttpResponse:
    """Add a chapter at the end."""
    return _add(request, course, "chapter", "", _("Add a chapter"))


@page(access.heading_to_author)
def new_part(request: Request, course: catalog.Course, key: str) -> HttpResponse:
    """Add a section to a chapter, or a unit to a section, at its end."""
    found = _standing(course, key)
    if found is None:
        return if_gone(request, course)
    if found.level == "unit":
        raise NotThere
    level: Level = "section" if found.level == "chapter" else "unit"
    return _add(
        request, course, level, key, _("Add a section") if level == "section" else _("Add a unit"), str(found.title)
    )


@page(access.heading_to_author)
def heading_place(request: Request, course: catalog.Course, key: str) -> HttpResponse:
    """Move a section into another chapter, or a unit into another section."""
    found = _standing(course, key)
    if found is None:
        return if_gone(request, course)
    if found.level == "chapter":
        raise NotThere
    parents = [(each, f"{title or each} ({count})") for each, title, count in found.parents]
    initial = {"parent": found.parent, "number": found.at + 1}
    form = forms.PlaceForm(request.POST if request.method == "POST" else None, parents=parents, initial=initial)
    context = {"found": found, "title": str(found.title) or key}

    def move() -> tuple[Version, str]:
        told = form.cleaned_data
        at = None if told["number"] is None else told["number"] - 1
        given = {"parent": told["parent"], "at": at, "by": request.user, "now": now()}
        return actions.move_heading(course=course, key=key, **given), key

    return _ask(request, course, "authoring/heading_place.html", context, form, move)


@page(access.heading_to_author)
def heading_removal(request: Request, course: catalog.Course, key: str) -> HttpResponse:
    """Ask whether a chapter, section or unit is to be taken out, saying what is kept; then take it out."""
    found = _standing(course, key)
    if found is None:
        return if_gone(request, course)
    refused = ""
    if request.method == "POST":
        try:
            given = {"was": request.POST.get("seen", ""), "by": request.user, "now": now()}
            version = actions.remove_heading(course=course, key=key, **given)
            return go(request, after(_home(course), version))
        except NotThere:
            return if_gone(request, course)
        except actions.ChangedMeanwhile:
            refused = _("Somebody changed this after you opened the page. Look at what is in it now, and decide again.")
            found = _standing(course, key) or found
    context = {"found": found, "title": str(found.title) or key, "refused": refused, **_around(course)}
    return show(request, "authoring/heading_removal.html", context, status=422 if refused else 200)


def _add(
    request: Request, course: catalog.Course, level: Level, parent: str, heading: str, inside: str = ""
) -> HttpResponse:
    form = forms.HeadingForm(request.POST if request.method == "POST" else None)

    def add() -> tuple[Version, str]:
        title = {own_language(course): form.cleaned_data["title"]}
        given = {"title": title, "by": request.user, "now": now()}
        return actions.add_heading(course=course, level=level, parent=parent, **given)

    return _ask(request, course, "authoring/heading_new.html", {"heading": heading, "inside": inside}, form, add)


def _ask(
    request: Request,
    course: catalog.Course,
    template: str,
    context: dict[str, Any],
    form: Form,
    deed: Callable[[], tuple[Version, str]],
) -> HttpResponse:
    """Show a form, and do what it asks for: the deed gives the version it made, and the key of what it is about."""
    if request.method == "POST" and form.is_valid():
        try:
            version, key = deed()
            return go(request, f"{after(_home(course), version)}#heading-{key}")
        except NotThere:
            return if_gone(request, course)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
    status = 422 if request.method == "POST" else 200
    return show(request, template, {**context, "form": form, **_around(course)}, status=status)


def _standing(course: catalog.Course, key: str) -> queries.Standing | None:
    try:
        return queries.standing_of(queries.newest_version(course), key)
    except NotThere:
        return None


def if_gone(request: Request, course: catalog.Course) -> HttpResponse:
    """Answer about a heading that is not there: an address leads nowhere, a form is told what happened.

    :raises NotThere: if nothing was sent
    """
    if request.method != "POST":
        raise NotThere
    said = _("Somebody else took this out of the course meanwhile, so nothing was changed. This is how it is now.")
    return _show_outline(request, course, refused=said)


def _show_outline(request: Request, course: catalog.Course, *, refused: str = "") -> HttpResponse:
    newest = queries.newest_version(course)
    context = {
        **_around(course),
        "rows": queries.arranged(newest),
        "refused": refused,
        "base": queries.base_of(course),
        "crumbs": crumbs_of(course),
        **made(request, course, newest),
    }
    return show(request, "authoring/outline.html", context, status=422 if refused else 200)


def _home(course: catalog.Course) -> str:
    return f"{queries.base_of(course)}outline/"


def _around(course: catalog.Course) -> dict[str, Any]:
    home = _home(course)
    return {"course": course, "home": home, "crumbs": crumbs_of(course, (_("Arrange the outline"), home))}
