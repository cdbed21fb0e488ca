"""Telling exactly those whom it concerns that a session is not as they knew it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from xingtan.catalog import public as catalog
from xingtan.kernel.deeds import deed
from xingtan.notices import public as notices
from xingtan.people import public as people
from xingtan.teaching import queries
from xingtan.teaching.models import Session

MATTERS = frozenset({"starts_at", "ends_at", "zone", "venue", "mode", "status", "rung"})
NAMED = 5


@deed
def tell_of_sessions(*, sessions: Sequence[Session], kind: str, about: str, but: UUID | None, now: datetime) -> int:
    """Tell students and teachers of one class that its sessions were changed: one notice each, however many there are.

    :param sessions: of one run, with run, course and university loaded
    :param about: what is told; told again, nobody hears it twice
    :param but: who did it, and knows
    :returns: how many were told
    """
    run = sessions[0].run
    told = [each for each in _of(run) if each.uid != but]
    return notices.tell(people=told, kind=kind, about=about, data=_data(run, sessions), now=now)


def _of(run: catalog.Run) -> list[people.Person]:
    """Give everybody of a class, once."""
    students = [each.learner for each in queries.students_of([run])[run.pk]]
    return list({each.pk: each for each in [*students, *queries.teachers_of([run])[run.pk]]}.values())


def _data(run: catalog.Run, sessions: Sequence[Session]) -> dict[str, Any]:
    only = sessions[0]
    return {
        "course": dict(run.course.title),
        "url": only.get_absolute_url() if len(sessions) == 1 else f"{run.get_absolute_url()}sessions/",
        "total": len(sessions),
        "rung": str(only.rung),
        "sessions": [
            {
                "title": dict(each.title),
                "starts_at": each.starts_at.isoformat(),
                "zone": each.zone,
                "status": str(each.status),
                "where": str(each.venue) if each.venue else "",
                "mode": str(each.mode),
            }
            for each in sessions[:NAMED]
        ],
    }
