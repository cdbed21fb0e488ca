"""Pages: the board of time zones, for a session and for any meeting of several sites."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from xingtan.kernel.pages import Request, now, page, show, signed_in
from xingtan.teaching import public as teaching
from xingtan.timetables import access, queries
from xingtan.timetables.forms import Meeting
from xingtan.timetables.queries.words import moment_in_words
from xingtan.timetables.rules import hours


@page(signed_in, methods=("GET",))
def meeting(request: Request) -> HttpResponse:
    """Show on which hours a meeting falls at several sites, and propose better ones."""
    zone = request.user.zone or "UTC"
    form = Meeting(request.GET if "at" in request.GET else None, initial={"zone": zone, "minutes": 60, "zones": [zone]})
    context: dict[str, Any] = {"form": form, "crumbs": [(_("Your calendar"), reverse("timetables:mine"))]}
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        zones = dict.fromkeys([said["zone"], *said["zones"]], 0)
        context |= _board(said["at"], timedelta(minutes=said["minutes"]), zones, said["zone"])
    return show(request, "timetables/hours.html", context, status=422 if form.errors else 200)


@page(access.session_to_time, methods=("GET",))
def session(request: Request, found: teaching.Session) -> HttpResponse:
    """Show on which hours a session falls where its people live."""
    context = {
        "session": found,
        "form": None,
        "crumbs": [(str(found.title) or str(found.run.course.title), f"{found.get_absolute_url()}lead/")],
        **_board(found.starts_at, found.ends_at - found.starts_at, queries.zones_of(found), found.zone),
    }
    return show(request, "timetables/hours.html", context)


def _board(starts_at: datetime, length: timedelta, zones: dict[str, int], own: str) -> dict[str, Any]:
    sites = hours.board(starts_at, length, list(zones))
    better = hours.alternatives(starts_at, length, list(zones), now=now())
    return {
        "at": moment_in_words(starts_at, own),
        "sites": [
            {
                "zone": each.zone.replace("_", " "),
                "day": formats.date_format(each.starts, "l, j F"),
                "time": f"{each.starts:%H:%M}–{each.ends:%H:%M}",
                "minutes": each.minutes_outside,
                "people": zones[each.zone],
            }
            for each in sites
        ],
        "outside": sum(1 for each in sites if each.is_outside),
        "has_people": any(zones.values()),
        "better": [
            {
                "at": moment_in_words(start, own),
                "sites": [
                    f"{each.zone.rpartition('/')[2].replace('_', ' ')} {each.starts:%H:%M}"
                    for each in hours.board(start, length, list(zones))
                ],
                "outside": sum(1 for each in hours.board(start, length, list(zones)) if each.is_outside),
            }
            for start in better
        ],
    }
