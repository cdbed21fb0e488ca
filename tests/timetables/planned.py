"""Bring a small university's timetable and plan it, or begin again where a killed process left it. Prints what is there."""

import json
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from xingtan.catalog import public as catalog
from xingtan.jobs import public as jobs
from xingtan.kernel import home
from xingtan.kernel.models import Outbox
from xingtan.site import tables
from xingtan.site.demo.university import making, provisioning
from xingtan.teaching import public as teaching
from xingtan.timetables import public as timetables
from xingtan.timetables.actions import planning

SIZE = making.Size(students=10, teachers=10, courses=30, sessions=400)


def brought() -> dict[str, object]:
    """Found the university with its classes, and bring its timetable without planning it."""
    tables.bring_up_to_date()
    now = timezone.now()
    place, registrar = provisioning.found(now=now)
    for number in range(SIZE.courses):
        title = {"en": f"Course {number}"}
        course = catalog.add_course(university=place, slug=f"c{number}", by=None, title=title)
        run = catalog.open_run(course=course, by=None, starts_at=now, is_self_paced=False, zone=place.zone)
        teaching.open_class(run=run, by=registrar, now=now, code=making.class_code(number))
    lists = making.made(SIZE, starts_on=provisioning.next_monday(now.date()) + timedelta(weeks=1))
    term = timetables.add_term(
        university=place, by=registrar, title={"en": "Term"}, starts_on=lists.starts_on, ends_on=lists.ends_on
    )
    path = Path(home.root()) / "timetable.csv"
    path.write_bytes(lists.timetable)
    timetables.take_in_timetable(term=term, path=path, by=registrar, now=now)
    return {}


def planned() -> dict[str, object]:
    """Let the job go on, and tell what is there."""
    job = jobs.Job.objects.get()
    jobs.run(str(job.uid))
    job.refresh_from_db()
    told = Counter(Outbox.objects.values_list("name", flat=True))
    return {"status": job.status, "result": job.result, **_there(), "told": told["timetables.planned"]}


def _there() -> dict[str, object]:
    sessions = teaching.Session.objects.all()
    return {"sessions": sessions.count(), "origins": sessions.values("run", "origin").distinct().count()}


def tell_of_middle() -> None:
    """Say when rooms, lines and sessions are written, and nothing is stored yet: whoever watches kills this process then."""
    call_off = teaching.call_off_sessions

    def watched(**said: object) -> object:
        print("begun", flush=True)
        sys.stdin.readline()
        return call_off(**said)  # type: ignore[arg-type]  # handed on as it is

    planning.teaching.call_off_sessions = watched  # type: ignore[attr-defined]  # it is the module that the deed asks


def main() -> None:
    """Do what is asked."""
    if sys.argv[1] == "watched":
        tell_of_middle()
    print(json.dumps({"bring": brought, "there": _there}.get(sys.argv[1], planned)()))
