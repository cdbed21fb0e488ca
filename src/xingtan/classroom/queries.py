"""Names of those whom moves name, who is in the class, who is here, and where a group stands: for kinds that need more
than who answered. Kept for a moment and shared by all who look.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Sum

from xingtan.activities.public import Activity, moves_of
from xingtan.activities.registry.answers import Move
from xingtan.attendance import public as attendance
from xingtan.classroom.rules import groups
from xingtan.kernel.cache import part
from xingtan.learning import public as learning
from xingtan.people import public as people
from xingtan.teaching import public as teaching

A_MINUTE = 60.0
A_MOMENT = 3.0


def called(
    activities: Sequence[Activity], named: Callable[[Iterable[Move]], Iterable[int]]
) -> dict[int, Mapping[int, str]]:
    """Give the names of all whom the moves of these activities name, by activity: two queries, or none."""

    def load() -> dict[int, Mapping[int, str]]:
        found = {key: set(named(moves)) for key, moves in moves_of(activities).items()}
        names = names_of(set().union(*found.values()))
        return {key: {each: names[each] for each in those if each in names} for key, those in found.items()}

    keys = tuple((each.pk, each.version) for each in activities)
    return part("classroom.called", keys, make=load, ttl=A_MINUTE) if activities else {}


def names_of(keys: Iterable[int]) -> dict[int, str]:
    """Give the names of these people, by key: one query."""
    wanted = set(keys)
    return {each.pk: each.get_full_name() for each in people.Person.objects.filter(pk__in=wanted)} if wanted else {}


def class_of(run: Any) -> dict[int, str]:
    """Give the students of a class by key, in the order of their names: one query a minute."""

    def load() -> dict[int, str]:
        return {each.learner_id: each.learner.get_full_name() for each in teaching.students_of([run])[run.pk]}

    return part("classroom.class", run.pk, make=load, ttl=A_MINUTE)


def students_in(run: Any) -> set[int]:
    """Give the keys of who is in the class at this moment: one query."""
    return set(learning.Enrollment.objects.current().filter(run=run).values_list("learner", flat=True))


def here_in(session: Any, now: datetime) -> set[int]:
    """Give the keys of the students who are in the session, as it was known a moment ago: to look at, not to decide."""
    return part("classroom.here", session.pk, make=lambda: attendance.present_in(session, now=now), ttl=A_MOMENT)


def students_here(session: Any, now: datetime) -> set[int]:
    """Give the keys of the students of the class who are in the session now: to decide by."""
    return attendance.present_in(session, now=now) & students_in(session.run)


def results_on(run: Any) -> dict[int, float]:
    """Give what each student of a run reached of what they tried, from 0 to 1: one query. Who tried nothing is not in it."""
    rows = (
        learning.Result.objects.filter(enrollment__run=run, possible__gt=0, score__isnull=False)
        .values("enrollment__learner")
        .annotate(score=Sum("score"), possible=Sum("possible"))
    )
    return {
        learner: float(score / possible)
        for learner, score, possible in rows.values_list("enrollment__learner", "score", "possible")
        if possible
    }


def groups_in(session: Any) -> dict[int, int]:
    """Give the group of each person, by the groups that were made last in a session: two queries."""
    made = Activity.objects.of(session).begun().filter(kind="groups").last()
    if made is None:
        return {}
    found: dict[int, int] = groups.fold(moves_of([made])[made.pk])["of"]
    return found
