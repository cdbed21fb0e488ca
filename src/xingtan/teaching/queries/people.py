"""Questions: who learns and who teaches in classes, in bulk."""

from collections.abc import Sequence

from django.db.models import Q

from xingtan.catalog import public as catalog
from xingtan.learning import public as learning
from xingtan.people import public as people


def students_of(runs: Sequence[catalog.Run]) -> dict[int, list[learning.Enrollment]]:
    """Give the current places on these runs, with their learners, by the run's key: one query."""
    found: dict[int, list[learning.Enrollment]] = {each.pk: [] for each in runs}
    rows = learning.Enrollment.objects.current().filter(run__in=found).select_related("learner")
    for each in rows.order_by("learner__name", "pk"):
        found[each.run_id].append(each)
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
