"""Deeds: somebody who teaches gives a score of their own, with a reason, or takes it back. What was, is kept."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from xingtan.assessment import queries
from xingtan.assessment.events import OverrideTakenBack, ScoreOverridden
from xingtan.assessment.models import Overridden, Override
from xingtan.assessment.rules.overriding import STEP, Part, shared
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.kernel.text import clean_line, has_words
from xingtan.learning import public as learning
from xingtan.people import public as people

LONGEST_REASON = 500


class PointsOutOfRange(RuleBroken):
    """A score lies between nothing and all there is."""

    message = _("The points have to be between 0 and %(possible)s. Nothing was changed.")


class ReasonMissing(RuleBroken):
    """The learner has a right to know why."""

    message = _("Say why in a few words: the learner reads it beside the score. Nothing was changed.")


class OwnScore(RuleBroken):
    """Nobody gives scores to themselves."""

    message = _("This is your own place in the course. Somebody else who teaches it has to give you scores.")


class ScoreChangedMeanwhile(RuleBroken):
    """Somebody else gave a score, or something was judged, after this person opened the page."""

    message = _(
        "This score was changed while you were writing. What you wrote is still here: look at what stands now, and send it again if you still want it."
    )


class NothingToTakeBack(RuleBroken):
    """What was judged stands already."""

    message = _("No score of a teacher stands here, so there is nothing to take back.")


@deed
def override(
    *,
    enrollment: learning.Enrollment,
    part: Part,
    points: Decimal,
    reason: str,
    seen: str | None,
    by: people.Person,
    now: datetime,
) -> Override:
    """Let another score stand for a problem, or for a unit or section as a whole.

    In a whole each problem gets the same share of its points. What is judged later never changes it.

    :param seen: what `queries.seen_of` gave for the page the person looked at, or None to write over whatever is there
    :raises PointsOutOfRange: if the points are less than nothing, more than there are, or no number
    :raises ReasonMissing: if no reason is given
    :raises OwnScore: if it is the place of whoever does it
    :raises ScoreChangedMeanwhile: if it is no longer what the person saw
    """
    learning.hold(enrollment=enrollment)
    possible = part.possible.quantize(STEP)
    if not points.is_finite() or not 0 <= points <= possible:
        raise PointsOutOfRange(possible=f"{possible.normalize():f}")
    _check(enrollment, part, reason, seen, by)

    before = queries.stands_of(enrollment, part.worth)
    scores = shared(points.quantize(STEP), part.worth)
    learning.correct_results(enrollment=enrollment, scores=scores, by=by, now=now)
    made = Override.objects.create(
        enrollment=enrollment,
        part=part.key,
        score=points.quantize(STEP),
        possible=possible,
        by=by,
        at=now,
        reason=clean_line(reason)[:LONGEST_REASON],
    )
    _write_down(made, before, scores)

    emit(
        ScoreOverridden(
            actor=by.uid,
            university=enrollment.run.course.university.uid,
            override=made.uid,
            enrollment=enrollment.uid,
            run=enrollment.run.uid,
            part=part.key,
            score=points.quantize(STEP),
            possible=possible,
        )
    )
    return made


@deed
def take_back(
    *, enrollment: learning.Enrollment, part: Part, reason: str, seen: str | None, by: people.Person, now: datetime
) -> Override:
    """Let what was judged stand again, with all that was judged meanwhile. That a teacher said otherwise stays in the list.

    :param seen: as in `override`
    :raises NothingToTakeBack: if no score of a teacher stands
    :raises ReasonMissing: if no reason is given
    :raises OwnScore: if it is the place of whoever does it
    :raises ScoreChangedMeanwhile: if it is no longer what the person saw
    """
    learning.hold(enrollment=enrollment)
    _check(enrollment, part, reason, seen, by)
    before = {key: each for key, each in queries.stands_of(enrollment, part.worth).items() if each.is_corrected}
    if not before:
        raise NothingToTakeBack

    learning.restore_results(enrollment=enrollment, keys=list(before), by=by, now=now)
    made = Override.objects.create(
        enrollment=enrollment,
        part=part.key,
        possible=part.possible.quantize(STEP),
        by=by,
        at=now,
        reason=clean_line(reason)[:LONGEST_REASON],
    )
    _write_down(made, before, {key: (each.judged_score, each.judged_possible) for key, each in before.items()})

    emit(
        OverrideTakenBack(
            actor=by.uid,
            university=enrollment.run.course.university.uid,
            override=made.uid,
            enrollment=enrollment.uid,
            run=enrollment.run.uid,
            part=part.key,
        )
    )
    return made


def _check(enrollment: learning.Enrollment, part: Part, reason: str, seen: str | None, by: people.Person) -> None:
    if not has_words(reason):
        raise ReasonMissing
    if by.pk == enrollment.learner_id:
        raise OwnScore
    if seen is not None and seen != queries.seen_of(enrollment, part):
        raise ScoreChangedMeanwhile


def _write_down(
    made: Override,
    before: Mapping[str, queries.Stand],
    after: Mapping[str, tuple[Decimal | None, Decimal | None]],
) -> None:
    rows = []
    for key, (score, possible) in after.items():
        was = before.get(key)
        rows.append(
            Overridden(
                override=made,
                key=key,
                was_score=was.score if was else None,
                was_possible=was.possible if was else None,
                score=score,
                possible=possible,
            )
        )
    Overridden.objects.bulk_create(rows, batch_size=200)
