"""Deeds around a file that somebody brought: it is looked through, brought in, undone."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from xingtan.authoring.models import Intake
from xingtan.authoring.registry.bundle import Bundle, Report
from xingtan.catalog import public as catalog
from xingtan.jobs import public as jobs
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.files import Kept
from xingtan.people import public as people
from xingtan.universities import public as universities

READING, TAKING_IN = "authoring.reading", "authoring.intake"


class HasErrors(RuleBroken):
    """Half a course is not taken."""

    message = _("This course cannot be brought in: the report says what must be mended first.")


class IsBroughtIn(RuleBroken):
    """One file becomes one version."""

    message = _("This has been brought in already.")


@deed
def bring(
    *,
    kept: Kept,
    name: str,
    university: universities.University,
    course: catalog.Course | None,
    by: people.Person,
    now: datetime,
) -> Intake:
    """Have a file that was kept looked through; nothing of it enters the course yet."""
    intake = Intake.objects.create(
        university=university,
        course=course,
        digest=kept.digest,
        name=name[:200],
        size_bytes=kept.size_bytes,
        asked_at=now,
        asked_by=by,
    )

    intake.job = jobs.start(kind=READING, owner=by, params={"intake": str(intake.uid)}).uid
    intake.save(update_fields=["job"])
    return intake


@deed
def note_report(*, intake: Intake, bundle: Bundle | None, report: Report, slug: str = "") -> None:
    """Keep what was found in the file."""
    title = dict(bundle.facts.title) if bundle else {}
    Intake.objects.filter(pk=intake.pk).update(
        format=bundle.format if bundle else "", report={**report.to_json(), "title": title, "slug": slug}
    )


@deed
def bring_in(*, intake: Intake, slug: str, course: catalog.Course | None, by: people.Person) -> Intake:
    """Have the file made a version: of this course, or of a new one at this address.

    :raises HasErrors: if the report has errors, or there is none yet
    :raises IsBroughtIn: if it was made a version before
    :raises AddressIsTaken: if another course of the university has the address
    """
    intake = Intake.objects.select_for_update(of=("self",)).select_related("university").get(pk=intake.pk)
    if not intake.is_read or intake.counts["errors"]:
        raise HasErrors
    if intake.version_id is not None:
        raise IsBroughtIn
    if course is None and catalog.Course.objects.filter(university=intake.university, slug=slug).exists():
        raise catalog.AddressIsTaken(slug=slug)

    params = {"intake": str(intake.uid), "slug": slug, "course": str(course.uid) if course else None}
    intake.job = jobs.start(kind=TAKING_IN, owner=by, params=params).uid
    intake.save(update_fields=["job"])
    return intake
