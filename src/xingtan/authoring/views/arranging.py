"""The page on which chapters, sections and units are arranged, and what is done with one of them. Each deed makes a version."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.authoring import access, actions, forms, queries
from xingtan.authoring.rules.outlines import Level
from xingtan.authoring.views.common import after, crumbs_of, language_of, made, own_language
from xingtan.catalog import public as catalog
from xingtan.kernel.errors import NotThere, RuleBroken
from xingtan.kernel.pages import Request, go, now, page, show


@page(access.course_to_author)
def outline(request: Request, course: catalog.Course) -> HttpResponse:
    """Show all chapters, sections and units in order; move one a place up or down."""
    if request.method != "POST":
        return show_outline(request, course)
    key = request.POST.get("up") or request.POST.get("down") or ""
    step = -1 if "up" in request.POST else 1
    try:
        version = actions.step_heading(course=course, key=key, step=step, by=request.user, now=now())
    except NotThere:
        return show_outline(request, course, refused=gone(), status=422)
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
        return _if_gone(request, course)
    if found.level == "chapter":
        return _add(request, course, "section", key, _("Add a section"), str(found.title) or key)
    if found.level == "section":
        return _add(request, course, "unit", key, _("Add a unit"), str(found.title) or key)
    raise NotThere


@page(access.heading_to_author)
def heading_place(request: Request, course: catalog.Course, key: str) -> HttpResponse:
    """Move a section into another chapter, or a unit into another section."""
    found = _standing(course, key)
    if found is None:
        return _if_gone(request, course)
    if found.level == "chapter":
        raise NotThere
    parents = [(each, f"{title or each} ({count})") for each, title, count in found.parents]
    initial = {"parent": found.parent, "number": found.at + 1}
    form = forms.PlaceForm(request.POST if request.method == "POST" else None, parents=parents, initial=initial)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            number = form.cleaned_data["number"]
            try:
                version = actions.move_heading(
                    course=course,
                    key=key,
                    parent=form.cleaned_data["parent"],
                    at=None if number is None else number - 1,
                    by=request.user,
                    now=now(),
                )
                return go(request, f"{after(_home(course), version)}#heading-{key}")
            except NotThere:
                return show_outline(request, course, refused=gone(), status=422)
            except RuleBroken as broken:
                form.add_error(None, str(broken))
        status = 422
    context = {
        "course": course,
        "found": found,
        "title": str(found.title) or key,
        "form": form,
        "home": _home(course),
        "crumbs": _crumbs(course),
    }
    return show(request, "authoring/heading_place.html", context, status=status)


@page(access.heading_to_author)
def heading_removal(request: Request, course: catalog.Course, key: str) -> HttpResponse:
    """Ask whether a chapter, section or unit is to be taken out, saying what is kept; then take it out."""
    found = _standing(course, key)
    if found is None:
        return _if_gone(request, course)
    refused, status = "", 200
    if request.method == "POST":
        try:
            seen = request.POST.get("seen", "")
            version = actions.remove_heading(course=course, key=key, was=seen, by=request.user, now=now())
            return go(request, after(_home(course), version))
        except NotThere:
            return show_outline(request, course, refused=gone(), status=422)
        except actions.ChangedMeanwhile:
            # Between the two readings or since the page was opened: what stands now is shown, and asked again.
            refused = _("Somebody changed this after you opened the page. Look at what is in it now, and decide again.")
            found, status = _standing(course, key) or found, 422
    context = {
        "course": course,
        "found": found,
        "title": str(found.title) or key,
        "refused": refused,
        "home": _home(course),
        "crumbs": _crumbs(course),
    }
    return show(request, "authoring/heading_removal.html", context, status=status)


def _add(
    request: Request, course: catalog.Course, level: Level, parent: str, heading: str, inside: str = ""
) -> HttpResponse:
    form = forms.HeadingForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            title = {own_language(course): form.cleaned_data["title"]}
            try:
                version, key = actions.add_heading(
                    course=course, level=level, parent=parent, title=title, by=request.user, now=now()
                )
                return go(request, f"{after(_home(course), version)}#heading-{key}")
            except NotThere:
                return show_outline(request, course, refused=gone(), status=422)
            except RuleBroken as broken:
                form.add_error(None, str(broken))
        status = 422
    context = {
        "course": course,
        "heading": heading,
        "inside": inside,
        "form": form,
        "home": _home(course),
        "crumbs": _crumbs(course),
    }
    return show(request, "authoring/heading_new.html", context, status=status)


def _standing(course: catalog.Course, key: str) -> queries.Standing | None:
    try:
        return queries.standing_of(queries.newest_version(course), key)
    except NotThere:
        return None


def _if_gone(request: Request, course: catalog.Course) -> HttpResponse:
    """Answer about a heading that is not there: an address leads nowhere, a form is told what happened.

    :raises NotThere: if nothing was sent
    """
    if request.method != "POST":
        raise NotThere
    return show_outline(request, course, refused=gone(), status=422)


def show_outline(request: Request, course: catalog.Course, *, refused: str = "", status: int = 200) -> HttpResponse:
    """Show the outline as it is now, perhaps with why something was not done."""
    newest = queries.newest_version(course)
    context = {
        "course": course,
        "rows": queries.arranged(queries.outline_of(newest)) if newest is not None else [],
        "language": language_of(request, course),
        "refused": refused,
        "base": queries.base_of(course),
        "home": _home(course),
        "crumbs": crumbs_of(course),
        **made(request, course, newest),
    }
    return show(request, "authoring/outline.html", context, status=status)


def gone() -> str:
    """Say that somebody else was faster."""
    return _(
        "Somebody else took this out of the course in the meantime, so nothing was changed. This is the course as it is now."
    )


def _home(course: catalog.Course) -> str:
    return f"{queries.base_of(course)}outline/"


def _crumbs(course: catalog.Course) -> list[tuple[str, str]]:
    return crumbs_of(course, (_("Arrange the outline"), _home(course)))
