"""Deeds in bulk, as a university's own lists ask for them: places are given, and end with a reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xingtan.kernel import rows
from xingtan.kernel.deeds import deed
from xingtan.kernel.events import emit_many
from xingtan.kernel.ids import new_uid
from xingtan.learning.events import Enrolled, Returned, Withdrawn
from xingtan.learning.models import Enrollment, Withdrawal
from xingtan.people import public as people


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A learner's place on a run: keys, and the uids that are announced."""

    learner: int
    learner_uid: UUID
    run: int
    run_uid: UUID


@deed
def enroll_many(*, seats: Sequence[Seat], university: UUID, now: datetime) -> dict[tuple[int, int], int]:
    """Give learners places on runs of one university, whose own lists say so: neither dates nor room are asked for.

    Who has a place keeps it; who left is back, and finds everything as it was.
    :returns: the key of each enrollment, by learner and run
    """
    asked = {(each.learner, each.run): each for each in seats}
    known = _known(seats)
    new = {key: new_uid() for key in asked if key not in known}
    rows.insert(
        Enrollment,
        ("uid", "learner_id", "run_id"),
        [(uid, *key) for key, uid in new.items()],
        always={"enrolled_at": now},
    )
    back = _come_back({pk: key for key, pk in known.items() if key in asked}, now)

    emit_many(
        [
            Enrolled(actor=asked[key].learner_uid, university=university, enrollment=uid, run=asked[key].run_uid)
            for key, uid in new.items()
        ]
    )
    emit_many(
        [
            Returned(actor=asked[key].learner_uid, university=university, enrollment=uid, run=asked[key].run_uid)
            for key, uid in back.items()
        ]
    )
    keys = rows.keys(Enrollment, "uid", list(new.values()))
    return {**{key: known[key] for key in asked if key in known}, **{key: keys[uid] for key, uid in new.items()}}


def _known(seats: Sequence[Seat]) -> dict[tuple[int, int], int]:
    found = Enrollment.objects.filter(
        learner__in={each.learner for each in seats}, run__in={each.run for each in seats}
    ).values_list("learner_id", "run_id", "pk")
    return {(learner, run): pk for learner, run, pk in found}


def _come_back(places: dict[int, tuple[int, int]], now: datetime) -> dict[tuple[int, int], UUID]:
    if not places:
        return {}
    left = Withdrawal.objects.filter(enrollment__in=list(places), returned_at=None)
    found = dict(left.values_list("enrollment_id", "enrollment__uid"))
    if found:
        Withdrawal.objects.filter(enrollment__in=list(found), returned_at=None).update(returned_at=now)
    return {places[pk]: uid for pk, uid in found.items()}


@deed
def withdraw_many(
    *, enrollments: Iterable[int], university: UUID, by: people.Person, now: datetime, reason: str
) -> int:
    """Take learners out of runs, by the keys of their enrollments; results stay for a return.

    :returns: how many had not left before
    """
    found = list(
        Enrollment.objects.current()
        .filter(pk__in=list(enrollments))
        .order_by("pk")
        .values_list("pk", "uid", "run__uid")
    )
    rows.insert(
        Withdrawal,
        ("enrollment_id",),
        [(pk,) for pk, _uid, _run in found],
        always={"by_id": by.pk, "at": now, "reason": reason[:300]},
    )

    emit_many([Withdrawn(actor=by.uid, university=university, enrollment=uid, run=run) for _pk, uid, run in found])
    return len(found)
