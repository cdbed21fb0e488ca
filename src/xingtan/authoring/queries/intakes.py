"""What came in: the rows of a report, as a page and as a table to take away."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from xingtan.authoring.access import can_author
from xingtan.authoring.models import Intake, Version
from xingtan.authoring.queries.workbench import base_of
from xingtan.catalog import public as catalog
from xingtan.jobs import public as jobs

LISTS = ("errors", "unsupported", "changed", "kept")
"""The gravest first, as a reader wants them."""
TAGS = {"errors": "warning", "unsupported": "begun", "changed": "plain", "kept": "done"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One element of what came in."""

    outcome: str
    place: str
    what: str
    why: str
    label: str
    tag: str


def rows_of(intake: Intake, *, outcome: str = "") -> list[ReportRow]:
    """Give the rows of the report, or those of one outcome, in the reader's language."""
    words = labels()
    return [
        ReportRow(
            outcome=name,
            place=row["place"],
            what=gettext(row["what"]) if row["what"] else "",
            why=why_of(row),
            label=words[name],
            tag=TAGS[name],
        )
        for name in LISTS
        if outcome in ("", name)
        for row in intake.report.get(name, ())
    ]


def labels() -> dict[str, str]:
    """Name the outcomes in the reader's language."""
    return {
        "errors": gettext("Error"),
        "unsupported": gettext("Not supported"),
        "changed": gettext("Changed"),
        "kept": gettext("Kept"),
    }


def why_of(row: dict[str, str]) -> str:
    """Say why, in the reader's language: each constant sentence with what differs from row to row."""
    return " ".join(_sentences(row.get("why", ""), row.get("detail", "")))


def _sentences(why: str, detail: str) -> Iterator[str]:
    details = detail.split("\n")
    for number, sentence in enumerate(why.split("\n") if why else []):
        said = gettext(sentence)
        more = details[number] if number < len(details) else ""
        yield f"{said} ({more})" if more else said


def job_of(intake: Intake) -> jobs.Job | None:
    """Find the work that is done on this file, or was done last."""
    return jobs.Job.objects.filter(uid=intake.job).first() if intake.job else None


def waiting_for(university: Any, course: Any) -> list[Intake]:
    """Give what was brought for this course, or as a new one, and is not a version yet; the newest first."""
    found = Intake.objects.filter(university=university, course=course, version__isnull=True)
    return list(found.order_by("-pk").defer("report")[:10])


def intake_url(intake: Intake) -> str:
    """Give the address of the page about what was brought. Needs the university loaded."""
    return reverse("authoring:intake", args=(intake.university.slug, intake.uid))


def version_url(version: Version) -> str:
    """Give the address of a version's page."""
    course = catalog.Course.objects.select_related("university").get(pk=version.course_id)
    return f"{base_of(course)}versions/{version.number}/"


def courses_for(intake: Intake, person: Any) -> list[catalog.Course]:
    """Give the courses that the file may become a version of: those of its university that this person may change."""
    if intake.course is not None:
        return [intake.course]
    courses = catalog.Course.objects.filter(university=intake.university).order_by("slug", "pk")
    for course in courses:
        course.university = intake.university
    return [course for course in courses if can_author(person, course)]


def likely_course(intake: Intake, courses: list[catalog.Course]) -> str:
    """Give the course that has the address the file says, as it is most likely the same one."""
    slug = intake.report.get("slug")
    return next((str(course.uid) for course in courses if course.slug == slug), "")
