"""Adding up which minutes of films were played."""

from collections import Counter
from datetime import datetime

from django.db.models import F

from xingtan.catalog import public as catalog
from xingtan.dashboards import adapters
from xingtan.dashboards.models import Mark, Minute
from xingtan.dashboards.rules import Played
from xingtan.kernel.deeds import deed


def note_played(*, run: catalog.Run, key: str, minutes: list[Played], now: datetime) -> None:
    """Keep what one visit played of a film. It waits in the spool to be added up; who watched is not kept."""
    if minutes:
        adapters.put(run=run.uid, key=key, minutes=minutes, now=now)


def fold_played() -> int:
    """Add up all that waits; say how many visits. Killed on the way, it goes on where it was."""
    mark = Mark.objects.order_by("pk").first()
    count = 0
    for stretch in adapters.stretches(mark.file if mark else "", mark.offset if mark else 0):
        _add(stretch=stretch)
        count += len(stretch.lines)
    return count


@deed
def _add(*, stretch: adapters.Stretch) -> None:
    """Add one stretch, and keep in the same deed that it was added."""
    mark, _is_new = Mark.objects.select_for_update().get_or_create(pk=1, defaults={"file": "", "offset": 0})

    if (mark.file, mark.offset) >= (stretch.file, stretch.end):
        return

    runs = dict(catalog.Run.objects.filter(uid__in={each.run for each in stretch.lines}).values_list("uid", "pk"))
    plays: Counter[tuple[int, str, int]] = Counter()
    again: Counter[tuple[int, str, int]] = Counter()
    for line in stretch.lines:
        if line.run in runs:
            for each in line.minutes:
                at = (runs[line.run], line.key, each.minute)
                plays[at] += each.plays
                again[at] += each.again
    Minute.objects.bulk_create(
        [Minute(run_id=run, key=key, minute=minute) for run, key, minute in sorted(plays)], ignore_conflicts=True
    )
    for (run, key, minute), count in sorted(plays.items()):
        Minute.objects.filter(run=run, key=key, minute=minute).update(
            plays=F("plays") + count, again=F("again") + again[run, key, minute]
        )
    mark.file, mark.offset = stretch.file, stretch.end
    mark.save(update_fields=["file", "offset"])
