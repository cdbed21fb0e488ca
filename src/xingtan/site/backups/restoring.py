"""Restoring: every digest is checked first, then all of it comes back, or nothing."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from xingtan.eventstore import public as eventstore
from xingtan.jobs import public as jobs
from xingtan.kernel import files, home
from xingtan.people import public as people
from xingtan.search import public as search
from xingtan.search.registry import collections
from xingtan.site.backups import aside, rows, schema
from xingtan.site.backups.archive import ABOUT, MANIFEST, Refused, about, members, verified
from xingtan.site.backups.progress import Progress


class Unfinished(Exception):
    """All data are back, and what comes after that did not work: it can be done again."""


@dataclass(frozen=True)
class Restored:
    """What came back."""

    file: str
    made_at: str
    rows: int
    files: int
    damaged: list[str]
    migrated: int
    indexed: int
    aside: str
    erased: int


def restore(place: Path, *, replaces: bool = False) -> Restored:
    """Make this site what the backup was: into an empty site, or in place of the one that is here.

    :raises Refused: if it cannot be; nothing has changed then
    :raises Unfinished: if the data are back, and could not be brought up to date
    """
    told = about(place)
    applied = [(app, name) for app, name in told["migrations"]]
    if unknown := schema.unknown_migrations(applied):
        raise Refused(f"A newer version of Xingtan made this backup ({'.'.join(unknown[0])}). Install that one first.")
    if aside.is_running():
        raise Refused("The site is running. Stop it first.")
    here = aside.what_is_here()
    if here and not replaces:
        raise Refused(
            f"There is a site here already, with {_counted(here)}. Restore into an empty database and home, "
            "or say --replace: what is here is then put aside."
        )

    progress = Progress()
    progress.begin(f"Checking the backup of {told['made_at'][:16].replace('T', ' ')} UTC …")
    manifest = verified(place, progress.step)
    with aside.emptied(keeps=bool(here)) as kept:
        progress.begin("Making the tables …")
        schema.make_tables(applied)
        count = _Filling(place, applied, manifest, progress).run()
    try:
        migrated = _bring_up_to_date(applied, progress)
        erased = _erase_again(told["made_at"])
        _forget_again(told["made_at"])
        indexed = rebuild_indices(progress)
    except (DatabaseError, OSError) as reason:
        raise Unfinished(f"The data are back, but not up to date: {reason}. Go on with: xingtan upgrade") from reason
    return Restored(
        file=str(place),
        made_at=told["made_at"],
        rows=count,
        files=manifest["files"]["count"] - len(manifest["damaged"]),
        damaged=manifest["damaged"],
        migrated=migrated,
        indexed=indexed,
        aside=kept,
        erased=erased,
    )


def rebuild_indices(progress: Progress | None = None) -> int:
    """Make the search index anew from the database. Returns how many things can be found."""
    (progress or Progress()).begin("Building the search index …")
    return sum(search.rebuild(name) for name in sorted(collections))


def _counted(here: dict[str, int]) -> str:
    people, courses = here.get("people.person", 0), here.get("catalog.course", 0)
    return f"{people} people and {courses} courses" if people or courses else f"{sum(here.values())} rows"


def _bring_up_to_date(applied: list[schema.Name], progress: Progress) -> int:
    progress.begin("Bringing the database up to date …")
    call_command("migrate", verbosity=0, interactive=False)
    return len(set(schema.applied_migrations()) - set(applied))


def _erase_again(made_at: str) -> int:
    """Ask for the erasure of whoever erased their account after the backup was made, as far as the spool here tells."""
    gone = {UUID(each["body"]["person"]) for each in _later("events", made_at) if each.get("name") == "people.emptied"}
    # From the night on, the store knows who was erased by a mark only.
    if marks := {each["who"] for each in _later(eventstore.ERASED, made_at)}:
        there = people.Person.objects.filter(emptied_at=None).order_by("pk").values_list("uid", flat=True)
        gone |= {uid for uid in there.iterator() if eventstore.mark_of_erased(uid) in marks}
    found = list(people.Person.objects.filter(uid__in=gone, emptied_at=None).order_by("pk"))
    for person in found:
        jobs.start(kind="site.erasure", owner=None, params={"person": str(person.uid)})
    return len(found)


def _forget_again(made_at: str) -> None:
    """Have the store forget whoever was erased before the backup was made, on a day whose night had not come."""
    forgotten = {each["who"] for each in _lines(eventstore.ERASED) if str(each["at"]) <= made_at}
    emptied = people.Person.objects.exclude(emptied_at=None).order_by("pk").values_list("uid", flat=True)
    for uid in emptied.iterator():
        if eventstore.mark_of_erased(uid) not in forgotten:
            eventstore.forget_soon(person=uid, now=timezone.now())


def _later(lane: str, made_at: str) -> Iterator[dict[str, Any]]:
    return (line for line in _lines(lane, made_at[:10]) if str(line["at"]) > made_at)


def _lines(lane: str, first_day: str = "") -> Iterator[dict[str, Any]]:
    for place in sorted(home.root().glob(f"spool/{lane}-*.jsonl")):
        if place.stem.removeprefix(f"{lane}-") >= first_day:
            with place.open(encoding="utf-8") as lines:
                yield from map(json.loads, lines)


class _Filling:
    """Puts every member where it belongs; the rows become visible last, all at once."""

    def __init__(self, place: Path, applied: list[schema.Name], manifest: dict[str, Any], progress: Progress) -> None:
        self._place, self._manifest, self._progress = place, manifest, progress
        self._models: dict[str, type[models.Model]] = {
            schema.label_of(each): each for each in schema.models_at(applied)
        }
        self._rows = self._files = 0
        self._ways: dict[str, Callable[[str, IO[bytes]], None]] = {
            "tables": self._table,
            "spool": self._spool,
            "store": self._store,
            "secrets": self._secret,
            "files": self._file,
        }

    def run(self) -> int:
        """Fill. Returns how many rows there are."""
        self._progress.begin("Filling them …")
        found = list(self._models.values())
        with transaction.atomic():
            rows.empty(found)
            for name, file in members(self._place):
                if name not in (ABOUT, MANIFEST):
                    kind, _, rest = name.partition("/")
                    self._ways[kind](rest, file)
            rows.set_counters(found)
            connection.check_constraints()
        return self._rows

    def _table(self, name: str, file: IO[bytes]) -> None:
        label = name.removesuffix(".jsonl.gz")
        if label not in self._models:
            raise Refused(f"There is a table in the backup that its migrations did not make: {label}.")
        before = self._rows
        for count in rows.read(self._models[label], file):
            self._rows += count
            self._progress.step(f"{label}: {self._rows - before} rows")
        if self._rows - before != self._manifest["tables"][label]:
            raise Refused(
                f"{label} has {self._rows - before} rows, and the manifest says {self._manifest['tables'][label]}."
            )

    def _file(self, digest: str, file: IO[bytes]) -> None:
        if digest not in self._manifest["damaged"]:
            files.keep(file)
        self._files += 1
        self._progress.step(f"{self._files} of {self._manifest['files']['count']} files")

    @staticmethod
    def _spool(name: str, file: IO[bytes]) -> None:
        place = home.path("spool", name)
        if not place.exists():
            with place.open("xb") as out:
                shutil.copyfileobj(file, out)

    @staticmethod
    def _store(name: str, file: IO[bytes]) -> None:
        place = home.path("store", *name.split("/"))
        with place.open("xb") as out:
            shutil.copyfileobj(file, out)

    @staticmethod
    def _secret(name: str, file: IO[bytes]) -> None:
        place = home.path("secrets", name)
        place.parent.chmod(0o700)
        new = place.with_name(f".{name}.new")
        new.touch(mode=0o600)
        new.write_bytes(file.read())
        new.replace(place)
