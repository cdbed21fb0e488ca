"""Deeds: what was answered counts in the course, because somebody who leads says so."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from xingtan.activities import queries
from xingtan.activities.actions.leading import envelope
from xingtan.activities.events import RecordingAsked
from xingtan.activities.models import Activity, Move
from xingtan.activities.registry import kinds
from xingtan.authoring import public as authoring
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.learning import public as learning

RECORD = "record"
AT_ONCE = 200


class NothingToRecord(RuleBroken):
    """Only problems of the course have a place where results are."""

    message = _("Close it first. Then what was answered to problems of the course can count there.")


@deed
def ask_to_record(*, activity: Activity, by: Any, now: datetime) -> None:
    """Say that what was answered is to count in the course; it is recorded soon after. Again changes nothing.

    :raises NothingToRecord: if it still takes answers, or has none to problems of the course
    """
    kind = kinds.named(activity.kind)
    counted = queries.folded([activity], now).get(activity.pk)
    if kind is None or counted is None or not activity.is_over(now):
        raise NothingToRecord
    if not kind.results_of_course(activity.config, counted.answers):
        raise NothingToRecord
    Move.objects.create(activity=activity, by=by, at=now, do=RECORD)
    emit(RecordingAsked(**envelope(activity, by)))


def record(*, activity: Activity, now: datetime) -> int:
    """Record it, one student a deed; a result that is as good already stays. Gives how many students it was."""
    kind = kinds.named(activity.kind)
    counted = queries.folded([activity], now).get(activity.pk)
    if kind is None or counted is None:
        return 0
    earned = kind.results_of_course(activity.config, counted.answers)
    version = authoring.version_of(activity.run)
    known = authoring.outline_of(version).blocks if version is not None else {}
    places = learning.Enrollment.objects.current().filter(run=activity.run, learner__in=list(earned))
    done = 0
    for place in places.select_related("run__course__university", "learner").order_by("pk").iterator(AT_ONCE):
        mine = {key: points for key, points in earned[place.learner_id].items() if key in known}
        done += _record_one(place, mine, version, now) if mine else 0
    return done


@deed
def _record_one(place: Any, earned: Mapping[str, tuple[Decimal, Decimal]], version: Any, now: datetime) -> int:
    learning.hold(enrollment=place)
    before = {
        key: score / possible
        # Beside a score that a teacher gave, what was judged is kept: that is what this one has to be better than.
        for key, score, possible in (
            (row.key, row.judged_score, row.judged_possible) if row.is_corrected else (row.key, row.score, row.possible)
            for row in learning.Result.objects.filter(enrollment=place, key__in=earned)
        )
        if possible and score is not None
    }
    for key, (score, possible) in earned.items():
        if possible and score / possible > before.get(key, Decimal(-1)):
            learning.record_result(
                enrollment=place, key=key, score=score, possible=possible, completed=True, now=now, version=version
            )
    return 1
