"""Other names for people: in text of the same length, in numbers by the key of the new name.

Nothing is counted otherwise afterwards: who came ten times under one name came ten times under the other.
"""

import fcntl
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from xingtan.eventstore.adapters import disk
from xingtan.eventstore.rules import key

if TYPE_CHECKING:
    import pyarrow as pa

_NAME = re.compile(
    rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])"
)
_LONGEST = 64
CHUNK = 16 << 20


class Names:
    """Which name is given instead of which."""

    def __init__(self, instead: Mapping[UUID, UUID]) -> None:
        self._text = {str(old).encode(): str(new).encode() for old, new in instead.items()}
        self._text |= {old.hex.encode(): new.hex.encode() for old, new in instead.items()}
        self._numbers = {key("account", old): key("account", new) for old, new in instead.items()}

    def in_text(self, data: bytes) -> list[tuple[int, bytes]]:
        """Find where which name is to stand; each is as long as the one that stands there."""
        found = ((match.start(), self._text.get(match.group())) for match in _NAME.finditer(data))
        return [(place, new) for place, new in found if new]

    def renamed(self, column: "pa.ChunkedArray") -> "pa.Array | None":
        """Give a column of text, numbers or lists of numbers with other names; None where none of ours is in it."""
        import pyarrow as pa  # noqa: PLC0415 - loaded by those who forget only

        array = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
        if pa.types.is_list(array.type):
            values = self._numbered(array.flatten())
            return values and pa.ListArray.from_arrays(_offsets(array), values, mask=_mask(array))
        return self._rewritten(array) if pa.types.is_string(array.type) else self._numbered(array)

    def _numbered(self, array: "pa.Array") -> "pa.Array | None":
        import numpy as np  # noqa: PLC0415 - as above
        import pyarrow as pa  # noqa: PLC0415 - as above

        numbers = array.to_numpy(zero_copy_only=False)
        rows = np.flatnonzero(np.isin(numbers, np.array(list(self._numbers), np.int64)))
        if not len(rows):
            return None
        made = numbers.astype(np.int64)
        made[rows] = [self._numbers[int(each)] for each in made[rows]]
        return pa.array(made, array.type)

    def _rewritten(self, array: "pa.Array") -> "pa.Array | None":
        import pyarrow as pa  # noqa: PLC0415 - as above

        validity, offsets, data = array.buffers()
        found = self.in_text(data.to_pybytes()) if data is not None else []
        if not found:
            return None
        text = bytearray(data.to_pybytes())
        for place, new in found:
            text[place : place + len(new)] = new
        made: list[Any] = [validity, offsets, pa.py_buffer(bytes(text))]
        return pa.Array.from_buffers(array.type, len(array), made, array.null_count, array.offset)


def _offsets(array: "pa.Array") -> Any:
    import pyarrow.compute as pc  # noqa: PLC0415 - as above

    return pc.subtract(array.offsets, array.offsets[0])


def _mask(array: "pa.Array") -> Any:
    return array.is_null() if array.null_count else None


def rename_lines(place: Path, names: Names) -> int:
    """Write other names over those in a file of lines, where they stand. Returns how many there were."""
    handle = os.open(place, os.O_RDWR)
    try:
        # As who appends does: nobody writes meanwhile, and no offset that somebody keeps is another afterwards.
        fcntl.flock(handle, fcntl.LOCK_EX)
        size, start, renamed = os.fstat(handle).st_size, 0, 0
        while start < size:
            data = os.pread(handle, CHUNK + _LONGEST, start)
            for at, new in names.in_text(data):
                os.pwrite(handle, new, start + at)
                renamed += 1
            start += CHUNK
        if renamed:
            os.fdatasync(handle)
    finally:
        os.close(handle)
    return renamed


def renamed_file(place: Path, columns: tuple[str, ...], names: Names) -> Path | None:
    """Write a Parquet file again with other names; None if none of ours is in it.

    :raises StoreIsFull: if there is no room
    """
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    with pq.ParquetFile(place) as file:
        asked = [name for name in columns if name in file.schema_arrow.names]
        groups = range(file.num_row_groups)
        if not asked or not any(_has_some(file, group, asked, names) for group in groups):
            return None
        made = disk.scratch(place.name)
        with pq.ParquetWriter(
            made, file.schema_arrow, compression="zstd", compression_level=3, version="2.6"
        ) as writer:
            for group in groups:
                table = file.read_row_group(group)
                for name in asked:
                    if (column := names.renamed(table.column(name))) is not None:
                        table = table.set_column(table.column_names.index(name), table.schema.field(name), column)
                writer.write_table(table)
    return made


def _has_some(file: Any, group: int, columns: list[str], names: Names) -> bool:
    table = file.read_row_group(group, columns=columns)
    return any(names.renamed(table.column(name)) is not None for name in columns)
