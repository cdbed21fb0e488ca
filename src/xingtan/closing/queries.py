"""What this site offers itself: its universities, the platforms it knows, its courses and who teaches them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count

from xingtan.catalog import public as catalog
from xingtan.eventstore import public as eventstore
from xingtan.eventstore.registry import SessionFacts
from xingtan.learning import public as learning
from xingtan.teaching import public as teaching
from xingtan.universities import public as universities

Told = dict[str, Any]


def members() -> list[Told]:
    """Give the universities that are members, or own a course here."""
    owning = catalog.Course.objects.filter(host=None).values("university")
    every = universities.University.objects.filter(is_member=True) | universities.University.objects.filter(
        pk__in=owning
    )
    return [
        {"uid": str(each.uid), "code": each.slug, "name": str(each.name), "country": each.country}
        for each in every.distinct().order_by("pk")
    ]


def platforms() -> list[Told]:
    """Give the partner platforms. This site is platform 0, a partner is as the store numbers sources: by its key."""
    return [
        {
            "platform": each.pk,
            "code": each.slug,
            "name": str(each.name),
            "tier": each.tier,
            "country": each.country,
            "joined": each.joined_on,
        }
        for each in catalog.Platform.objects.filter(pk__lt=eventstore.PARTNERS.stop).order_by("pk")
    ]


def courses() -> list[Told]:
    """Give the courses that are taught here and were published. What runs elsewhere is told by its platform."""
    teachers: dict[int, list[int]] = defaultdict(list)
    roles = catalog.CourseRole.objects.filter(role=catalog.CourseRole.Role.TEACHER, course__host=None)
    for course, person in roles.order_by("course", "person").values_list("course", "person__uid").distinct():
        teachers[course].append(eventstore.key("account", person))
    found = catalog.Course.objects.filter(host=None, published_at__isnull=False)
    rows = found.select_related("university", "subject", "merged_into").order_by("pk")
    return [_course(each, teachers[each.pk]) for each in rows]


def _course(course: catalog.Course, teachers: list[int]) -> Told:
    published: date | None = course.published_at.date() if course.published_at else None
    is_gone = course.status == catalog.Course.Status.GONE and course.merged_into is None
    return {
        "at": course.changed_at,
        "course": eventstore.key("course", course.uid),
        "same_as": eventstore.key("course", course.merged_into.uid) if course.merged_into else None,
        "owner": str(course.university.uid),
        "discipline": course.subject.code if course.subject else "",
        "language": course.languages[0] if course.languages else "",
        "kind": course.kind,
        "opened": published,
        "closed": course.changed_at.date() if is_gone else None,
        "teachers": teachers,
    }


def facts_of_sessions(uids: Iterable[UUID]) -> dict[UUID, SessionFacts]:
    """Say when sessions start, of which course they are, and for how many."""
    found = list(teaching.Session.objects.filter(uid__in=list(uids)).select_related("run__course"))
    placed = learning.Enrollment.objects.current().filter(run__in={each.run_id for each in found})
    taken = dict(placed.values("run").annotate(count=Count("pk")).values_list("run", "count"))
    return {each.uid: SessionFacts(each.starts_at, each.run.course.uid, taken.get(each.run_id, 0)) for each in found}


def courses_of_runs(uids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Say of which courses these runs are."""
    runs = catalog.Run.objects.filter(uid__in=list(uids)).order_by("pk")
    return dict(runs.values_list("uid", "course__uid"))
