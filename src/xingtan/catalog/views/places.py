"""Pages about what courses have in common: a subject, a university, a platform, a country, a programme."""

from typing import Any, cast

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xingtan.catalog import access, actions, queries, rules
from xingtan.catalog.forms import Described
from xingtan.catalog.models import Platform, Programme, Subject
from xingtan.catalog.rules.wanted import ADDRESS, wanted_in
from xingtan.catalog.views.exploring import found, show_list
from xingtan.kernel import cache
from xingtan.kernel.errors import NotThere, RuleBroken
from xingtan.kernel.pages import Request, anyone, done, page, refuse, show
from xingtan.people import public as people
from xingtan.universities import public as universities


@cache.page(fresh=60, query=ADDRESS)
@page(access.subject_to_see, methods=("GET",))
def subject(request: Request, thing: Subject) -> HttpResponse:
    """Show the courses of a subject, and the narrower fields in it."""
    counts = queries.counts_by("subject")
    narrower = [
        (reverse("catalog:subject", args=(code,)), name, counts[code])
        for code, name in queries.subjects().items()
        if len(thing.code) == 2 < len(code) and code.startswith(thing.code) and counts.get(code)
    ]
    more = {"title": str(thing.name), "eyebrow": _("Subject"), "narrower": narrower, "index": _index("subject")}
    return _list(request, {"subject": (thing.code,)}, reverse("catalog:subject", args=(thing.code,)), more)


@cache.page(fresh=60, query=ADDRESS)
@page(universities.university_to_see, methods=("GET",))
def university(request: Request, thing: universities.University) -> HttpResponse:
    """Show a university and its courses."""
    country = rules.country_of(thing.country, get_language() or "en") if thing.country else ""
    more = {
        "title": str(thing.name),
        "eyebrow": country or _("University"),
        "about": str(thing.about),
        "website": rules.web_address(thing.website),
        "index": _index("university"),
        "programmes": [each for each in queries.programmes_of(thing) if each.is_published],
    }
    return _list(request, {"university": (thing.slug,)}, reverse("catalog:university", args=(thing.slug,)), more)


@cache.page(fresh=60, query=ADDRESS)
@page(access.platform_to_see, methods=("GET",))
def platform(request: Request, thing: Platform) -> HttpResponse:
    """Show a platform and its courses; rooms above add how it is gathered."""
    more = {
        "title": str(thing.name),
        "eyebrow": rules.country_of(thing.country, get_language() or "en"),
        "about": str(thing.about),
        "website": rules.web_address(thing.website),
        "platform": thing,
        "index": _index("platform"),
    }
    return _list(request, {"platform": (thing.slug,)}, thing.get_absolute_url(), more)


@cache.page(fresh=60, query=ADDRESS)
@page(anyone, methods=("GET",))
def country(request: Request, country: str) -> HttpResponse:
    """Show the courses of a country's universities."""
    code = country.upper()
    name = rules.country_of(code, get_language() or "en")
    if not (len(code) == 2 and name != code):
        return refuse(request, NotThere())
    more = {"title": name, "eyebrow": _("Country"), "index": _index("country")}
    return _list(request, {"country": (code,)}, reverse("catalog:country", args=(code.lower(),)), more)


@cache.page(fresh=60)
@page(anyone, methods=("GET",))
def programmes(request: Request) -> HttpResponse:
    """Show every programme."""
    return show(request, "catalog/programmes.html", {"programmes": queries.programmes()})


@cache.page(fresh=60)
@page(access.programme_to_see, methods=("GET",))
def programme(request: Request, thing: Programme) -> HttpResponse:
    """Show a programme: its courses in their order."""
    courses = queries.cards_of_programme(thing)
    context = {
        "programme": thing,
        "courses": courses,
        "described": queries.describe_list(each.url for each in courses),
        "can": {"administer": universities.can_administer(request.user, thing.university)},
    }
    return show(request, "catalog/programme.html", context)


@page(universities.university_to_administer)
def programme_new(request: Request, thing: universities.University) -> HttpResponse:
    """Show the university's programmes, and add one."""
    form = Described(request.POST or None, programme=None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_programme(university=thing, by=_person(request), **form.facts())
        except RuleBroken as broken:
            form.add_error("slug", str(broken))
        else:
            return done(request, "catalog/programme_edit.html", then=made.get_absolute_url(), say=_("Saved."))
    context = {"university": thing, "form": form, "programmes": queries.programmes_of(thing)}
    return show(request, "catalog/programme_edit.html", context, status=422 if form.errors else 200)


@page(access.programme_to_describe)
def programme_facts(request: Request, thing: Programme) -> HttpResponse:
    """Show and change what a programme says and holds."""
    form = Described(request.POST or None, programme=thing, language=request.GET.get("language", ""))
    if request.method == "POST" and form.is_valid():
        actions.describe_programme(programme=thing, by=_person(request), **form.facts())
        return done(request, "catalog/programme_edit.html", then=thing.get_absolute_url(), say=_("Saved."))
    context = {"university": thing.university, "form": form, "programme": thing}
    return show(request, "catalog/programme_edit.html", context, status=422 if form.errors else 200)


def _list(request: Request, fixed: dict[str, tuple[str, ...]], here: str, more: dict[str, Any]) -> HttpResponse:
    """Show the list of courses with this choice fixed, below what it is about."""
    wanted = wanted_in(dict(request.GET.lists()), fixed=fixed)
    return show_list(request, "catalog/about.html", {**found(wanted, here=here), **more})


def _index(facet: str) -> list[tuple[str, str]]:
    return [
        (_("Explore the courses"), reverse("catalog:explore")),
        (queries.name_of_list(facet), reverse("catalog:values", args=(facet,))),
    ]


def _person(request: Request) -> people.Person:
    return cast(people.Person, request.user)
