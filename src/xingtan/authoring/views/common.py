"""What the pages of the workbench share: the language one works in, the way back, the version just made."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from xingtan.authoring import queries
from xingtan.authoring.models import Version
from xingtan.catalog import public as catalog
from xingtan.kernel.pages import Request


def language_of(request: Request, course: catalog.Course) -> str:
    """Give the language of the course that the page is about: the one asked for, or the course's own."""
    asked = request.GET.get("language", "")
    return asked if asked in course.languages else own_language(course)


def own_language(course: catalog.Course) -> str:
    """Give the language the course is written in first."""
    return str(course.languages[0]) if course.languages else "en"


def languages_of(request: Request, course: catalog.Course) -> list[tuple[str, str, bool]]:
    """Give the languages of the course as tabs; a course in one language needs none."""
    if len(course.languages) < 2:
        return []
    now = language_of(request, course)
    return [
        (catalog.name_of(each), f"{request.path}?{urlencode({'language': each})}", each == now)
        for each in course.languages
    ]


def crumbs_of(course: catalog.Course, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Give the way down to a page of the workbench."""
    return [
        (str(course.title) or course.slug, course.get_absolute_url()),
        (_("Workbench"), queries.base_of(course)),
        *more,
    ]


def made(request: Request, course: catalog.Course, newest: Version | None) -> dict[str, Any]:
    """Say which version was just made, as long as it is the newest and can be undone with one press."""
    number = request.GET.get("made", "")
    if newest is None or number != str(newest.number):
        return {}
    base = queries.base_of(course)
    return {"made": newest.number, "undo_url": f"{base}versions/{newest.number}/undoing/", "back": request.path}


def after(address: str, version: Version, **more: str) -> str:
    """Give the address of a page that then says which version was made."""
    return f"{address}?{urlencode({**more, 'made': version.number})}"
