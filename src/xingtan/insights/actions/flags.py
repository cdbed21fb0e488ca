"""Deeds on flags: what is watched, and who is found."""

from datetime import datetime
from typing import Any

from xingtan.catalog import public as catalog
from xingtan.insights import queries
from xingtan.insights.events import FlagsFound
from xingtan.insights.models import Flag, Watch
from xingtan.kernel.deeds import deed
from xingtan.kernel.events import emit


@deed
def set_watch(*, run: catalog.Run, **facts: Any) -> Watch:
    """Say what is watched in a class, and whether students see a ranking.

    :param facts: fields of the watch, by name
    """
    watch, _was_made = Watch.objects.update_or_create(run=run, defaults=facts)
    return watch


@deed
def find_flags(*, run: catalog.Run, now: datetime) -> int:
    """Look through a class for students who may need help. Nobody is told; those who look, see.

    :returns: how many are flagged now
    """
    found = {key: reasons for key, reasons in queries.reasons_on(run, now=now).items() if reasons}
    flags = Flag.objects.filter(enrollment__run=run)
    flags.exclude(enrollment__in=found).delete()
    since = dict(flags.values_list("enrollment_id", "since"))
    Flag.objects.bulk_create(
        [
            Flag(
                enrollment_id=key,
                reasons=[reason.to_json() for reason in reasons],
                since=since.get(key, now),
                found_at=now,
            )
            for key, reasons in found.items()
        ],
        update_conflicts=True,
        unique_fields=["enrollment"],
        update_fields=["reasons", "found_at"],
    )
    emit(FlagsFound(university=run.course.university.uid, run=run.uid, count=len(found)))
    return len(found)
