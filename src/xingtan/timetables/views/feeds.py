"""Pages: the secret addresses of one's calendars, and what stands there for calendar programs."""

from hashlib import blake2b

from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import override

from xingtan.kernel.errors import NotThere
from xingtan.kernel.pages import Request, anyone, done, now, page, refuse, show, signed_in
from xingtan.timetables import access, actions, queries
from xingtan.timetables.adapters import write
from xingtan.timetables.adapters.feeds import TYPE
from xingtan.timetables.models import Feed


@page(signed_in, limit="change")
def addresses(request: Request) -> HttpResponse:
    """Show the addresses of one's calendars; make them, renew them, take them away."""
    person = request.user
    if request.method == "POST":
        if request.POST.get("away"):
            actions.forget_feed(person=person)
            say = _("The addresses lead nowhere now.")
        else:
            actions.renew_feed(person=person, now=now())
            say = _("Your calendars have new addresses. Older ones lead nowhere.")
        return done(request, "timetables/addresses.html", then=reverse("timetables:addresses"), say=say)
    feed = Feed.objects.filter(person=person).select_related("person").first()
    rows = []
    if feed is not None:
        runs = queries.runs_of(person, now=now())
        codes = queries.codes_of(runs)
        rows = [(codes[run.pk], queries.address_of(feed, run)) for run in runs]
    context = {
        "feed": feed,
        "address": queries.address_of(feed) if feed else "",
        "classes": sorted(rows),
        "crumbs": [(_("Your calendar"), reverse("timetables:mine"))],
    }
    return show(request, "timetables/addresses.html", context)


@page(anyone, methods=("GET",))
def feed(request: Request, sealed: str) -> HttpResponse:
    """Give a calendar to a calendar program, which has nothing but its secret address."""
    moment = now()
    try:
        person, uid = queries.opened(sealed, now=moment)
        run = access.class_to_follow(person, run=uid) if uid else None
    except (queries.NoSuchFeed, NotThere):
        return refuse(request, NotThere())
    with override(person.locale):
        name = queries.codes_of([run])[run.pk] if run else _("Your calendar")
        body = write(name, queries.entries_of(person, now=moment, run=run))
    tag = f'"{blake2b(body, digest_size=16).hexdigest()}"'
    unchanged = get_conditional_response(request, etag=tag)
    response = unchanged or HttpResponse(body, content_type=TYPE)
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    response["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return response
