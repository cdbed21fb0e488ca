"""Pages: searches that one keeps, waiting for a course, saying that something is wrong, and what one is shown."""

import time
from typing import Any, cast
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xingtan.catalog import public as catalog
from xingtan.kernel.errors import NotThere, RuleBroken
from xingtan.kernel.pages import Request, anyone, done, go, now, page, refuse, show, signed_in
from xingtan.kernel.seals import SealBroken, unseal
from xingtan.people import public as people
from xingtan.readers import access, actions, queries
from xingtan.readers.forms import KeptSearch, Report
from xingtan.readers.models import Correction, SavedSearch
from xingtan.readers.tasks import STOP


@page(signed_in, methods=("GET",))
def searches(request: Request) -> HttpResponse:
    """Show the searches that one keeps."""
    return show(request, "readers/searches.html", {"searches": queries.searches_of(request.user)})


@page(signed_in, limit="change")
def search_new(request: Request) -> HttpResponse:
    """Keep the search that the address says."""
    wanted = catalog.wanted.wanted_in(dict(request.GET.lists())).at()
    words = catalog.asking.words_of(wanted) or _("Every course")
    form = KeptSearch(request.POST or None, initial={"name": words[:120]})
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_search(person=_person(request), query=wanted.query(), now=now(), **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            return done(request, "readers/search.html", then=reverse("readers:searches"), say=_("Your search is kept."))
    context = {"form": form, "words": words, "list_url": f"{reverse('catalog:explore')}?{wanted.query()}"}
    return show(request, "readers/search.html", context, status=422 if form.errors else 200)


@page(access.search_to_keep, limit="change")
def search(request: Request, kept: SavedSearch) -> HttpResponse:
    """Change a search that one keeps, or forget it."""
    then = reverse("readers:searches")
    if request.method == "POST" and request.POST.get("away"):
        actions.forget_search(search=kept)
        return done(request, "readers/search.html", then=then, say=_("The search is forgotten."))
    form = KeptSearch(request.POST or None, initial={"name": kept.name, "pace": kept.pace})
    if request.method == "POST" and form.is_valid():
        actions.change_search(search=kept, now=now(), **form.cleaned_data)
        return done(request, "readers/search.html", then=then, say=_("Saved."))
    context = {
        "form": form,
        "kept": kept,
        "words": catalog.asking.words_of(catalog.wanted.wanted_of(kept.query)) or _("Every course"),
        "list_url": kept.list_url,
    }
    return show(request, "readers/search.html", context, status=422 if form.errors else 200)


@page(anyone, limit="change")
def search_stop(request: Request, sealed: str) -> HttpResponse:
    """Stop telling of a search, without signing in: by the sealed address in the mail."""
    try:
        said, _ends = unseal(STOP, sealed, now=time.time())
        kept = SavedSearch.objects.select_related("person").filter(uid=UUID(bytes=said)).first()
    except (SealBroken, ValueError):
        return refuse(request, NotThere())
    if kept is None:
        return refuse(request, NotThere())
    if request.method == "POST":
        actions.change_search(search=kept, name=kept.name, pace=SavedSearch.Pace.NEVER, now=now())
        return go(request, request.path)
    is_stopped = kept.pace == SavedSearch.Pace.NEVER
    return show(request, "readers/search_stop.html", {"kept": kept, "is_stopped": is_stopped})


@page(access.course_to_wait_for, limit="change")
def interest(request: Request, found: catalog.Course) -> HttpResponse:
    """Ask to be told when a course opens, or no longer."""
    person, moment = _person(request), now()
    if request.method == "POST":
        if request.POST.get("away"):
            actions.forget_interest(course=found, person=person)
            words = _("You will not hear of it.")
        else:
            knows_dates = queries.knows_dates(found, now=moment)
            actions.note_interest(course=found, person=person, knows_dates=knows_dates, now=moment)
            words = _("We will tell you, once.")
        return done(request, "readers/interest.html", then=found.get_absolute_url(), say=words)
    return show(request, "readers/interest.html", {"course": found, "waits": queries.waits_for(person, found)})


@page(access.course_to_correct, limit="ask")
def correction(request: Request, found: catalog.Course) -> HttpResponse:
    """Say that something in the entry of a course is wrong."""
    person: Any = request.user
    platforms = catalog.offers.platforms_showing(found)
    form = Report(request.POST or None, platforms=[(each.slug, str(each)) for each in platforms])
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        chosen = next((each for each in platforms if each.slug == said.get("platform")), None)
        actions.report_correction(
            course=found,
            platform=chosen or next(iter(platforms), None),
            what=said["what"],
            body=said["body"],
            person=person if person.is_authenticated else None,
            language=get_language() or "",
            now=now(),
        )
        words = _("Thank you. Those who can mend it have been told.")
        return done(request, "readers/correction.html", then=found.get_absolute_url(), say=words)
    context = {"course": found, "form": form, "platform": next(iter(platforms), None)}
    return show(request, "readers/correction.html", context, status=422 if form.errors else 200)


@page(access.corrections_to_see, methods=("GET",))
def corrections(request: Request) -> HttpResponse:
    """Show the reports that one may settle."""
    is_waiting = request.GET.get("show") != "settled"
    rows = queries.corrections_to_settle(request.user, is_waiting=is_waiting)[:200]
    return show(request, "readers/corrections.html", {"corrections": rows, "is_waiting": is_waiting})


@page(access.correction_to_settle, methods=("POST",))
def settlement(request: Request, found: Correction) -> HttpResponse:
    """Settle a report."""
    actions.settle_correction(correction=found, by=_person(request), now=now())
    return done(request, "readers/corrections.html", then=reverse("readers:corrections"), say=_("Settled. Thank you."))


@page(signed_in, methods=("POST",), limit="change")
def similar(request: Request) -> HttpResponse:
    """Choose whether course pages show similar courses."""
    actions.choose_similar(person=_person(request), hides=bool(request.POST.get("away")))
    back = request.POST.get("back", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return go(request, back if is_ours else reverse("catalog:explore"))


def _person(request: Request) -> people.Person:
    return cast(people.Person, request.user)
