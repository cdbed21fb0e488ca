"""Exact answers that are read from days and weeks when they are asked for."""

from collections import Counter
from datetime import date

import pyarrow.parquet as pq

from xingtan.census.adapters.rollups import bitmaps
from xingtan.census.adapters.rollups.day import ROLLED
from xingtan.eventstore import public as eventstore


def learners(start: date, end: date, university: int) -> int:
    """Count the learners of a university (or the nation) from one day to another, both included."""
    days = [date.fromisoformat(day) for day in eventstore.manifest().tables.get(ROLLED, {})]
    sets = []
    for place in eventstore.files(ROLLED, [day for day in days if start <= day <= end]):
        told = pq.read_table(place, columns=["bitmap"], filters=[("university", "==", university)], partitioning=None)
        sets += told.column("bitmap").to_pylist()
    return len(bitmaps.union(sets))


def kept(sets: list[tuple[date, bytes]]) -> list[tuple[int, int, int]]:
    """Say of each week how many were there, and how many of the first week's."""
    weeks = [(monday, bitmaps.BitMap.deserialize(learners)) for monday, learners in sets]
    return [
        ((monday - weeks[0][0]).days // 7, len(here), weeks[0][1].intersection_cardinality(here))
        for monday, here in weeks
    ]


def found_wrong() -> dict[str, int]:
    """Count what closings found, by class, over all days."""
    counts: Counter[str] = Counter()
    for place in eventstore.files("found"):
        told = pq.read_table(place, columns=["kind", "count"], partitioning=None).to_pydict()
        for kind, count in zip(told["kind"], told["count"], strict=True):
            counts[kind] += count
    return dict(counts)
