"""Who may do an experiment, and see what was done: the learner, and those who serve the course."""

import time
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.kernel.errors import NotThere
from xingtan.kernel.ids import new_uid
from xingtan.kernel.seals import SealBroken, seal, unseal
from xingtan.labs.models import Trial
from xingtan.learning import public as learning

PURPOSE = "labs.trial"
SECONDS = 12 * 60 * 60
"""How long a page with an experiment may stay open and still be heard."""
KIND = "experiment"
Recorded = tuple[learning.Enrollment, authoring.Version, authoring.ReadBlock, UUID]


def ticket_for(enrollment: learning.Enrollment, key: str, *, now: float) -> str:
    """Seal a new trial of this learner at this experiment: whoever has the ticket and is this learner may record it."""
    says = new_uid().bytes + enrollment.pk.to_bytes(8) + key.encode()
    return seal(PURPOSE, says, ends_at=int(now) + SECONDS)


def trial_to_record(person: Any, *, ticket: str) -> Recorded:
    """Find the place, the version and the experiment that a ticket is for, if it is this person's and still holds."""
    try:
        says, _ends_at = unseal(PURPOSE, ticket, now=time.time())
    except SealBroken:
        raise NotThere from None
    if not person.is_authenticated:
        raise NotThere
    found = (
        learning.Enrollment.objects.current()
        .select_related("run__course__university")
        .filter(pk=int.from_bytes(says[16:24]), learner=person)
        .first()
    )
    if found is None:
        raise NotThere
    found.learner = person
    version = authoring.version_of(found.run)
    block = next(iter(_experiments(version, [says[24:].decode()])), None) if version else None
    if version is None or block is None:
        raise NotThere
    return found, version, block, UUID(bytes=says[:16])


def trial_to_see(person: Any, *, trial: UUID) -> Trial:
    """Find a trial for the learner whose it is, and for those who serve the course."""
    found = (
        Trial.objects.counted()
        .select_related("enrollment__learner", "enrollment__run__course__university", "version")
        .filter(uid=trial)
        .first()
    )
    if found is None or not person.is_authenticated:
        raise NotThere
    is_own = found.enrollment.learner_id == person.pk
    if not is_own and not learning.can_guide(person, found.enrollment.run):
        raise NotThere
    return found


def run_with_trials(
    person: Any, *, university: str, course: str, run: UUID
) -> tuple[catalog.Run, learning.Enrollment | None]:
    """Find a run for its learner, to see own trials; without a place, for those who see everyone's."""
    found: tuple[catalog.Run, learning.Enrollment | None] = learning.run_to_study(
        person, university=university, course=course, run=run
    )
    return found


def _experiments(version: authoring.Version, keys: Iterable[str]) -> list[authoring.ReadBlock]:
    return [each for each in authoring.blocks_of(version, keys) if each.kind == KIND]
