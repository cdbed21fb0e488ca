"""Tables as programs export them."""

from __future__ import annotations

import pytest

from xingtan.federation.course_csv import rules
from xingtan.harvest.registry import said


def cells(text: str, delimiter: str = "") -> list[list[str]]:
    return [list(row.cells) for row in rules.rows_of(text, delimiter)]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_delimiter_and_any_end_of_line(delimiter: str, end: str) -> None:
    text = end.join(
        delimiter.join(row) for row in (["Title", "Hours"], ['"Maps, old; and new | odd"', "3"], ["Tides", "4"])
    )

    assert cells(text) == [["Title", "Hours"], ["Maps, old; and new | odd", "3"], ["Tides", "4"]]


def test_decimal_commas_do_not_hide_the_semicolon() -> None:
    assert cells("Titel;Stunden\nKarten;3,5\nFlut;4,5\n") == [["Titel", "Stunden"], ["Karten", "3,5"], ["Flut", "4,5"]]


def test_excel_says_it_itself() -> None:
    assert cells("sep=|\na|b;c\n") == [["a", "b;c"]]


def test_cells_may_hold_lines_and_quotation_marks() -> None:
    rows = list(rules.rows_of('Title;About\n"Maps";"He said ""go"".\nThey went."\n5" disks;x\n'))

    assert [(row.line, list(row.cells)) for row in rows] == [
        (1, ["Title", "About"]),
        (2, ["Maps", 'He said "go".\nThey went.']),
        (4, ['5" disks', "x"]),
    ]


def test_a_quotation_mark_that_is_not_closed_costs_one_line() -> None:
    text = "Title;Hours\n" + '"Maps;3\n' + "".join(f"C{number};1\n" for number in range(500))

    rows = list(rules.rows_of(text))

    assert (rows[1].line, rows[1].problem) == (2, "A quotation mark in this line is not closed.")
    assert len(rows) == 502


def test_a_quotation_mark_left_open_at_the_end_is_survived() -> None:
    assert cells('a;b\n"c;d\n')[0] == ["a", "b"]


def test_lines_without_anything_are_left_out() -> None:
    assert cells("a;b\n\n;;\n  \n;c\n") == [["a", "b"], ["", "c"]]


def test_cells_and_lines_without_end_are_refused() -> None:
    wide = list(rules.rows_of("a;b\n" + ";x" * 1000 + "\nc;d\n", ";"))
    long = list(rules.rows_of("a;b\n" + "x" * 200_000 + ";y\nc;d\n", ";"))

    assert [row.problem for row in wide] == ["", "This line has more cells than a table has columns.", ""]
    assert [bool(row.problem) for row in long] == [False, True, False]


@pytest.mark.parametrize("text", ["", "\n", '"', "\0", ";", "sep=", "sep=;\n"])
def test_hardly_a_table(text: str) -> None:
    list(rules.rows_of(text))


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("utf-8-sig", "Título;Über"), ("cp1252", "Título;Über"), ("utf-16", "Título\tÜber"), ("gb18030", "课程名称,学时")],
)
def test_as_excel_writes_it(encoding: str, text: str) -> None:
    assert len(cells(said.decoded(text.encode(encoding)))[0]) == 2
