"""Attendances of a day: one row a lesson and learner, however often, late, or by which account it was said.

Rows are numbered, spread over stretches of lessons, and each stretch is sorted as whole numbers: lesson, learner and
place in one. Only where a learner stands twice at a lesson is it asked what was said when.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from xingtan.census.adapters.closing import people
from xingtan.census.adapters.closing.found import Found
from xingtan.census.adapters.closing.latest import plain, read
from xingtan.census.adapters.closing.lessons import CALLED_OFF, EPOCH, SESSIONS, Sessions
from xingtan.census.adapters.closing.settling import settle
from xingtan.census.adapters.closing.writing import Writer
from xingtan.census.adapters.numbering import UNKNOWN, Lookup, bits_for, salted
from xingtan.eventstore import public as eventstore
from xingtan.eventstore.registry import Closing

if TYPE_CHECKING:
    from numpy.typing import NDArray

STRETCH = 2_000_000
AT_ONCE = 40_000_000
"""Rows of a day that are in memory at once: some three gigabytes. A greater day is closed in several goes."""
THREADS = 2
FIRST_US = 631_152_000_000_000
"""1990: what says it happened before is wrong, as the store says, too."""

_TOLD = ("source", "event", "at", "session", "account", "is_attended", "joined_at", "seconds")
_KEPT = ("account", "at", "event", "source", "is_attended", "joined_at", "seconds")


@dataclass(slots=True)
class Rows:
    """What was said of attendances, with sessions (their rows) and learners in numbers."""

    session: "NDArray[np.int32]"
    learner: "NDArray[np.int32]"
    said: dict[str, "NDArray[Any]"]

    def __len__(self) -> int:
        return len(self.session)


def close(closing: Closing) -> None:
    """Close the attendances of a day."""
    day = closing.day
    assert day is not None
    parts = closing.parts("attended")
    sessions = Sessions(_sessions_around(closing))
    found = Found(day, now_us=int(datetime.now(UTC).timestamp() * 1_000_000))
    file = eventstore.scratch(f"attendance-{day}.parquet")
    goes = max(-(-sum(pq.read_metadata(place).num_rows for place in parts) // AT_ONCE), 1)
    learners = _everyone(closing, parts, goes)
    with ThreadPoolExecutor(THREADS) as threads, Writer(file) as writer:
        for bounds in _goes(sessions, goes):
            rows = _rows(threads, parts, sessions, learners, found, bounds)
            unknown = np.flatnonzero(rows.learner == UNKNOWN)
            if len(unknown):
                learners = _with_strangers(closing, learners, rows.said["account"][unknown])
                rows.learner[unknown] = learners.of(rows.said["account"][unknown])
            for table in _closed_ones(threads, _stretches(rows, sessions), sessions, found):
                writer.write(table)
            del rows
    closing.put("attendance", file, day=day)
    closing.put("found", found.table(), day=day)


def _sessions_around(closing: Closing) -> dict[str, Any]:
    # At midnight, who joins early comes on the day before.
    day = (closing.day or EPOCH).toordinal()
    days = [EPOCH.fromordinal(day + shift) for shift in (-1, 0, 1)]
    return read(eventstore.files(SESSIONS, days), ("key", "raw", "lesson", "course", "university", "starts_at"))


def _everyone(closing: Closing, parts: Sequence[Path], goes: int) -> Lookup:
    """Give the learners. In a day of several goes, strangers are numbered first, as they are once only."""
    learners = people.lookup()
    if goes < 2:
        return learners
    strangers = [np.zeros(0, np.int64)]
    for batch in _batches(parts, ("source", "account")):
        key = salted(batch["source"], batch["account"])
        strangers.append(np.unique(key[learners.of(key) == UNKNOWN]))
    return _with_strangers(closing, learners, np.concatenate(strangers))


def _with_strangers(closing: Closing, learners: Lookup, keys: "NDArray[np.int64]") -> Lookup:
    """Number accounts of which nobody ever said whose they are: each is a person of its own."""
    keys = np.unique(keys)
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
    """Read the parts, in numbers; what cannot be counted is noted and left out."""
    units = [(place, group) for place in parts for group in range(pq.read_metadata(place).num_row_groups)]

    def one(unit: tuple[Path, int]) -> Rows:
        with pq.ParquetFile(unit[0]) as file:
            table = file.read_row_group(unit[1], columns=list(_TOLD), use_threads=False)
        told = {name: plain(table.column(name)) for name in _TOLD}
        session = sessions.of(told["source"], told["session"])
        lesson = np.where(session == UNKNOWN, UNKNOWN, sessions.lesson[session] if len(sessions) else UNKNOWN)
        here = (lesson >= bounds[0]) & (lesson < bounds[1])
        counts = here & found.countable(told, lesson, here)
        key = salted(told["source"], told["account"])
        told["account"] = key
        if not counts.all():
            session, key = session[counts], key[counts]
            told = {name: column[counts] for name, column in told.items()}
        return Rows(session, learners.of(key), {name: told[name] for name in _KEPT})

    made = list(threads.map(one, units))
    return Rows(
        np.concatenate([each.session for each in made] or [np.zeros(0, np.int32)]),
        np.concatenate([each.learner for each in made] or [np.zeros(0, np.int32)]),
        {name: np.concatenate([each.said[name] for each in made] or [np.zeros(0, np.int64)]) for name in _KEPT},
    )


def _stretches(rows: Rows, sessions: Sessions) -> Iterator[tuple[Rows, int, int]]:
    """Share the rows among stretches of lessons, in their order, none much longer than ``STRETCH``."""
    if not len(rows):
        return
    lesson = sessions.lesson[rows.session]
    base = int(lesson.min())
    lesson -= base
    upto = np.cumsum(np.bincount(lesson))
    stretch_of = ((upto - 1) // STRETCH).astype(np.int16)
    stretch = stretch_of[lesson]
    for each in np.unique(stretch_of):
        chosen = np.flatnonzero(stretch == each)
        if len(chosen):
            said = {name: column[chosen] for name, column in rows.said.items()}
            numbers = np.flatnonzero(stretch_of == each)
            yield (
                Rows(rows.session[chosen], rows.learner[chosen], said),
                base + int(numbers[0]),
                base + int(numbers[-1]) + 1,
            )


def _closed_ones(
    threads: ThreadPoolExecutor, stretches: Iterator[tuple[Rows, int, int]], sessions: Sessions, found: Found
) -> Iterator[pa.Table]:
    """Close stretches beside each other, in their order, and no more at a time than are being worked on."""
    waiting: deque[Future[pa.Table]] = deque()
    for stretch in stretches:
        waiting.append(threads.submit(_closed, *stretch, sessions, found))
        if len(waiting) > THREADS:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _closed(rows: Rows, first: int, end: int, sessions: Sessions, found: Found) -> pa.Table:
    """Sort a stretch, and let the latest word count."""
    lesson = sessions.lesson[rows.session] - first
    people_bits, place_bits = bits_for(int(rows.learner.max()) + 1), bits_for(len(rows))
    if bits_for(end - first) + people_bits + place_bits <= 63:
        packed = lesson.astype(np.int64) << people_bits | rows.learner
        packed = np.sort(packed << place_bits | np.arange(len(rows)))
        order, pair = packed & ((1 << place_bits) - 1), packed >> place_bits
    else:
        order = np.lexsort((rows.learner, lesson))
        pair = lesson[order].astype(np.int64) << 32 | rows.learner[order]
    order = settle(order, pair, rows.said, found)
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
