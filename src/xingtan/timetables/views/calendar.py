"""Pages: a week of one's own, and of a university's classes, rooms and people."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.kernel.pages import Request, now, page, show, signed_in
from xingtan.timetables import access, queries
from xingtan.timetables.models import Feed
from xingtan.timetables.views.common import crumbs_of
from xingtan.universities import public as universities


@page(signed_in, methods=("GET",))
def mine(request: Request) -> HttpResponse:
    """Show a week of one's own."""
    person, moment = request.user, now()
    zone = person.zone or "UTC"
    monday = _monday(request, zone)
    sessions = queries.sessions_of_person(person, monday, zone)
    context = {
        **_week(request, monday, {}),
        "days": queries.week_of(sessions, monday, zone=zone, now=moment),
        "zone": zone,
        "count": len(sessions),
        "has_feed": Feed.objects.filter(person=person).exists(),
    }
    return show(request, "timetables/mine.html", context)


@page(access.university_to_consult, methods=("GET",))
def week(request: Request, place: universities.University) -> HttpResponse:
    """Show a week of a university: of a class, a room, a person, or all of it."""
    said = {name: request.GET.get(name, "").strip()[:120] for name in ("class", "room", "person")}
    monday = _monday(request, place.zone)
    can_schedule = access.can_schedule(request.user, place)
    sessions = queries.sessions_at(
        place,
        monday,
        code=said["class"],
        room=said["room"],
        person=said["person"],
        can_name_students=can_schedule,
    )
    context = {
        **_week(request, monday, {name: value for name, value in said.items() if value}),
        "place": place,
        "days": queries.week_of(sessions, monday, zone=place.zone, now=now()),
        "zone": place.zone,
        "count": len(sessions),
        "said": {"code": said["class"], "room": said["room"], "person": said["person"]},
        "rooms": queries.rooms_at(place),
        "can": {"schedule": can_schedule},
        "crumbs": crumbs_of(place) if can_schedule else crumbs_of(place)[:1],
    }
    return show(request, "timetables/week.html", context)


def _monday(request: Request, zone: str) -> date:
    return queries.monday_of(request.GET.get("week", ""), today=now().astimezone(ZoneInfo(zone)).date())


def _week(request: Request, monday: date, more: dict[str, str]) -> dict[str, Any]:
    def at(day: date) -> str:
        return f"{request.path}?{urlencode({'week': day.isoformat(), **more})}"

    return {
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "before": at(monday - timedelta(days=7)),
        "after": at(monday + timedelta(days=7)),
        "this": f"{request.path}?{urlencode(more)}" if more else request.path,
        "title": _("Your calendar"),
        "addresses_url": reverse("timetables:addresses"),
    }
