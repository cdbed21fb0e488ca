"""Spark as a cluster: a master and two workers in processes of their own, one of which is killed at its work."""

import os
import shutil
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from xingtan.census.adapters import engines
from xingtan.census.adapters.engines import spark
from xingtan.census.config import census
from xingtan.census.rules.measures import MEASURES
from xingtan.census.tests.cluster import DRIVER, Cluster
from xingtan.census.tests.store import START, Store, dirty
from xingtan.census.tests.wholes import EXACT, counted

# pyspark leaves the closing of its sockets to the collector.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return dirty(tmp_path_factory.mktemp("tables"))


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.fail("Spark needs Java 17 or 21: apt install default-jre-headless")
    with Cluster(tmp_path_factory.mktemp("cluster")) as started:
        yield started


@pytest.fixture(scope="module")
def session(cluster, files):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setattr(spark, "census", replace(census, spark=DRIVER))
        with engines.engine(files.files, counting=cluster.address) as engine:
            yield engine


def test_a_cluster_counts_the_same_to_the_row(session, files):
    with engines.engine(files.files, counting="duckdb") as engine:
        expected = counted(engine)

    found = counted(session)

    assert [key for key in EXACT if found[key] != expected[key]] == []
    assert all(found[key] for key in EXACT)


def test_a_worker_is_killed_and_the_answer_is_the_same(session, cluster, tmp_path):
    many = crowd(tmp_path / "many")
    measure, asked = MEASURES["distinct_learners"], ["university", "day"]
    with engines.engine(many.files, counting="duckdb") as engine:
        expected = engine.rows(measure.of(engine.tables(), by=asked))
    busy = spark.Spark(session.connection, session.session, many.files)
    killed = []

    def kill():
        tracker = session.session.sparkContext.statusTracker()
        while not killed:
            at_work = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
            if any(stage and stage.numCompletedTasks and stage.numActiveTasks for stage in at_work):
                cluster.kill_worker(1)
                killed.append(True)
            time.sleep(0.01)

    question = measure.of(busy.tables(), by=asked)
    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    try:
        found = busy.rows(question)
    finally:
        was_at_work = bool(killed)
        killed.append(True)
        killer.join()

    assert was_at_work
    assert found == expected


def crowd(root) -> Store:
    """Make enough attendances that counting them takes a while."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    store = dirty(root)
    shutil.rmtree(root / "attendance")
    draw = np.random.default_rng(2020)
    rows = 60_000
    moment = datetime(2020, 2, 17, 8, tzinfo=UTC)
    for day in range(12):
        folder = root / "attendance" / f"day={START + timedelta(days=day)}"
        folder.mkdir(parents=True)
        made = pa.table(
            {
                "learner": pa.array(draw.integers(1, 40_000, rows), pa.int32()),
                "lesson": pa.array(draw.integers(1, 150, rows), pa.int32()),
                "course": pa.array(draw.integers(1, 61, rows), pa.int32()),
                "university": pa.array(draw.integers(1, 7, rows), pa.int16()),
                "joined_at": pa.array([moment] * rows, pa.timestamp("us", tz="UTC")),
                "seconds": pa.array(draw.integers(0, 5_000, rows), pa.int16()),
            }
        )
        pq.write_table(made, folder / "a.parquet", compression="zstd")
    return store


def test_what_is_missing_is_named(monkeypatch, files):
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr("shutil.which", lambda name: None)

    with pytest.raises(engines.EngineMissing, match="default-jre"), engines.engine(files.files, counting="spark://x:1"):
        pass
