import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Matrix

from xingtan.census.rules.suppression import THRESHOLD, Line, Sheet, derived, is_small, suppress

ALL = "all"


def table(cells: dict[tuple[str, str], int], name: str = "t") -> Sheet:
    """Make a table of rows and columns with totals."""
    rows = sorted({row for row, _ in cells})
    columns = sorted({column for _, column in cells})
    values: dict[Any, int] = {(name, *key): value for key, value in cells.items()}
    lines = []
    for row in rows:
        parts = tuple((name, row, column) for column in columns)
        values[name, row, ALL] = sum(values[part] for part in parts)
        lines.append(Line((name, row, ALL), parts))
    for column in [*columns, ALL]:
        parts = tuple((name, row, column) for row in rows)
        values[name, ALL, column] = sum(values[part] for part in parts)
        lines.append(Line((name, ALL, column), parts))
    lines.append(Line((name, ALL, ALL), tuple((name, ALL, column) for column in columns)))
    return Sheet(values, tuple(lines), frozenset(key for key, value in values.items() if is_small(value)))


def hide(sheet: Sheet, earlier: tuple[Sheet, ...] = ()) -> Sheet:
    return Sheet(sheet.values, sheet.lines, sheet.small, suppress(sheet, earlier))


def attack(sheets: list[Sheet]) -> set[Any]:
    """Solve all that is shown as one system of equations, without the rule's own solver."""
    shown = {(key, value) for each in sheets for key, value in each.values.items() if key not in each.hidden}
    unknown = sorted({item for each in sheets for item in each.values.items()} - shown, key=repr)
    at = {item: number for number, item in enumerate(unknown)}
    system = []
    for sheet in sheets:
        for line in sheet.lines:
            row = [0] * len(unknown)
            for key, sign in ((line.total, -1), *((part, 1) for part in line.parts)):
                item = (key, sheet.values[key])
                if item in at:
                    row[at[item]] += sign
            system.append(row)
    if not unknown:
        return set()
    reduced, pivots = Matrix(system).rref()
    return {
        unknown[pivot]
        for number, pivot in enumerate(pivots)
        if all(reduced[number, column] == 0 for column in range(len(unknown)) if column != pivot)
    }


def small_of(sheets: list[Sheet]) -> set[Any]:
    return {(key, each.values[key]) for each in sheets for key in each.small}


def grid(values: list[int], columns: int) -> dict[tuple[str, str], int]:
    return {(f"r{n // columns}", f"c{n % columns}"): value for n, value in enumerate(values)}


counts = st.one_of(st.integers(0, 8), st.integers(0, 400))


def test_nobody_is_not_too_few():
    assert [is_small(people) for people in (0, 1, THRESHOLD - 1, THRESHOLD)] == [False, True, True, False]


def test_one_small_cell_hides_others_with_it():
    sheet = hide(table(grid([3, 50, 60, 70], 2)))

    assert ("t", "r0", "c0") in sheet.hidden
    assert len(sheet.hidden) == 4
    assert attack([sheet]).isdisjoint(small_of([sheet]))


def test_nothing_small_hides_nothing():
    assert suppress(table(grid([30, 50, 60, 0], 2))) == frozenset()


@settings(max_examples=60)
@given(st.lists(counts, min_size=4, max_size=12), st.integers(2, 4))
def test_no_small_cell_can_be_reckoned(values, columns):
    values = values[: len(values) // columns * columns] or [1, 2, 3, 4]
    sheet = hide(table(grid(values, columns)))

    assert sheet.small <= sheet.hidden
    assert attack([sheet]).isdisjoint(small_of([sheet]))


@settings(max_examples=40)
@given(st.lists(counts, min_size=6, max_size=9), st.lists(counts, min_size=6, max_size=9), st.data())
def test_no_small_cell_can_be_reckoned_from_revisions(values, late, data):
    values = values[: len(values) // 3 * 3]
    kept = data.draw(st.lists(st.booleans(), min_size=len(values), max_size=len(values)))
    after = [
        old if same else new
        for old, new, same in zip(values, itertools.islice(itertools.cycle(late), len(values)), kept, strict=True)
    ]
    first = hide(table(grid(values, 3)))

    second = hide(table(grid(after, 3)), (first,))

    # What the first revision showed of a cell that is small now and has not changed was never small.
    assert attack([first, second]).isdisjoint(small_of([first, second]))


@settings(max_examples=40)
@given(st.lists(counts, min_size=6, max_size=9), st.data())
def test_no_small_cell_can_be_reckoned_from_a_table_that_overlaps(values, data):
    values = values[: len(values) // 3 * 3]
    first = hide(table(grid(values, 3)))
    rows = len(values) // 3
    # Another table shows the same rows gathered into countries.
    country = data.draw(st.lists(st.sampled_from("xyz"), min_size=rows, max_size=rows))
    total = ("t", ALL, ALL)
    cells = {("t", f"r{n}", ALL): first.values["t", f"r{n}", ALL] for n in range(rows)}
    lines, gathered = [], {total: first.values[total]}
    for name in sorted(set(country)):
        parts = tuple(key for key, of in zip(cells, country, strict=True) if of == name)
        gathered[name] = sum(cells[part] for part in parts)
        lines.append(Line(name, parts))
    lines.append(Line(total, tuple(name for name in gathered if name != total)))
    values_: dict[Any, int] = {**gathered, **cells}
    hidden_rows = frozenset(key for key in cells if key in first.hidden)
    second = Sheet(
        values_,
        tuple(lines),
        frozenset(key for key, value in gathered.items() if is_small(value)) | (first.small & set(cells)),
    )

    second = hide(second, (first,))

    assert hidden_rows <= second.hidden
    assert attack([first, second]).isdisjoint(small_of([first, second]))


@pytest.mark.parametrize(
    ("parts", "total"),
    [((3, 1), 4), ((1, 0, 0), 1), ((4, 4, 0), 8)],
)
def test_what_bounds_tell_is_hidden_with_its_total(parts, total):
    keys = tuple(f"p{n}" for n in range(len(parts)))
    values: dict[Any, int] = {**dict(zip(keys, parts, strict=True)), "sum": total}
    small = frozenset(key for key, value in values.items() if is_small(value))

    hidden = suppress(Sheet(values, (Line("sum", keys),), small))

    assert "sum" in hidden or total >= THRESHOLD


def test_the_rules_own_attack_finds_what_the_other_finds():
    sheet = table(grid([3, 50, 60, 70, 2, 9], 2))
    careless = Sheet(sheet.values, sheet.lines, sheet.small, sheet.small)

    assert derived([careless]) == attack([careless])


def test_what_other_tables_would_show_is_no_secret_by_itself():
    sheet = Sheet(
        {"a": 60, "b": 70, "all": 130, "land": 130},
        (Line("all", ("a", "b")), Line("land", ("a", "b"))),
        frozenset(),
        ghosts=frozenset({"land"}),
    )

    assert suppress(sheet) == {"land"}
