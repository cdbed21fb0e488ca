"""Rows that are written many at once come back as they were given, on either database."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DataError, connection

from xingtan.kernel import rows
from xingtan.kernel.ids import new_uid
from xingtan.kernel.models import Outbox

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 2, 17, 8, tzinfo=UTC)
NAMES = ("uid", "name", "body", "shared_out_at")
TEXTS = [
    "",
    "NULL",
    "null",
    "a,b",
    "{}",
    '"',
    "\\",
    '\\"',
    " x ",
    "it's",
    "100 %s",
    "北京大学",
    "جامعة",
    "line\nline",
    "\t",
]


@pytest.mark.parametrize("text", TEXTS)
def test_text_comes_back_as_it_was(text: str) -> None:
    uid = new_uid()

    rows.insert(Outbox, NAMES, [(uid, text, {"said": text, text: [1, None]}, None)], always={"at": NOW})

    made = Outbox.objects.get()
    assert (made.uid, made.name, made.body) == (uid, text, {"said": text, text: [1, None]})
    assert (made.at, made.shared_out_at, made.transaction, made.version) == (NOW, None, None, 1)


def test_rows_are_more_than_one_statement_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "AT_ONCE", 2)
    lines = [(new_uid(), str(number), {}, NOW + timedelta(seconds=number)) for number in range(5)]

    rows.insert(Outbox, NAMES, lines, always={"at": NOW})

    assert list(Outbox.objects.order_by("pk").values_list(*NAMES)) == lines
    assert set(rows.keys(Outbox, "uid", [each[0] for each in lines])) == {each[0] for each in lines}


def test_row_that_is_there_is_left_out() -> None:
    uid = new_uid()

    rows.insert(Outbox, NAMES, [(uid, "first", {}, None), (uid, "second", {}, None)], always={"at": NOW})

    assert list(Outbox.objects.values_list("name", flat=True)) == ["first"]


@pytest.mark.parametrize("text", TEXTS)
def test_rows_are_changed_by_key(text: str) -> None:
    for each in range(3):
        Outbox.objects.create(name=str(each), body={}, at=NOW)
    first, second, _third = Outbox.objects.order_by("pk").values_list("pk", flat=True)
    later = NOW + timedelta(days=1)

    rows.change(Outbox, ("name", "body"), [(text, [text], first), ("b", {}, second)], always={"at": later})

    found = Outbox.objects.order_by("pk").values_list("name", "body", "at")
    assert list(found) == [(text, [text], later), ("b", {}, later), ("2", {}, NOW)]


def test_text_that_is_too_long_is_refused_and_not_cut() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("postgresql: SQLite keeps text of any length")
    with pytest.raises(DataError):
        rows.insert(Outbox, NAMES, [(new_uid(), "x" * 81, {}, None)], always={"at": NOW})
