"""A term, classes with codes, and timetables as files."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from xingtan.catalog import public as catalog
from xingtan.catalog.tests import factories as courses
from xingtan.jobs import public as jobs
from xingtan.jobs.public import Job
from xingtan.kernel import files
from xingtan.learning import public as learning
from xingtan.people import public as people
from xingtan.teaching import public as teaching
from xingtan.timetables import actions
from xingtan.timetables.models import Intake, Term
from xingtan.universities import public as universities

NOW = datetime(2026, 2, 20, 9, tzinfo=UTC)
HEAD = "class,weekday,from,to,weeks,room,mode"


def term_of(university: universities.University, **facts: Any) -> Term:
    """Give the university a spring term of eighteen weeks."""
    said = {
        "title": {"en": "Spring 2026"},
        "starts_on": date(2026, 3, 2),
        "ends_on": date(2026, 7, 5),
        "first_monday": date(2026, 3, 2),
    }
    return actions.add_term(university=university, by=None, **{**said, **facts})


def class_of(university: universities.University, code: str, **facts: Any) -> catalog.Run:
    """Publish a course with a run that is a class."""
    course = courses.published(university, code.lower())
    run = catalog.open_run(course=course, by=None)
    run = catalog.Run.objects.select_related("course__university").get(pk=run.pk)
    teaching.open_class(run=run, by=None, now=NOW, code=code, **facts)
    return run


def enroll(run: catalog.Run, *learners: people.Person) -> None:
    for each in learners:
        learning.enroll(run=run, learner=each, now=NOW)


def teach(person: people.Person, run: catalog.Run, *, only_here: bool = True) -> None:
    catalog.CourseRole.objects.create(
        person=person, course=run.course, run=run if only_here else None, role="teacher", since=NOW
    )


def table(*lines: str, head: str = HEAD) -> bytes:
    return "\n".join([head, *lines]).encode()


def bring(term: Term, data: bytes, by: people.Person, *, kind: str = "csv", **facts: Any) -> Intake:
    """Bring a timetable and look through it."""
    kept = files.keep(data, name="timetable.csv")
    intake = actions.bring(term=term, kind=kind, kept=kept, name="timetable.csv", by=by, now=NOW, **facts)
    return look(intake)


def look(intake: Intake) -> Intake:
    """Let the job look through it."""
    intake.refresh_from_db()
    jobs.run(str(intake.job))
    intake.refresh_from_db()
    return intake


def confirm(intake: Intake, by: people.Person) -> Intake:
    """Plan what was looked through."""
    intake = actions.ask_to_plan(intake=intake, by=by)
    jobs.run(str(intake.job))
    job = Job.objects.get(uid=str(intake.job))
    assert job.status == Job.Status.DONE, job.sentence
    intake.refresh_from_db()
    return intake


def planned(term: Term, data: bytes, by: people.Person, **facts: Any) -> Intake:
    return confirm(bring(term, data, by, **facts), by)
