"""Taking a university in from its own lists: the roster, then the timetable, as its registrar would, and timed."""

import tempfile
import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from xingtan.jobs import public as jobs
from xingtan.kernel import files
from xingtan.people import public as people
from xingtan.rosters import public as rosters
from xingtan.site.demo.cast import Member
from xingtan.site.demo.university import making
from xingtan.timetables import public as timetables
from xingtan.universities import public as universities

SLUG, NAME = "average", {"en": "Average University", "zh-hans": "平均大学", "ar": "جامعة المتوسط"}
REGISTRAR = "registrar@example.org"
# Two of those in the lists have accounts already: the lists match them, and a visitor sees what they see.
HERE_ALREADY = {f"t00000@{SLUG}.example": "Mira Tang", f"s00000@{SLUG}.example": "Noor Diaz"}
_TEACHER, _STUDENT = HERE_ALREADY
# Whom a visitor signs in as, and where each looks first.
PEOPLE = (
    Member(
        REGISTRAR,
        "Registrar",
        "Registrar",
        _("runs a university of 12,200 students"),
        first="universities:home",
    ),
    Member(_TEACHER, HERE_ALREADY[_TEACHER], "", _("teaches there: open a session of the week"), first="teaching:week"),
    Member(_STUDENT, HERE_ALREADY[_STUDENT], "", _("studies there: see what the week brings"), first="teaching:week"),
)


class NotTaken(Exception):
    """A list of ours was refused, which is a fault of ours."""


@dataclass(frozen=True, slots=True)
class Taken:
    """How long it took: looking through the roster, taking it in, planning the timetable."""

    looking: float
    roster: float
    timetable: float


def found(*, now: datetime, password: str | None = None) -> tuple[universities.University, people.Person]:
    """Admit the university and invite its registrar; who is here already stays as they are."""
    place = universities.University.objects.filter(slug=SLUG).first()
    if place is None:
        place = universities.admit(slug=SLUG, name=NAME, country="CN", zone="Asia/Shanghai")
    registrar = people.Person.objects.filter(email=REGISTRAR).first()
    if registrar is None:
        registrar = people.join(email=REGISTRAR, password=password, name="Registrar", zone="Asia/Shanghai")
        people.confirm_address(person=registrar)
    universities.give_role(person=registrar, role="administrator", university=place, by=None, now=now)
    return place, registrar


def let_in(*, password: str) -> None:
    """Open the accounts of a teacher and a student whom the lists will name."""
    for email, name in HERE_ALREADY.items():
        if not people.Person.objects.filter(email=email).exists():
            person = people.join(email=email, password=password, name=name, zone="Asia/Shanghai")
            people.confirm_address(person=person)


def is_there() -> bool:
    """Test whether it was taken in before."""
    return rosters.Roster.objects.filter(university__slug=SLUG, taken_at__isnull=False).exists()


def next_monday(today: date) -> date:
    """Give the Monday on which the term begins."""
    return today + timedelta(days=-today.weekday() % 7)


def provision(lists: making.Lists, *, university: universities.University, by: people.Person, now: datetime) -> Taken:
    """Take both lists in, in this process.

    :raises NotTaken: if one of them is refused
    """
    started = time.perf_counter()
    kept = files.keep(lists.roster, name="roster.zip")
    roster = rosters.bring(
        university=university,
        form="oneroster",
        name="roster.zip",
        digest=kept.digest,
        options={"language": "en"},
        by=by,
        now=now,
    )
    jobs.run(str(roster.job))
    looked = time.perf_counter()
    roster = rosters.ask_to_take(roster=roster, by=by, meant=False, now=now)
    jobs.run(str(roster.taking_job))
    roster.refresh_from_db()
    if roster.taken_at is None:
        raise NotTaken(roster.name)
    taken = time.perf_counter()
    _plan(lists, university, by, now)
    return Taken(looked - started, taken - looked, time.perf_counter() - taken)


def _plan(lists: making.Lists, university: universities.University, by: people.Person, now: datetime) -> None:
    term = timetables.add_term(
        university=university, by=by, title={"en": "Term"}, starts_on=lists.starts_on, ends_on=lists.ends_on
    )
    with tempfile.TemporaryDirectory(prefix="xingtan-") as folder:
        path = Path(folder) / "timetable.csv"
        path.write_bytes(lists.timetable)
        job = timetables.take_in_timetable(term=term, path=path, by=by, now=now)
    jobs.run(str(job.uid))
    job.refresh_from_db()
    if job.status != jobs.Job.Status.DONE:
        raise NotTaken(job.sentence)
