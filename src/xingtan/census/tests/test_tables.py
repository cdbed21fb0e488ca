"""A table is read from its bytes: whole, or the rows that somebody looks at."""

import pytest

from xingtan.census.rules.tables import Kept, Row, Table, read

ROWS = (
    Row("lessons", ("_T",), {"value": 7}),
    Row("lessons", ("07",), {"value": 4}, "platform"),
    Row("lessons", ('with "quotes", a\r\nbreak, and no end\n',), {"value": 3}),
    Row("lessons", ("art",), is_withheld=True),
    Row("rate", ("_T",), {"numerator": 1, "denominator": 2}),
)
TABLE = Table(("discipline",), ROWS)


def test_a_table_comes_back_as_it_was():
    assert read(TABLE.csv()) == TABLE


def test_some_rows_are_read_alone():
    kept = Kept.of(TABLE.csv())

    assert (len(kept), kept.by, kept.withheld) == (5, ("discipline",), 1)
    assert kept[1:3] == list(ROWS[1:3])
    assert kept[5:9] == []
    assert kept[-1] == ROWS[-1]


def test_an_empty_table_has_its_columns():
    kept = Kept.of(Table(("day", "country"), ()).csv())

    assert (len(kept), kept.by, kept[:], kept.withheld) == (0, ("day", "country"), [], 0)


@pytest.mark.parametrize(("changed", "left"), [({"value": 8}, [ROWS[1]]), ({"value": 4}, [])])
def test_rows_that_differ_are_found(changed, left):
    other = Table(("discipline",), (ROWS[0], Row("lessons", ("07",), changed, "platform"), *ROWS[2:]))

    assert Kept.of(TABLE.csv()).other_than(Kept.of(other.csv()))[:] == left


def test_where_columns_are_others_every_row_differs():
    other = Table(("discipline",), ROWS[:4])

    assert len(Kept.of(TABLE.csv()).other_than(Kept.of(other.csv()))) == 5
