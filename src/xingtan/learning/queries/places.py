"""Who has a place where: counts for runs, and one person's own courses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.kernel.text import Text
from xingtan.learning import rules
from xingtan.learning.models import Announcement, Completion, Enrollment, Extension, Result
from xingtan.learning.queries.plans import plan_of
from xingtan.learning.queries.progress import percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A course somebody takes, as their list shows it."""

    enrollment: Enrollment
    title: Text
    university: Text
    seed: str
    url: str
    resume_url: str
    resume: Text | None
    is_begun: bool
    percent: Decimal
    grade: Decimal | None
    due_at: datetime | None
    due: Text | None
    zone: str
    starts_at: datetime | None
    completed_at: datetime | None
    is_over: bool
    subject: str

    @property
    def progress_value(self) -> int:
        """Give the share done for the element that draws it, whatever the reader's way of writing numbers."""
        return int(self.percent)


def places_taken(runs: Iterable[catalog.Run]) -> dict[int, int]:
    """Count the places taken on each run, by the key of the run, in one query."""
    rows = Enrollment.objects.current().filter(run__in=list(runs)).values("run").annotate(taken=Count("pk"))
    return {row["run"]: row["taken"] for row in rows.order_by("run")}


def runs_with_learners(*, courses: Iterable[UUID], runs: Iterable[UUID]) -> list[UUID]:
    """Give the runs of these courses, and those of these runs, on which anybody has done anything."""
    rows = Enrollment.objects.filter(
        Q(run__course__uid__in=list(courses)) | Q(run__uid__in=list(runs)), results__isnull=False
    )
    return list(rows.order_by("run__uid").values_list("run__uid", flat=True).distinct())


def readers_of(announcement: Announcement, *, after: int = 0) -> QuerySet[Enrollment]:
    """Give the places of those an announcement was written to, in order, from the one after this key."""
    places = Enrollment.objects.current().filter(run=announcement.run_id, pk__gt=after)
    if announcement.audience != Announcement.Audience.EVERYONE:
        places = places.filter(pk__in=announcement.addressees.values("enrollment"))
    return places.select_related("learner").order_by("pk")


def courses_of(person: Any, *, now: datetime) -> list[Taken]:
    """Give the courses a person takes, the one they were in last first; a constant number of queries."""
    enrollments = list(
        Enrollment.objects.current()
        .placed()
        .with_subject()
        .filter(learner=person)
        .order_by("-seen_at", "-enrolled_at", "-pk")
    )
    versions = authoring.versions_of([each.run for each in enrollments])
    completions = dict(Completion.objects.filter(enrollment__in=enrollments).values_list("enrollment_id", "at"))
    completed, later = _completed(enrollments), _later(enrollments)
    taken = [
        _taken(each, versions.get(each.run_id), completed.get(each.pk, set()), later.get(each.pk, {}), completions, now)
        for each in enrollments
    ]
    # Somebody who has not been anywhere yet sees what was taken last first, before what lies idle.
    return sorted(taken, key=lambda each: each.enrollment.seen_at or each.enrollment.enrolled_at, reverse=True)


def _taken(
    enrollment: Enrollment,
    version: authoring.Version | None,
    completed: set[str],
    later: dict[str, datetime],
    completions: dict[int, datetime],
    now: datetime,
) -> Taken:
    run = enrollment.run
    plan = plan_of(version) if version else rules.Plan()
    key = rules.next_unit(plan, completed, enrollment.last_unit)
    unit = authoring.outline_of(version).unit(key) if version and key else None
    calendar = rules.Calendar.of_run(run.ends_at, run.grace_minutes, later)
    due = _next_due(plan, completed, calendar, now)
    titles = {each.key: each.title for each in authoring.outline_of(version).sections} if version and due else {}
    url = run.get_absolute_url()
    return Taken(
        enrollment=enrollment,
        title=run.course.title,
        university=run.course.university.name,
        seed=str(run.course.uid),
        url=url,
        resume_url=f"{url}units/{unit.key}/" if unit else url,
        resume=unit.title if unit else None,
        is_begun=enrollment.started_at is not None,
        percent=percent(enrollment.share),
        grade=None if enrollment.grade is None else percent(enrollment.grade),
        due_at=due[0] if due else None,
        due=titles.get(due[1].key) if due else None,
        zone=run.zone,
        starts_at=run.starts_at if rules.window(run.starts_at, None, now) is rules.Window.BEFORE else None,
        completed_at=completions.get(enrollment.pk),
        is_over=rules.is_late(rules.end_for(calendar), calendar.grace, now),
        subject=run.course.subject.code if run.course.subject else "",
    )


def _next_due(
    plan: rules.Plan, completed: set[str], calendar: rules.Calendar, now: datetime
) -> tuple[datetime, rules.Section] | None:
    """Find the next date before which something is still to be done."""
    dues = []
    for place, section in enumerate(plan.sections):
        due_at = rules.due_for(section, calendar)
        is_open = any(key not in completed for blocks in section.units.values() for key in blocks)
        if due_at is not None and is_open and not rules.is_late(due_at, calendar.grace, now):
            dues.append((due_at, place, section))
    return min(dues)[::2] if dues else None


def _completed(enrollments: Sequence[Enrollment]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    rows = Result.objects.filter(enrollment__in=enrollments, completed_at__isnull=False)
    for enrollment, key in rows.values_list("enrollment_id", "key"):
        found.setdefault(enrollment, set()).add(key)
    return found


def _later(enrollments: Sequence[Enrollment]) -> dict[int, dict[str, datetime]]:
    found: dict[int, dict[str, datetime]] = {}
    rows = Extension.objects.filter(enrollment__in=enrollments).order_by("pk")
    for enrollment, section, until in rows.values_list("enrollment_id", "section", "until"):
        found.setdefault(enrollment, {})[section] = until
    return found
