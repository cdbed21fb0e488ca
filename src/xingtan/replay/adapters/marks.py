"""Who was there on a day, a bit a student, so that distinct learners of any days are known without counting again."""

from pathlib import Path
from typing import TYPE_CHECKING

from xingtan.replay.adapters import attended
from xingtan.replay.adapters.engine import Draws
from xingtan.replay.rules.errors import Kind

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    from numpy.typing import NDArray

LATER = f"('{Kind.LATE}', '{Kind.OTHER_ACCOUNT}', '{Kind.SILENT}')"


def mark(con: "duckdb.DuckDBPyConnection", day: str, students: int, draws: Draws) -> "NDArray[np.bool_]":
    """Mark who was there, on the day's word or on a later one: as it was drawn, and not as it was sent."""
    import numpy as np  # noqa: PLC0415 - heavy, and only for who replays

    there = np.zeros(students, bool)
    told = attended.drawn(attended.of_the_day(day), students, draws)
    there[con.execute(f"select student::int as student from ({told})").fetchnumpy()["student"]] = True
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
