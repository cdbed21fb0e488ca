"""What this site offers, as tables: numbered once, and told anew whenever anything happened here."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from xingtan.closing.adapters.numbering import UNKNOWN, Lookup, others
from xingtan.eventstore import public as eventstore
from xingtan.eventstore.registry import Closing

if TYPE_CHECKING:
    from numpy.typing import NDArray

NUMBERS, COURSES = "own_university", "own_course"
FIRST, BEHIND = range(1, 1_000), range(20_000, 32_767)
"""Numbers of our own universities; those between are others'."""

Told = dict[str, Any]

_UNIVERSITY = pa.schema(
    [
        ("university", pa.int32()),
        ("uid", pa.string()),
        ("code", pa.string()),
        ("name", pa.string()),
        ("kind", pa.string()),
        ("country", pa.string()),
        ("province", pa.string()),
        ("students", pa.int32()),
        ("student_base", pa.int32()),
    ]
)
_PLATFORM = pa.schema(
    [
        ("platform", pa.int16()),
        ("code", pa.string()),
        ("name", pa.string()),
        ("tier", pa.string()),
        ("country", pa.string()),
        ("joined", pa.date32()),
    ]
)


def close(closing: Closing, universities: Sequence[Told], platforms: Sequence[Told], courses: Sequence[Told]) -> None:
    """Tell of this site; what others told of theirs stays as it is."""
    number = _numbers(closing, [each["uid"] for each in universities])
    own = [
        {**each, "university": number[each["uid"]], "kind": "", "province": "", "students": 0, "student_base": 0}
        for each in universities
    ]
    _merge(closing, "university", pa.Table.from_pylist(own, _UNIVERSITY), "university")
    here = {"platform": 0, "code": "here", "name": "", "tier": "", "country": "", "joined": None}
    _merge(closing, "platform", pa.Table.from_pylist([here, *platforms], _PLATFORM), "platform")
    schema = eventstore.schema_of("courses")
    told = [
        {**each, "source": eventstore.OWN, "event": 0, "platform": 0, "university": number[each["owner"]]}
        for each in courses
    ]
    closing.put(COURSES, pa.Table.from_pylist(told, schema))


def universities(told: "NDArray[np.int32]") -> "NDArray[np.int32]":
    """Give the numbers of universities that were told: platforms name ours by their short keys."""
    number = _given()
    keys = np.array([eventstore.short_key("university", uid) for uid in number], np.int64)
    found = Lookup(keys, np.array(list(number.values()), np.int32)).of(told.astype(np.int64))
    return np.where(found == UNKNOWN, others(told), found)


def _given() -> dict[str, int]:
    number: dict[str, int] = {}
    for place in eventstore.files(NUMBERS):
        told = pq.read_table(place, partitioning=None).to_pydict()
        number |= dict(zip(told["uid"], told["university"], strict=True))
    return number


def _numbers(closing: Closing, uids: Sequence[str]) -> dict[str, int]:
    """Give universities their numbers; one that was given stays."""
    number = _given()
    free = iter(each for numbers in (FIRST, BEHIND) for each in numbers if each not in set(number.values()))
    new = {uid: next(free) for uid in uids if uid not in number}
    if new:
        number |= new
        table = {"uid": pa.array(list(number)), "university": pa.array(list(number.values()), pa.int32())}
        closing.put(NUMBERS, pa.table(table))
    return number


def _merge(closing: Closing, table: str, own: pa.Table, key: str) -> None:
    kept = [pq.read_table(place, partitioning=None) for place in eventstore.files(table)]
    others = [each.filter(pc.invert(pc.is_in(each.column(key), own.column(key)))) for each in kept]
    closing.put(table, pa.concat_tables([own, *others], promote_options="permissive"))
