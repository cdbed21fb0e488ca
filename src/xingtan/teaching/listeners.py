"""What teaching does when its own sessions are changed: exactly those whom it concerns are told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from xingtan.kernel.events import Heard, hears
from xingtan.teaching import actions
from xingtan.teaching.events import SessionCancelled, SessionChanged, SessionStepped
from xingtan.teaching.models import Change, Session


@hears(SessionChanged, envelope=True)
def on_session_changed(heard: list[Heard[SessionChanged]]) -> None:
    """Tell a class that sessions were moved, or are held elsewhere. A new title or link the page itself says."""
    _tell([each for each in heard if actions.MATTERS.intersection(each.event.what)], "teaching.changed")


@hears(SessionCancelled, envelope=True)
def on_session_cancelled(heard: list[Heard[SessionCancelled]]) -> None:
    """Tell a class that sessions were called off."""
    _tell(heard, "teaching.cancelled")


@hears(SessionStepped, envelope=True)
def on_session_stepped(heard: list[Heard[SessionStepped]]) -> None:
    """Tell a class that a session is held another way: the teacher's click was the word."""
    _tell(heard, "teaching.stepped")


def _tell(heard: Sequence[Heard[Any]], kind: str) -> None:
    """Tell each class once of all that one person did to its sessions."""
    moment = timezone.now()
    groups: dict[tuple[UUID, UUID | None], list[Heard[Any]]] = {}
    for each in heard:
        groups.setdefault((each.event.run, each.event.actor), []).append(each)
    found = _sessions({each.event.session for each in heard}, moment, but_waiting=kind != "teaching.stepped")
    for (_run, actor), some in groups.items():
        sessions = _once([found[each.event.session] for each in some if each.event.session in found])
        if sessions:
            actions.tell_of_sessions(sessions=sessions, kind=kind, about=str(some[0].id), but=actor, now=moment)


def _sessions(uids: set[UUID], moment: datetime, *, but_waiting: bool) -> dict[UUID, Session]:
    """Give those that are not past: what was, needs no telling. One that runs beyond its time is not past.

    :param but_waiting: without those that a timetable changed last, of which somebody else says when they are told
    """
    last = Change.objects.filter(session=OuterRef("pk")).order_by("-pk").values("waits")[:1]
    asked = sorted(uids)
    found: dict[UUID, Session] = {}
    for start in range(0, len(asked), 500):
        rows = Session.objects.light().filter(uid__in=asked[start : start + 500])
        rows = rows.filter(Q(ends_at__gt=moment) | Q(status=Session.Status.OPEN))
        if but_waiting:
            rows = rows.annotate(waits=Subquery(last)).filter(Q(waits=False) | Q(waits=None))
        found.update((each.uid, each) for each in rows)
    return found


def _once(sessions: list[Session]) -> list[Session]:
    return sorted({each.pk: each for each in sessions}.values(), key=_order)


def _order(session: Session) -> tuple[datetime, int]:
    return session.starts_at, session.pk
