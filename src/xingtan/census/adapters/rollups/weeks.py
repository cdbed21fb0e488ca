"""Weeks: who was there at all, of each university and of the nation, from the days of the week."""

from collections import defaultdict
from datetime import date, timedelta
from hashlib import sha256

import pyarrow as pa
import pyarrow.parquet as pq

from xingtan.census.adapters.rollups import bitmaps
from xingtan.census.adapters.rollups.day import ROLLED
from xingtan.eventstore import public as eventstore
from xingtan.eventstore.registry import Closing

WEEKS = "rolled_week"
MADE_FROM = b"xingtan.made_from"


def weeks_of(table: str) -> dict[date, list[date]]:
    """Give the days there are of a table, by the Monday of their week."""
    found: dict[date, list[date]] = defaultdict(list)
    for told in sorted(eventstore.manifest().tables.get(table, {})):
        day = date.fromisoformat(told)
        found[day - timedelta(days=day.weekday())].append(day)
    return found


def inputs(table: str, days: list[date]) -> bytes:
    """Give a word for exactly these files: while it is the same, nothing needs to be made again."""
    tables = eventstore.manifest().tables.get(table, {})
    told = "".join(each.sha256 for day in days for each in tables[day.isoformat()])
    return sha256(told.encode()).hexdigest().encode()


def is_made(table: str, monday: date, made_from: bytes) -> bool:
    """Test whether the table of this week was made from these files."""
    for place in eventstore.files(table, [monday]):
        return (pq.read_schema(place).metadata or {}).get(MADE_FROM) == made_from
    return False


def close(closing: Closing) -> None:
    """Make the weeks anew of which a day has changed."""
    weeks = weeks_of(ROLLED)
    for done, (monday, days) in enumerate(sorted(weeks.items())):
        closing.progress(done, len(weeks), monday.isoformat())
        made_from = inputs(ROLLED, days)
        if not is_made(WEEKS, monday, made_from):
            closing.put(WEEKS, _week(days).replace_schema_metadata({MADE_FROM: made_from}), day=monday)


def _week(days: list[date]) -> pa.Table:
    sets: dict[int, bitmaps.BitMap] = defaultdict(bitmaps.BitMap)
    for place in eventstore.files(ROLLED, days):
        told = pq.read_table(place, columns=["university", "bitmap"], partitioning=None)
        for university, learners in zip(*(told.column(name).to_pylist() for name in told.column_names), strict=True):
            sets[university] |= bitmaps.BitMap.deserialize(learners)
    for each in sets.values():
        each.run_optimize()
    return pa.table(
        {
            "university": pa.array(list(sets), pa.int32()),
            "learners": pa.array([len(each) for each in sets.values()], pa.int32()),
            "bitmap": pa.array([each.serialize() for each in sets.values()], pa.binary()),
        }
    )
