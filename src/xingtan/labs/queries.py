"""Questions: which trials there are, what happened in one, and what an experiment is called."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.labs.access import KIND
from xingtan.labs.models import Trial
from xingtan.labs.rules import DONE, SCORE
from xingtan.learning import public as learning

NAMES_SHOWN = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """A step as a report shows it."""

    number: int
    seconds: int
    name: str
    values: list[tuple[str, str]]


def trials_on(run: catalog.Run, *, enrollment: learning.Enrollment | None = None, key: str = "") -> QuerySet[Trial]:
    """Give the trials on a run, the last one first: of one learner or of all, at one experiment or at each."""
    found = Trial.objects.counted().filter(enrollment__run=run).select_related("enrollment__learner")
    if enrollment is not None:
        found = found.filter(enrollment=enrollment)
    if key:
        found = found.filter(key=key)
    return found.order_by("-pk")


def steps_of(trial: Trial) -> list[StepRow]:
    """Give what happened, in the order in which it happened there."""
    words = {SCORE: _("Points"), DONE: _("Finished")}
    return [
        StepRow(
            number=step.number,
            seconds=int((step.at - trial.began_at).total_seconds()),
            name=words.get(step.name, step.name),
            values=[(_shown(name), _shown(value)) for name, value in step.values.items()],
        )
        for step in trial.steps.order_by("number")
    ]


def titles_in(version: authoring.Version | None) -> dict[str, str]:
    """Give the experiments of a version: their titles by key, in the reader's language."""
    if version is None:
        return {}
    outline = authoring.outline_of(version)
    keys = [key for key, block in outline.blocks.items() if block.kind == KIND]
    return {block.key: str(block.title) or _("Experiment") for block in authoring.blocks_of(version, keys)}


def latest_of(enrollment: learning.Enrollment, keys: Iterable[str]) -> dict[str, Trial]:
    """Give the last trial of a learner at each of these experiments, in one query."""
    rows = Trial.objects.counted().filter(enrollment=enrollment, key__in=list(keys)).order_by("pk")
    return {row.key: row for row in rows}


def has_experiments(runs: Sequence[catalog.Run]) -> set[int]:
    """Tell which of these runs have an experiment: their keys."""
    versions = authoring.versions_of(runs)
    return {
        key
        for key, version in versions.items()
        if any(block.kind == KIND for block in authoring.outline_of(version).blocks.values())
    }


def moment(at: datetime | None) -> str | None:
    """Write a moment for a program."""
    return at.isoformat() if at else None


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)[:NAMES_SHOWN]
