"""The parts a page of figures is made of."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    label: str
    is_number: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, ready to be printed."""

    text: str | SafeString
    is_number: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A finding with its numbers: the title in words made from the data, the drawing, the table.

    :param key: names the chart in addresses: of its page to embed, of its table to take along
    :param measure: whose definition it follows
    """

    key: str
    title: str
    about: str
    measure: str
    columns: tuple[Column, ...]
    rows: list[list[Cell]]
    drawn: SafeString | str = ""
    says: str = ""
    is_wide: bool = False

    @property
    def table(self) -> str:
        """Name the table to take along: both kinds of growth are in one."""
        return "quarters" if self.key.startswith("growth") else self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of the day, with what it means and where it comes from."""

    key: str
    title: str
    value: str
    short: str
    says: str
    unit: str
    version: int
    citations: list[str] = field(default_factory=list)


def cells(columns: Sequence[Column], *values: str | SafeString) -> list[Cell]:
    """Give a row its cells."""
    return [Cell(value, column.is_number) for column, value in zip(columns, values, strict=True)]
