"""Measures what a Spark cluster counts beside DuckDB; the counting itself is in ``spark_counts``."""

from collections.abc import Callable
from pathlib import Path

from bench.kit import sites
from xingtan.site.commands.bench import Result


def measure(place: Path, scale: str, say: Callable[[str], None]) -> list[Result]:
    """Measure in a process of its own: what it loads is no other measurement's burden."""
    environment = {**sites.clean_environment(str(place)), "SPARK_LOCAL_IP": "127.0.0.1"}
    took = sites.in_home(environment, "bench.kit.spark_counts", scale)
    for key in took["different"]:
        say(f"  {key} is not the same on Spark")
    return [
        Result("spark_equal.measures", took["equal"], "", ">=", took["measures"]),
        Result("spark_worker_killed.ok", int(took["killed_ok"]), "", ">=", 1),
        Result("spark.over_duckdb", round(took["spark_s"] / max(took["duckdb_s"], 1e-9), 1), "×"),
        Result("spark.s", round(took["spark_s"], 1), "s"),
        Result("spark_worker_killed.s", round(took["killed_s"], 1), "s"),
    ]
