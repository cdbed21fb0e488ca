"""Who is who: accounts on all platforms become learners, whose numbers lie together by university."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from xingtan.closing.adapters import again, own
from xingtan.closing.adapters.latest import latest, read
from xingtan.closing.adapters.numbering import UNKNOWN, Lookup, different, salted
from xingtan.eventstore import public as eventstore
from xingtan.eventstore.registry import Closing

if TYPE_CHECKING:
    from numpy.typing import NDArray

ACCOUNTS, LEARNERS, BLOCKS = "account", "learner", "block"


def close(closing: Closing) -> None:
    """Give every account its learner. A person who was numbered keeps the number, whatever is said later."""
    told = read(closing.all_parts("accounts"), ("source", "account", "person", "university"))
    key = salted(told["source"], told["account"])
    if len(different(key)) != len(key):
        told |= read(closing.all_parts("accounts"), ("at", "event"))
        rows = latest(key, told["at"], told["event"], told["person"], told["university"])
        key, told = key[rows], {name: column[rows] for name, column in told.items()}
    now = add(closing, key, told["person"], own.universities(told["university"]))
    kept = _kept_accounts()
    again.of_learners(closing, kept["learner"][now.of(kept["key"]) != kept["learner"]])


def add(
    closing: Closing, key: "NDArray[np.int64]", person: "NDArray[np.int64]", university: "NDArray[np.int32]"
) -> Lookup:
    """Number the persons who have no number yet, and write down which account is whose."""
    persons, whose, where = _persons(person, university)
    known, blocks = _known()
    there = Lookup(known["person"], known["learner"]).of(persons)
    new = np.flatnonzero(there == UNKNOWN)
    # In order of university: those of one university lie together, and can be marked in one small stretch of memory.
    new = new[np.argsort(where[new], kind="stable")]
    base = len(known["person"])
    there[new] = np.arange(base, base + len(new), dtype=np.int32)
    if len(new):
        _put_learners(closing, known, persons[new], where[new])
        _put_blocks(closing, blocks, where[new], base)
    learners, given = there[whose], Lookup(key, there[whose])
    kept = _kept_accounts()
    others = given.of(kept["key"]) == UNKNOWN
    if others.any():
        key, learners = np.concatenate((key, kept["key"][others])), np.concatenate((learners, kept["learner"][others]))
        given = Lookup(key, learners)
    closing.put(ACCOUNTS, pa.table({"key": key, "learner": learners}))
    return given


def lookup() -> Lookup:
    """Give the way from accounts (salted keys) to learners."""
    files = eventstore.files(ACCOUNTS)
    return _lookup(files[0]) if files else Lookup(np.zeros(0, np.int64), np.zeros(0, np.int32))


def count() -> int:
    """Count the learners who have a number."""
    return sum(int(pq.read_metadata(place).num_rows) for place in eventstore.files(LEARNERS))


def blocks() -> "tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]":
    """Give universities with where the numbers of their learners begin and end. Who came later lies behind them all."""
    _, kept = _known()
    return kept["university"], kept["start"], kept["end"]


@lru_cache(maxsize=1)
def _lookup(place: Path) -> Lookup:
    # A file of the store never changes: another closing is another file.
    told = read([place], ("key", "learner"))
    return Lookup(told["key"], told["learner"])


def _persons(person: "NDArray[np.int64]", university: "NDArray[np.int32]") -> Any:
    """Give each person once, which of them every account is, and where each studies."""
    persons, whose = np.unique(person, return_inverse=True)
    where = np.zeros(len(persons), np.int32)
    if len(person):
        order = np.argsort(whose, kind="stable")
        starts = np.searchsorted(whose[order], np.arange(len(persons)))
        where = np.maximum.reduceat(university[order].astype(np.int32), starts)
    return persons, whose, where


def _known() -> tuple[dict[str, Any], dict[str, Any]]:
    learners = read(eventstore.files(LEARNERS), ("person", "learner", "university"))
    return learners, read(eventstore.files(BLOCKS), ("university", "start", "end"))


def _kept_accounts() -> dict[str, Any]:
    return read(eventstore.files(ACCOUNTS), ("key", "learner"))


def _put_learners(closing: Closing, known: dict[str, Any], persons: Any, where: Any) -> None:
    base = len(known["person"])
    closing.put(
        LEARNERS,
        pa.table(
            {
                "learner": np.arange(base + len(persons), dtype=np.int32),
                "person": np.concatenate((known["person"], persons)),
                "university": np.concatenate((known["university"], where)).astype(np.int32),
            }
        ),
    )


def _put_blocks(closing: Closing, kept: dict[str, Any], where: Any, base: int) -> None:
    """Keep where a university's first learners lie; those who come later are strangers to it, and counted as such."""
    universities, starts, counts = np.unique(where, return_index=True, return_counts=True)
    new = np.isin(universities, np.append(kept["university"], 0), invert=True)
    begin = base + starts[new]
    table = {
        "university": np.concatenate((kept["university"], universities[new])).astype(np.int64),
        "start": np.concatenate((kept["start"], begin)).astype(np.int64),
        "end": np.concatenate((kept["end"], begin + counts[new])).astype(np.int64),
    }
    closing.put(BLOCKS, pa.table(table))
