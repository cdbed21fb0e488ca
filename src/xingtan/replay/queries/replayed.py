"""What is known of a replay: its truth, what the census found, and how they differ. The truth lies outside the store."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import DatabaseError

from xingtan.census import public as census
from xingtan.eventstore import public as eventstore
from xingtan.kernel import home
from xingtan.replay.adapters import engine
from xingtan.replay.adapters.world import UNIVERSITY_BASE
from xingtan.replay.rules.errors import Kind
from xingtan.replay.rules.published import FIRST_DAY, campaign_of
from xingtan.reporting import public as reporting

MEASURES = ("universities", "teachers", "courses", "lessons", "attendances", "learners")


class NothingReplayed(LookupError):
    """No spring was generated here."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the census and the truth say different things."""

    what: str
    found: object
    true: object

    def __str__(self) -> str:
        return f"{self.what}: {self.found}, and it is {self.true}"


@dataclass(frozen=True, slots=True)
class Hole:
    """Numbers that a source gave to events of a family and that never came, from one day to the next of which some did."""

    family: str
    source: int
    after: str
    before: str
    events: int


def truth(place: Path | None = None) -> dict[str, Any]:
    """Read the truth about the spring that was generated here.

    :raises NothingReplayed: if none was
    """
    try:
        found: dict[str, Any] = json.loads((place or home.path("replay", "truth.json")).read_text())
    except FileNotFoundError:
        raise NothingReplayed from None
    return found


def planted(told: Mapping[str, Any] | None = None) -> dict[Kind, int]:
    """Give the ledger of planted errors: how many of each class."""
    found = (told or truth())["planted"]
    return {kind: found[kind.value] for kind in Kind}


def counted() -> dict[str, Any]:
    """Give what the census counted from events, in the words of the truth."""
    totals = census.figures.totals()
    return {
        "counted": {name: getattr(totals, name) for name in MEASURES},
        "by_day": {str(row.day): [row.lessons, row.attendances, row.learners] for row in census.figures.by_day()},
        "by_university": _of(census.figures.by_university()),
        "by_platform": _of(census.figures.by_platform()),
        "by_discipline": _of(census.figures.by_discipline()),
        "by_language": _of(census.figures.by_language()),
        "weeks": [[each.week, each.active, each.kept] for each in census.figures.retention()],
        "stocks": _stocks(),
    }


def _of(rows: list[Any]) -> dict[str, list[int]]:
    return {row.key: [row.lessons, row.attendances] for row in rows if row.lessons}


def _stocks() -> dict[str, dict[str, int]]:
    return {
        each.kind: {"start": each.stock_start, "joined": each.joined, "left": each.left, "end": each.stock_end}
        for each in census.figures.by_quarter()
        if each.quarter == "2020-Q1"
    }


def compare(found: Mapping[str, Any], true: Mapping[str, Any]) -> list[Difference]:
    """Say where what was counted differs from the truth; nothing if it arrived there."""
    differences: list[Difference] = []
    for part in ("counted", "by_day", "by_university", "by_platform", "by_discipline", "by_language", "stocks"):
        of, told = found.get(part, {}), true[part]
        differences += [
            Difference(f"{part} {key}", of.get(key), told.get(key))
            for key in sorted({*of, *told})
            if of.get(key) != told.get(key)
        ]
    if found.get("weeks") != true["weeks"]:
        differences.append(Difference("weeks", found.get("weeks"), true["weeks"]))
    return differences


def find_planted() -> dict[Kind, int]:
    """Say how many errors of each class were found, by those who count and in what was sent; the truth is not asked."""
    wrong = census.figures.found_wrong()
    found = {kind: wrong.get(kind.value, 0) for kind in Kind}
    found[Kind.TWICE_LISTED] = _listed_twice()
    found[Kind.SILENT] = _days_told_late()
    found[Kind.LOST] = sum(hole.events for hole in holes("attended"))
    found[Kind.ONLY_REPORTED], found[Kind.REPORTED_TWICE] = _reported()
    return found


def holes(family: str) -> list[Hole]:
    """Find the events that sources numbered and never sent. A number that is missing inside a day is not looked for."""
    parts = [str(place) for place in eventstore.parts(family)]
    if not parts:
        return []
    asked = """
        with told as (
            select source, regexp_extract(filename, 'day=([0-9-]+)', 1) as day, min(event) as first, max(event) as last
            from read_parquet($parts, filename = true, hive_partitioning = false) group by all),
        spans as (
            select source, day, min(first) as first, max(last) as last from told group by all),
        after as (
            select *, lag(day) over w as day_before, lag(last) over w as last_before from spans window w as (partition by source order by day))
        select source, coalesce(day_before, ''), day, first - coalesce(last_before, 0) - 1 from after
        where first - coalesce(last_before, 0) > 1 and source > 0 order by source, day"""
    with engine.connect() as con:
        rows = con.execute(asked, {"parts": parts}).fetchall()
    return [Hole(family, source, after, before, events) for source, after, before, events in rows]


def _listed_twice() -> int:
    parts = [str(place) for place in eventstore.parts("courses")]
    if not parts:
        return 0
    asked = "select count(distinct (source, course)) from read_parquet($parts) where same_as is not null and source > 0"
    with engine.connect() as con:
        found = con.execute(asked, {"parts": parts}).fetchone()
    return int(found[0]) if found else 0


def _days_told_late() -> int:
    """Count the days of which a source said everything a week late or later."""
    parts = [str(place) for place in eventstore.parts("held")]
    if not parts:
        return 0
    asked = """
        select count(*) from (
            select source, regexp_extract(filename, 'day=([0-9-]+)', 1)::date as day, min("at")::date as told
            from read_parquet($parts, filename = true, hive_partitioning = false) where source > 0 group by all)
        where told >= day + 7"""
    with engine.connect() as con:
        con.execute("set timezone = 'UTC'")
        found = con.execute(asked, {"parts": parts}).fetchone()
    return int(found[0]) if found else 0


def institution_of(university: str) -> str:
    """Give the code of an institution by the number that the streams have for the university."""
    return f"r{int(university) - UNIVERSITY_BASE:04d}"


def settled(measure: str = "attendances") -> list[reporting.Settled]:
    """Give one figure for each institution: what was counted of it, or what was reported if nothing was."""
    of = {institution_of(row.key): getattr(row, measure, 0) for row in census.figures.by_university() if row.lessons}
    return reporting.settle(of, _claims(measure))


def _claims(measure: str) -> list[reporting.Claim]:
    """Give what is reported: as it was signed; or as it would be handed in, where nobody has handed it in."""
    until = date.fromisoformat(truth()["until"])
    try:
        if reporting.Campaign.objects.filter(slug=campaign_of(until)).exists():
            return reporting.claims_of(reporting.reported(measure, (FIRST_DAY, until)))
    except DatabaseError:
        pass  # a folder that was made for counting alone has no database
    said = json.loads(home.path("replay", "reports.json").read_text())
    return [
        reporting.Claim(each["code"], each["values"][measure], each["class_"], each["source"])
        for each in said
        if not each["is_refused"]
    ]


def _reported() -> tuple[int, int]:
    """Count institutions of which nothing was counted, and those of which two platforms speak, and they themselves."""
    found = settled()
    only = sum(each.class_ != "counted" for each in found)
    twice = sum(len({each.source, *(claim.source for claim in each.others)}) >= 3 for each in found)
    return only, twice
