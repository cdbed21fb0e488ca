"""Deeds: what held sessions came to is decided from all that is known, and decided again when more is known."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from xingtan.attendance.config import attendance as settings
from xingtan.attendance.events import Attended, Corrected
from xingtan.attendance.models import Attendance
from xingtan.attendance.queries.traces import Known, known_of
from xingtan.attendance.rules.deciding import HERE, decide, is_on_site
from xingtan.kernel.deeds import deed
from xingtan.kernel.events import emit_many
from xingtan.people.public import Person
from xingtan.teaching import public as teaching

AT_ONCE = 500
_FIELDS = ("status", "decided", "share_percent", "is_on_site", "decided_at", "counted_at")


@dataclass
class _Changes:
    """What is to be written: rows that are new, rows that say something else, and whom to announce.

    :param turned: who was announced as something else, with what that was
    """

    new: list[Attendance] = field(default_factory=list)
    old: list[Attendance] = field(default_factory=list)
    counted: list[tuple[teaching.Session, Attendance]] = field(default_factory=list)
    turned: list[tuple[teaching.Session, Attendance, str]] = field(default_factory=list)


@deed
def decide_sessions(*, sessions: Collection[int], now: datetime, people: Collection[int] | None = None) -> int:
    """Decide who attended these sessions, of those that were held; say how many people came to be counted.

    It may be done as often as one likes: what was corrected by hand stays, and nobody is announced twice. A session
    whose details are gone already is left as it is. A constant number of queries, however many sessions and people.

    :param people: whom alone there is something new about; the others stand as they were decided
    """
    rows = teaching.Session.objects.filter(pk__in=sessions, status=teaching.Session.Status.HELD)
    rows = rows.filter(ends_at__gt=now - timedelta(days=settings.details_days))
    held = list(rows.select_related("run__course__university").order_by("pk"))
    if not held:
        return 0
    before = {
        (row.session_id, row.person_id): row
        for row in Attendance.objects.select_for_update().filter(session__in=held).order_by("pk")
    }
    changes = _Changes()
    for known in known_of(held, now=now):
        _decide(known, before, changes, now, people)

    Attendance.objects.bulk_create(changes.new, batch_size=AT_ONCE)
    Attendance.objects.bulk_update(changes.old, _FIELDS, batch_size=AT_ONCE)
    _announce(changes)
    return len(changes.counted)


def _decide(
    known: Known,
    before: dict[tuple[int, int], Attendance],
    changes: _Changes,
    now: datetime,
    people: Collection[int] | None,
) -> None:
    session = known.session
    kept = {person for held, person in before if held == session.pk}
    for person, traces in known.traces(kept).items():
        # Whoever was decided about before, is again only if something is new: the class's rule may have changed since.
        if people is not None and person in kept and person not in people:
            continue
        outcome = decide(known.lesson, traces, known.terms)
        row = before.get((session.pk, person))
        is_new = row is None
        row = row or Attendance(session=session, person_id=person)
        was, before_status = [getattr(row, name) for name in _FIELDS], row.status
        row.decided, row.share_percent = outcome.status, int(outcome.share * 100)
        row.is_on_site = is_on_site(session.mode, traces, outcome.share, known.terms)
        if not row.is_corrected:
            row.status = outcome.status
        if row.status in HERE and row.counted_at is None:
            row.counted_at = now
            changes.counted.append((session, row))
        elif row.counted_at is not None and row.status != before_status:
            # Whoever counts has heard of it: signs that came later undo it there as well.
            changes.turned.append((session, row, before_status))
        if is_new or was != [getattr(row, name) for name in _FIELDS]:
            row.decided_at = now
            (changes.new if is_new else changes.old).append(row)


def _announce(changes: _Changes) -> None:
    people = {row.person_id for _session, row in changes.counted}
    people |= {row.person_id for _session, row, _was in changes.turned}
    uids = dict(Person.objects.filter(pk__in=people).values_list("pk", "uid"))
    _announce_turned(changes, uids)
    emit_many(
        [
            Attended(
                actor=uids[row.person_id],
                university=session.run.course.university.uid,
                session=session.uid,
                run=session.run.uid,
                status=row.status,
                is_on_site=row.is_on_site,
            )
            for session, row in changes.counted
        ]
    )


def _announce_turned(changes: _Changes, uids: dict[int, UUID]) -> None:
    emit_many(
        [
            Corrected(
                university=session.run.course.university.uid,
                session=session.uid,
                run=session.run.uid,
                person=uids[row.person_id],
                was=was,
                becomes=row.status,
                is_attended=row.status in HERE,
            )
            for session, row, was in changes.turned
        ]
    )
