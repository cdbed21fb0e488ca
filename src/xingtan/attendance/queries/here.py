"""Questions: who is here now, and the teacher's roll."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from xingtan.attendance.models import Attendance, CheckIn, Correction, Excuse, Interval, Round, Status
from xingtan.attendance.queries.traces import Known, known_of
from xingtan.attendance.rules.deciding import HERE, decide
from xingtan.attendance.rules.presence import GAP
from xingtan.people import public as people
from xingtan.teaching import public as teaching


def present_in(session: teaching.Session, *, now: datetime | None = None) -> set[int]:
    """Give the keys of those who are here now: checked in and not out, or on its page or in its meeting: three queries.

    A correction says more than either. A page that was opened is known within a minute, a check-in at once.
    """
    now = now or timezone.now()
    here: set[int] = set()
    gone: set[int] = set()
    for person, way in CheckIn.objects.filter(round__session=session).values_list("person", "round__way"):
        (here if way == Round.Way.IN else gone).add(person)
    seen = Interval.objects.filter(session=session, from_at__lte=now, to_at__gt=now - GAP)
    here = (here - gone) | set(seen.values_list("person", flat=True))
    for person, status in Attendance.objects.filter(session=session, is_corrected=True).values_list("person", "status"):
        (here.add if status in HERE else here.discard)(person)
    return here


@dataclass(frozen=True, slots=True)
class Line:
    """One student on the roll.

    :param status: what stands, or would if the lesson ended now
    :param is_here: whether they are here at this moment
    :param came: when they checked in, or were first on the page
    :param share: how much of the lesson they were there, in percent
    :param shares_device: whether somebody else checked in from the same browser: for the teacher to ask, no more
    """

    person: UUID
    name: str
    status: str
    label: str
    is_here: bool
    came: datetime | None
    came_at: str
    by: str
    share: int
    is_corrected: bool
    shares_device: bool


@dataclass(frozen=True, slots=True)
class Roll:
    """Everybody of a session."""

    lines: list[Line]
    counts: dict[str, int]
    here: int
    excuses: list[Excuse]

    @property
    def everybody(self) -> int:
        """Count the lines."""
        return len(self.lines)


def roll_of(session: teaching.Session, *, now: datetime) -> Roll:
    """Give the roll of a session, while it runs and after it: a constant number of queries, however many students."""
    (known,) = known_of([session], now=now)
    rows = {row.person_id: row for row in Attendance.objects.filter(session=session)}
    is_held = session.status == teaching.Session.Status.HELD
    # Once decided, the class is who was decided about.
    wanted = set(rows) if is_held and rows else {*known.traces(rows)}
    names = {row.pk: row for row in people.Person.objects.filter(pk__in=wanted).only("pk", "uid", "name")}
    here = present_in(session, now=now) if not is_held else set()
    shared, by = _devices(session)
    lines = [_line(person, known, rows.get(person.pk), here, shared, by, session) for person in names.values()]
    lines.sort(key=lambda line: (line.name.casefold(), str(line.person)))
    counts: dict[str, int] = defaultdict(int)
    for line in lines:
        counts[line.status] += 1
    excuses = Excuse.objects.filter(session=session).select_related("person").order_by("asked_at", "pk")
    return Roll(lines, {status: counts[status] for status in Status.values}, len(here & wanted), list(excuses))


def _line(
    person: people.Person,
    known: Known,
    row: Attendance | None,
    here: set[int],
    shared: set[int],
    by: dict[int, str],
    session: teaching.Session,
) -> Line:
    left = known.of(person.pk)
    outcome = decide(known.lesson, left, known.terms)
    is_kept = row is not None and (row.is_corrected or bool(row.decided))
    status = row.status if row is not None and is_kept else outcome.status
    spans = [start for start, _end in left.spans]
    came = min((each for each in (left.checked_in_at, *spans) if each is not None), default=None)
    return Line(
        person=person.uid,
        name=str(person.get_full_name()),
        status=status,
        label=label_of(status, is_running=not is_kept),
        is_here=person.pk in here,
        came=came,
        came_at=f"{came.astimezone(ZoneInfo(session.zone or 'UTC')):%H:%M}" if came else "–",
        by=by.get(person.pk, ""),
        # What was decided outlives the traces it was decided from.
        share=row.share_percent if row is not None and row.decided else int(outcome.share * 100),
        is_corrected=row is not None and row.is_corrected,
        shares_device=person.pk in shared,
    )


def label_of(status: str, *, is_running: bool) -> str:
    """Name a status; nobody is absent from a session that still runs."""
    return _("Not yet") if is_running and status == Status.ABSENT else str(Status(status).label)


def _devices(session: teaching.Session) -> tuple[set[int], dict[int, str]]:
    """Give who checked in from a browser that somebody else did, too, and how each checked in: one query."""
    seen: dict[tuple[int, str], set[int]] = defaultdict(set)
    by: dict[int, str] = {}
    rows = CheckIn.objects.filter(round__session=session).order_by("-at", "-pk")
    for opened, device, person, how in rows.values_list("round", "device", "person", "by"):
        by[person] = how
        if device:
            seen[opened, device].add(person)
    return {person for those in seen.values() if len(those) > 1 for person in those}, by


def corrections_of(session: teaching.Session, person: people.Person) -> list[Correction]:
    """Give what was corrected of one person in a session, in its order."""
    rows = Correction.objects.filter(attendance__session=session, attendance__person=person)
    return list(rows.select_related("by").order_by("pk"))
