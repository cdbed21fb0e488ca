"""Which listings are one course, and its number; who teaches it; the sections in which it is taught."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from xingtan.closing.adapters import again, listed, own
from xingtan.closing.adapters.latest import latest, read
from xingtan.closing.adapters.numbering import UNKNOWN, Lookup, different, salted
from xingtan.eventstore import public as eventstore
from xingtan.eventstore.registry import Closing

if TYPE_CHECKING:
    from numpy.typing import NDArray

OWN = "own_course"
HOPS = 8
_PLAIN = ("source", "event", "at", "course", "same_as", "university", "platform", "opened", "closed")
_COLUMNS = (*_PLAIN, "discipline", "language", "kind", "teachers")


def close(closing: Closing) -> None:
    """Number the courses. What is listed on two platforms is one course, the one that the other says it is."""
    told = read([*closing.all_parts("courses"), *eventstore.files(OWN)], _COLUMNS)
    if not len(told["course"]):
        return
    key = salted(told["source"], told["course"])
    rows = latest(key, told["at"], told["event"], told["course"], told["same_as"])
    key, told = key[rows], {name: _taken(column, rows) for name, column in told.items()}
    told["university"] = own.universities(told["university"])
    root = _roots(key, told)
    is_root = root == np.arange(len(key))
    kept = read(eventstore.files(listed.TABLE), listed.COLUMNS)
    number = Lookup(kept["key"], kept["course"].astype(np.int32)).of(key)
    new = np.flatnonzero(is_root & (number == UNKNOWN))
    number[new] = int(kept["course"].max(initial=0)) + 1 + np.arange(len(new), dtype=np.int32)
    table = {"key": key, "raw": told["course"], "course": number[root], "is_root": is_root}
    for name in ("university", "platform", "opened", "closed", "discipline", "language", "kind", "teachers"):
        table[name] = told[name]
    closing.put(listed.TABLE, pa.table(table))
    if any(not np.array_equal(kept[name], table[name]) for name in listed.COLUMNS):
        again.of_courses(closing, listed.Listed(table))


def finish(closing: Closing) -> None:
    """Make the tables of courses, teachers and sections, now that it is known which lessons there were."""
    if not eventstore.files(listed.TABLE):
        return
    told = read(eventstore.files(listed.TABLE), ("course", "is_root", *_COLUMNS[5:]))
    lessons = read(eventstore.files("lesson"), ("course", "enrolled"))
    size = int(max(told["course"].max(initial=0), lessons["course"].max(initial=0))) + 1
    held = np.bincount(lessons["course"], minlength=size)
    most = np.zeros(size, np.int32)
    np.maximum.at(most, lessons["course"], lessons["enrolled"].astype(np.int32))
    rows = np.flatnonzero(told["is_root"])
    rows = rows[np.argsort(told["course"][rows])]
    course = told["course"][rows].astype(np.int32)
    table = {name: _taken(told[name], rows) for name in ("university", "platform", "discipline", "language", "kind")}
    closing.put(
        "course",
        pa.table(
            {
                "course": course,
                "university": table["university"].astype(np.int32),
                "platform": table["platform"].astype(np.int16),
                "discipline": table["discipline"],
                "language": table["language"],
                "kind": table["kind"],
                "opened": _days(told["opened"][rows]),
                "closed": _days(told["closed"][rows]),
                "lessons": np.minimum(held[course], 32_767).astype(np.int16),
                "enrolled": most[course],
            }
        ),
    )
    _teachers(closing, told, size)
    _sections(closing)


def _teachers(closing: Closing, told: dict[str, Any], size: int) -> None:
    lists = told["teachers"]
    counts = pc.list_value_length(lists).fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    keys = lists.flatten().to_numpy(zero_copy_only=False).astype(np.int64)
    kept = read(eventstore.files("teacher_key"), ("key", "teacher"))
    new = different(keys)
    new = new[Lookup(kept["key"], kept["teacher"].astype(np.int32)).of(new) == UNKNOWN]
    all_keys = np.concatenate((kept["key"], new))
    numbers = np.concatenate((kept["teacher"], len(kept["key"]) + 1 + np.arange(len(new)))).astype(np.int32)
    teacher = Lookup(all_keys, numbers).of(keys)
    course = np.repeat(told["course"], counts)
    pairs = different(teacher.astype(np.int64) * size + course)
    of, taught = (pairs // size).astype(np.int32), (pairs % size).astype(np.int32)
    roots = told["is_root"].astype(bool)
    university = np.zeros(size, np.int32)
    university[told["course"][roots]] = told["university"][roots]
    # A teacher is of the university of the first course: nobody says it otherwise.
    each, first = np.unique(of, return_index=True)
    if len(new):
        closing.put("teacher_key", pa.table({"key": all_keys, "teacher": numbers}))
    closing.put("teacher", pa.table({"teacher": each, "university": university[taught[first]]}))
    closing.put("teaches", pa.table({"teacher": of, "course": taught}))


def _sections(closing: Closing) -> None:
    """Make a section of each run of a course of which a lesson was held; where no run is named, the course is one."""
    told = read(eventstore.files("session"), ("lesson", "course", "university", "run", "day"))
    held = np.flatnonzero(told["lesson"] >= 0)
    order = held[np.lexsort((told["day"][held], told["run"][held], told["course"][held]))]
    course, run = told["course"][order], told["run"][order]
    first = np.ones(len(order), bool)
    first[1:] = (course[1:] != course[:-1]) | (run[1:] != run[:-1])
    rows = order[first]
    closing.put(
        "section",
        pa.table(
            {
                "section": np.arange(1, len(rows) + 1, dtype=np.int32),
                "course": told["course"][rows].astype(np.int32),
                "university": told["university"][rows].astype(np.int32),
                "starts": pa.array(told["day"][rows].astype(np.int32), pa.date32()),
            }
        ),
    )


def _roots(key: "NDArray[np.int64]", told: dict[str, Any]) -> "NDArray[np.int64]":
    """Follow each listing to the one it is the same as; a circle ends somewhere in it."""
    here = np.arange(len(key), dtype=np.int32)
    says = np.flatnonzero(told["same_as"])
    meant = Lookup(key, here).of(salted(told["source"][says], told["same_as"][says]))
    left = meant == UNKNOWN
    meant[left] = Lookup(told["course"], here).of(told["same_as"][says][left])
    root = here.astype(np.int64)
    known = meant != UNKNOWN
    root[says[known]] = meant[known]
    # A root is its own: in a circle, the smallest row is made one, so that the order of what came does not matter.
    for _ in range(HOPS):
        root = root[root]
    lost = root[root] != root
    root[lost] = here[lost]
    return root


def _taken(column: Any, rows: "NDArray[np.int64]") -> Any:
    return column[rows] if isinstance(column, np.ndarray) else column.take(pa.array(rows))


def _days(days: "NDArray[Any]") -> "pa.Array":
    """Make dates; what nobody said is none."""
    return pa.array(days.astype(np.int32), pa.date32(), mask=days == 0)
