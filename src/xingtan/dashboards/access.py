"""Whose numbers are whose: a university's for who serves it, a course's for who teaches it; what is public for anyone."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from xingtan.catalog import public as catalog
from xingtan.census import public as census
from xingtan.jobs import public as jobs
from xingtan.kernel.errors import NotThere, SignInFirst
from xingtan.learning import public as learning
from xingtan.universities import public as universities

EXPORT = "dashboards.export"
"""The job that makes a file."""


def university_to_count(person: Any, *, university: str) -> universities.University:
    """Find a university for anyone who serves it."""
    found: universities.University = universities.university_to_serve(person, university=university)
    return found


def run_to_count(person: Any, *, university: str, course: str, run: UUID) -> catalog.Run:
    """Find a run for its teachers and assistants."""
    found: catalog.Run = catalog.run_to_assist(person, university=university, course=course, run=run)
    return found


def film_to_watch(
    person: Any, *, university: str, course: str, run: UUID, block: str
) -> tuple[catalog.Run, learning.Enrollment | None, str]:
    """Find the run of a film for who studies there."""
    found, enrollment = learning.run_to_study(person, university=university, course=course, run=run)
    return found, enrollment, block


def export_to_take(person: Any, *, job: UUID) -> jobs.Job:
    """Find a file that this person asked for, while they may read what is in it."""
    if not person.is_authenticated:
        raise SignInFirst
    found: jobs.Job | None = jobs.Job.objects.filter(uid=job, owner=person, kind=EXPORT).first()
    if found is None or "digest" not in found.result:
        raise NotThere
    if "university" in found.params:
        university_to_count(person, university=found.params["university"])
    else:
        revision_to_read(person, publication=found.params["publication"], number=found.params["number"])
    return found


def revision_to_export(person: Any, *, publication: str, number: int) -> census.Revision:
    """Find one revision for a member, to be made a file of."""
    if not person.is_authenticated:
        raise SignInFirst
    return revision_to_read(person, publication=publication, number=number)


def measure_to_read(person: Any, *, measure: str) -> census.Measure:
    """Find a measure by its key."""
    if measure not in census.MEASURES:
        raise NotThere
    return census.MEASURES[measure]


def publication_to_read(person: Any, *, publication: str) -> census.Publication:
    """Find a published table; before its release it is there for those alone who publish."""
    if universities.coordinates(person):
        found = census.Publication.objects.filter(slug=publication, revisions__number=1).first()
    else:
        found = census.Publication.objects.released(timezone.now()).filter(slug=publication).first()
    if found is None:
        raise NotThere
    return found


def revision_to_read(person: Any, *, publication: str, number: int) -> census.Revision:
    """Find one revision of a published table."""
    table = publication_to_read(person, publication=publication)
    rows = census.Revision.objects.select_related("publication", "withdrawal")
    found = rows.filter(publication=table, number=min(number, 2**31 - 1)).first()
    if found is None:
        raise NotThere
    return found


def revision_to_take(person: Any, *, publication: str, number: int, form: str) -> tuple[census.Revision, str]:
    """Find one revision, to be taken along in a form."""
    return revision_to_read(person, publication=publication, number=number), form


def revisions_to_compare(
    person: Any, *, publication: str, number: int, other: int
) -> tuple[census.Revision, census.Revision]:
    """Find two revisions of one table, the older first."""
    low, high = sorted((number, other))
    return (
        revision_to_read(person, publication=publication, number=low),
        revision_to_read(person, publication=publication, number=high),
    )


def publish(person: Any) -> None:
    """Let in who publishes the consortium's tables: its coordinators."""
    if not universities.coordinates(person):
        raise NotThere


def publication_to_prepare(person: Any, *, publication: str) -> census.Publication:
    """Find a table for who publishes, released or not."""
    publish(person)
    found = census.Publication.objects.select_related("campaign").filter(slug=publication).first()
    if found is None:
        raise NotThere
    return found


def draft_to_decide(person: Any, *, publication: str) -> census.Draft:
    """Find what was counted of a table, to be frozen or discarded."""
    found = (
        census.Draft.objects.select_related("publication__campaign")
        .filter(publication=publication_to_prepare(person, publication=publication))
        .first()
    )
    if found is None:
        raise NotThere
    return found


def revision_to_withdraw(person: Any, *, publication: str, number: int) -> census.Revision:
    """Find a revision for who publishes, released or not."""
    table = publication_to_prepare(person, publication=publication)
    found = census.Revision.objects.filter(publication=table, number=min(number, 2**31 - 1)).first()
    if found is None:
        raise NotThere
    return found
