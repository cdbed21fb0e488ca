"""Adding up which minutes of films were played and which units were visited; and files that a job makes."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.census.public import Revision
from xingtan.dashboards import access
from xingtan.dashboards.adapters import lanes
from xingtan.dashboards.models import KEY_LENGTH, Mark, Minute, Visits
from xingtan.dashboards.rules import Played, is_return
from xingtan.jobs import public as jobs
from xingtan.kernel.deeds import deed
from xingtan.people.public import Person
from xingtan.universities.public import University


def make_file_of_university(*, university: University, what: str, form: str, person: Person) -> jobs.Job:
    """Have a file made of a table of a university."""
    params = {"what": what, "form": form, "university": university.slug}
    return jobs.start(kind=access.EXPORT, owner=person, params=params)


def make_file_of_revision(*, revision: Revision, form: str, person: Person) -> jobs.Job:
    """Have a revision made into another form."""
    params = {"publication": revision.publication.slug, "number": revision.number, "form": form}
    return jobs.start(kind=access.EXPORT, owner=person, params=params)


def note_played(*, run: catalog.Run, key: str, minutes: list[Played], now: datetime) -> None:
    """Keep what one visit played of a film. It waits in the spool to be added up; who watched is not kept."""
    if minutes:
        lanes.put(run=run.uid, key=key, minutes=minutes, now=now)


def fold_played() -> int:
    """Add up all films that wait; say how many visits. Killed on the way, it goes on where it was."""
    return _fold(lanes.FILMS, lanes.stretches_of_films, _add_played)


def fold_views() -> int:
    """Add up all views that wait; say how many. Killed on the way, it goes on where it was."""
    return _fold(lanes.VIEWS, lanes.stretches_of_views, _add_views)


def _fold(
    lane: str, stretches: Callable[[str, int], Iterator[lanes.Stretch[Any]]], add: Callable[[list[Any]], None]
) -> int:
    mark = Mark.objects.filter(lane=lane).first()
    count = 0
    for stretch in stretches(mark.file if mark else "", mark.offset if mark else 0):
        _add(lane=lane, stretch=stretch, add=add)
        count += len(stretch.lines)
    return count


@deed
def _add(*, lane: str, stretch: lanes.Stretch[Any], add: Callable[[list[Any]], None]) -> None:
    """Add one stretch, and keep in the same deed that it was added."""
    mark, _is_new = Mark.objects.select_for_update().get_or_create(lane=lane, defaults={"file": "", "offset": 0})

    if (mark.file, mark.offset) >= (stretch.file, stretch.end):
        return

    add(stretch.lines)
    mark.file, mark.offset = stretch.file, stretch.end
    mark.save(update_fields=["file", "offset"])


def _add_played(lines: list[lanes.Line]) -> None:
    runs = _runs(each.run for each in lines)
    plays: Counter[tuple[int, str, int]] = Counter()
    again: Counter[tuple[int, str, int]] = Counter()
    for line in lines:
        if line.run in runs:
            for each in line.minutes:
                at = (runs[line.run].pk, line.key, each.minute)
                plays[at] += each.plays
                again[at] += each.again
    Minute.objects.bulk_create(
        [Minute(run_id=run, key=key, minute=minute) for run, key, minute in sorted(plays)], ignore_conflicts=True
    )
    for (run, key, minute), count in sorted(plays.items()):
        Minute.objects.filter(run=run, key=key, minute=minute).update(
            plays=F("plays") + count, again=F("again") + again[run, key, minute]
        )


def _add_views(lines: list[lanes.View]) -> None:
    runs = _runs(each.run for each in lines)
    places = {uid: _places(run) for uid, run in runs.items()}
    visits: Counter[tuple[int, str]] = Counter()
    returns: Counter[tuple[int, str]] = Counter()
    for line in lines:
        known = places.get(line.run, {})
        if line.unit in known:
            at = (runs[line.run].pk, line.unit)
            visits[at] += 1
            returns[at] += is_return(known, line.before, line.unit)
    Visits.objects.bulk_create([Visits(run_id=run, key=key) for run, key in sorted(visits)], ignore_conflicts=True)
    for (run, key), count in sorted(visits.items()):
        Visits.objects.filter(run=run, key=key).update(
            visits=F("visits") + count, returns=F("returns") + returns[run, key]
        )


def _runs(uids: Iterable[UUID]) -> dict[UUID, catalog.Run]:
    return {each.uid: each for each in catalog.Run.objects.filter(uid__in=set(uids)).select_related("course")}


def _places(run: catalog.Run) -> dict[str, int]:
    """Number the units of a run in the order of the course."""
    version = authoring.version_of(run)
    keys = authoring.outline_of(version).units if version else ()
    return {key: place for place, key in enumerate(keys) if len(key) <= KEY_LENGTH}
