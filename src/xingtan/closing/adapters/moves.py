"""Sessions that were told of on several days: each counts on the day of its latest word, with all who came to it.

What was said of who came lies where it was said; for such a session it is carried to the day that counts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from xingtan.closing.adapters.again import day_of
from xingtan.closing.adapters.latest import latest, read
from xingtan.closing.adapters.numbering import UNKNOWN, Lookup, different, salted
from xingtan.eventstore import public as eventstore
from xingtan.eventstore.registry import Closing

if TYPE_CHECKING:
    from numpy.typing import NDArray

SESSIONS, MOVED, CARRIED = "session", "moved", "carried"
EPOCH = date(1970, 1, 1)
WEIGHT = ("at", "event", "is_cancelled", "starts_at", "course", "run", "minutes", "enrolled")
"""By what the words of one session are ordered, the weightiest first."""


@dataclass(frozen=True, slots=True)
class Move:
    """A session that was told of on several days.

    :param told: the days, as days since 1970
    :param day: the one on which it counts
    """

    raw: int
    told: tuple[int, ...]
    day: int


Moves = Mapping[int, Move]


def close(closing: Closing) -> None:
    """Find the sessions of several days, carry to each who came to it, and reopen the days it came to or left."""
    fresh = {(day - EPOCH).days: day for day in closing.days}
    key, day = _told(closing, fresh)
    before = _known()
    after = _moves(closing, key, day, before, fresh)
    changed = [each for each in before.keys() | after.keys() if before.get(each) != after.get(each)]
    if changed:
        _put(closing, after)
        told = {each for number in changed for move in (before, after) if number in move for each in move[number].told}
        closing.reopen("held", map(_date, told))
    homes = {before[each].day for each in changed if each in before}
    _carry(closing, after, key, fresh, {after[each].day for each in changed if each in after}, homes)


def gone(key: "NDArray[np.int64]", day: date) -> "NDArray[np.bool_]":
    """Say which sessions, told of on this day, count on another."""
    counts_on = days_of(key)
    is_gone: NDArray[np.bool_] = (counts_on != 0) & (counts_on != (day - EPOCH).days)
    return is_gone


def days_of(key: "NDArray[np.int64]") -> "NDArray[np.int32]":
    """Give the days on which these sessions count, where they were told of on several; else 0."""
    told = read(eventstore.files(MOVED), ("key", "day"))
    found = Lookup(told["key"], told["day"].astype(np.int32)).of(key)
    return np.where(found == UNKNOWN, 0, found).astype(np.int32)


def _date(day: int) -> date:
    return EPOCH + timedelta(days=int(day))


def _told(closing: Closing, fresh: Mapping[int, date]) -> "tuple[NDArray[np.int64], NDArray[np.int32]]":
    """Give all sessions with the days on which they were told of: what is new from the parts, the rest as closed."""
    keys, days = [np.zeros(0, np.int64)], [np.zeros(0, np.int32)]
    for number, day in fresh.items():
        told = read(closing.parts("held", day), ("source", "session"))
        keys.append(different(salted(told["source"].astype(np.int16), told["session"])))
        days.append(np.full(len(keys[-1]), number, np.int32))
    for place in eventstore.files(SESSIONS):
        number = (day_of(place) - EPOCH).days
        if number not in fresh:
            keys.append(read([place], ("key",))["key"])
            days.append(np.full(len(keys[-1]), number, np.int32))
    return np.concatenate(keys), np.concatenate(days)


def _moves(
    closing: Closing,
    key: "NDArray[np.int64]",
    day: "NDArray[np.int32]",
    before: Moves,
    fresh: Mapping[int, date],
) -> dict[int, Move]:
    order = np.lexsort((day, key))
    key, day = key[order], day[order]
    again = np.zeros(len(key), bool)
    again[1:] = key[1:] == key[:-1]
    several = again.copy()
    several[:-1] |= again[1:]
    told: dict[int, list[int]] = {}
    for each, on in zip(key[several].tolist(), day[several].tolist(), strict=True):
        told.setdefault(each, []).append(on)
    made = {each: before[each] for each in told.keys() & before.keys() if not fresh.keys() & set(told[each])}
    asked = np.array(sorted(told.keys() - made.keys()), np.int64)
    return made | _settled(closing, asked, told) if len(asked) else made


def _settled(closing: Closing, asked: "NDArray[np.int64]", told: Mapping[int, list[int]]) -> dict[int, Move]:
    """Ask of each session which word is the last, and on which day it lies."""
    said: list[dict[str, Any]] = []
    for day in sorted({day for each in asked.tolist() for day in told[each]}):
        words = read(closing.parts("held", _date(day)), ("source", "session", *WEIGHT))
        words["key"] = salted(words["source"].astype(np.int16), words["session"])
        rows = np.flatnonzero(np.isin(words["key"], asked))
        said.append({name: column[rows] for name, column in words.items()} | {"day": np.full(len(rows), day, np.int32)})
    words = {name: np.concatenate([each[name] for each in said]) for name in said[0]}
    rows = latest(words["key"], *(words[name] for name in WEIGHT), words["day"])
    last = zip(*(words[name][rows].tolist() for name in ("key", "session", "day")), strict=True)
    return {each: Move(raw, tuple(told[each]), day) for each, raw, day in last}


def _known() -> dict[int, Move]:
    rows = read(eventstore.files(MOVED), ("key", "raw", "told", "day"))
    found: dict[int, Move] = {}
    for key, raw, told, day in zip(*(rows[name].tolist() for name in ("key", "raw", "told", "day")), strict=True):
        found[key] = Move(raw, (*(found[key].told if key in found else ()), told), day)
    return found


def _put(closing: Closing, moves: Moves) -> None:
    rows = [(key, move.raw, told, move.day) for key, move in sorted(moves.items()) for told in move.told]
    columns = zip(*rows, strict=True) if rows else ((),) * 4
    kinds = (pa.int64(), pa.int64(), pa.int32(), pa.int32())
    made = [pa.array(list(column), kind) for column, kind in zip(columns, kinds, strict=True)]
    closing.put(MOVED, pa.table(made, names=["key", "raw", "told", "day"]))


def _carry(
    closing: Closing,
    moves: Moves,
    every: "NDArray[np.int64]",
    fresh: Mapping[int, date],
    changed: set[int],
    homes: set[int],
) -> None:
    """Put beside the day on which sessions count what was said on other days of who came to them."""
    by_day: dict[int, dict[int, Move]] = {}
    for key, move in moves.items():
        by_day.setdefault(move.day, {})[key] = move
    for home in sorted(by_day.keys() | homes):
        there = by_day.get(home, {})
        days = {on + shift for move in there.values() for on in move.told for shift in (-1, 0, 1)} - {home}
        if home in changed | homes or days & fresh.keys():
            _carry_to(closing, home, there, sorted(days), every)


def _carry_to(closing: Closing, home: int, there: Moves, days: Iterable[int], every: "NDArray[np.int64]") -> None:
    raws, keys = sorted({move.raw for move in there.values()}), np.array(sorted(there), np.int64)
    found = [eventstore.schema_of("attended").empty_table()]
    for day in days:
        for place in closing.parts("attended", _date(day)):
            table = pq.read_table(place, partitioning=None, filters=[("session", "in", raws)])
            source, session = (table.column(name).to_numpy() for name in ("source", "session"))
            key = salted(source, session)
            # What a source does not tell of itself may be another's session, by the same number.
            found.append(table.filter(pa.array(np.isin(key, keys) | ~np.isin(key, every))))
    closing.put(CARRIED, pa.concat_tables(found), day=_date(home))
    closing.reopen("attended", [_date(home)])
