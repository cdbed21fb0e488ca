"""The board: how far each department is, and each teacher."""

from dataclasses import dataclass
from datetime import datetime

from xingtan.learning import public as learning
from xingtan.people import public as people
from xingtan.readiness import rules
from xingtan.readiness.models import DeviceTest, Drill, Pairing, Reminder
from xingtan.readiness.queries.teachers import Teaching, held_by, teachers_of
from xingtan.universities import public as universities


@dataclass(frozen=True, slots=True, kw_only=True)
class TeacherRow:
    """One teacher on the board."""

    person: people.Person
    units: frozenset[int]
    drilled_at: datetime | None
    microphone_at: datetime | None
    camera_at: datetime | None
    classes: int
    classes_up: int
    held: int
    reminded_at: datetime | None
    mentor: str
    lacks: tuple[str, ...]

    @property
    def is_tested(self) -> bool:
        """Test whether both devices work."""
        return self.microphone_at is not None and self.camera_at is not None

    @property
    def is_up(self) -> bool:
        """Test whether there is a class, and each has week one."""
        return 0 < self.classes == self.classes_up


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A department on the board; the one without a unit is for those whose classes name none."""

    unit: universities.Unit | None
    teachers: int
    drilled: int
    tested: int
    up: int
    ready: int

    @property
    def key(self) -> str:
        """Name it in an address."""
        return self.unit.code if self.unit else "-"

    def percent(self, part: int) -> int:
        """Give a part of its teachers in percent."""
        return rules.percent(part, self.teachers)

    @property
    def shares(self) -> tuple[tuple[int, int], ...]:
        """Give the counts, each with its percent: drilled, tested, week one, all of it."""
        counts = (self.drilled, self.tested, self.up, self.ready)
        return tuple((count, self.percent(count)) for count in counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The whole board of a university."""

    drill: Drill | None
    rows: tuple[TeacherRow, ...]
    departments: tuple[Department, ...]
    whole: Department


def board_of(university: universities.University, *, now: datetime) -> Board:
    """Give the board of a university, in a constant number of queries."""
    teachers = teachers_of(university, now=now)
    drill = Drill.objects.select_related("course__university").filter(university=university).first()
    rows = tuple(_rows(university, teachers, drill))
    units = universities.Unit.objects.filter(university=university).in_bulk()
    departments = [_counted(unit, [row for row in rows if key in row.units]) for key, unit in units.items()]
    departments.sort(key=lambda each: (str(each.unit), each.unit.pk if each.unit else 0))
    without = [row for row in rows if not row.units]
    if without:
        departments.append(_counted(None, without))
    return Board(
        drill=drill,
        rows=rows,
        departments=tuple(each for each in departments if each.teachers),
        whole=_counted(None, list(rows)),
    )


def _rows(university: universities.University, teachers: dict[int, Teaching], drill: Drill | None) -> list[TeacherRow]:
    keys = set(teachers)
    drilled: dict[int, datetime] = {}
    if drill is not None:
        done = learning.Completion.objects.filter(enrollment__run__course=drill.course_id)
        drilled = dict(done.order_by("-at").values_list("enrollment__learner_id", "at"))
    tested = DeviceTest.objects.in_bulk(keys)
    reminded = dict(Reminder.objects.filter(university=university).order_by("at").values_list("person_id", "at"))
    mentors = {
        each.novice_id: str(each.mentor)
        for each in Pairing.objects.current().filter(university=university).select_related("mentor")
    }
    held = held_by(university, keys)
    rows = []
    for key, each in teachers.items():
        test = tested.get(key)
        up = sum(each.classes.values())
        rows.append(
            TeacherRow(
                person=each.person,
                units=frozenset(each.units),
                drilled_at=drilled.get(key),
                microphone_at=test.microphone_at if test else None,
                camera_at=test.camera_at if test else None,
                classes=len(each.classes),
                classes_up=up,
                held=held[key],
                reminded_at=reminded.get(key),
                mentor=mentors.get(key, ""),
                lacks=rules.lacks(
                    has_drill=drill is not None,
                    is_drilled=key in drilled,
                    is_tested=bool(test and test.microphone_at and test.camera_at),
                    classes=len(each.classes),
                    classes_up=up,
                ),
            )
        )
    return rows


def _counted(unit: universities.Unit | None, rows: list[TeacherRow]) -> Department:
    return Department(
        unit=unit,
        teachers=len(rows),
        drilled=sum(1 for row in rows if row.drilled_at is not None),
        tested=sum(1 for row in rows if row.is_tested),
        up=sum(1 for row in rows if row.is_up),
        ready=sum(1 for row in rows if not row.lacks),
    )
