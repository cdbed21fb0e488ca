"""Pages: one course."""

import re
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import activate, get_language
from django.utils.translation import gettext as _

from xingtan.catalog import access, queries, rules
from xingtan.catalog.models import Course
from xingtan.kernel import cache, files, prose
from xingtan.kernel.pages import Request, now, page, show
from xingtan.kernel.text import as_text

# As a course that came in with its files writes them: by digest, then name.
FILE = re.compile(r"file:([0-9a-f]{64})/([^\s\"'<>()]*)")


@cache.page(fresh=60, query=("similar", "in"))
@page(access.course_or_tombstone, methods=("GET",))
def course(request: Request, found: Course) -> HttpResponse:
    """Show all one wants to know before taking a course; where one was, that it is gone."""
    spoken = _speak(request)
    if found.merged_into:
        return HttpResponsePermanentRedirect(found.merged_into.get_absolute_url())
    places = [] if found.is_ours else queries.places_of(found)
    if found.status == Course.Status.GONE:
        context = {"course": found, "places": places, "similar": queries.similar_to(found)}
        return show(request, "catalog/gone.html", context, status=410)
    moment = now()
    runs = queries.open_runs([found], now=moment)[found.pk] if found.is_ours else []
    timed = queries.when_of([found], now=moment)[found.pk]
    shows_similar = request.GET.get("similar") != "no" and queries.shows_similar(request.user)
    days, crumbs = queries.days_of(found), _crumbs(found)
    there = next((each for each in places if each.url and not each.gone_at), None)
    context = {
        **_facts(found),
        "runs": runs,
        "days": days,
        "places": places,
        "there": there,
        "is_open": queries.is_open_now(found, runs, timed, now=moment),
        "can": _can(request.user, found),
        "crumbs": crumbs,
        "similar": queries.similar_to(found) if shows_similar and found.is_published else [],
        "shows_similar": shows_similar,
        "described": queries.describe_course(
            found,
            runs=runs,
            days=days,
            crumbs=crumbs,
            url=there.url if there else f"{settings.XINGTAN.address}{found.get_absolute_url()}",
        )
        if found.is_published
        else "",
        **_addresses(f"{settings.XINGTAN.address}{found.get_absolute_url()}", spoken),
    }
    return show(request, "catalog/course.html", context)


def _speak(request: Request) -> str:
    """Answer in the language that the address asks for: search engines find a page in every language."""
    asked = request.GET.get("in", "")
    if asked not in dict(settings.LANGUAGES):
        return ""
    activate(asked)
    return asked


def _addresses(here: str, spoken: str) -> dict[str, Any]:
    """Give the address this page goes by, and those of the same page in each language."""
    return {
        "canonical": f"{here}?in={spoken}" if spoken else here,
        "alternates": [(tag, f"{here}?in={tag}") for tag, _name in settings.LANGUAGES],
        "here": here,
    }


def _crumbs(found: Course) -> list[tuple[str, str]]:
    explore = [(_("Explore"), reverse("catalog:explore"))]
    if found.subject is None:
        return explore
    return [*explore, (str(found.subject.name), reverse("catalog:subject", args=(found.subject.code,)))]


def _with_pictures(html: str) -> SafeString:
    """Put the address of each file in the place of its name; only addresses change."""
    return mark_safe(FILE.sub(lambda each: files.address(each[1], unquote(each[2])), html))  # noqa: S308 - cleaned by who calls


def _facts(found: Course) -> dict[str, Any]:
    language = get_language() or "en"
    return {
        "course": found,
        "about": _with_pictures(prose.clean(str(found.about))),
        "outcomes": [str(as_text(each)) for each in found.outcomes],
        "teachers": [
            {"name": str(as_text(each.get("name", ""))), "about": str(as_text(each.get("about", "")))}
            for each in found.teachers
            if isinstance(each, dict)
        ],
        "languages": [(tag, rules.name_of(tag)) for tag in found.languages],
        "captions": [(tag, rules.name_of(tag)) for tag in found.caption_languages],
        "partners": [each.university for each in found.partners.select_related("university").order_by("pk")],
        "size": rules.size_in_words(found.size_bytes) if found.size_bytes else "",
        "credits": f"{found.credits.normalize():f}" if found.credits else "",
        "is_in_your_language": any(tag.split("-")[0] == language.split("-")[0] for tag in found.languages),
    }


def _can(person: Any, found: Course) -> dict[str, bool]:
    return {"teach": access.can_teach(person, found), "assist": access.can_assist(person, found)}
