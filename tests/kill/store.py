"""Those who write, ship, close and tidy the event store, killed at random moments; and the books afterwards.

``python -m tests.kill.store KILLS SEED`` works in ``XINGTAN_HOME`` and prints what it found as JSON.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

from xingtan.eventstore import public as store
from xingtan.eventstore import registry
from xingtan.eventstore.registry import Closing
from xingtan.kernel import home, spool

NOW = datetime.now(UTC)
LINES = 50
BETWEEN_KILLS = (0.0, 0.14)
NAMESPACE = 0x0190_0000_0000_7000_8000_0000_0000_0000


@registry.closer("attended")
def count(closing: Closing) -> None:
    """Count each attendance once."""
    table = pa.concat_tables(pq.read_table(each, partitioning=None) for each in closing.parts("attended"))
    keys = table.select(["source", "event"]).append_column("row", pa.array(range(table.num_rows)))
    first = keys.group_by(["source", "event"]).aggregate([("row", "min")]).column("row_min")
    closing.put("counted", table.take(first), day=closing.day)


def write(acknowledged: Path) -> None:
    """Append events for ever; what was not acknowledged is sent again."""
    while True:
        start = _lines(acknowledged) * LINES
        spool.append("events", [_said(number) for number in range(start, start + LINES)])
        _acknowledge(acknowledged)
        time.sleep(0.005)


def hand_in(acknowledged: Path) -> None:
    """Hand batches in for ever."""
    while True:
        sequence = _lines(acknowledged)
        rows = [_attended(sequence * LINES + number) for number in range(LINES)]
        store.take_batch(source=7, sequence=sequence, lines=b"".join(rows))
        _acknowledge(acknowledged)
        time.sleep(0.05)


def ship() -> None:
    """Ship for ever."""
    while True:
        store.ship(now=NOW)
        time.sleep(0.002)


def close() -> None:
    """Close for ever."""
    while True:
        store.close()
        time.sleep(0.01)


def tidy() -> None:
    """Merge small parts for ever."""
    while True:
        store.tidy(now=NOW)
        time.sleep(0.01)


def _said(number: int) -> dict[str, Any]:
    at = NOW - timedelta(days=number % 3)
    body = {"actor": str(UUID(int=number + 1)), "session": str(UUID(int=number % 97 + 1)), "run": str(UUID(int=1))}
    return {"id": str(_uid(number)), "at": at.isoformat(), "name": "attendance.attended", "version": 1, "body": body}


def _uid(number: int) -> UUID:
    return UUID(int=NAMESPACE + number)


def _attended(number: int) -> bytes:
    at = (NOW - timedelta(days=number % 3)).isoformat()
    told = {"family": "attended", "event": number, "at": at, "session": 1, "account": number, "is_attended": True}
    return json.dumps(told | {"joined_at": at, "seconds": 1}).encode() + b"\n"


def _lines(acknowledged: Path) -> int:
    return acknowledged.stat().st_size if acknowledged.exists() else 0


def _acknowledge(acknowledged: Path) -> None:
    with acknowledged.open("ab", buffering=0) as out:
        out.write(b".")


def _start(work: Callable[[], object]) -> int:
    child = os.fork()
    if not child:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        try:
            work()
        except Exception:  # noqa: BLE001 - whatever it is, it is told
            traceback.print_exc()
        finally:
            os._exit(3)  # it works for ever, so it failed
    return child


def main() -> None:
    """Kill so often, then look into the books."""
    settings.configure(USE_TZ=True, USE_I18N=False)
    kills, chance = int(sys.argv[1]), random.Random(int(sys.argv[2]))
    written, handed = home.path("written"), home.path("handed")
    works: dict[str, Callable[[], object]] = {
        "write": lambda: write(written),
        "hand in": lambda: hand_in(handed),
        "ship": ship,
        "close": close,
        "tidy": tidy,
    }
    children = {name: _start(work) for name, work in works.items()}
    killed: Counter[str] = Counter()
    failed = []
    while killed.total() < kills:
        time.sleep(chance.uniform(*BETWEEN_KILLS))
        name = chance.choice(sorted(works))
        os.kill(children[name], signal.SIGKILL)
        _, status = os.waitpid(children[name], 0)
        if os.WIFEXITED(status):
            failed.append(name)
        killed[name] += 1
        children[name] = _start(works[name])
    for child in children.values():
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    print(json.dumps({"killed": killed, "failed": failed} | books(_lines(written) * LINES, _lines(handed) * LINES)))


def books(written: int, handed: int) -> dict[str, Any]:
    """Ship and close what is left, and compare what counts with what was acknowledged."""
    while store.ship(now=NOW).rows or store.close():
        pass
    table = pa.concat_tables(pq.read_table(each, partitioning=None) for each in store.files("counted"))
    seen = Counter(zip(table.column("source").to_pylist(), table.column("event").to_pylist(), strict=True))
    due = {(0, store.key("event", _uid(number))) for number in range(written)} | {(7, n) for n in range(handed)}
    mended = store.mend(now=NOW)
    return {
        "acknowledged": len(due),
        "lost": len(due - set(seen)),
        "doubled": sum(count > 1 for count in seen.values()),
        "beyond": len(set(seen) - due),
        "hurt": [each.was for each in mended],
        "parts": len(store.parts("attended")),
    }


if __name__ == "__main__":
    main()
