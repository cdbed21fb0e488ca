"""What a learner has done so far, and by when the rest is due."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeAlias

from django.db import models

from xingtan.kernel.prepared import Prepared
from xingtan.learning import rules
from xingtan.learning.models import Enrollment, Extension, Result

Results: TypeAlias = dict[str, tuple[bool, Decimal | None, Decimal | None, bool]]
"""By key of block: whether it is complete, its score, what was possible, whether somebody who teaches said so."""

Dated: TypeAlias = dict[str, tuple[datetime | None, Decimal | None, Decimal | None, bool]]
"""By key of block: when it was completed, its score, what was possible, whether somebody who teaches said so."""


_results = Prepared[tuple[str, bool, Decimal | None, Decimal | None, bool]](
    lambda enrollment: (
        Result.objects.filter(enrollment=enrollment)
        .annotate(
            # A page asks whether, never when; a moment is read from the row in many times the steps of a truth.
            is_complete=models.ExpressionWrapper(
                models.Q(completed_at__isnull=False), output_field=models.BooleanField()
            )
        )
        .values_list("key", "is_complete", "score", "possible", "is_corrected")
    ),
    enrollment=models.BigIntegerField(),
)


_extensions = Prepared[tuple[str, datetime]](
    lambda enrollment: Extension.objects.filter(enrollment=enrollment).order_by("pk").values_list("section", "until"),
    enrollment=models.BigIntegerField(),
)


def results_of(enrollment: Enrollment) -> Results:
    """Load all results of this learner on this run, in one query."""
    return {row[0]: row[1:] for row in _results.all(enrollment=enrollment.pk)}


def dated_results_of(enrollment: Enrollment) -> Dated:
    """Load all results of this learner on this run with their moments, in one query."""
    rows = Result.objects.filter(enrollment=enrollment)
    return {row[0]: row[1:] for row in rows.values_list("key", "completed_at", "score", "possible", "is_corrected")}


def scores_in(results: Mapping[str, tuple[Any, Decimal | None, Decimal | None, bool]]) -> dict[str, rules.Score]:
    """Give the scores among results."""
    return {
        key: rules.Score(earned=score, possible=possible)
        for key, (_, score, possible, _) in results.items()
        if score is not None and possible is not None
    }


def calendar_of(enrollment: Enrollment, plan: rules.Plan) -> rules.Calendar:
    """Load the dates as they are for this learner: no query where there are no dates to extend."""
    run = enrollment.run
    if run.ends_at is None and not any(section.due_at for section in plan.sections):
        return rules.Calendar.of_run(None, run.grace_minutes)
    later = dict(_extensions.all(enrollment=enrollment.pk))
    return rules.Calendar.of_run(run.ends_at, run.grace_minutes, later)
