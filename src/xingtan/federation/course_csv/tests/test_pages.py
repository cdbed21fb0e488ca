"""A table is tried on a page, and becomes a sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from xingtan.federation.course_csv import forms

pytestmark = pytest.mark.django_db
TABLE = "Kurstitel;Link;Sprache;Stunden;Beginn\nÜbermut;https://a.example/1;Deutsch;12,5;13.01.2026\n;https://a.example/2;Klingon;;\n=cmd();https://a.example/3;;;\n"


def tried(client: Any, **said: str) -> Any:
    return client.post("/tables/", {"file": SimpleUploadedFile("courses.csv", TABLE.encode("cp1252")), **said})


def test_a_table_is_tried(browse: Callable[..., Any], grace: Any) -> None:
    response = tried(browse(grace))

    page = response.content.decode()
    assert response.status_code == 200
    assert "2 courses can be read" in page
    assert "1 line cannot be read." in page
    assert '<a href="https://a.example/1" rel="noopener noreferrer" lang="de"><bdi>Übermut</bdi></a>' in page
    assert "<strong>line 3, Kurstitel</strong> The course has no title." in page
    assert "title = Kurstitel\nurl = Link\nlanguages = Sprache" in page


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"columns": "colour = Farbe"}, "Line 1: There is no field “colour”."),
        ({"columns": "title = Titel\nurl = Link"}, "The table has no column “Titel”."),
    ],
)
def test_what_is_said_of_columns_is_checked(
    said: dict[str, str], words: str, browse: Callable[..., Any], grace: Any
) -> None:
    response = tried(browse(grace), **said)

    assert response.status_code == 422
    assert words in response.content.decode()


def test_a_table_becomes_a_sheet(browse: Callable[..., Any], grace: Any) -> None:
    response = tried(browse(grace), sheet="1")

    lines = response.content.decode("utf-8-sig").splitlines()
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert lines[0].startswith("id,title,title language,url,summary,university,")
    assert lines[1:] == [
        "https://a.example/1,Übermut,de,https://a.example/1,,,,de,,,,12.5,,,,,,2026-01-13,",
        "https://a.example/3,'=cmd(),,https://a.example/3,,,,,,,,,,,,,,,",
    ]


def test_a_table_too_large_is_refused(browse: Callable[..., Any], grace: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MOST_BYTES", 10)

    assert "larger than 5 MB" in tried(browse(grace)).content.decode()


def test_strangers_sign_in_first(browse: Callable[..., Any]) -> None:
    assert browse().get("/tables/").status_code == 303
