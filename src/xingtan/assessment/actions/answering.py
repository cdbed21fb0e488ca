"""Deeds: a learner answers a problem, or clears an answer to begin again."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xingtan.assessment import queries
from xingtan.assessment.events import AnswerCleared, Answered
from xingtan.assessment.models import Attempt
from xingtan.assessment.rules import choices, grading, show
from xingtan.assessment.rules.grading import Refused, type_answer
from xingtan.assessment.rules.partial import Mark, round_points, score_of
from xingtan.assessment.rules.problem import Problem
from xingtan.authoring import public as authoring
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.kernel.prepared import Insertion
from xingtan.learning import public as learning
from xingtan.learning.public import Enrollment

_SHARE = Decimal("0.000001")


class AnswerUnreadable(RuleBroken):
    """Some of the answer cannot be judged; `reasons` say why, by question."""

    message = _("Something is to be mended before this can be judged. What you wrote is kept, and no attempt was used.")

    def __init__(self, refused: Refused) -> None:
        super().__init__()
        self.reasons = {name: gettext(reason.why) % reason.details for name, reason in refused.reasons.items()}


class NoAttemptsLeft(RuleBroken):
    """The problem says how often it may be answered."""

    message = _("You have used all attempts at this problem, so this one was not taken. Your score stays as it is.")


class NothingToClear(RuleBroken):
    """Clearing is for those who have answered and may answer again."""

    message = _("There is no answer here that you could clear.")


def answer(
    *,
    enrollment: Enrollment,
    key: str,
    problem: Problem,
    version: authoring.Version,
    given: type_answer,
    now: datetime,
) -> Attempt:
    """Judge what the learner gave, and record it: the attempt here, the result of the block with learning.

    The best attempt counts. Judging is done before the deed begins, because a formula may take a moment.

    :raises AnswerUnreadable: if a question is unanswered or cannot be read; no attempt is used
    :raises NoAttemptsLeft: if all attempts are used
    :raises RuleBroken: if learning takes no result now (no place, not started, too late)
    """
    try:
        marks = grading.judge(problem, given, queries.second_opinion)
    except Refused as refused:
        raise AnswerUnreadable(refused) from refused
    return _record(enrollment=enrollment, key=key, problem=problem, version=version, given=given, marks=marks, now=now)


@deed
def clear_answer(*, enrollment: Enrollment, key: str, problem: Problem, now: datetime) -> None:
    """Clear the last answer, so that the learner sees the problem as new. Attempts stay used, the score stays.

    :raises NothingToClear: if nothing was answered, or the problem does not offer it
    """
    learning.hold(enrollment=enrollment)
    last = Attempt.objects.of(enrollment, [key]).newest().first()

    left = show.attempts_left(problem.max_attempts, last.number if last else 0)
    if last is None or last.cleared_at is not None or not problem.has_reset or left == 0:
        raise NothingToClear

    last.cleared_at = now
    last.save(update_fields=["cleared_at"])

    emit(AnswerCleared(**_envelope(enrollment), attempt=last.uid, key=key))


_put = Insertion(Attempt)


@deed
def _record(
    *,
    enrollment: Enrollment,
    key: str,
    problem: Problem,
    version: authoring.Version,
    given: type_answer,
    marks: Mapping[str, Mark],
    now: datetime,
) -> Attempt:
    learning.hold(enrollment=enrollment)
    before = queries.standing_of(enrollment, key)
    if show.attempts_left(problem.max_attempts, before.used) == 0:
        raise NoAttemptsLeft

    attempt = Attempt(
        enrollment=enrollment,
        key=key,
        number=before.used + 1,
        version=version,
        seed=choices.seed_of(enrollment.uid, key),
        answer=given,
        marks={name: str(mark.share.normalize()) for name, mark in marks.items()},
        at=now,
    )
    possible = problem.possible
    if not problem.ungraded:
        attempt.score, attempt.possible = score_of(problem, marks), possible
        attempt.share = (attempt.score / possible).quantize(_SHARE) if possible else Decimal(0)
    attempt.best = max((share for share in (attempt.share, before.best) if share is not None), default=None)
    _put([attempt])

    counted = attempt.score if attempt.best == attempt.share else round_points((attempt.best or Decimal(0)) * possible)
    learning.record_result(
        enrollment=enrollment,
        key=key,
        score=counted or Decimal(0),
        possible=possible,
        completed=True,
        now=now,
        version=version,
    )
    emit(
        Answered(
            **_envelope(enrollment),
            attempt=attempt.uid,
            key=key,
            number=attempt.number,
            score=attempt.score,
            possible=attempt.possible,
        )
    )
    return attempt


def _envelope(enrollment: Enrollment) -> dict[str, Any]:
    run = enrollment.run
    return {
        "actor": enrollment.learner.uid,
        "university": run.course.university.uid,
        "enrollment": enrollment.uid,
        "run": run.uid,
    }
