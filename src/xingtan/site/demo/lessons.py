"""The first online Monday of a small university: departments, classes, a week of sessions, one held, one running now."""

import csv
import io
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from xingtan.attendance import public as attendance
from xingtan.catalog import public as catalog
from xingtan.learning import public as learning
from xingtan.people import public as people
from xingtan.site.demo import prepared
from xingtan.site.demo.cast import let_in
from xingtan.teaching import public as teaching
from xingtan.timetables import public as timetables
from xingtan.universities import public as universities

OWNER = "apricot"
WEEKS = 16
LASTS = timedelta(minutes=45)

DEPARTMENTS = (
    ("GEO", {"en": "Geography", "zh-hans": "地理系"}),
    ("PHY", {"en": "Physics", "zh-hans": "物理系"}),
    ("HIS", {"en": "History", "zh-hans": "历史系"}),
)
TEACHERS = (
    ("mina@example.org", "Mina Park"),
    ("tomas@example.org", "Tomás Ibarra"),
    ("wangfang@example.org", "王芳"),
    ("kwame@example.org", "Kwame Boateng"),
)
FIRST = ("Lin", "Amara", "Jonas", "Priya", "Diego", "Yuki", "Fatou", "Elif", "Mateo", "Hana", "Samuel", "Ingrid")
LAST = ("Wei", "Okafor", "Berg", "Sharma", "Rojas", "Tanaka")
# So many of them have the password of the cast, to sit in a lesson with several phones.
WITH_PASSWORD = 4
STUDENTS = 36


@dataclass(frozen=True)
class Taught:
    """A class of the demo.

    :param hours: lines of the timetable: weekday, from, to, weeks, room; the last is empty for online
    """

    code: str
    course: str
    title: dict[str, str]
    department: str
    teachers: Sequence[str]
    hours: Sequence[tuple[str, str, str, str, str]]
    students: slice


CLASSES = (
    Taught(
        "GEO-101",
        "why-every-map-lies",
        {},
        "GEO",
        ("grace@example.org", "mina@example.org"),
        (("Mon", "08:00", "08:45", "", ""), ("Wed", "10:00", "10:45", "", "")),
        slice(0, 24),
    ),
    Taught(
        "PHY-110",
        "weighing-a-planet",
        {},
        "PHY",
        ("tomas@example.org",),
        (("Tue", "09:00", "09:45", "", ""), ("Thu", "09:00", "09:45", "odd", "B-204")),
        slice(6, 30),
    ),
    Taught(
        "HIS-205",
        "letters-from-the-silk-road",
        {"en": "Letters from the Silk Road", "zh-hans": "丝路书信"},
        "HIS",
        ("wangfang@example.org",),
        (("Mon", "10:00", "11:30", "", "A-101"), ("Fri", "14:00", "15:30", "even", "A-101")),
        slice(12, 36),
    ),
    # In the same room at the same hour as the one before: something for the registrar to find.
    Taught(
        "HIS-310",
        "reading-old-cities",
        {"en": "Reading old cities", "zh-hans": "读懂古城"},
        "HIS",
        ("kwame@example.org",),
        (("Mon", "10:30", "11:15", "", "A-101"),),
        slice(0, 12),
    ),
)


def hold_first_monday(*, now: datetime) -> None:
    """Let the small university begin, unless it has begun."""
    university = universities.University.objects.get(slug=OWNER)
    if timetables.Term.objects.filter(university=university).exists():
        return
    kofi = people.Person.objects.get(email="kofi@example.org")
    units = universities.name_units(
        university=university, units=[universities.Named(code=code, name=name) for code, name in DEPARTMENTS]
    )
    for person in _joined(TEACHERS, university, now):
        universities.give_role(person=person, role="staff", university=university, by=kofi, now=now)
    students = _students(university, now)

    today = now.astimezone(ZoneInfo(university.zone)).date()
    monday = today - timedelta(days=today.weekday())
    runs = [
        _open(each, university, units[each.department], students[each.students], monday, kofi, now) for each in CLASSES
    ]
    _plan(university, monday, kofi, now)
    grace = people.Person.objects.get(email="grace@example.org")
    _hold_one(runs[0], grace, students[CLASSES[0].students], now)
    _begin_one(runs[0], grace, now)


def _students(university: universities.University, now: datetime) -> list[people.Person]:
    names = [f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST)]}" for number in range(STUDENTS - 1)]
    known = [(f"student{number}@example.org", name) for number, name in enumerate(names, 1)]
    students = [people.Person.objects.get(email="ada@example.org")]
    for email, name in known[:WITH_PASSWORD]:
        students.append(people.join(email=email, name=name, latin_name=name, zone=university.zone))
        let_in(students[-1])
    return [*students, *_joined(known[WITH_PASSWORD:], university, now)]


def _joined(
    known: Sequence[tuple[str, str]], university: universities.University, now: datetime
) -> list[people.Person]:
    newcomers = [
        people.Newcomer(email=email, name=name, latin_name=name, zone=university.zone) for email, name in known
    ]
    made = people.join_many(newcomers=newcomers, now=now)
    there = people.Person.objects.in_bulk([key for key, _uid in made])
    return [there[key] for key, _uid in made]


def _open(
    taught: Taught,
    university: universities.University,
    unit: int,
    students: Sequence[people.Person],
    monday: date,
    by: people.Person,
    now: datetime,
) -> catalog.Run:
    zone = ZoneInfo(university.zone)
    course = catalog.Course.objects.filter(slug=taught.course, university=university).first()
    if course is None:
        course = catalog.add_course(
            university=university, slug=taught.course, by=by, title=taught.title, kind="other", languages=["en"]
        )
    run = catalog.open_run(
        course=course,
        by=by,
        is_self_paced=False,
        starts_at=datetime.combine(monday, datetime.min.time(), zone),
        ends_at=datetime.combine(monday + timedelta(weeks=WEEKS), datetime.min.time(), zone),
        zone=university.zone,
    )
    for number, email in enumerate(taught.teachers):
        teacher = people.Person.objects.get(email=email)
        catalog.give_course_role(
            person=teacher, course=course, role="assistant" if number else "teacher", by=by, now=now
        )
    teaching.open_class(
        run=run,
        by=by,
        now=now,
        code=taught.code,
        unit_id=unit,
        mode=teaching.Mode.ONLINE,
        link="https://meet.example.org/" + taught.code,
    )
    seats = [learning.Seat(learner=each.pk, learner_uid=each.uid, run=run.pk, run_uid=run.uid) for each in students]
    # They have their places before the first lesson: whoever misses it is absent.
    learning.enroll_many(seats=seats, university=university.uid, now=now - timedelta(days=1))
    return run


def _plan(university: universities.University, monday: date, by: people.Person, now: datetime) -> None:
    term = timetables.add_term(
        university=university,
        by=by,
        title={"en": "The term that went online", "zh-hans": "线上教学学期"},
        starts_on=monday,
        ends_on=monday + timedelta(weeks=WEEKS, days=-1),
    )
    said = io.StringIO(newline="")
    lines = csv.writer(said)
    lines.writerow(("class", "weekday", "from", "to", "weeks", "room", "mode"))
    for each in CLASSES:
        for weekday, start, end, weeks, room in each.hours:
            lines.writerow((each.code, weekday, start, end, weeks, room, "both" if room else "online"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "timetable.csv"
        path.write_text(said.getvalue(), encoding="utf-8")
        timetables.take_in_timetable(term=term, path=path, by=by, now=now)


def _hold_one(run: catalog.Run, by: people.Person, students: Sequence[people.Person], now: datetime) -> None:
    """Hold a lesson that is over: most were there, some late, some not at all."""
    began = now - timedelta(hours=2)
    session = teaching.plan_session(
        run=run,
        by=by,
        now=began - timedelta(days=1),
        starts_at=began,
        ends_at=began + LASTS,
        title={"en": "Hello from home", "zh-hans": "在家开课"},
    )
    session = teaching.open_session(session=session, by=by, now=began)
    opened = attendance.open_round(
        session=session, way="in", asking=attendance.Asking(means=("tap",)), by=by, now=began
    )
    on_time, late = students[:17], students[17:20]
    for here, at in ((on_time, began + timedelta(minutes=2)), (late, began + timedelta(minutes=20))):
        claims = [attendance.Claim(round=opened.uid, person=each.pk, at=at.timestamp()) for each in here]
        attendance.take_check_ins(claims=claims, now=at)
    prepared.answer_poll(session=session, by=by, students=on_time, now=began + timedelta(minutes=10))
    teaching.close_session(session=session, by=by, now=began + LASTS)


def _begin_one(run: catalog.Run, by: people.Person, now: datetime) -> None:
    """Let a lesson run now, with everything prepared for it."""
    session = teaching.plan_session(
        run=run,
        by=by,
        now=now - timedelta(days=1),
        starts_at=now - timedelta(minutes=5),
        ends_at=now - timedelta(minutes=5) + 2 * LASTS,
        title={"en": "How large is Greenland?", "zh-hans": "格陵兰岛有多大？"},
    )
    prepared.prepare(session=session, by=by, now=now)
    teaching.open_session(session=session, by=by, now=now)
