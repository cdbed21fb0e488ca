"""How far a learner is, in rows that a page can print: what counts, bookmarks, announcements."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models

from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.kernel.prepared import Prepared
from xingtan.kernel.text import Text
from xingtan.learning import rules
from xingtan.learning.models import Announcement, Bookmark, Completion, Enrollment, Extension
from xingtan.learning.queries.results import scores_in
from xingtan.learning.queries.studies import Course


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRow:
    """A section as the table of progress shows it."""

    title: Text
    url: str
    graded_as: str
    done: int
    total: int
    earned: Decimal
    possible: Decimal
    due_at: datetime | None
    is_late: bool
    is_dropped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """One kind of graded work as the explanation of the grade shows it. Shares are percentages."""

    name: str
    weight: Decimal
    average: Decimal
    contribution: Decimal
    works: int
    missing: int
    dropped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A bookmark, and where it leads."""

    key: str
    unit: str
    title: Text
    url: str


def progress_of(course: Course) -> dict[str, Any]:
    """Give all that the page of progress shows."""
    grade = course.grade
    completed = course.completed
    policy = course.plan.policy
    enrollment = course.study.enrollment
    return {
        "sections": _section_rows(course, grade, completed),
        "parts": [_part_row(part) for part in grade.parts] if grade else [],
        "left_out": [grader.label or grader.name for grader in grade.left_out] if grade else [],
        "grade": grade,
        "percent": percent(grade.share) if grade else None,
        "cutoffs": [(name, percent(least)) for name, least in policy.cutoffs],
        "pass_mark": percent(policy.pass_mark),
        "asked_share": percent(policy.completion_share),
        "done": sum(1 for key in course.plan.section_of if key in completed),
        "total": len(course.plan.section_of),
        "completion": Completion.objects.filter(enrollment=enrollment).first() if enrollment else None,
        "enrollment": enrollment,
    }


def percent(share: Decimal) -> Decimal:
    """Give a share as a percentage with at most one decimal."""
    value = (share * 100).quantize(Decimal("0.1"))
    return value.quantize(Decimal(1)) if value == value.to_integral() else value


_bookmarks = Prepared[tuple[str]](
    lambda enrollment: Bookmark.objects.filter(enrollment=enrollment).order_by("pk").values_list("key"),
    enrollment=models.BigIntegerField(),
)
_announcements = Prepared[Announcement](
    lambda run, enrollment: (
        Announcement.objects.filter(run=run)
        .written_to(enrollment)
        .order_by("-at", "-pk")
        .only("uid", "title", "at")[:SHOWN]
    ),
    run=models.BigIntegerField(),
    enrollment=models.BigIntegerField(),
)
SHOWN = 4
"""How many announcements are loaded for the page of a run: one more than it shows."""


def has_bookmark(enrollment: Enrollment, key: str) -> bool:
    """Test whether the learner has a bookmark here."""
    return (key,) in _bookmarks.all(enrollment=enrollment.pk)


def newest_announcements(enrollment: Enrollment) -> list[Announcement]:
    """Give the newest announcements to this learner."""
    return _announcements.all(run=enrollment.run_id, enrollment=enrollment.pk)


def bookmarks_of(enrollment: Enrollment, outline: authoring.Outline, base: str) -> list[Marked]:
    """Give the learner's bookmarks that the present version still has, in the order of the course."""
    found = []
    for (key,) in _bookmarks.all(enrollment=enrollment.pk):
        unit = outline.unit_for(key)
        if unit is not None:
            at = "" if key == unit.key else f"#block-{key}"
            found.append(
                (unit.place, Marked(key=key, unit=unit.key, title=unit.title, url=f"{base}units/{unit.key}/{at}"))
            )
    return [marked for _place, marked in sorted(found, key=lambda each: each[0])]


def completed_at(enrollment: Enrollment) -> datetime | None:
    """Give when the learner completed the course, if they have."""
    return Completion.objects.filter(enrollment=enrollment).values_list("at", flat=True).first()


def extensions_of(enrollment: Enrollment, outline: authoring.Outline) -> list[dict[str, Any]]:
    """Give the later dates this learner was given, the newest first."""
    titles = {section.key: section.title for section in outline.sections}
    rows = Extension.objects.filter(enrollment=enrollment).select_related("by").order_by("-pk")
    return [{"title": titles.get(row.section), "until": row.until, "by": row.by, "why": row.why} for row in rows]


def announcements_on(run: catalog.Run, enrollment: Enrollment | None) -> models.QuerySet[Announcement]:
    """Give what was announced on the run, the newest first: to this learner, or (without one) to anybody."""
    found = Announcement.objects.filter(run=run)
    if enrollment is not None:
        found = found.written_to(enrollment)
    return found.select_related("by").order_by("-at", "-pk")


def _section_rows(course: Course, grade: rules.Grade | None, completed: set[str]) -> list[SectionRow]:
    scores = scores_in(course.results)
    dropped = {
        work.section.key
        for part in (grade.parts if grade else ())
        for work in part.works
        if work.is_dropped and work.section
    }
    rows = []
    for section, told in zip(course.plan.sections, course.outline.sections, strict=True):
        earned, possible = rules.section_points(course.plan, section, scores)
        keys = [key for blocks in section.units.values() for key in blocks]
        due_at = course.due(section)
        first = next(iter(section.units), "")
        rows.append(
            SectionRow(
                title=told.title,
                url=f"{course.study.base}units/{first}/" if first else "",
                graded_as=section.graded_as or "",
                done=sum(1 for key in keys if key in completed),
                total=len(keys),
                earned=_plain(earned),
                possible=_plain(possible),
                due_at=due_at,
                is_late=rules.is_late(due_at, course.calendar.grace, course.study.now),
                is_dropped=section.key in dropped,
            )
        )
    return rows


def _part_row(part: rules.Part) -> PartRow:
    return PartRow(
        name=part.grader.label or part.grader.name,
        weight=percent(part.weight),
        average=percent(part.average),
        contribution=percent(part.contribution),
        works=sum(1 for work in part.works if work.section),
        missing=sum(1 for work in part.works if not work.section),
        dropped=sum(1 for work in part.works if work.is_dropped),
    )


def _plain(points: Decimal) -> Decimal:
    """Write points without zeros that say nothing."""
    rounded = points.quantize(Decimal("0.01"))
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral() else rounded.normalize()
