"""Deeds: a block is completed or scored, and what follows from it: share, grade, completion.

One deed locks one enrollment, so two answers at the same moment cannot both decide that the course is done.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from xingtan.authoring import public as authoring
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import Event, emit_many
from xingtan.kernel.prepared import Change, Insertion, Prepared
from xingtan.learning import queries, rules
from xingtan.learning.events import BlocksCompleted, ResultRecorded, RunCompleted, Started
from xingtan.learning.models import Completion, Enrollment, Result
from xingtan.people import public as people


class PlaceIsGone(RuleBroken):
    """Only who has a place leaves results."""

    message = _("You no longer have a place on this run, so this was not recorded. Take a place again to go on.")


class NotInThisCourse(RuleBroken):
    """The version that the run uses now has no such block."""

    message = _("The course has changed, and this part is no longer in it. Go back to the outline to go on.")


class RunNotStarted(RuleBroken):
    """A run has a first day."""

    message = _("This run has not started yet, so this was not recorded.")


class DeadlinePassed(RuleBroken):
    """The date for this work is past, with its grace and any extension."""

    message = _("The date for this has passed, so this was not recorded. You can still read everything.")


@deed
def complete_block(*, enrollment: Enrollment, key: str, now: datetime) -> None:
    """Record that the learner completed a block; again changes nothing.

    :raises PlaceIsGone: if the learner left
    :raises NotInThisCourse: if the run's version has no such block
    :raises RunNotStarted: if the run has not started
    :raises DeadlinePassed: if it is too late
    """
    complete_blocks(enrollment=enrollment, keys=[key], now=now)


@deed
def complete_blocks(
    *, enrollment: Enrollment, keys: Iterable[str], now: datetime, version: authoring.Version | None = None
) -> None:
    """Record that the learner completed these blocks, such as all that are read on one page.

    :param version: the version the run uses, where the caller has it
    :raises PlaceIsGone: if the learner left
    :raises NotInThisCourse: if the run's version lacks one of them
    :raises RunNotStarted: if the run has not started
    :raises DeadlinePassed: if it is too late for one of them
    """
    work = _open(enrollment, version)
    wanted = list(dict.fromkeys(keys))
    _check(work, wanted, now)

    new = [key for key in wanted if not work.is_completed(key)]
    if not new:
        return
    known = [key for key in new if key in work.results]
    if known:
        Result.objects.filter(enrollment=enrollment, key__in=known).update(completed_at=now, changed_at=now)
    unknown = [key for key in new if key not in work.results]
    if unknown:
        _put_new([Result(enrollment=enrollment, key=key, completed_at=now, changed_at=now) for key in unknown])
    for key in new:
        work.results[key] = (True, *work.results.get(key, _NOTHING)[1:])

    happened = _count(work, now)
    emit_many([*_begun(work, now), BlocksCompleted(**work.envelope, keys=new), *happened])


@deed
def record_result(
    *,
    enrollment: Enrollment,
    key: str,
    score: Decimal,
    possible: Decimal,
    completed: bool,
    now: datetime,
    version: authoring.Version | None = None,
) -> None:
    """Record what a block was judged to be worth; called by whoever judged it, in the same deed.

    What is recorded replaces what was; which of several attempts counts, the caller decides. Completed stays completed.
    Where somebody who teaches has corrected the score, theirs stands, and this one is kept beside it.

    :param version: the version the run uses, where the caller has it
    :raises PlaceIsGone: if the learner left
    :raises NotInThisCourse: if the run's version has no such block
    :raises RunNotStarted: if the run has not started
    :raises DeadlinePassed: if it is too late
    """
    work = _open(enrollment, version)
    _check(work, [key], now)

    _record(work, key, score, possible, now=now, completed=completed)


@deed
def correct_results(
    *, enrollment: Enrollment, scores: Mapping[str, tuple[Decimal, Decimal]], by: people.Person, now: datetime
) -> None:
    """Let other scores stand, by somebody who may: after the date too, and for a learner who left.

    What is judged before and after is kept beside them; the blocks count as completed. All are counted at once, so that
    nothing on the way completes the course.

    :param scores: by key of block: the score, and what is possible
    :raises NotInThisCourse: if the run's version lacks one of the blocks
    """
    work = _open(enrollment, None)
    if any(key not in work.plan.section_of for key in scores):
        raise NotInThisCourse
    new = [key for key in scores if not work.is_completed(key)]

    rows = _rows(enrollment, scores, now)
    for key, (score, possible) in scores.items():
        row = rows[key]
        if not row.is_corrected:
            row.judged_score, row.judged_possible, row.judged_completed_at = row.score, row.possible, row.completed_at
        row.score, row.possible, row.is_corrected = score, possible, True
        row.completed_at, row.changed_at = row.completed_at or now, now
        row.save()
        work.results[key] = (True, score, possible, True)

    envelope = {**work.envelope, "actor": by.uid}
    recorded = [
        ResultRecorded(**envelope, key=key, score=score, possible=possible) for key, (score, possible) in scores.items()
    ]
    emit_many([*recorded, *([BlocksCompleted(**envelope, keys=new)] if new else ()), *_count(work, now)])


@deed
def restore_results(*, enrollment: Enrollment, keys: Iterable[str], by: people.Person, now: datetime) -> None:
    """Let again stand what was judged, with all that was judged since the scores were corrected.

    Where nothing was corrected nothing changes; the blocks need not be in the course any more.
    """
    work = _open(enrollment, None)
    recorded: list[Event] = []
    for key, row in _rows(enrollment, keys, now).items():
        if not row.is_corrected:
            continue
        possible = row.judged_possible if row.judged_possible is not None else row.possible
        row.score, row.possible, row.completed_at = row.judged_score, row.judged_possible, row.judged_completed_at
        row.judged_score = row.judged_possible = row.judged_completed_at = None
        row.is_corrected, row.changed_at = False, now
        if row.score is None and row.completed_at is None:
            # The learner never did anything here: a row would say that they had begun.
            row.delete()
            work.results.pop(key, None)
        else:
            row.save()
            work.results[key] = (row.completed_at is not None, row.score, row.possible, False)
        envelope = {**work.envelope, "actor": by.uid}
        recorded.append(
            ResultRecorded(**envelope, key=key, score=row.score or Decimal(0), possible=possible or Decimal(0))
        )

    emit_many([*recorded, *_count(work, now)])


@deed
def refresh_progress(*, enrollment: Enrollment, now: datetime) -> None:
    """Count share and grade again, as after a new version of the course; results stay as they are."""
    work = _open(enrollment, None)

    emit_many(_count(work, now))


_NOTHING: tuple[bool, None, None, bool] = (False, None, None, False)


_put_new = Insertion(Result)
_put_result = Insertion(
    Result, unique=["enrollment", "key"], update=["score", "possible", "completed_at", "changed_at"]
)
# What was completed before stays completed when it was.
_put_score = Insertion(Result, unique=["enrollment", "key"], update=["score", "possible", "changed_at"])
_count_again = Change(
    lambda pk, share, grade: (Enrollment.objects.filter(pk=pk), {"share": share, "grade": grade}),
    pk=BigIntegerField(),
    share=Enrollment._meta.get_field("share"),  # noqa: SLF001 - Django tells the fields of a model nowhere else
    grade=Enrollment._meta.get_field("grade"),  # noqa: SLF001 - as above
)


@dataclass(slots=True)
class _Work:
    """What a deed holds while the enrollment is locked."""

    enrollment: Enrollment
    version: authoring.Version
    plan: rules.Plan
    results: queries.Results
    is_current: bool
    is_complete: bool

    def is_completed(self, key: str) -> bool:
        return self.results.get(key, _NOTHING)[0]

    @property
    def envelope(self) -> dict[str, Any]:
        enrollment, run = self.enrollment, self.enrollment.run
        return {
            "actor": enrollment.learner.uid,
            "university": run.course.university.uid,
            "enrollment": enrollment.uid,
            "run": run.uid,
        }


_lock = Prepared[tuple[int]](
    lambda enrollment: Enrollment.objects.select_for_update().filter(pk=enrollment).values_list("pk"),
    enrollment=BigIntegerField(),
)
_held = Prepared[tuple[Any, ...]](
    lambda enrollment: (
        Enrollment.objects.placed()
        .annotate(is_complete=Exists(Completion.objects.filter(enrollment=OuterRef("pk"))))
        .filter(pk=enrollment)
        .values_list("started_at", "seen_at", "share", "grade", "is_current", "is_complete")
    ),
    enrollment=BigIntegerField(),
)


def hold(*, enrollment: Enrollment) -> None:
    """Lock a place until the deed is done: who judges an answer holds it before counting attempts.

    SQLite needs no lock: a deed there is alone from its beginning.
    """
    if connection.features.has_select_for_update:
        _lock.all(enrollment=enrollment.pk)


def _open(enrollment: Enrollment, version: authoring.Version | None) -> _Work:
    """Lock the enrollment and load all that its progress follows from.

    :raises NotInThisCourse: if the course has no content at all
    """
    # Locked first and read then: a statement that waits for its lock still sees everything else as it was before.
    hold(enrollment=enrollment)
    held = _held.first(enrollment=enrollment.pk)
    assert held is not None, "an enrollment is never deleted"
    # What may have changed since the caller read it is read again under the lock; the run and the course are not.
    enrollment.started_at, enrollment.seen_at, enrollment.share, enrollment.grade, is_current, is_complete = held
    version = version or authoring.version_of(enrollment.run)
    if version is None:
        raise NotInThisCourse
    results = queries.results_of(enrollment)
    return _Work(enrollment, version, queries.plan_of(version), results, is_current, is_complete)


def _check(work: _Work, keys: list[str], now: datetime) -> None:
    run = work.enrollment.run
    if not work.is_current:
        raise PlaceIsGone
    if any(key not in work.plan.section_of for key in keys):
        raise NotInThisCourse
    if rules.window(run.starts_at, None, now) is rules.Window.BEFORE:
        raise RunNotStarted
    calendar = queries.calendar_of(work.enrollment, work.plan)
    for key in keys:
        if rules.is_late(rules.due_for(work.plan.section_of[key], calendar), calendar.grace, now):
            raise DeadlinePassed


def _rows(enrollment: Enrollment, keys: Iterable[str], now: datetime) -> dict[str, Result]:
    """Give the results of blocks, with new ones that are not kept yet; the enrollment is locked."""
    wanted = list(keys)
    found = {row.key: row for row in Result.objects.filter(enrollment=enrollment, key__in=wanted)}
    return {key: found.get(key) or Result(enrollment=enrollment, key=key, changed_at=now) for key in wanted}


def _set_aside(work: _Work, key: str, score: Decimal, possible: Decimal, *, now: datetime, completed: bool) -> None:
    """Keep what was judged beside what somebody who teaches said; nothing that counts changes."""
    row = _rows(work.enrollment, [key], now)[key]
    row.judged_score, row.judged_possible = score, possible
    if completed:
        row.judged_completed_at = row.judged_completed_at or now
    row.save(update_fields=["judged_score", "judged_possible", "judged_completed_at"])
    emit_many(_begun(work, now))


def _record(work: _Work, key: str, score: Decimal, possible: Decimal, *, now: datetime, completed: bool) -> None:
    is_corrected = work.results.get(key, _NOTHING)[3]
    if is_corrected:
        _set_aside(work, key, score, possible, now=now, completed=completed)
        return
    was_completed = work.is_completed(key)
    completed_at = now if completed else None
    row = Result(
        enrollment=work.enrollment, key=key, score=score, possible=possible, completed_at=completed_at, changed_at=now
    )
    (_put_score if was_completed else _put_result)([row])
    work.results[key] = (was_completed or completed, score, possible, False)

    happened = _count(work, now)
    envelope = work.envelope
    is_newly_completed = completed and not was_completed
    emit_many(
        [
            *_begun(work, now),
            ResultRecorded(**envelope, key=key, score=score, possible=possible),
            *([BlocksCompleted(**envelope, keys=[key])] if is_newly_completed else ()),
            *happened,
        ]
    )


def _begun(work: _Work, now: datetime) -> list[Event]:
    """Note that the learner has begun, if this is the first thing they do."""
    if work.enrollment.started_at is not None:
        return []
    work.enrollment.started_at = now
    Enrollment.objects.filter(pk=work.enrollment.pk).update(started_at=now)
    return [Started(**work.envelope)]


def _count(work: _Work, now: datetime) -> list[Event]:
    """Count share and grade again, and note that the course is done when it first is."""
    completed = {key for key, result in work.results.items() if result[0]}
    share = rules.share_done(work.plan, completed)
    grade = rules.grade_of(work.plan, queries.scores_in(work.results))
    worth = grade.share if grade else None
    enrollment = work.enrollment
    if (share, worth) != (enrollment.share, enrollment.grade):
        _count_again(pk=enrollment.pk, share=share, grade=worth)
        enrollment.share, enrollment.grade = share, worth
    if work.is_complete or not work.is_current or not rules.is_complete(work.plan.policy, share, grade):
        return []
    Completion.objects.create(
        enrollment=enrollment, version=work.version, at=now, grade=worth, grade_name=grade.name[:60] if grade else ""
    )
    return [RunCompleted(**work.envelope, course=enrollment.run.course.uid, grade=worth)]
