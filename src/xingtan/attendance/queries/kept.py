"""Questions: what is kept of one person, for their own page and for what they take along."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import QuerySet

from xingtan.attendance.models import Attendance, CheckIn, Correction, Excuse, Interval
from xingtan.attendance.queries.traces import terms_of
from xingtan.attendance.queries.words import means
from xingtan.attendance.rules.deciding import Terms
from xingtan.people import public as people
from xingtan.teaching import public as teaching


@dataclass
class Kept:
    """What is kept of one person in one session."""

    session: teaching.Session
    terms: Terms = field(default_factory=Terms)
    attendance: Attendance | None = None
    excuse: Excuse | None = None
    check_ins: list[tuple[str, datetime, str, str]] = field(default_factory=list)
    times: list[tuple[str, datetime, datetime]] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    until: datetime | None = None

    @property
    def has_details(self) -> bool:
        """Test whether anything is left that will be deleted."""
        return bool(self.check_ins or self.times)


def mine(person: people.Person) -> QuerySet[Attendance]:
    """Give what sessions came to for one person, the latest first."""
    rows = Attendance.objects.filter(person=person).select_related("session__run__course__university")
    return rows.order_by("-session__starts_at", "-pk")


def of_session(session: teaching.Session, person: people.Person) -> Kept:
    """Give what is kept of one person in a session: six queries."""
    attendance = Attendance.objects.filter(session=session, person=person).first()
    found = Kept(session, terms_of([session.run_id])[session.run_id], attendance)
    found.excuse = Excuse.objects.filter(session=session, person=person).first()
    _add_details({session.pk: found}, person)
    return found


def kept_of(rows: Sequence[Attendance], person: people.Person, *, days: int) -> list[Kept]:
    """Give what is kept of one person in these sessions: four queries.

    :param days: how long details are kept
    """
    found = {row.session_id: Kept(row.session, attendance=row) for row in rows}
    for each in found.values():
        each.until = each.session.ends_at + timedelta(days=days)
    for excuse in Excuse.objects.filter(session__in=found, person=person).order_by("pk"):
        found[excuse.session_id].excuse = excuse
    _add_details(found, person)
    return list(found.values())


def _add_details(found: dict[int, Kept], person: people.Person) -> None:
    rows = CheckIn.objects.filter(round__session__in=found, person=person).select_related("round").order_by("at", "pk")
    for row in rows:
        said = (str(row.round.get_way_display()), row.at, means(row.by), row.band)
        found[row.round.session_id].check_ins.append(said)
    times: dict[int, list[tuple[str, datetime, datetime]]] = defaultdict(list)
    for span in Interval.objects.filter(session__in=found, person=person).order_by("from_at", "pk"):
        times[span.session_id].append((str(span.get_where_display()), span.from_at, span.to_at))
    corrections = Correction.objects.filter(attendance__session__in=found, attendance__person=person)
    for each in corrections.select_related("attendance").order_by("pk"):
        found[each.attendance.session_id].corrections.append(each)
    for key, spans in times.items():
        found[key].times = spans


def link_of(session: teaching.Session) -> str:
    """Give where the meeting of a session is: its own, or that of the class."""
    if session.link:
        return session.link
    known = teaching.Class.objects.filter(run=session.run).only("link").first()
    return known.link if known else ""
