"""Questions: what everybody sees alike of a session: who teaches, where one meets, what was changed, what is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import segno
from django.db import models
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from xingtan.kernel import cache
from xingtan.kernel.prepared import Prepared
from xingtan.kernel.text import Text
from xingtan.teaching.models import Change, Class, Hub, Message, Mode, Pack, Rung, Session
from xingtan.teaching.queries.people import teachers_of
from xingtan.ui import public as ui

FRESH = 30
LATEST = 60
STEPPED_DOWN = (Rung.RECORDED, Rung.TEXT)

# Asked by each of three hundred who come to a session in the same minute.
_latest_message = Prepared[tuple[int]](
    lambda session: Message.objects.filter(session=session).order_by("-pk").values_list("pk")[:1],
    session=models.BigIntegerField(),
)
_changes = Prepared[Change](
    lambda session: Change.objects.filter(session=session).select_related("by").order_by("-at", "-pk")[:LATEST],
    session=models.BigIntegerField(),
)


@dataclass(frozen=True, slots=True)
class Face:
    """What everybody sees alike of a session."""

    link: str
    teachers: tuple[str, ...]
    hubs: tuple[tuple[UUID, str], ...]
    code: str
    # What there is to watch or to read, once the session has stepped down so far.
    pack: Pack | None = None


def face_of(session: Session) -> Face:
    """Give where one meets and who teaches: three queries, and none for half a minute after."""
    return cache.part("teaching.face", session.uid, session.changed_at, make=lambda: _face(session), ttl=FRESH)


def _face(session: Session) -> Face:
    known = Class.objects.filter(run=session.run).first()
    return Face(
        link=session.link or (known.link if known else ""),
        teachers=tuple(each.name for each in teachers_of([session.run])[session.run_id]),
        hubs=tuple(Hub.objects.filter(run=session.run).order_by("name", "pk").values_list("uid", "name")),
        code=known.code if known else "",
        pack=pack_of(session) if session.rung in STEPPED_DOWN else None,
    )


def pack_of(session: Session) -> Pack | None:
    """Give what there is to watch or to read of a session, with its file: one query."""
    found = Pack.objects.select_related("resource").filter(session=session).first()
    if found is not None:
        found.session = session
    return found


def qr_of(address: str) -> SafeString:
    """Draw an address as a QR code: dark on light in every theme, as scanners want it."""
    return mark_safe(cache.part("teaching.qr", address, make=lambda: _qr(address)))  # noqa: S308 - drawn by us


def _qr(address: str) -> str:
    out = BytesIO()
    drawn: dict[str, Any] = {
        "kind": "svg",
        "xmldecl": False,
        "nl": False,
        "omitsize": True,
        "lineclass": None,
        "light": "#fff",
    }
    title = _("QR code of this session's page")
    segno.make_qr(address, error="m").save(out, border=3, svgclass="screen-qr", title=title, **drawn)
    return out.getvalue().decode()


@dataclass(frozen=True, slots=True)
class Said:
    """A message of the chat."""

    uid: UUID
    by: str
    words: str
    at: datetime
    clock: str
    teaches: bool
    is_hidden: bool


def chat_version(session: Session) -> str:
    """Give what tells two states of the chat apart: one query."""
    latest = _latest_message.first(session=session.pk)
    return f"{latest[0] if latest else 0}-{session.changed_at.timestamp():.3f}"


def messages_of(session: Session, *, is_lead: bool) -> list[Said]:
    """Give the latest of what was said, the newest first; what is hidden for those who teach only: two queries."""
    rows = Message.objects.filter(session=session).select_related("by")
    if not is_lead:
        rows = rows.filter(hidden_by=None)
    teachers = {each.pk for each in teachers_of([session.run])[session.run_id]}
    zone = ZoneInfo(session.zone)
    return [
        Said(
            uid=each.uid,
            by=each.by.name,
            words=each.words,
            at=each.at,
            clock=f"{each.at.astimezone(zone):%H:%M}",
            teaches=each.by_id in teachers,
            is_hidden=each.hidden_by_id is not None,
        )
        for each in rows.order_by("-pk")[:LATEST]
    ]


@dataclass(frozen=True, slots=True)
class Told:
    """A change of a session in words."""

    at: datetime
    by: str
    why: str
    sentences: tuple[str, ...]


def history_of(session: Session) -> list[Told]:
    """Give what was changed of a session, in words, the latest first: one query, and none for half a minute after."""
    return cache.part("teaching.history", session.uid, session.changed_at, make=lambda: _history(session), ttl=FRESH)


def _history(session: Session) -> list[Told]:
    return [
        Told(each.at, each.by.name if each.by else _("The timetable"), each.why, tuple(sentences(each, session.zone)))
        for each in _changes.all(session=session.pk)
        if each.what
    ]


def sentences(change: Change, zone: str) -> Sequence[str]:
    """Say a change in words, a sentence for each field."""
    said = []
    for name, (before, after) in change.what.items():
        words = {
            "starts_at": _("Begins %(after)s; before: %(before)s."),
            "ends_at": _("Ends %(after)s; before: %(before)s."),
            "venue": _("Room: %(after)s; before: %(before)s."),
            "mode": _("Where: %(after)s; before: %(before)s."),
            "rung": _("Held: %(after)s; before: %(before)s."),
            "link": _("Meeting: %(after)s."),
            "title": _("Title: %(after)s."),
            "zone": _("Time zone: %(after)s; before: %(before)s."),
        }.get(name)
        if name == "status":
            said.append(_came_to(str(after)))
        elif words:
            said.append(words % {"before": _said(name, before, zone), "after": _said(name, after, zone)})
    return said


def _came_to(status: str) -> str:
    return {
        Session.Status.CANCELLED: _("Called off."),
        Session.Status.PLANNED: _("Planned."),
    }.get(Session.Status(status), status)


def _said(name: str, value: Any, zone: str) -> str:
    """Say a value as a reader reads it."""
    if not value:
        return _("nothing")
    match name:
        case "starts_at" | "ends_at":
            return ui.moments.words(datetime.fromisoformat(value).astimezone(ZoneInfo(zone)), zone)
        case "mode":
            return str(Mode(value).label)
        case "rung":
            return str(Rung(value).label)
        case "title":
            return str(Text(value))
    return str(value)
