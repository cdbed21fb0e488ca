"""A version of the figures: one DuckDB file, made anew from what days and weeks add up to, and never changed."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from xingtan.census.adapters.rollups import bitmaps, sketches
from xingtan.census.adapters.rollups.day import GROUPS, LESSONS, NATION, ROLLED
from xingtan.census.adapters.rollups.histories import HISTORY
from xingtan.census.adapters.rollups.weeks import WEEKS
from xingtan.census.config import census
from xingtan.eventstore import public as eventstore
from xingtan.eventstore.registry import Closing

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ROLLUPS = "rollups"
KEPT_VERSIONS = 5
SKETCHES = Path(__file__).parent / "sketches.sql"
STATEMENTS = Path(__file__).parent / "figures.sql"

_SHAPES = {
    "university": "university int, uid text, name text, country text",
    "platform": "platform smallint, name text",
    "course": "course int, university int, platform smallint, discipline text, language text, kind text, opened date, closed date",
    "teaches": "teacher int, course int",
    "section": "section int",
    "lesson": "lesson int, course int, university int, starts_at timestamp, day date, enrolled int",
    ROLLED: "university int, lessons bigint, attendances bigint, seconds bigint, enrolled bigint, learners int, sketch blob",
    GROUPS: 'dimension text, "key" text, attendances bigint, sketch blob',
    LESSONS: "lesson int, course int, university int, enrolled int, attendances int, seconds bigint",
}
_BY_DAY = {ROLLED, GROUPS, LESSONS}


def close(closing: Closing) -> None:
    """Make the next version."""
    file = eventstore.scratch("rollups.duckdb")
    spill = eventstore.scratch("rollups-spill")
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": "2",
        "memory_limit": census.memory,
        "temp_directory": str(spill),
    }
    with duckdb.connect(str(file), config=settings) as database:
        for table, shape in _SHAPES.items():
            database.execute(_view(table, shape))
        # Sketches are as good as random: trying how to pack them takes longer than all else, and gains little.
        database.execute("set force_compression = 'uncompressed'")
        for statement in SKETCHES.read_text().split(";\n"):
            database.execute(statement)
        database.execute("reset force_compression")
        learners = _exact(database)
        for statement in STATEMENTS.read_text().split(";\n"):
            database.execute(statement)
        _by_group(database, learners)
        for table in _SHAPES:
            database.execute(f'drop view "{table}"')
        database.execute("checkpoint")
    closing.put(ROLLUPS, file)
    _sweep()


def _view(table: str, shape: str) -> str:
    """Write the view of a table's files, that has its columns even where there are no files."""
    files = ", ".join(f"'{place}'" for place in eventstore.files(table))
    names = [told.split()[0] for told in shape.split(", ")]
    kinds = [" ".join(told.split()[1:]) for told in shape.split(", ")]
    if table in _BY_DAY:
        names, kinds = [*names, "day"], [*kinds, "date"]
    if not files:
        columns = ", ".join(f"null::{kind} as {name}" for name, kind in zip(names, kinds, strict=True))
        return f'create temp view "{table}" as select {columns} where false'
    columns = ", ".join(f"{name}::{kind} as {name}" for name, kind in zip(names, kinds, strict=True))
    hive = ", hive_partitioning = true" if table in _BY_DAY else ", hive_partitioning = false"
    return f'create temp view "{table}" as select {columns} from read_parquet([{files}]{hive})'  # noqa: S608 - our own words


def _exact(database: "DuckDBPyConnection") -> "dict[int, bitmaps.BitMap]":
    """Count exactly what no sum gives: learners of each university over all weeks, and who came again."""
    nation: list[bitmaps.BitMap] = []
    days: list[str] = []
    weeks: defaultdict[int, list[bitmaps.BitMap]] = defaultdict(list)
    for place in eventstore.files(WEEKS):
        told = pq.read_table(place, columns=["university", "bitmap"], partitioning=None).to_pydict()
        for university, learners in zip(told["university"], told["bitmap"], strict=True):
            found = bitmaps.BitMap.deserialize(learners)
            if university == NATION:
                nation.append(found)
                days.append(place.parent.name.removeprefix("day="))
            else:
                weeks[university].append(found)
    # All weeks at once: joining them one by one takes three times as long.
    universities = {university: bitmaps.BitMap.union(*found) for university, found in weeks.items()}
    everyone = bitmaps.BitMap.union(*nation) if nation else bitmaps.BitMap()
    exact = [*((each, len(found)) for each, found in universities.items()), (NATION, len(everyone))]
    _fill(database, "exact", ("university", pa.int32()), ("learners", pa.int64()), rows=exact)
    kept = [
        (days[base], week - base, len(nation[week]), nation[base].intersection_cardinality(nation[week]))
        for base in range(len(nation))
        for week in range(base, len(nation))
    ]
    columns = (("base", pa.string()), ("week", pa.int32()), ("active", pa.int64()), ("kept", pa.int64()))
    _fill(database, "retention", *columns, rows=kept)
    sets = [(day, each.serialize()) for day, each in zip(days, nation, strict=True)]
    _fill(database, "nation_week", ("monday", pa.string()), ("learners", pa.binary()), rows=sets)
    histories = [(str(place.relative_to(eventstore.root())),) for place in eventstore.files(HISTORY)]
    _fill(database, "histories", ("file", pa.string()), rows=histories)
    return universities


def _by_group(database: "DuckDBPyConnection", learners: "dict[int, bitmaps.BitMap]") -> None:
    """Say how many learners each group had over all days, once, as they are many to join when a page is asked for."""
    asked = """select dimension, "key", list(sketch) from group_sketch group by all"""
    made = [
        (dimension, key, sketches.estimate(each), sketches.error())
        for dimension, key, each in database.execute(asked).fetchall()
    ]
    # Countries are made of whole universities, whose learners are known: no estimate is needed.
    country = dict(database.execute("select university, coalesce(country, '') from university").fetchall())
    countries: defaultdict[str, list[bitmaps.BitMap]] = defaultdict(list)
    for university, found in learners.items():
        countries[country.get(university, "")].append(found)
    made += [("country", key, len(bitmaps.BitMap.union(*found)), 0.0) for key, found in countries.items()]
    columns = (("dimension", pa.string()), ("key", pa.string()), ("learners", pa.int64()), ("error", pa.float64()))
    _fill(database, "estimated", *columns, rows=made)
    database.execute("""create table by_groups as
        select g.*, coalesce(e.learners, 0) as learners, coalesce(e.error, 0.0) as error
        from by_group g left join estimated e using (dimension, "key")""")
    database.execute("drop table by_group; drop table estimated; alter table by_groups rename to by_group")


def _fill(
    database: "DuckDBPyConnection",
    table: str,
    *columns: "tuple[str, pa.DataType]",
    rows: "Sequence[tuple[object, ...]]",
) -> None:
    arrays = [pa.array([row[at] for row in rows], kind) for at, (_, kind) in enumerate(columns)]
    database.register("filled", pa.table(dict(zip([name for name, _ in columns], arrays, strict=True))))
    database.execute(f'create table "{table}" as from filled')
    database.unregister("filled")


def _sweep() -> None:
    """Delete versions that nobody reads any more; the newest few stay for those who are reading."""
    there = sorted((eventstore.root() / ROLLUPS).glob("*.duckdb"), key=lambda each: each.stat().st_mtime)
    for old in there[:-KEPT_VERSIONS]:
        old.unlink(missing_ok=True)
