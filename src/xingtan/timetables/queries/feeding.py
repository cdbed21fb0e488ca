"""Questions: what stands in somebody's calendar, and at which secret address."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.catalog import public as catalog
from xingtan.kernel.seals import SealBroken, seal, unseal
from xingtan.people import public as people
from xingtan.teaching import public as teaching
from xingtan.timetables.adapters import Entry
from xingtan.timetables.models import Feed
from xingtan.timetables.queries.known import codes_of

PURPOSE = "timetables.feed"
FOR_EVER = 2**32 - 1
BEHIND = timedelta(days=120)
AHEAD = timedelta(days=400)
UID_BYTES, NUMBER_BYTES = 16, 4


class NoSuchFeed(Exception):
    """An address that leads nowhere, or no longer."""


def address_of(feed: Feed, run: catalog.Run | None = None) -> str:
    """Give the secret address of somebody's calendar, of all their sessions or of one class."""
    says = feed.person.uid.bytes + feed.number.to_bytes(NUMBER_BYTES) + (run.uid.bytes if run else b"")
    sealed = seal(PURPOSE, says, ends_at=FOR_EVER)
    return f"{settings.XINGTAN.address}{reverse('timetables:feed', args=(sealed,))}"


def opened(sealed: str, *, now: datetime) -> tuple[people.Person, UUID | None]:
    """Find whose calendar an address is of, and of which class.

    :raises NoSuchFeed: if it was not given by us, was renewed since, or its person is gone
    """
    try:
        says, _ends = unseal(PURPOSE, sealed, now=now.timestamp())
    except SealBroken:
        raise NoSuchFeed from None
    uid, number, run = says[:UID_BYTES], says[UID_BYTES : UID_BYTES + NUMBER_BYTES], says[UID_BYTES + NUMBER_BYTES :]
    rows = Feed.objects.filter(person__uid=UUID(bytes=uid), number=int.from_bytes(number), person__is_active=True)
    found = rows.select_related("person").first()
    if found is None:
        raise NoSuchFeed
    return found.person, UUID(bytes=run) if run else None


def entries_of(person: Any, *, now: datetime, run: catalog.Run | None = None) -> list[Entry]:
    """Give the sessions of somebody's calendar, called off ones too: four queries."""
    from_at, to_at = now - BEHIND, now + AHEAD
    if run is not None:
        sessions = teaching.sessions_of([run], from_at=from_at, to_at=to_at)[run.pk]
    else:
        sessions = [each.session for each in teaching.lessons_of(person, from_at=from_at, to_at=to_at)]
    return _entries(sessions)


def _entries(sessions: Iterable[teaching.Session]) -> list[Entry]:
    those = list(sessions)
    codes = codes_of({each.run_id: each.run for each in those}.values())
    rows = teaching.Change.objects.filter(session__in=[each.pk for each in those]).order_by("session")
    changes = dict(rows.values("session").annotate(count=Count("pk")).values_list("session", "count"))
    host = urlsplit(settings.XINGTAN.address).hostname or "xingtan"
    return [
        Entry(
            uid=f"{each.uid}@{host}",
            sequence=changes.get(each.pk, 0),
            starts_at=each.starts_at,
            ends_at=each.ends_at,
            zone=each.zone,
            changed_at=each.changed_at,
            summary=_summary(each, codes.get(each.run_id, "")),
            place=str(each.venue or (_("Online") if each.mode != teaching.Mode.ONSITE else "")),
            url=f"{settings.XINGTAN.address}{each.get_absolute_url()}",
            is_cancelled=each.status == teaching.Session.Status.CANCELLED,
        )
        for each in those
    ]


def _summary(session: teaching.Session, code: str) -> str:
    title = str(session.title) or str(session.run.course.title)
    said = title if code in ("", title) else f"{code} · {title}"
    return _("Called off: %(session)s") % {"session": said} if session.status == "cancelled" else said


def runs_of(person: Any, *, now: datetime) -> list[catalog.Run]:
    """Give the classes somebody learns or teaches in that have sessions around now: two queries."""
    found = {}
    for each in teaching.lessons_of(person, from_at=now - BEHIND, to_at=now + AHEAD):
        found[each.session.run_id] = each.session.run
    return list(found.values())


def zones_of(session: teaching.Session) -> dict[str, int]:
    """Give the time zones in which those who come to a session live, and how many in each; its room's among them."""
    found: dict[str, int] = {session.zone: 0}
    for place in teaching.students_of([session.run])[session.run_id]:
        zone = place.learner.zone or "UTC"
        found[zone] = found.get(zone, 0) + 1
    for teacher in teaching.teachers_of([session.run])[session.run_id]:
        zone = teacher.zone or "UTC"
        found[zone] = found.get(zone, 0) + 1
    return found
