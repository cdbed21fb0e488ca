"""Deeds: a roster is taken in, in parts; each part is whole with what remembers it, so that a killed run goes on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any

from xingtan.kernel.deeds import deed
from xingtan.people import public as people
from xingtan.rosters.actions import leaving, making
from xingtan.rosters.actions.noting import Noted, note
from xingtan.rosters.models import Sourced
from xingtan.rosters.queries.changes import Changes, changes_of, unseen
from xingtan.rosters.registry import KINDS, Contents
from xingtan.universities import public as universities

AT_ONCE = 2000
Tally = dict[str, dict[str, int]]


@dataclass(slots=True, kw_only=True)
class Taking:
    """A roster at work: whose it is, who takes it in, and what was done so far.

    :param keep: writes the tally down, in the same transaction as what it counts
    """

    university: universities.University
    source: str
    by: people.Person
    now: datetime
    locale: str = "en"
    reason: str = ""
    tally: Tally = field(default_factory=dict)
    keep: Callable[[Tally], None] = lambda tally: None
    progress: Callable[[int, int, str], None] = lambda done, total, kind: None

    def count(self, kind: str, what: str, number: int) -> None:
        """Count what was done."""
        if number:
            of = self.tally.setdefault(kind, {})
            of[what] = of.get(what, 0) + number


def take(taking: Taking, contents: Contents, *, today: date) -> Changes:
    """Do what a roster says that is not so yet: what was done before a kill is found done, and left."""
    changes = changes_of(contents, university=taking.university.pk, source=taking.source, today=today)
    place = making.Place(taking.university, taking.source, contents, changes)
    total, done = changes.work, 0
    for kind in KINDS:
        parts = [(each, "new") for each in changes.fresh[kind]] + [(each, "changed") for each in changes.changed[kind]]
        for some in _parts(parts):
            taking.progress(done, total, kind)
            _take_some(taking, place, kind, some)
            done += len(some)
    for kind in reversed(KINDS):
        for ids in unseen(changes.gone[kind]):
            taking.progress(done, total, kind)
            _let_go(taking, changes, kind, ids)
            done += len(ids)
    _note_seen(taking, contents, changes)
    taking.progress(total, total, "")
    return changes


@deed
def take_now(taking: Taking, contents: Contents, *, today: date) -> Changes:
    """Do all of it in one deed: for the few things that a program pushes at a time."""
    return take(taking, contents, today=today)


def _parts(every: list[Any]) -> list[list[Any]]:
    rest = iter(every)
    found = []
    while some := list(islice(rest, AT_ONCE)):
        found.append(some)
    return found


@deed
def _take_some(taking: Taking, place: making.Place, kind: str, some: list[tuple[tuple[Any, str], str]]) -> None:
    facts = [fact for (fact, _digest), _what in some]
    made: dict[str, Noted] = making.MAKERS[kind](taking, place, facts)
    note(
        university=taking.university,
        source=taking.source,
        kind=kind,
        said=[(fact, digest, made[fact.sourced_id]) for (fact, digest), _what in some if fact.sourced_id in made],
        before=place.changes.before[kind],
        now=taking.now,
    )
    if kind == "term":
        # With the term, not after it: a run that is killed between would find the term done.
        making.move_classes(taking, place, facts)
    for what in ("new", "changed"):
        taking.count(kind, what, sum(each == what for _fact, each in some))
    taking.keep(taking.tally)


@deed
def _let_go(taking: Taking, changes: Changes, kind: str, ids: list[str]) -> None:
    rows = list(
        Sourced.objects.of(taking.university.pk, taking.source, kind)
        .standing()
        .filter(sourced_id__in=ids)
        .order_by("pk")
    )
    leaving.LEAVERS[kind](taking, rows)
    Sourced.objects.filter(pk__in=[each.pk for each in rows]).update(gone_at=taking.now)
    taking.count(kind, "gone", len(rows))
    taking.keep(taking.tally)


@deed
def _note_seen(taking: Taking, contents: Contents, changes: Changes) -> None:
    """Remember when each was last said: in one statement where all of a kind were."""
    for kind in KINDS:
        rows = Sourced.objects.of(taking.university.pk, taking.source, kind)
        if kind in contents.whole:
            # What was written down just now is not written again: of a first roster that is all of it.
            rows.standing().filter(seen_at__lt=taking.now).update(seen_at=taking.now)
        else:
            for ids in unseen(changes.same[kind]):
                rows.filter(sourced_id__in=ids).update(seen_at=taking.now)
