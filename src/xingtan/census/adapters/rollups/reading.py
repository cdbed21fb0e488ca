"""Reading a version: the file is opened once a process, and read by any number of threads."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xingtan.eventstore import public as eventstore

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ROLLUPS = "rollups"
OPEN = 3
"""So many versions stay open."""

Row = tuple[Any, ...]

_lock = threading.Lock()
_open: dict[Path, "DuckDBPyConnection"] = {}


def version(as_of: str | None = None) -> Path | None:
    """Find the file of a version, or the newest; nothing where nothing was counted, or it is no longer kept."""
    if as_of is None:
        files = eventstore.files(ROLLUPS)
        return files[0] if files else None
    place = eventstore.root() / ROLLUPS / f"{Path(as_of).name}.duckdb"
    return place if place.exists() else None


def rows(statement: str, *values: object, as_of: str | None = None) -> list[Row]:
    """Ask a version; where there is none, there are no rows."""
    place = version(as_of)
    if place is None:
        return []
    # Each call has a cursor of its own, as threads of one process share the file.
    with _opened(place).cursor() as cursor:
        found: list[Row] = cursor.execute(statement, list(values)).fetchall()
    return found


def _opened(place: Path) -> "DuckDBPyConnection":
    import duckdb  # noqa: PLC0415 - loaded when the first figure is asked for, not when the site starts

    with _lock:
        found = _open.pop(place, None)
        if found is None:
            found = duckdb.connect(str(place), read_only=True, config={"threads": "1", "memory_limit": "500MB"})
        _open[place] = found
        while len(_open) > OPEN:
            _open.pop(next(iter(_open))).close()
        return found
