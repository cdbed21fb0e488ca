"""Attendances of a day: one row a lesson and learner, however often, late, or by which account it was said.

Rows are numbered, spread over stretches of lessons, and each stretch is sorted as whole numbers: lesson, learner and
place in one. Only where a learner stands twice at a lesson is it asked what was said when.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from xingtan.closing.adapters import people
from xingtan.closing.adapters.found import Found
from xingtan.closing.adapters.latest import plain, spans
from xingtan.closing.adapters.lessons import CALLED_OFF, Sessions, around
from xingtan.closing.adapters.moves import CARRIED
from xingtan.closing.adapters.numbering import UNKNOWN, Lookup, bits_for, different, salted
from xingtan.closing.adapters.settling import settle
from xingtan.closing.adapters.writing import Writer
from xingtan.eventstore import public as eventstore
from xingtan.eventstore.registry import Closing

if TYPE_CHECKING:
    from numpy.typing import NDArray

STRETCH = 250_000
"""Rows that are sorted and settled at once: so many stay near the processor."""
AT_ONCE = 40_000_000
"""Rows of a day that are in memory at once: some three gigabytes. A greater day is closed in several goes."""
THREADS = 2
FIRST_US = 631_152_000_000_000
"""1990: what says it happened before is wrong, as the store says, too."""

_TOLD = ("source", "event", "at", "session", "account", "is_attended", "joined_at", "seconds")
_KEPT = {
    "account": np.int64,
    "at": np.int64,
    "event": np.int64,
    "source": np.int16,
    "is_attended": np.int8,
    "joined_at": np.int64,
    "seconds": np.int32,
}


@dataclass(slots=True)
class Rows:
    """What was said of attendances, with sessions (their rows), lessons and learners in numbers."""

    session: "NDArray[np.int32]"
    lesson: "NDArray[np.int32]"
    learner: "NDArray[np.int32]"
    said: dict[str, "NDArray[Any]"]


def close(closing: Closing) -> None:
    """Close the attendances of a day."""
    day = closing.day
    assert day is not None
    parts = [*closing.parts("attended"), *eventstore.files(CARRIED, [day])]
    sessions = Sessions(around(day))
    found = Found(day, now_us=int(datetime.now(UTC).timestamp() * 1_000_000))
    file = eventstore.scratch(f"attendance-{day}.parquet")
    goes = max(-(-sum(pq.read_metadata(place).num_rows for place in parts) // AT_ONCE), 1)
    learners = _everyone(closing, parts, goes)
    with ThreadPoolExecutor(THREADS) as threads, Writer(file) as writer:
        for bounds in _goes(sessions, goes):
            rows = _rows(threads, parts, sessions, learners, found, bounds)
            unknown = np.flatnonzero((rows.learner == UNKNOWN) & (rows.lesson != UNKNOWN))
            if len(unknown):
                learners = _with_strangers(closing, learners, rows.said["account"][unknown])
                rows.learner[unknown] = learners.of(rows.said["account"][unknown])
            for table in _closed_ones(threads, _stretches(rows), sessions, found):
                writer.write(table)
            del rows
    closing.put("attendance", file, day=day)
    closing.put("found", found.table(), day=day)


def _everyone(closing: Closing, parts: Sequence[Path], goes: int) -> Lookup:
    """Give the learners. In a day of several goes, strangers are numbered first, as they are once only."""
    learners = people.lookup()
    if goes < 2:
        return learners
    strangers = [np.zeros(0, np.int64)]
    for batch in _batches(parts, ("source", "account")):
        key = salted(batch["source"], batch["account"])
        strangers.append(different(key[learners.of(key) == UNKNOWN]))
    return _with_strangers(closing, learners, np.concatenate(strangers))


def _with_strangers(closing: Closing, learners: Lookup, keys: "NDArray[np.int64]") -> Lookup:
    """Number accounts of which nobody ever said whose they are: each is a person of its own."""
    keys = different(keys)
    return people.add(closing, keys, keys, np.zeros(len(keys), np.int32)) if len(keys) else learners


def _batches(parts: Sequence[Path], names: Sequence[str]) -> Iterator[dict[str, Any]]:
    for place in parts:
        with pq.ParquetFile(place) as file:
            for group in range(file.num_row_groups):
                table = file.read_row_group(group, columns=list(names))
                yield {name: plain(table.column(name)) for name in names}


def _goes(sessions: Sessions, goes: int) -> Iterator[tuple[int, int]]:
    """Share the lessons of a day among goes, so that each has about as many."""
    order = np.sort(sessions.lesson)
    edges = [int(order[len(order) * each // goes]) for each in range(1, goes)] if len(order) else []
    yield from zip([CALLED_OFF, *edges], [*edges, 1 << 31], strict=True)


def _rows(
    threads: ThreadPoolExecutor,
    parts: Sequence[Path],
    sessions: Sessions,
    learners: Lookup,
    found: Found,
    bounds: tuple[int, int],
) -> Rows:
    """Read the parts, in numbers; what cannot be counted is noted, and is of no lesson."""
    units: list[tuple[Path, int, int]] = []
    size = 0
    for place in parts:
        foot = pq.read_metadata(place)
        for group in range(foot.num_row_groups):
            units.append((place, group, size))
            size += foot.row_group(group).num_rows
    made = Rows(
        np.empty(size, np.int32),
        np.empty(size, np.int32),
        np.empty(size, np.int32),
        {name: np.empty(size, kind) for name, kind in _KEPT.items()},
    )

    def one(unit: tuple[Path, int, int]) -> None:
        with pq.ParquetFile(unit[0]) as file:
            table = file.read_row_group(unit[1], columns=list(_TOLD), use_threads=False)
        told = {name: plain(table.column(name)) for name in _TOLD}
        session = sessions.of(told["source"], told["session"])
        lesson = np.where(session == UNKNOWN, UNKNOWN, sessions.lesson[session] if len(sessions) else UNKNOWN)
        here = (lesson >= bounds[0]) & (lesson < bounds[1])
        told["account"] = salted(told["source"], told["account"])
        # Each row group has its place in the arrays of the day: nothing needs to be put together afterwards.
        rows = slice(unit[2], unit[2] + len(session))
        made.session[rows] = session
        made.lesson[rows] = np.where(found.countable(told, lesson, here), lesson, UNKNOWN)
        made.learner[rows] = learners.of(told["account"])
        for name, column in made.said.items():
            column[rows] = told[name]

    list(threads.map(one, units))
    return made


def _stretches(rows: Rows) -> "Iterator[tuple[Rows, NDArray[np.int64], int, int]]":
    """Share the rows among stretches of lessons, in their order, none much longer than ``STRETCH``."""
    counted = np.flatnonzero(rows.lesson != UNKNOWN)
    if not len(counted):
        return
    all_counted = len(counted) == len(rows.lesson)
    lesson = rows.lesson if all_counted else rows.lesson[counted]
    base = int(lesson.min())
    upto = np.cumsum(np.bincount(lesson - base))
    stretch_of = ((upto - 1) // STRETCH).astype(np.int16)
    stretch = stretch_of[lesson - base]
    # A lesson's rows come together, more or less: runs of rows are sorted, and not rows.
    begins = np.append(0, np.flatnonzero(stretch[1:] != stretch[:-1]) + 1)
    counts = np.diff(begins, append=len(stretch))
    order = np.argsort(stretch[begins], kind="stable")
    edges = np.searchsorted(stretch[begins[order]], np.arange(int(stretch_of[-1]) + 2))
    for each, (start, end) in enumerate(pairwise(edges.tolist())):
        if start < end:
            runs = order[start:end]
            chosen = spans(begins[runs], counts[runs])
            numbers = np.flatnonzero(stretch_of == each)
            yield (
                rows,
                chosen if all_counted else counted[chosen],
                base + int(numbers[0]),
                base + int(numbers[-1]) + 1,
            )


def _closed_ones(
    threads: ThreadPoolExecutor,
    stretches: "Iterator[tuple[Rows, NDArray[np.int64], int, int]]",
    sessions: Sessions,
    found: Found,
) -> Iterator[pa.Table]:
    """Close stretches beside each other, in their order, and no more at a time than are being worked on."""
    waiting: deque[Future[pa.Table]] = deque()
    for stretch in stretches:
        waiting.append(threads.submit(_closed, *stretch, sessions, found))
        if len(waiting) > THREADS:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _closed(
    rows: Rows, chosen: "NDArray[np.int64]", first: int, end: int, sessions: Sessions, found: Found
) -> pa.Table:
    """Sort a stretch, and let the latest word count."""
    lesson, learner = rows.lesson[chosen] - first, rows.learner[chosen]
    people_bits, place_bits = bits_for(int(learner.max()) + 1), bits_for(len(chosen))
    if bits_for(end - first) + people_bits + place_bits <= 63:
        packed = lesson.astype(np.int64)
        packed <<= people_bits
        packed |= learner
        packed <<= place_bits
        packed |= np.arange(len(chosen))
        packed.sort()
        order, pair = packed & ((1 << place_bits) - 1), packed >> place_bits
    else:
        order = np.lexsort((learner, lesson))
        pair = lesson[order].astype(np.int64) << 32 | learner[order]
    order = settle(chosen[order], pair, rows.said, found)
    session = rows.session[order]
    joined = rows.said["joined_at"][order]
    starts = sessions.starts_at[session]
    joined = np.where(joined < FIRST_US, starts, joined)
    return pa.table(
        {
            "learner": rows.learner[order],
            "lesson": sessions.lesson[session].astype(np.int32),
            "course": sessions.course[session].astype(np.int32),
            "university": sessions.university[session],
            "joined_at": pa.array(joined, pa.timestamp("us")),
            "seconds": np.minimum(rows.said["seconds"][order], 32_767).astype(np.int16),
        }
    )
