"""Deeds: a run is opened and changed."""

from typing import Any

from xingtan.catalog.events import RunChanged, RunOpened
from xingtan.catalog.models import Course, Run
from xingtan.kernel.deeds import deed
from xingtan.kernel.events import emit
from xingtan.people import public as people


def lock(run: Run) -> Run:
    """Hold the run until the deed ends, so that two deeds cannot decide on it at once."""
    return Run.objects.select_for_update(of=("self",)).select_related("course", "course__university").get(pk=run.pk)


@deed
def open_run(*, course: Course, by: people.Person | None, **facts: Any) -> Run:
    """Add a run that anyone can see once the course is published.

    :param facts: fields of the run, by name
    """
    run = Run.objects.create(course=course, status=Run.Status.PUBLISHED, **facts)
    # Who follows the catalogue by moments of change learns of the run, too.
    course.save(update_fields=["changed_at"])

    emit(RunOpened(actor=by and by.uid, university=course.university.uid, course=course.uid, run=run.uid))
    return run


@deed
def change_run(*, run: Run, by: people.Person | None, **facts: Any) -> Run:
    """Change when a run is, and how many places it has; places taken stay.

    :param facts: fields of the run, by name
    """
    run = lock(run)
    for name, value in facts.items():
        setattr(run, name, value)
    run.save(update_fields=list(facts))
    run.course.save(update_fields=["changed_at"])

    emit(RunChanged(actor=by and by.uid, university=run.course.university.uid, course=run.course.uid, run=run.uid))
    return run
