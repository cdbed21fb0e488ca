"""Withholds from a table what tells of too few people, knowing every table that was published before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from xingtan.census.rules.suppression import Key, Line, Sheet, is_small, suppress
from xingtan.census.rules.tables import TOTAL, At, Row, Table


@dataclass(frozen=True)
class Withheld:
    """What is behind a cell that is not shown: kept to protect it when more is published."""

    measure: str
    at: At
    numbers: Mapping[str, int]
    is_small: bool


@dataclass(frozen=True)
class Behind:
    """A published table with what is behind it, and what its cells are called in every table of the same stretch.

    :param stretch: the period that the numbers are of; cells of different stretches have nothing in common
    :param countries: of each university, its country
    :param private: the measures that tell of people
    """

    table: Table
    withheld: Sequence[Withheld]
    stretch: str
    countries: Mapping[str, str]
    private: frozenset[str]

    def sheets(self) -> list[Sheet]:
        """Make sheets of it, one for each number of each measure that tells of people."""
        behind = {(each.measure, each.at): each for each in self.withheld}
        found = []
        for measure in sorted(self.private):
            for name in self.table.numbers:
                cells, small, hidden = {}, set(), set()
                for row in self.table.rows:
                    if row.measure != measure:
                        continue
                    secret = behind.get((measure, row.at))
                    numbers = secret.numbers if secret else row.numbers
                    if name not in numbers:
                        continue
                    cells[row.at] = numbers[name]
                    if secret:
                        hidden.add(row.at)
                        if secret.is_small:
                            small.add(row.at)
                if cells:
                    found.append(
                        sheet(
                            cells,
                            small,
                            hidden,
                            by=self.table.by,
                            name=(measure, name, self.stretch),
                            countries=self.countries,
                        )
                    )
        return found


def key_of(name: tuple[str, ...], by: Sequence[str], at: At) -> Key:
    """Name a cell as every table names it: totals are left out, and the order of dimensions means nothing."""
    return (*name, frozenset((each, value) for each, value in zip(by, at, strict=True) if value != TOTAL))


def sheet(
    cells: Mapping[At, int],
    small: Iterable[At],
    hidden: Iterable[At],
    *,
    by: Sequence[str],
    name: tuple[str, ...],
    countries: Mapping[str, str],
) -> Sheet:
    """Make a sheet of cells and their totals. A cell has the same key in every table that it stands in."""

    def key(at: At) -> Key:
        return key_of(name, by, at)

    values: dict[Key, int] = {key(at): value for at, value in cells.items()}
    lines = []
    for place in range(len(by)):
        parts: dict[At, list[At]] = {}
        for at in cells:
            if at[place] != TOTAL:
                parts.setdefault((*at[:place], TOTAL, *at[place + 1 :]), []).append(at)
        lines += [Line(key(at), tuple(map(key, sorted(of)))) for at, of in sorted(parts.items()) if at in cells]
    ghosts = {}
    if "university" in by and "country" not in by:
        place = list(by).index("university")
        lands: dict[Key, list[At]] = {}
        for at in cells:
            if at[place] != TOTAL:
                others = frozenset(
                    (each, value) for each, value in zip(by, at, strict=True) if value != TOTAL and each != "university"
                )
                lands.setdefault((*name, others | {("country", countries.get(at[place], ""))}), []).append(at)
        for land, of in lands.items():
            ghosts[land] = sum(cells[at] for at in of)
            lines.append(Line(land, tuple(map(key, sorted(of)))))
    return Sheet(
        {**values, **ghosts},
        tuple(lines),
        frozenset(map(key, small)),
        frozenset(map(key, hidden)) | frozenset(ghosts),
        frozenset(ghosts),
    )


def withhold(
    table: Table,
    people: Mapping[tuple[str, At], int],
    *,
    stretch: str,
    countries: Mapping[str, str],
    private: frozenset[str],
    earlier: Sequence[Behind] = (),
) -> tuple[Table, list[Withheld]]:
    """Take out what tells of too few people, and what would give it away; all measures of a cell together.

    :param people: how many people are behind each cell of each private measure
    :param earlier: tables that were published before
    """
    before = [each for behind in earlier for each in behind.sheets()]
    small = {at for (_, at), count in people.items() if is_small(count)}
    hidden = set(small)
    cells: dict[tuple[str, str], dict[At, int]] = {}
    for row in table.rows:
        if row.measure in private:
            for name, value in row.numbers.items():
                cells.setdefault((row.measure, name), {})[row.at] = value
    settled = False
    while not settled:
        settled = True
        for (measure, name), values in cells.items():
            made = sheet(
                values,
                small & values.keys(),
                hidden & values.keys(),
                by=table.by,
                name=(measure, name, stretch),
                countries=countries,
            )
            keys = {key_of((measure, name, stretch), table.by, at): at for at in values}
            more = {keys[each] for each in suppress(made, before) if each in keys} - hidden
            if more:
                hidden |= more
                settled = False
    rows, secret = [], []
    for row in table.rows:
        if row.measure in private and row.at in hidden:
            secret.append(Withheld(row.measure, row.at, row.numbers, row.at in small))
            row = Row(row.measure, row.at, {}, row.class_, is_withheld=True)
        rows.append(row)
    return Table(table.by, tuple(rows)), secret
