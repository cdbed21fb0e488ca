"""Questions: what sessions came to, of classes and of one person, in bulk."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from xingtan.attendance.models import Attendance, Status
from xingtan.attendance.rules.deciding import HERE
from xingtan.catalog import public as catalog
from xingtan.people import public as people
from xingtan.teaching import public as teaching


@dataclass(frozen=True, slots=True)
class Attended:
    """What one session came to for one person."""

    run: int
    session: int
    person: int
    status: str
    is_on_site: bool
    share_percent: int
    is_corrected: bool

    @property
    def is_here(self) -> bool:
        """Test whether it is an attendance."""
        return self.status in HERE


def attendance_of(
    *,
    runs: Collection[int] | None = None,
    sessions: Collection[int] | None = None,
    people: Collection[int] | None = None,
) -> list[Attended]:
    """Give what held sessions came to, of these runs or these sessions (by key), in the order they were: one query."""
    rows = Attendance.objects.exclude(decided="")
    if runs is not None:
        rows = rows.filter(session__run__in=runs)
    if sessions is not None:
        rows = rows.filter(session__in=sessions)
    if people is not None:
        rows = rows.filter(person__in=people)
    return [
        Attended(*values)
        for values in rows.order_by("session__starts_at", "session", "person").values_list(
            "session__run", "session", "person", "status", "is_on_site", "share_percent", "is_corrected"
        )
    ]


@dataclass(frozen=True, slots=True)
class Row:
    """One student in the table of a class."""

    person: UUID
    name: str
    here: int
    of: int
    cells: list[str]

    @property
    def percent(self) -> int:
        """Give the part of the sessions they were at; excused ones are not counted against anyone."""
        return round(100 * self.here / self.of) if self.of else 0


@dataclass(frozen=True, slots=True)
class Column:
    """One held session in the table of a class."""

    session: teaching.Session
    here: int
    of: int


@dataclass(frozen=True, slots=True)
class Table:
    """The attendance of a class: students down, held sessions across."""

    columns: list[Column]
    rows: list[Row]


def table_of(run: catalog.Run, *, latest: int | None = None) -> Table:
    """Give the attendance of a class: three queries, however many students and sessions.

    :param latest: only so many of its last sessions
    """
    held = teaching.Session.objects.filter(run=run, status=teaching.Session.Status.HELD).order_by("-starts_at", "-pk")
    sessions = list(reversed(held[:latest] if latest else held))
    found = attendance_of(sessions=[each.pk for each in sessions])
    cells: dict[int, dict[int, str]] = defaultdict(dict)
    for each in found:
        cells[each.person][each.session] = each.status
    columns = [
        Column(
            session,
            sum(row.get(session.pk) in HERE for row in cells.values()),
            sum(session.pk in row for row in cells.values()),
        )
        for session in sessions
    ]
    students = {each.learner_id: each.learner for each in teaching.students_of([run])[run.pk]}
    names = people.Person.objects.filter(Q(pk__in=set(cells) - set(students))).only("pk", "uid", "name")
    everyone = [*students.values(), *names] if set(cells) - set(students) else [*students.values()]
    rows = [_row(person, cells.get(person.pk, {}), sessions) for person in everyone]
    return Table(columns, sorted(rows, key=lambda row: (row.name.casefold(), str(row.person))))


def _row(person: people.Person, cells: dict[int, str], sessions: Sequence[teaching.Session]) -> Row:
    counted = [status for status in cells.values() if status != Status.EXCUSED]
    return Row(
        person=person.uid,
        name=str(person.get_full_name()),
        here=sum(status in HERE for status in counted),
        of=len(counted),
        cells=[cells.get(each.pk, "") for each in sessions],
    )
