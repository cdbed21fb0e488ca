"""What the benchmark of the census does in a home of its own, a step a process: `python -m bench.kit.counting STEP …`.

Each prints one line of JSON. Times of closing are kept in the home, closer by closer, so that a run that was broken
off goes on, and still knows all it took.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from typing import Any

import django

from bench.kit.phones import percentile
from xingtan.kernel import home

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingtan.site.settings")
django.setup()

# Their models exist once Django has started.
eventstore = import_module("xingtan.eventstore.public")
registry = import_module("xingtan.eventstore.registry")
figures = import_module("xingtan.census.queries.figures")

CLOSED_BEFORE = 60
"""Closers of smaller order close; the others roll up."""
TIMES = 200
BEST_OF = 3


def load(scale: str) -> dict[str, Any]:
    """Generate the spring and close it."""
    replay = import_module("xingtan.replay.public")
    made = replay.generate(scale=Fraction(scale), say=_say)
    if made.rows:
        _note("generated", "", made.seconds + made.prepared)
    _close(lambda closer: closer.order < CLOSED_BEFORE)
    tables = eventstore.manifest().tables
    rows = sum(entry.rows for entries in tables["attendance"].values() for entry in entries)
    return {
        "rows": rows,
        "generate_seconds": _spent(lambda name: name == "generated"),
        "close_seconds": _spent(lambda name: name in _names(lambda closer: closer.order < CLOSED_BEFORE)),
        "attendance_gb": _gigabytes("attendance"),
        "dimensions_gb": sum(_gigabytes(name) for name in ("university", "course", "teacher", "teaches", "lesson")),
        "raw_gb": sum(each.stat().st_size for each in (eventstore.root() / "raw").rglob("*.parquet")) / 1e9,
    }


def rollups() -> dict[str, Any]:
    """Roll the whole term up."""
    _close(lambda closer: True)
    names = _names(lambda closer: closer.order >= CLOSED_BEFORE)
    tables = eventstore.manifest().tables
    return {
        "seconds": _spent(lambda name: name in names),
        "gb": sum(_gigabytes(name) for name in tables if name.startswith("roll")),
        "histories_gb": _gigabytes("history"),
    }


def incremental() -> dict[str, Any]:
    """Hear a part of the last day again, and see how long the rollups take to know the day anew."""
    pq = import_module("pyarrow.parquet")
    last = max(eventstore.days("attended"))
    part = eventstore.parts("attended", last)[0]
    again = eventstore.scratch(part.name)
    shutil.copy(part, again)
    with eventstore.shipping() as shipment:
        shipment.put("attended", last, part.stem, again)
    rows = sum(pq.read_metadata(place).num_rows for place in eventstore.parts("attended", last))
    before = _spent(lambda name: True)
    _close(lambda closer: closer.order < CLOSED_BEFORE)
    closed = _spent(lambda name: True)
    _close(lambda closer: True)
    rolled = _spent(lambda name: True)
    return {"rows": rows, "close_seconds": closed - before, "seconds": rolled - closed}


def scans() -> dict[str, Any]:
    """Ask the raw rows, each question as a multiple of a bare scan of one column."""
    duckdb = import_module("duckdb")
    asking = import_module("xingtan.census.adapters.scans")
    con = duckdb.connect(config={"threads": "2", "memory_limit": "6GB"})
    files = ", ".join(f"'{each}'" for each in eventstore.files("attendance"))
    con.execute(f"create view attendance as from read_parquet([{files}], hive_partitioning = true)")
    days = sorted(date.fromisoformat(day) for day in eventstore.manifest().tables["attendance"])

    def ask(statement: str) -> Callable[[], object]:
        return lambda: con.sql(statement).to_arrow_table()

    asked: dict[str, Callable[[], object]] = {
        "scan": ask("select sum(learner) from attendance"),
        "university_day": asking.by_university_and_day,
        "distinct_approx": ask("select university, approx_count_distinct(learner) from attendance group by all"),
        "attendance_rate": asking.rates,
        "distinct_exact": asking.distinct_by_university,
        "retention": lambda: asking.retention(days[0], days[-1]),
    }
    seconds = {}
    for name, question in asked.items():
        seconds[name] = min(_timed(question) for _ in range(BEST_OF))
        _say(0, 0, f"{name}: {seconds[name]:.2f} s")
    return seconds


def dashboards() -> dict[str, Any]:
    """Ask for every figure a page shows, often, and give the slow end."""
    random.seed(8)
    rows = [int(row.key) for row in figures.by_university()]
    courses = [row.course for row in figures.top_courses(1000)]
    totals = figures.totals()
    people = import_module("xingtan.closing.adapters.people").count()
    span = (totals.end - totals.start).days

    def between() -> tuple[date, date]:
        first, last = sorted((random.randrange(span + 1), random.randrange(span + 1)))
        return totals.start + timedelta(days=first), totals.start + timedelta(days=last)

    pages: dict[str, Callable[[], object]] = {
        "totals": figures.totals,
        "by_day": figures.by_day,
        "by_day_university": lambda: figures.by_day(university=random.choice(rows)),
        "by_university": figures.by_university,
        "by_discipline": figures.by_discipline,
        "by_platform": figures.by_platform,
        "by_country": figures.by_country,
        "by_language": figures.by_language,
        "by_quarter": figures.by_quarter,
        "rates": lambda: figures.rates(random.choice(courses)),
        "top_courses": figures.top_courses,
    }
    found: dict[str, Any] = {"pages": {name: _slow_end(asked) for name, asked in pages.items()}}
    # What a process keeps is not there when it starts, nor for a university that nobody asked for yet.
    found["first"] = {name: _slow_end(_forgetting(asked), 50) for name, asked in pages.items()}
    found["range"] = _slow_end(lambda: figures.distinct(*between(), university=random.choice(rows)))
    found["range_nation"] = _slow_end(lambda: figures.distinct(*between()))
    found["retention"] = _slow_end(figures.retention)
    found["retention_sets"] = _slow_end(lambda: figures.retention_since(totals.start), 20)
    found["history"] = _slow_end(lambda: figures.history(random.randrange(people), 50))
    found["range_exact"] = _slow_end(lambda: figures.distinct_exactly(*between(), university=random.choice(rows)), 20)
    return found


def _forgetting(asked: Callable[[], object]) -> Callable[[], object]:
    def ask() -> None:
        figures.forget()
        asked()

    return ask


def _slow_end(asked: Callable[[], object], times: int = TIMES) -> float:
    asked()
    return round(percentile([_timed(asked) * 1000 for _ in range(times)], 0.95), 2)


def _timed(asked: Callable[[], object]) -> float:
    begun = time.perf_counter()
    asked()
    return time.perf_counter() - begun


def _names(which: Callable[[Any], bool]) -> set[str]:
    return {name for name, closer in _closers.items() if which(closer)}


def _close(which: Callable[[Any], bool]) -> None:
    """Let these closers do what there is to do, and note how long each took."""
    registry.closers.clear()
    for name, closer in _closers.items():
        if which(closer):
            registry.closers[name] = replace(closer, close=_noting(closer))
    eventstore.close(say=_say)


def _noting(closer: Any) -> Callable[[Any], object]:
    def close(closing: Any) -> None:
        _note(closer.name, str(closing.day or ""), _timed(lambda: closer.close(closing)))

    return close


_closers: dict[str, Any] = dict(registry.closers)


def _times() -> Path:
    return home.path("bench", "times.jsonl")


def _note(name: str, what: str, seconds: float) -> None:
    with _times().open("a") as out:
        out.write(json.dumps({"name": name, "what": what, "seconds": round(seconds, 3)}) + "\n")


def _spent(which: Callable[[str], bool]) -> float:
    if not _times().exists():
        return 0.0
    told = map(json.loads, _times().read_text().splitlines())
    return float(sum(each["seconds"] for each in told if which(each["name"])))


def _gigabytes(table: str) -> float:
    found = eventstore.manifest().tables.get(table, {})
    return float(sum(entry.bytes for entries in found.values() for entry in entries)) / 1e9


def _say(done: int, total: int, sentence: str) -> None:
    sys.stderr.write(f"    {done}/{total} {sentence}\n" if total else f"    {sentence}\n")


STEPS: dict[str, Callable[..., dict[str, Any]]] = {
    each.__name__: each for each in (load, rollups, incremental, scans, dashboards)
}

if __name__ == "__main__":
    found = STEPS[sys.argv[1]](*sys.argv[2:])
    found["peak_gb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    sys.stdout.write(json.dumps(found) + "\n")
