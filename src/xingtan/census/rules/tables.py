"""A published table: rows of measures with their totals, which of them are withheld, and the bytes that are cited."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cached_property
from typing import overload

TOTAL = "_T"
SHOWN, WITHHELD = "A", "Q"
"""The codes that SDMX has for a plain value, and for one that is suppressed."""

NUMBERS = ("value", "numerator", "denominator", "stock_start", "joined", "left", "stock_end", "active", "seconds")
COUNTED = "counted"

At = tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One cell of the table with all that is said of it.

    :param at: the value of each dimension, ``_T`` for all together
    :param numbers: by the names of ``NUMBERS``; none where they are withheld
    """

    measure: str
    at: At
    numbers: Mapping[str, int] = field(default_factory=dict)
    class_: str = COUNTED
    is_withheld: bool = False


@dataclass(frozen=True)
class Table:
    """What is published.

    :param by: the dimensions, in the order of the columns
    """

    by: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def numbers(self) -> tuple[str, ...]:
        """The names of numbers that occur."""
        return tuple(name for name in NUMBERS if any(name in row.numbers for row in self.rows)) or ("value",)

    def csv(self) -> bytes:
        """Write the bytes that are cited: one order, one way to write each number, on every machine."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\r\n")
        names = self.numbers
        writer.writerow(["measure", *self.by, *names, "class", "status"])
        for row in self.rows:
            numbers = ["" if name not in row.numbers else str(row.numbers[name]) for name in names]
            writer.writerow([row.measure, *row.at, *numbers, row.class_, WITHHELD if row.is_withheld else SHOWN])
        return out.getvalue().encode()


@dataclass(frozen=True)
class Kept(Sequence[Row]):
    """A table in its bytes: it knows its length at once, and reads the rows that somebody looks at."""

    head: bytes
    lines: Sequence[bytes]

    @classmethod
    def of(cls, data: bytes) -> "Kept":
        """Give the table that stands in these bytes."""
        head, *lines = _lines_of(data)
        return cls(head, lines)

    def __len__(self) -> int:
        return len(self.lines)

    @overload
    def __getitem__(self, part: int) -> Row: ...

    @overload
    def __getitem__(self, part: slice) -> list[Row]: ...

    def __getitem__(self, part: int | slice) -> Row | list[Row]:
        return self._rows(self.lines[part]) if isinstance(part, slice) else self._rows([self.lines[part]])[0]

    def _rows(self, lines: Sequence[bytes]) -> list[Row]:
        text = b"\r\n".join(lines).decode()
        at, names = 1 + len(self.by), self._names
        return [
            Row(
                line[0],
                tuple(line[1:at]),
                {name: int(value) for name, value in zip(names, line[at:-2], strict=True) if value},
                line[-2],
                line[-1] == WITHHELD,
            )
            for line in csv.reader(io.StringIO(text, newline=""))
        ]

    @cached_property
    def by(self) -> tuple[str, ...]:
        """The dimensions, in the order of the columns."""
        return tuple(name for name in self._columns[1:-2] if name not in NUMBERS)

    @property
    def withheld(self) -> int:
        """Count the rows that are not shown."""
        end = f",{WITHHELD}".encode()
        return sum(line.endswith(end) for line in self.lines)

    def other_than(self, other: "Kept") -> "Kept":
        """Keep the rows that do not stand in another table just so; all where the columns are others."""
        if self.head != other.head:
            return self
        known = frozenset(other.lines)
        return Kept(self.head, [line for line in self.lines if line not in known])

    @cached_property
    def _columns(self) -> list[str]:
        return next(csv.reader([self.head.decode()]))

    @cached_property
    def _names(self) -> list[str]:
        return [name for name in self._columns if name in NUMBERS]


def read(data: bytes) -> Table:
    """Read a table from its bytes, whole: for a large one that takes seconds."""
    kept = Kept.of(data)
    return Table(kept.by, tuple(kept[:]))


def _lines_of(data: bytes) -> list[bytes]:
    lines = data.split(b"\r\n")[:-1]
    if b'"' not in data:
        return lines
    # A break between quotes belongs to a code, and ends no line.
    whole, begun = [], b""
    for line in lines:
        begun += line
        if begun.count(b'"') % 2:
            begun += b"\r\n"
        else:
            whole.append(begun)
            begun = b""
    return whole


def rate(numbers: Mapping[str, int]) -> Decimal | None:
    """Divide numerator by denominator, to six places; None where nothing was expected or the cell is withheld."""
    if "numerator" not in numbers or not numbers.get("denominator"):
        return None
    exact = Decimal(numbers["numerator"]) / Decimal(numbers["denominator"])
    return exact.quantize(Decimal("0.000001"), ROUND_HALF_EVEN)


def ordered(rows: Iterable[Row], measures: Sequence[str]) -> tuple[Row, ...]:
    """Put rows into the one order: by measure as asked for, totals first, then by the dimensions."""
    place = {key: number for number, key in enumerate(measures)}
    return tuple(sorted(rows, key=lambda row: (place[row.measure], [(value != TOTAL, value) for value in row.at])))
