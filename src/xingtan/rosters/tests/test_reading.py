"""Dates, letters and lines of tables, whoever wrote them; and names."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from xingtan.rosters import rules
from xingtan.rosters.registry import Bad, day, decoded, rows_of


@pytest.mark.parametrize(
    "said", ["2026-03-01", "2026/3/1", "2026.03.01", "01.03.2026", "20260301", "2026-03-01T00:00:00Z"]
)
def test_day_is_read(said):
    assert day(said) == date(2026, 3, 1)


@pytest.mark.parametrize(
    "said", ["2026-02-29", "03/04/2026", "soon", "0001-01-01", "2026-13-01", "9999-01-01", "二〇二六"]
)
def test_what_is_no_day_or_could_be_two_is_refused(said):
    with pytest.raises(ValueError, match=r"."):
        day(said)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030", "cp1252"])
def test_letters_are_known(encoding):
    text = (
        "Größe,Wert\n" * 3
        if encoding == "cp1252"
        else "学号,姓名\n一,李明\n"
        if encoding == "gb18030"
        else "a,学\n" * 9
    )

    assert decoded(text.encode(encoding))[0].lstrip("\ufeff") == text


def test_lines_are_counted_as_an_editor_does():
    bad: list[Bad] = []

    rows = list(rows_of('sep=;\r\na;b\r\n\r\n"x\r\ny";2\r\n3;4\r\n', "f", bad))

    assert [(row.line, row.cells) for row in rows] == [(2, ["a", "b"]), (4, ["x\r\ny", "2"]), (6, ["3", "4"])]
    assert bad == []


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("美", "", "李"), ("李美", "")),
        (("Inès", "Q.", "Durand"), ("Inès Q. Durand", "Inès Q. Durand")),
        (("أحمد", "", "حداد"), ("أحمد حداد", "")),
        (("", "", ""), ("", "")),
    ],
)
def test_people_are_called_as_they_are(parts, name):
    assert rules.name_of(*parts) == name


def test_who_is_sure_is_not_asked_about():
    sure: dict[str, Any] = {"known": None, "by_identifier": {1}, "by_email": {1}, "by_sign_in": (), "may_be": ()}

    assert rules.decide(**sure).person == 1
    assert rules.decide(**{**sure, "by_email": {2}}).is_doubtful
    assert rules.decide(**{**sure, "may_be": {3}}).is_doubtful
    assert rules.decide(**{**sure, "known": 9, "by_email": {2}}).person == 9
    nobody = rules.decide(known=None, by_identifier=(), by_email=(), by_sign_in=(), may_be=())
    assert (nobody.person, nobody.is_doubtful) == (None, False)
