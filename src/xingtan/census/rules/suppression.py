"""What may not be shown: small cells, and as many others as it takes that no one can reckon the small ones.

A table is cells and lines: a line says that some cells add up to another. Who reads it knows all cells that are
shown, all lines, and every table shown before. A cell that has the same value in two tables is taken to be known as
the same one: the reader who guesses that nothing changed is the reader to hide from.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

THRESHOLD = 5
TRIES = 40

Key = Hashable
# One number that a reader may know or not: a cell with its value, which two tables may share.
Unknown = tuple[Key, int]


@dataclass(frozen=True)
class Line:
    """Some cells that add up to another."""

    total: Key
    parts: tuple[Key, ...]

    @property
    def cells(self) -> tuple[Key, ...]:
        """All its cells."""
        return (self.total, *self.parts)


@dataclass(frozen=True)
class Sheet:
    """One table as a reader sees it, with what is behind it.

    :param values: of every cell, the hidden ones too
    :param small: cells that tell of too few people
    :param hidden: cells that are not shown
    :param ghosts: cells of other tables that add up from this one's, and that this one never shows
    """

    values: Mapping[Key, int]
    lines: tuple[Line, ...]
    small: frozenset[Key]
    hidden: frozenset[Key] = frozenset()
    ghosts: frozenset[Key] = frozenset()


def is_small(people: int) -> bool:
    """Test whether a cell tells of too few people. Nobody is not too few: there is no one to recognize."""
    return 0 < people < THRESHOLD


def suppress(sheet: Sheet, earlier: Sequence[Sheet] = ()) -> frozenset[Key]:
    """Choose what is hidden: the small cells, what was hidden before, and others to protect them.

    :param earlier: tables that were shown before, other revisions and tables with the same cells among them
    """
    before = [key for each in earlier for key in each.hidden - each.ghosts if key in sheet.values]
    hidden = {*sheet.small, *sheet.hidden, *sheet.ghosts, *before}
    known = _shown(earlier)
    # What other tables would show is no secret by itself: where nothing is, nothing is paired with it.
    if hidden - sheet.ghosts:
        _pair(sheet, hidden, known)
    lost = protected(earlier) & derived(earlier)
    while True:
        now = _with(sheet, hidden)
        exposed = _exposed([*earlier, now]) - lost
        if not exposed:
            return frozenset(hidden)
        more = _more(sheet, hidden, exposed, known, earlier)
        if not more:
            # Nothing is left that would help: the rest of the table goes, too.
            return frozenset(sheet.values)
        hidden |= more
        _pair(sheet, hidden, known)


def protected(sheets: Sequence[Sheet]) -> set[Unknown]:
    """Name the numbers that no one may reckon."""
    return {(key, each.values[key]) for each in sheets for key in each.small}


def derived(sheets: Sequence[Sheet]) -> set[Unknown]:
    """Reckon what a reader can: every hidden number that the lines of all tables together leave only one value."""
    known = _shown(sheets)
    rows: dict[Unknown, dict[Unknown, Fraction]] = {}
    for equation in _equations(sheets, known):
        _eliminate(rows, equation)
    return {pivot for pivot, row in rows.items() if len(row) == 1}


def narrow(sheets: Sequence[Sheet]) -> set[Unknown]:
    """Find what can be told too nearly: no count is below nought, and so a line bounds each of its cells."""
    known = _shown(sheets)
    least: dict[Unknown, int] = {}
    most: dict[Unknown, int] = {}
    signs = [(equation, _sum(equation)) for equation in _equations(sheets, known)]
    for _ in range(len(signs) + 1):
        if not sum(_bound(equation, total, least, most) for equation, total in signs):
            break
    return {each for each in most if most[each] - least.get(each, 0) < THRESHOLD - 1}


def _shown(sheets: Iterable[Sheet]) -> set[Unknown]:
    return {(key, value) for each in sheets for key, value in each.values.items() if key not in each.hidden}


def _with(sheet: Sheet, hidden: Collection[Key]) -> Sheet:
    return Sheet(sheet.values, sheet.lines, sheet.small, frozenset(hidden), sheet.ghosts)


def _equations(sheets: Iterable[Sheet], known: Collection[Unknown]) -> list[dict[Unknown, Fraction]]:
    """Write each line as an equation of its unknown cells; the shown ones are only a constant."""
    found = []
    for sheet in sheets:
        for line in sheet.lines:
            equation: dict[Unknown, Fraction] = {}
            for key, sign in ((line.total, -1), *((part, 1) for part in line.parts)):
                unknown = (key, sheet.values[key])
                if unknown not in known:
                    equation[unknown] = equation.get(unknown, Fraction(0)) + sign
            equation = {unknown: by for unknown, by in equation.items() if by}
            if equation:
                found.append(equation)
    return found


def _eliminate(rows: dict[Unknown, dict[Unknown, Fraction]], equation: dict[Unknown, Fraction]) -> None:
    """Take one equation into the reduced system, in which each row has an unknown that no other row has."""
    for unknown in [each for each in equation if each in rows]:
        _subtract(equation, rows[unknown], equation[unknown])
    if not equation:
        return
    pivot, by = next(iter(equation.items()))
    equation = {unknown: each / by for unknown, each in equation.items()}
    for row in rows.values():
        if pivot in row:
            _subtract(row, equation, row[pivot])
    rows[pivot] = equation


def _subtract(row: dict[Unknown, Fraction], other: Mapping[Unknown, Fraction], by: Fraction) -> None:
    for unknown, each in other.items():
        left = row.get(unknown, Fraction(0)) - by * each
        if left:
            row[unknown] = left
        else:
            row.pop(unknown, None)


def _sum(equation: Mapping[Unknown, Fraction]) -> int:
    """Give the constant, which the reader has from the shown cells."""
    return int(sum(by * unknown[1] for unknown, by in equation.items()))


def _bound(
    equation: Mapping[Unknown, Fraction], total: int, least: dict[Unknown, int], most: dict[Unknown, int]
) -> bool:
    """Tighten the bounds of each unknown of one equation by those of the others."""
    changed = False
    for unknown, by in equation.items():
        low: int | None = total
        high: int | None = total
        for other, sign in equation.items():
            if other != unknown:
                ends = (most.get(other), least.get(other, 0))
                smallest, largest = (ends[1], ends[0]) if sign > 0 else (_minus(ends[0]), -ends[1])
                high = None if high is None or smallest is None else high - smallest
                low = None if low is None or largest is None else low - largest
        if by < 0:
            low, high = _minus(high), _minus(low)
        if low is not None and low > least.get(unknown, 0):
            least[unknown], changed = low, True
        if high is not None and (unknown not in most or high < most[unknown]):
            most[unknown], changed = high, True
    return changed


def _minus(value: int | None) -> int | None:
    return None if value is None else -value


def _pair(sheet: Sheet, hidden: set[Key], known: Collection[Unknown]) -> None:
    """Hide a second cell in each line that has only one: the first thing anyone would try is to subtract."""
    changed = True
    while changed:
        changed = False
        for line in sheet.lines:
            gone = [key for key in line.cells if key in hidden]
            if not gone or (len(gone) > 1 and _is_wide(sheet, gone)):
                continue
            chosen = _next(sheet, line, hidden, known)
            if chosen is not None:
                hidden.add(chosen)
                changed = True


def _is_wide(sheet: Sheet, gone: Sequence[Key]) -> bool:
    return sum(sheet.values[key] for key in gone) >= THRESHOLD - 1 + min(sheet.values[key] for key in gone)


def _next(sheet: Sheet, line: Line, hidden: Collection[Key], known: Collection[Unknown]) -> Key | None:
    """Choose the smallest cell of the line that hides something: no nought, and none that everyone knows."""
    helps = [
        key
        for key in line.cells
        if key not in hidden and sheet.values[key] >= THRESHOLD and (key, sheet.values[key]) not in known
    ]
    # The total last: without it a reader learns least.
    return min(helps, key=lambda key: (key == line.total, sheet.values[key], repr(key)), default=None)


def _exposed(sheets: Sequence[Sheet]) -> set[Unknown]:
    return protected(sheets) & (derived(sheets) | narrow(sheets))


def _more(
    sheet: Sheet,
    hidden: Collection[Key],
    exposed: set[Unknown],
    known: Collection[Unknown],
    earlier: Sequence[Sheet],
) -> set[Key]:
    """Choose one more cell: the smallest that helps, near to what is exposed; or else the smallest."""
    keys = {key for key, _ in exposed}
    near = {key for line in sheet.lines if keys & set(line.cells) for key in line.cells}
    left = [key for key, value in sheet.values.items() if key not in hidden and value > 0 and (key, value) not in known]
    left.sort(key=lambda key: (key not in near, sheet.values[key], repr(key)))
    for key in left[:TRIES]:
        if len(_exposed([*earlier, _with(sheet, {*hidden, key})]) & exposed) < len(exposed):
            return {key}
    return set(left[:1])
