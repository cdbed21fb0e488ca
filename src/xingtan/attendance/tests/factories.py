"""Sessions to be at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from xingtan.attendance.models import Attendance, Interval, Round
from xingtan.attendance.rules.claims import Claim
from xingtan.catalog import public as catalog
from xingtan.kernel.models import Outbox
from xingtan.learning import public as learning_room
from xingtan.learning.tests import factories as learning
from xingtan.people import public as people
from xingtan.teaching import public as teaching

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def session(run: catalog.Run, **facts: Any) -> teaching.Session:
    """Plan a session of an hour, that runs."""
    known = {"starts_at": NOW, "ends_at": NOW + HOUR, "status": "open", "opened_at": NOW, **facts}
    return teaching.Session.objects.create(run=run, **known)


def hold(lesson: teaching.Session, at: datetime = NOW + HOUR) -> None:
    """End the session."""
    teaching.Session.objects.filter(pk=lesson.pk).update(status="held", closed_at=at)
    lesson.refresh_from_db()


def student(run: catalog.Run, number: int = 1) -> people.Person:
    """Invite a student with a place in the class."""
    person = learning.learner(number)
    learning_room.Enrollment.objects.create(run=run, learner=person, enrolled_at=NOW - 24 * HOUR)
    return person


def round_in(lesson: teaching.Session, by: people.Person, **facts: Any) -> Round:
    """Open a check-in."""
    return Round.objects.create(session=lesson, opened_by=by, **{"opened_at": NOW, "means": ["tap"], **facts})


def claim(opened: Round, person: people.Person, at: datetime = NOW + MINUTE, **shown: Any) -> Claim:
    """Claim to be here."""
    return Claim(round=opened.uid, person=person.pk, at=at.timestamp(), **shown)


def was_there(lesson: teaching.Session, person: people.Person, start: int, end: int, where: str = "page") -> Interval:
    """Put somebody on the session's page, in minutes from its beginning."""
    return Interval.objects.create(
        session=lesson, person=person, where=where, from_at=NOW + start * MINUTE, to_at=NOW + end * MINUTE
    )


def announced(name: str) -> list[dict[str, Any]]:
    """Give what was announced by this name."""
    return list(Outbox.objects.filter(name=name).order_by("pk").values_list("body", flat=True))


def status_of(lesson: teaching.Session, person: people.Person) -> str:
    """Give what stands."""
    return Attendance.objects.get(session=lesson, person=person).status
