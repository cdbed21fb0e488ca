"""Deeds: what happened in an experiment is recorded, and what came of it becomes a result."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from xingtan.authoring import public as authoring
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.labs import rules
from xingtan.labs.events import TrialFinished
from xingtan.labs.models import Step, Trial
from xingtan.labs.rules import Said
from xingtan.learning import public as learning


class TrialIsOver(RuleBroken):
    """A trial that came to its end takes nothing more."""

    message = _("This trial is finished. Load the page again to begin another.")


class TooMuch(RuleBroken):
    """A trial has so many steps, and an experiment so many trials."""

    message = _("There are more steps or trials than can be kept, so this was not recorded.")


class ScoreOutOfRange(RuleBroken):
    """A score lies between nothing and what there is to earn."""

    message = _("The experiment told a score that it cannot give, so this was not recorded.")


@deed
def record_steps(
    *,
    enrollment: learning.Enrollment,
    key: str,
    version: authoring.Version,
    possible: Decimal,
    trial: UUID,
    said: Sequence[Said],
    now: datetime,
) -> Trial:
    """Record what an experiment said. Saying it again changes nothing; the end makes the best score the result.

    :raises TrialIsOver: if something new comes after the end
    :raises TooMuch: if there is more than can be kept
    :raises ScoreOutOfRange: if the score is not from 0 to what is possible
    """
    learning.hold(enrollment=enrollment)

    row = Trial.objects.filter(uid=trial, enrollment=enrollment).first()
    known = row.steps.filter(number__in=[each.number for each in said]).values_list("number", flat=True) if row else []
    new = rules.new_ones(said, known)
    if not new and row is not None:
        return row
    # What there is to earn stands from the first step on, whatever happens to the course meanwhile.
    possible = row.possible if row is not None else possible
    _check(row, enrollment, key, new, possible)

    if row is None:
        row = Trial.objects.create(
            uid=trial, enrollment=enrollment, key=key, version=version, began_at=now, possible=possible
        )
    Step.objects.bulk_create(
        [
            Step(
                trial=row,
                number=each.number,
                name=each.name or each.kind,
                values={"score": f"{each.score.normalize():f}"} if each.score is not None else dict(each.values),
                at=now,
            )
            for each in new
        ]
    )
    scores = [each.score for each in new if each.score is not None]
    row.score = scores[-1] if scores else row.score
    is_done = any(each.kind == rules.DONE for each in new)
    row.finished_at = now if is_done else None
    row.save(update_fields=["score", "finished_at"])

    if is_done:
        _finish(row, enrollment, version, now)
    return row


def _check(
    row: Trial | None, enrollment: learning.Enrollment, key: str, new: Sequence[Said], possible: Decimal
) -> None:
    if row is not None and row.finished_at is not None:
        raise TrialIsOver
    if (row.steps.count() if row else 0) + len(new) > rules.MOST_STEPS:
        raise TooMuch
    if row is None and Trial.objects.filter(enrollment=enrollment, key=key).count() >= rules.MOST_TRIALS:
        raise TooMuch
    if any(each.score is not None and not 0 <= each.score <= possible for each in new):
        raise ScoreOutOfRange


def _finish(row: Trial, enrollment: learning.Enrollment, version: authoring.Version, now: datetime) -> None:
    best = Trial.objects.filter(enrollment=enrollment, key=row.key).finished().aggregate(best=Max("score"))["best"]
    if row.possible > 0:
        # A course that was changed may give fewer points now than an older trial earned.
        score = min(best or Decimal(0), row.possible)
        learning.record_result(
            enrollment=enrollment,
            key=row.key,
            score=score,
            possible=row.possible,
            completed=True,
            now=now,
            version=version,
        )
    else:
        learning.complete_blocks(enrollment=enrollment, keys=[row.key], now=now, version=version)
    emit(
        TrialFinished(
            actor=enrollment.learner.uid,
            university=enrollment.run.course.university.uid,
            trial=row.uid,
            enrollment=enrollment.uid,
            run=enrollment.run.uid,
            key=row.key,
            score=row.score,
            possible=row.possible,
            steps=row.steps.count(),
        )
    )
