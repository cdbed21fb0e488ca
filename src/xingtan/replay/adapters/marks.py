"""Who was there on a day, a bit a student, so that distinct learners of any days are known without counting again."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from xingtan.replay.adapters import attended
from xingtan.replay.rules.errors import Kind

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    from numpy.typing import NDArray

LATER = f"('{Kind.LATE}', '{Kind.OTHER_ACCOUNT}', '{Kind.SILENT}')"


def mark(con: "duckdb.DuckDBPyConnection", day: date, file: Path, students: int) -> "NDArray[np.bool_]":
    """Mark who was there: those in the file of the day, and those of whom was told later."""
    import numpy as np  # noqa: PLC0415 - heavy, and only for who replays
    import pyarrow.parquet as pq  # noqa: PLC0415 - see above

    there = np.zeros(students, bool)
    with pq.ParquetFile(file) as read:
        for batch in read.iter_batches(batch_size=1_000_000, columns=["account"], use_threads=False):
            there[batch.column(0).to_numpy() % attended.ACCOUNT_STEP - 1] = True
    asked = f"select distinct account % {attended.ACCOUNT_STEP} - 1 as student from later where day = '{day}' and plant in {LATER}"
    there[con.execute(asked).fetchnumpy()["student"].astype(np.int64)] = True
    return there


def keep(place: Path, there: "NDArray[np.bool_]") -> None:
    """Keep the marks of a day."""
    import numpy as np  # noqa: PLC0415 - see above

    place.parent.mkdir(parents=True, exist_ok=True)
    new = place.with_suffix(".new.npy")
    np.save(new, np.packbits(there))
    new.replace(place)


def kept(place: Path, students: int) -> "NDArray[np.bool_]":
    """Give the marks of a day."""
    import numpy as np  # noqa: PLC0415 - see above

    return np.unpackbits(np.load(place), count=students).astype(bool)
