"""Questions: who learns and who teaches in classes, in bulk."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q

from xingtan.catalog import public as catalog
from xingtan.learning import public as learning
from xingtan.people import public as people
from xingtan.teaching.models import Class
from xingtan.universities import public as universities


def students_of(runs: Sequence[catalog.Run]) -> dict[int, list[learning.Enrollment]]:
    """Give the current places on these runs, with their learners, by the run's key: one query."""
    found: dict[int, list[learning.Enrollment]] = {each.pk: [] for each in runs}
    rows = learning.Enrollment.objects.current().filter(run__in=found).select_related("learner")
    for each in rows.order_by("learner__name", "pk"):
        found[each.run_id].append(each)
    return found


def departments_of(person: Any) -> set[int]:
    """Give the departments whose classes a person teaches or assists, by key, with all that these are a part of.

    Also of classes that are over: between two terms somebody belongs where they did. Two queries, one without classes.
    """
    if not person.is_authenticated:
        return set()
    serves = catalog.CourseRole.objects.filter(
        Q(run=None) | Q(run=OuterRef("run")), person=person, course=OuterRef("run__course")
    )
    classes = Class.objects.filter(Exists(serves), unit__isnull=False)
    found = set(classes.order_by("unit").values_list("unit", flat=True).distinct())
    if not found:
        return found
    places = universities.Unit.objects.filter(pk__in=found).values("university")
    parents = dict(universities.Unit.objects.filter(university__in=places).values_list("pk", "parent"))
    wider = found
    while wider := {parent for each in wider if (parent := parents.get(each))} - found:
        found |= wider
    return found


def teachers_of(runs: Sequence[catalog.Run]) -> dict[int, list[people.Person]]:
    """Give the teachers of these runs and of their courses, then the assistants, by the run's key: one query."""
    by_course: dict[int, list[catalog.Run]] = {}
    for each in runs:
        by_course.setdefault(each.course_id, []).append(each)
    roles = catalog.CourseRole.objects.filter(course__in=by_course).filter(Q(run=None) | Q(run__in=list(runs)))
    found: dict[int, dict[int, people.Person]] = {each.pk: {} for each in runs}
    # "teacher" comes after "assistant" in the alphabet.
    for role in roles.select_related("person").order_by("-role", "pk"):
        for run in by_course[role.course_id]:
            if role.run_id in (None, run.pk):
                found[run.pk].setdefault(role.person_id, role.person)
    return {key: list(those.values()) for key, those in found.items()}
