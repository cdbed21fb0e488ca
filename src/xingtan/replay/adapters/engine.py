"""DuckDB as the replay uses it: a connection, draws that are independent of each other, and how a part is written."""

from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

PARQUET = "format parquet, compression zstd, compression_level 3, parquet_version v2, row_group_size 1000000"


def connect(*, memory: str = "6GB", threads: int = 2, spill: Path | None = None) -> "duckdb.DuckDBPyConnection":
    """Open a database in memory."""
    import duckdb  # noqa: PLC0415 - heavy, and only for who replays

    settings: dict[str, Any] = {"threads": threads, "memory_limit": memory, "preserve_insertion_order": True}
    if spill is not None:
        settings["temp_directory"] = str(spill)
    con = duckdb.connect(config=settings)
    con.execute("set enable_progress_bar = false")
    return con


class Draws:
    """Draws by a seed, written as SQL.

    DuckDB's hash of two arguments is linear, and two draws made with it would be the same draw. Here the name
    of a draw becomes a number that is added before the one argument is hashed.
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def base(self, name: str) -> int:
        """Give the number that tells this draw from all others."""
        return int.from_bytes(blake2b(f"{name}:{self.seed}".encode(), digest_size=7).digest(), "big")

    def bits(self, name: str, key: str) -> str:
        """Write 64 random bits for a key, an expression that gives a whole number from 0."""
        return f"hash(({key})::UBIGINT + {self.base(name)}::UBIGINT)"

    def u(self, name: str, key: str) -> str:
        """Write a number from 0 to below 1."""
        return f"(({self.bits(name, key)} & 4294967295)::DOUBLE / 4294967296.0)"

    def below(self, number: int | str, name: str, key: str) -> str:
        """Write a whole number from 0 to below another."""
        return f"({self.bits(name, key)} % ({number})::UBIGINT)::BIGINT"
