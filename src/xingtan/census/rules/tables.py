"""A published table: rows of measures with their totals, which of them are withheld, and the bytes that are cited."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal

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


def read(data: bytes) -> Table:
    """Read a table from its bytes."""
    lines = csv.reader(io.StringIO(data.decode(), newline=""))
    head = next(lines)
    names = [name for name in head if name in NUMBERS]
    by = tuple(head[1 : len(head) - len(names) - 2])
    rows = []
    for line in lines:
        numbers = zip(names, line[1 + len(by) : -2], strict=True)
        rows.append(
            Row(
                line[0],
                tuple(line[1 : 1 + len(by)]),
                {name: int(value) for name, value in numbers if value},
                line[-2],
                line[-1] == WITHHELD,
            )
        )
    return Table(by, tuple(rows))


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
