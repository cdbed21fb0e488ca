"""Pages: the list of courses, and one course."""

import re
from dataclasses import asdict
from typing import Any
from urllib.parse import unquote

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from xingtan.catalog import access, queries, rules
from xingtan.catalog.models import Course
from xingtan.catalog.queries import Wanted
from xingtan.kernel import cache, files, prose
from xingtan.kernel.pages import Request, anyone, now, page, show
from xingtan.kernel.text import as_text

COURSES_A_PAGE = 24
# As a course that came in with its files writes them: by digest, then name.
FILE = re.compile(r"file:([0-9a-f]{64})/([^\s\"'<>()]*)")


@cache.page(fresh=60, query=("q", "subject", "language", "university", "level", "page"))
@page(anyone, methods=("GET",))
def explore(request: Request) -> HttpResponse:
    """Show the courses that fit what is asked for; every state is an address."""
    wanted = _wanted(request)
    found = queries.find_courses(wanted)
    shown = Paginator(found, COURSES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "wanted": wanted,
        "is_narrowed": any(asdict(wanted).values()),
        "page": shown,
        "courses": queries.cards(shown.object_list),
        "facets": queries.facets_of(found, wanted),
    }
    return show(request, "catalog/explore.html", context, part="found")


@cache.page(fresh=60)
@page(access.course_to_see, methods=("GET",))
def course(request: Request, found: Course) -> HttpResponse:
    """Show all one wants to know before taking a course."""
    runs = queries.open_runs([found], now=now())[found.pk]
    return show(
        request, "catalog/course.html", {**_facts(found), "runs": runs, "now": now(), "can": _can(request.user, found)}
    )


def _with_pictures(html: str) -> SafeString:
    """Put the address of each file in the place of its name; only addresses change."""
    return mark_safe(FILE.sub(lambda each: files.address(each[1], unquote(each[2])), html))  # noqa: S308 - cleaned by who calls


def _wanted(request: Request) -> Wanted:
    said = request.GET
    return Wanted(
        words=said.get("q", "").strip()[:200],
        subject=said.get("subject", "")[:4],
        language=said.get("language", "")[:16].lower(),
        university=said.get("university", "")[:60],
        level=said.get("level", "")[:14],
    )


def _facts(found: Course) -> dict[str, Any]:
    language = get_language() or "en"
    return {
        "course": found,
        "about": _with_pictures(prose.clean(str(found.about))),
        "outcomes": [str(as_text(each)) for each in found.outcomes],
        "teachers": [
            {"name": str(as_text(each.get("name", ""))), "about": str(as_text(each.get("about", "")))}
            for each in found.teachers
        ],
        "languages": [(tag, rules.name_of(tag)) for tag in found.languages],
        "captions": [(tag, rules.name_of(tag)) for tag in found.caption_languages],
        "partners": [each.university for each in found.partners.select_related("university").order_by("pk")],
        "size": rules.size_in_words(found.size_bytes) if found.size_bytes else "",
        "is_in_your_language": any(tag.split("-")[0] == language.split("-")[0] for tag in found.languages),
    }


def _can(person: Any, found: Course) -> dict[str, bool]:
    return {"teach": access.can_teach(person, found), "assist": access.can_assist(person, found)}
