"""Shipping: from lanes of the spool, and from batches of partners, to parts; exactly once by name."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from xingtan.eventstore import rules
from xingtan.eventstore.adapters import aside, batches, books, columns, disk, lanes, parts
from xingtan.eventstore.adapters.columns import Sorted
from xingtan.eventstore.adapters.parts import Shipment
from xingtan.eventstore.config import store


@dataclass(slots=True)
class Shipped:
    """What one shipping brought."""

    facts: int = 0
    rows: int = 0
    parts: int = 0
    aside: int = 0


def ship(*, now: datetime) -> Shipped:
    """Bring everything that waits in the spool into the store. One process does it at a time; others find nothing.

    :raises StoreIsFull: if there is no room; what was shipped before stays, the rest waits
    """
    done = Shipped()
    with books.trying("shipping") as alone:
        if not alone:
            return done
        for lane in lanes.lanes():
            _ship_lane(lane, now, done)
        for each in batches.waiting():
            _ship_batch(each, now, done)
    return done


def _ship_lane(lane: str, now: datetime, done: Shipped) -> None:
    mark, again = mark_of(lane), ""
    if lanes.is_beyond(lane, mark):
        # The file is shorter than what was shipped of it: it came back from a backup. What counts drops what it knows.
        mark, again = (mark[0], 0), f"-again{parts.counter()}"
    for stretch in lanes.stretches(lane, mark):
        segment = rules.segment_of(lane, stretch.file, stretch.start) + again
        if lane == lanes.FACTS:
            found = columns.facts(stretch.lines, now)
        else:
            found = columns.traces(lane, stretch.lines, now)
        with parts.shipping() as shipment:
            _put(shipment, found, segment, done)
            _set_aside(shipment, found, segment, stretch.file, stretch.start, now, done)
            shipment.marks[lane] = [stretch.file, stretch.end]
        mark = (stretch.file, stretch.end)
    if lane != rules.ERASED:
        lanes.sweep(lane, mark, (now - timedelta(days=store.spool_days)).date())


def _ship_batch(batch: batches.Batch, now: datetime, done: Shipped) -> None:
    found = columns.batch(batch.source, batch.lines(), now)
    with parts.shipping() as shipment:
        _put(shipment, found, batch.segment, done)
        _set_aside(shipment, found, batch.segment, batch.path.name, 0, now, done)
    batch.path.unlink()


def mark_of(lane: str) -> tuple[str, int]:
    """Say how far a lane was shipped."""
    file, offset = books.look(books.RAW).get("marks", {}).get(lane, ["", 0])
    return file, offset


def _put(shipment: Shipment, found: Sorted, segment: str, done: Shipped) -> None:
    for (family, day), rows in sorted(found.rows.items()):
        shipment.put(family, day, segment, columns.table(family, rows))
        done.parts += 1
        done.rows += len(rows)
        done.facts += len(rows) if family == "facts" else 0


def _set_aside(
    shipment: Shipment, found: Sorted, segment: str, file: str, start: int, now: datetime, done: Shipped
) -> None:
    if not found.aside:
        return
    lines = _told(found, file, start)
    place = disk.root() / "aside" / f"{segment}.jsonl"
    disk.write(place, lambda out: out.writelines(lines))
    reasons = sorted({wrong.says for _, _, wrong in found.aside})
    shipment.aside.append(aside.told(place, file, " ".join(reasons), now, rows=len(found.aside)))
    done.aside += len(found.aside)


def _told(found: Sorted, file: str, start: int) -> Iterator[bytes]:
    for number, line, wrong in found.aside:
        kept = line[:2_000].decode(errors="replace")
        told = {"file": file, "from": start, "line": number, "why": wrong.code, "says": wrong.says, "said": kept}
        yield json.dumps(told, ensure_ascii=False).encode() + b"\n"
