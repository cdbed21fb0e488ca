"""Engines: who counts. One setting chooses; the measures do not know."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from xingtan.census.adapters.engines import duck, house, spark
from xingtan.census.adapters.engines.base import Engine as Engine
from xingtan.census.adapters.engines.base import EngineMissing as EngineMissing
from xingtan.census.adapters.engines.base import Files as Files
from xingtan.census.config import census
from xingtan.eventstore import public as eventstore


@contextmanager
def engine(files: Files | None = None, *, counting: str | None = None) -> Iterator[Engine]:
    """Open the engine this site counts with, over what the event store has closed.

    :param files: other files than the event store's, for tests and benchmarks
    :param counting: another engine than the setting names
    :raises EngineMissing: where the engine is not installed, or the setting names none there is
    """
    named = counting or census.counting
    files = files or _stored
    if named == "duckdb":
        with duck.counting(files) as opened:
            yield opened
    elif named == "chdb":
        with house.counting(files) as embedded:
            yield embedded
    elif named.startswith(("spark://", "local[")):
        with spark.counting(files, master=named) as session:
            yield session
    else:
        raise EngineMissing(f"XINGTAN_COUNTING={named!r} is no engine: duckdb, or spark://host:port")


def _stored(table: str, days: Sequence[date] | None) -> Sequence[Path]:
    return eventstore.files(table, days)
