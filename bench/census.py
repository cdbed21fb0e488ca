"""The census at size: the spring of 2020 is generated, closed, rolled up and asked.

`--scale 1` (or `XINGTAN_BENCH_SCALE`) is full size, 1/100 without it. `XINGTAN_BENCH_STAGES=load,scans` chooses;
`XINGTAN_BENCH_CENSUS_HOME` keeps the data, and what each stage found in `bench/results.jsonl`, so that a run of hours
can be broken off and go on.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.kit import sites
from xingtan.site.commands.bench import Result

Say = Callable[[str], None]
KIT = "bench.kit.counting"


def measure(say: Say) -> list[Result]:
    """Measure all that is promised of the census."""
    scale = os.environ.get("XINGTAN_BENCH_SCALE", "1/100")
    chosen = os.environ.get("XINGTAN_BENCH_STAGES", ",".join(STAGES)).split(",")
    results: list[Result] = []
    with _home() as place:
        run = Run(place, scale, say)
        for name in chosen:
            say(f"{name}, at {scale} …")
            begun = time.monotonic()
            measured = STAGES[name](run)
            say("  " + ", ".join(f"{each.name} {each.value:g}" for each in measured))
            run.keep(name, measured, time.monotonic() - begun)
            results += measured
        results.append(Result("memory.gb", round(run.peak, 2), "GB", "<=", 8))
    return results


class Run:
    """One run: where its data lie, and how much memory a step took at most."""

    def __init__(self, place: Path, scale: str, say: Say) -> None:
        self.place, self.scale, self.say = place, scale, say
        self.peak = 0.0

    @property
    def environment(self) -> dict[str, str]:
        """Give the settings of the measured site."""
        return sites.clean_environment(str(self.place))

    def step(self, *words: str) -> dict[str, Any]:
        """Do a step in a process of its own."""
        found: dict[str, Any] = sites.in_home(self.environment, KIT, *words)
        self.peak = max(self.peak, found["peak_gb"])
        return found

    def keep(self, stage: str, results: list[Result], seconds: float) -> None:
        """Write down what a stage found."""
        place = self.place / "bench" / "results.jsonl"
        place.parent.mkdir(exist_ok=True)
        told = {"stage": stage, "scale": self.scale, "seconds": round(seconds, 1)}
        with place.open("a") as out:
            out.write(json.dumps(told | {"results": [each.as_json() for each in results]}) + "\n")


@contextmanager
def _home() -> Iterator[Path]:
    kept = os.environ.get("XINGTAN_BENCH_CENSUS_HOME")
    if kept:
        place = Path(kept).resolve()
        place.mkdir(parents=True, exist_ok=True)
        yield place
    else:
        with TemporaryDirectory(prefix="xingtan-bench-") as folder:
            yield Path(folder)


def load(run: Run) -> list[Result]:
    """Generate the spring as raw events, and close it."""
    took = run.step("load", run.scale)
    seconds = took["generate_seconds"] + took["close_seconds"]
    return [
        Result("store.gb", round(took["attendance_gb"] + took["dimensions_gb"], 3), "GB", "<=", 4),
        Result("load.million_rows_per_s", round(took["rows"] / max(seconds, 1e-9) / 1e6, 2), "M/s", ">=", 3),
        Result("load.rows", took["rows"], ""),
        Result("load.generate_s", round(took["generate_seconds"], 1), "s"),
        Result("load.close_s", round(took["close_seconds"], 1), "s"),
        Result("load.raw_gb", round(took["raw_gb"], 3), "GB"),
    ]


def rollups(run: Run) -> list[Result]:
    """Roll the term up."""
    took = run.step("rollups")
    return [
        Result("rollup_term.s", round(took["seconds"], 1), "s", "<=", 600),
        Result("rollup_term.gb", round(took["gb"], 3), "GB"),
        Result("rollup_term.histories_gb", round(took["histories_gb"], 3), "GB"),
    ]


def incremental(run: Run) -> list[Result]:
    """Keep rollups up with a day that has changed."""
    took = run.step("incremental")
    per_second = took["rows"] / max(took["seconds"], 1e-9)
    return [
        Result("rollup_incremental.events_per_s", round(per_second), "/s", ">=", 500_000),
        Result("rollup_incremental.s", round(took["seconds"], 2), "s"),
        Result("rollup_incremental.close_s", round(took["close_seconds"], 2), "s"),
    ]


def scans(run: Run) -> list[Result]:
    """Ask the raw rows."""
    took = run.step("scans")
    promised = {
        "university_day": 1.2,
        "distinct_approx": 1.2,
        "attendance_rate": 1,
        "distinct_exact": 8,
        "retention": 8,
    }
    over = [
        Result(f"raw_{name}.over_scan", round(took[name] / took["scan"], 2), "×", "<=", most)
        for name, most in promised.items()
    ]
    return [*over, Result("raw_scan.s", round(took["scan"], 3), "s")]


def dashboards(run: Run) -> list[Result]:
    """Ask for the figures of pages."""
    took = run.step("dashboards")
    worst = max(took["pages"], key=took["pages"].__getitem__)
    return [
        Result("dashboard.p95_ms", took["pages"][worst], "ms", "<=", 10),
        Result("range_approx.p95_ms", max(took["range"], took["range_nation"]), "ms", "<=", 5),
        Result("retention_exact.p95_ms", max(took["retention"], took["retention_sets"]), "ms", "<=", 100),
        Result("history.p95_ms", took["history"], "ms", "<=", 60),
        Result("range_exact.p95_ms", took["range_exact"], "ms"),
        Result("dashboard.first_p95_ms", max(took["first"].values()), "ms"),
        *(Result(f"dashboard.{name}.p95_ms", value, "ms") for name, value in took["pages"].items()),
    ]


def ingest_spool(run: Run) -> list[Result]:
    """Take events through the spool."""
    rate = import_module("bench.kit.ingest").measure_spool()
    return [Result("ingest_spool.events_per_s", round(rate), "/s", ">=", 500_000)]


def ingest_web(run: Run) -> list[Result]:
    """Take events through the web."""
    rate = import_module("bench.kit.ingest").measure_web()
    return [Result("ingest_web.events_per_s", round(rate), "/s", ">=", 20_000)]


def reports1454(run: Run) -> list[Result]:
    """Aggregate what 1,454 universities report."""
    return _of_kit("reports", run)


def spark(run: Run) -> list[Result]:
    """Count on a Spark cluster, and kill one of its workers."""
    return _of_kit("spark", run)


def truth(run: Run) -> list[Result]:
    """Compare with the truth of the generator."""
    return _of_kit("truth", run)


def _of_kit(name: str, run: Run) -> list[Result]:
    """Measure with a part of the kit that gives results itself: ``measure(home, scale, say)``."""
    with contextlib.suppress(ModuleNotFoundError):
        found: list[Result] = import_module(f"bench.kit.{name}").measure(run.place, run.scale, run.say)
        return found
    run.say(f"  bench.kit.{name} is not there: not measured")
    return []


STAGES: dict[str, Callable[[Run], list[Result]]] = {
    each.__name__: each
    for each in (
        load, rollups, incremental, scans, dashboards, truth, spark, reports1454, ingest_spool, ingest_web,
    )
}  # fmt: skip
