"""What the parts show that are on our own pages and on those of the session."""

import secrets
from datetime import datetime
from typing import Any

from django.conf import settings

from xingtan.attendance.models import Attendance, Round, Status
from xingtan.attendance.queries.kept import link_of
from xingtan.attendance.queries.rounds import Asked, asked_of
from xingtan.attendance.queries.screens import screen_of
from xingtan.attendance.rules.claims import device_in, make_pass
from xingtan.kernel import cache, intake
from xingtan.people import public as people
from xingtan.teaching import public as teaching

# So that three hundred phones do not ask in the same moment.
SPREAD_MS = 800
FRESH_SECONDS = 30
# The cookie in which a browser keeps what it calls itself.
BROWSER = "browser"


def check_in_part(
    session: teaching.Session, person: people.Person, now: datetime, *, browser: str = "", **more: Any
) -> dict[str, Any]:
    """Give what the part shows with which one checks in: one query.

    :param browser: what the browser calls itself
    """
    asked = asked_of(session, person, now)
    return {
        "session": session,
        "url": session.get_absolute_url(),
        "asked": [(each, _pass(each, person, now, browser)) for each in asked],
        "intake_url": intake.address("check-in"),
        "version": version_of(asked),
        "only_qr": ["qr"],
        "delay": secrets.randbelow(SPREAD_MS),
        **more,
    }


def _pass(asked: Asked, person: people.Person, now: datetime, browser: str) -> str:
    """Give what lets many check in at once; where a place is asked for the device is asked first, on the page's own way."""
    if asked.has_checked_in or "place" in asked.round.means:
        return ""
    return make_pass(asked.opened, person.pk, now.timestamp(), device_in(asked.round.uid, browser))


def presence_part(session: teaching.Session) -> dict[str, Any]:
    """Give what the part shows that says that one is there: a query, and none for half a minute after."""
    link = cache.part(
        "attendance.link", session.uid, session.changed_at, make=lambda: link_of(session), ttl=FRESH_SECONDS
    )
    return {"url": session.get_absolute_url(), "link": link}


def screen_part(session: teaching.Session, now: datetime) -> dict[str, Any]:
    """Give what a screen shows of open check-ins."""
    return {
        "session": session,
        "url": session.get_absolute_url(),
        "screen": screen_of(session, site=settings.XINGTAN.address, now=now),
        "is_over": session.has_ended,
    }


def desk_part(session: teaching.Session, now: datetime) -> dict[str, Any]:
    """Give what those who lead see of check-ins, without the form."""
    return {**screen_part(session, now), "ways": Round.Way.choices}


def counts_of(session: teaching.Session) -> list[tuple[str, int]]:
    """Count what a held session came to, by status; nothing while that is being decided: one query."""
    found = list(Attendance.objects.filter(session=session).exclude(decided="").values_list("status", flat=True))
    return [(str(label), found.count(value)) for value, label in Status.choices] if found else []


def version_of(asked: list[Asked]) -> str:
    """Give what tells two states of the part apart."""
    return "-".join(f"{each.round.pk}{'y' if each.has_checked_in else 'n'}" for each in asked) or "none"
