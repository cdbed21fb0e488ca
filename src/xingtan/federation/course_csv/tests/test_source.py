"""Gathering a table."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pytest

from xingtan.federation.course_csv.adapters import source
from xingtan.federation.course_csv.adapters.source import CourseCsv
from xingtan.harvest.registry import Bad, Page, Reply, Source, Terms, Unchanged
from xingtan.kernel.errors import OutsideFailed

URL = "https://uni.example/courses.csv"
NOW = datetime(2026, 3, 10, tzinfo=UTC)


class Server:
    """Answers with one table."""

    def __init__(self, body: bytes, *, is_unchanged: bool = False) -> None:
        self.body, self.is_unchanged = body, is_unchanged

    def get(
        self, url: str, *, accept: str = "*/*", most_bytes: int | None = None, is_conditional: bool = True
    ) -> Reply | Unchanged:
        """Answer."""
        if is_conditional and self.is_unchanged:
            return Unchanged(url)
        return Reply(url, {"content-type": "text/csv; charset=iso-8859-1"}, io.BytesIO(self.body), len(self.body))

    def try_get(self, url: str, *, accept: str = "*/*", most_bytes: int | None = None) -> Reply | Unchanged | Bad:
        """Answer."""
        return self.get(url)


def read(body: bytes, state: dict[str, Any] | None = None, *, is_unchanged: bool = False, **options: str) -> list[Page]:
    server = Server(body, is_unchanged=is_unchanged)
    return list(CourseCsv().read(Terms(url=URL, options=options), server, state or {}, now=NOW))


def test_it_is_a_source() -> None:
    assert isinstance(CourseCsv(), Source)


def test_a_table_from_excel_is_gathered() -> None:
    [page] = read("Kurstitel;Link\r\nÜbermut;/1\r\n".encode("cp1252"), language="de")

    assert [(facts.title, facts.url) for facts in page.found] == [({"de": "Übermut"}, "https://uni.example/1")]
    assert (page.is_last, page.covers_all, page.state) == (True, True, {"whole": True})


def test_a_described_table_is_gathered() -> None:
    [page] = read(b"A|B\nMaps|7\n", columns='title = A\nurl = "https://uni.example/{B}"', delimiter="|")

    assert [facts.url for facts in page.found] == ["https://uni.example/7"]


def test_what_did_not_change_is_not_read() -> None:
    assert read(b"title,url\nMaps,/1\n", {"whole": True}, is_unchanged=True) == [
        Page(state={"whole": True}, is_last=True)
    ]
    assert len(read(b"title,url\nMaps,/1\n", {"begun": True}, is_unchanged=True)[0].found) == 1


def test_rows_in_no_order_are_still_there() -> None:
    [page] = read(b"id,title,url\n1,Maps,/1\n2,,/2\n1,Maps,/1\n")

    assert ([facts.remote_id for facts in page.found], page.still, page.covers_all) == (["1"], ["2"], True)
    assert [(each.place, each.what) for each in page.bad] == [
        ("line 3, title", "The course has no title."),
        ("line 4", "This course is in the table twice; the first is kept."),
    ]


def test_a_line_that_nobody_can_read_takes_nothing_away() -> None:
    assert not read(b'title,url\nMaps,/1\n,"\nx' + b"\nx" * 300)[-1].covers_all


def test_a_long_table_is_taken_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "PAGE", 2)

    pages = read(b"title,url\n" + b"".join(b"C%d,/%d\n" % (number, number) for number in range(5)))

    assert [(len(page.found), page.is_last, dict(page.state)) for page in pages] == [
        (2, False, {"begun": True}),
        (2, False, {"begun": True}),
        (1, True, {"whole": True}),
    ]


@pytest.mark.parametrize(
    ("body", "options", "words"),
    [
        (b"<!DOCTYPE html><p>Sign in", {}, "the answer is a page, and no table"),
        (b"a;b\n1;2\n", {}, "the table has no column “title”"),
        (b"a;b\n1;2\n", {"columns": "title = c"}, "the table has no column “c”"),
        (
            b"a;b\n1;2\n",
            {"columns": "colour = b"},
            "line 1 of what is said of the columns: There is no field “colour”.",
        ),
        (b"", {}, "the table has no column “title”"),
    ],
)
def test_what_is_no_such_table_is_refused(body: bytes, options: dict[str, str], words: str) -> None:
    with pytest.raises(OutsideFailed, match=words):
        list(CourseCsv().read(Terms(url=URL, options=options), Server(body), {}, now=NOW))
