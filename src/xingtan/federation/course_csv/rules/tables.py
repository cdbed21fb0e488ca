"""Tables as programs export them: any delimiter, any end of line, quotation marks that are not closed."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

DELIMITERS = (";", ",", "\t", "|")
MOST_COLUMNS = 500
LONGEST_FIELD = 100_000
# A description may go over many lines. A quotation mark that is open for longer was forgotten.
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    :param line: where it begins, as an editor counts
    :param problem: why it cannot be read; it then has no cells
    """

    line: int
    cells: Sequence[str] = ()
    problem: str = ""


class _Unclosed(Exception):
    """A record takes more lines than a record does."""


def rows_of(text: str, delimiter: str = "") -> Iterator[Row]:
    """Give the rows of a table; those without anything in them are left out.

    :param delimiter: what stands between cells; found out if empty
    """
    lines = list(io.StringIO(text, newline=None))
    start = 0
    # Excel says it itself, in a line of its own.
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip("\n")) == 5:
        delimiter, start = delimiter or lines[0][4], 1
    delimiter = delimiter or _delimiter_of(lines[start : start + 50])
    while start < len(lines):
        feed = _Feed(lines, start)
        records = csv.reader(feed, delimiter=delimiter, skipinitialspace=True)
        try:
            for cells in records:
                if any(cell.strip() for cell in cells):
                    yield _row(feed.begun + 1, cells)
                feed.begin()
            return
        except (csv.Error, _Unclosed):
            yield Row(feed.begun + 1, problem="A quotation mark in this line is not closed.")
            start = feed.begun + 1


class _Feed:
    """Gives lines to the reader, and knows where the record began."""

    def __init__(self, lines: Sequence[str], start: int) -> None:
        self._lines, self._next, self.begun = lines, start, start

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._next >= len(self._lines):
            raise StopIteration
        if self._next - self.begun >= MOST_LINES:
            raise _Unclosed
        self._next += 1
        return self._lines[self._next - 1]

    def begin(self) -> None:
        """Begin the next record."""
        self.begun = self._next


def _row(line: int, cells: Sequence[str]) -> Row:
    if len(cells) > MOST_COLUMNS:
        return Row(line, problem="This line has more cells than a table has columns.")
    if any(len(cell) > LONGEST_FIELD for cell in cells):
        return Row(line, problem="A cell in this line is too long.")
    return Row(line, [cell.strip() for cell in cells])


def _delimiter_of(lines: Sequence[str]) -> str:
    """Choose what divides most lines into the same number of cells, more than one."""
    best, best_score = ",", (0, 0)
    for delimiter in DELIMITERS:
        try:
            counts = Counter(len(cells) for cells in csv.reader(lines, delimiter=delimiter) if len(cells) > 1)
        except csv.Error:
            continue
        for width, times in counts.most_common(1):
            if (times, width) > best_score:
                best, best_score = delimiter, (times, width)
    return best
