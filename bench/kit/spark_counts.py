"""Counts on a Spark cluster of a master and two workers what DuckDB counts, compares every row, and kills a worker."""

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingtan.site.settings")
django.setup()

from xingtan.census.adapters import engines
from xingtan.census.adapters.engines import spark
from xingtan.census.rules.measures import MEASURES
from xingtan.census.tests.cluster import DRIVER, Cluster
from xingtan.eventstore import public as eventstore
from xingtan.kernel import home

CUTS: tuple[tuple[str, ...], ...] = ((), ("university",), ("quarter",))
KILLED = ("distinct_learners", ("university",))


def compare(scale: str) -> dict[str, Any]:
    """Count everything on both, and once more on Spark while one of its workers dies."""
    days = sorted(date.fromisoformat(day) for day in eventstore.manifest().tables.get("attendance", {}) if day)
    if not days:
        raise SystemExit("nothing is closed here: the stages load and rollups come first")
    asked = {"start": days[0], "end": days[-1]}
    keys = [key for key, measure in MEASURES.items() if not measure.error]
    questions = [(key, cut) for key in keys for cut in CUTS if set(cut) <= set(MEASURES[key].by)]
    seconds = {"duckdb": 0.0, "spark": 0.0}

    def answers(engine: engines.Engine) -> dict[Any, list[dict[str, Any]]]:
        tables, found = engine.tables(), {}
        for key, cut in questions:
            begun = time.perf_counter()
            found[key, cut] = engine.rows(MEASURES[key].of(tables, by=cut, **asked))
            seconds[engine.name] += time.perf_counter() - begun
        return found

    with engines.engine(counting="duckdb") as engine:
        expected = answers(engine)
    # At full size an executor gets what one of two machines would have left.
    memory = "3g" if Fraction(scale) > Fraction(1, 20) else "512m"
    quick = [
        f"spark.sql.{name}"
        for name in ("codegen.wholeStage=true", "codegen.factoryMode=FALLBACK", "adaptive.enabled=true")
    ]
    settings = (*DRIVER, *quick, f"spark.executor.memory={memory}")
    spark.census = replace(spark.census, spark=settings)  # type: ignore[attr-defined]  # what the environment would say
    room = {"3g": "3500m", "512m": "600m"}[memory]
    with (
        Cluster(home.path("bench", "spark"), memory=room) as cluster,
        engines.engine(counting=cluster.address) as engine,
    ):
        found = answers(engine)
        begun = time.perf_counter()
        after = _while_one_dies(engine, cluster, lambda: engine.rows(_question(engine, asked)))
        killed_s = time.perf_counter() - begun
    different = sorted({key for key, cut in questions if found[key, cut] != expected[key, cut]})
    return {
        "measures": len(keys),
        "equal": len(keys) - len(different),
        "different": different,
        "killed_ok": after == expected[KILLED],
        "killed_s": killed_s,
        "spark_s": seconds["spark"],
        "duckdb_s": seconds["duckdb"],
    }


def _question(engine: Any, asked: dict[str, date]) -> Any:
    key, cut = KILLED
    return MEASURES[key].of(engine.tables(), by=cut, **asked)


def _while_one_dies(engine: Any, cluster: Any, ask: Callable[[], Any]) -> Any:
    """Ask, and kill a worker as soon as tasks of the question run; None if it was answered before one could die."""
    tracker = engine.session.sparkContext.statusTracker()
    is_over, is_dead = threading.Event(), threading.Event()

    def kill() -> None:
        while not is_over.wait(0.005):
            stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
            if any(stage and stage.numActiveTasks for stage in stages):
                with suppress(ProcessLookupError):
                    cluster.kill_worker(1)
                is_dead.set()
                return

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    found = ask()
    is_over.set()
    killer.join()
    return found if is_dead.is_set() else None


if __name__ == "__main__":
    sys.stdout.write(json.dumps(compare(sys.argv[1])) + "\n")
