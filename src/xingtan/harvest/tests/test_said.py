"""What platforms say is read whichever way they say it, and never fails."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xingtan.harvest.registry import said

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@settings(max_examples=50, deadline=None)
@given(JSON)
def test_nothing_that_json_can_hold_fails(value: Any) -> None:
    readers = (said.text, said.prose, said.words, said.address, said.amount, said.hours, said.day, said.moment)
    for read in (
        *readers,
        said.language,
        said.languages,
        said.licence,
        said.subject,
        said.level,
        said.yes_or_no,
        said.many,
    ):
        read(value)

    said.text(10**5000)
    said.text(value).encode()
    assert "\0" not in said.text(value)


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=60), st.sampled_from(["", "utf-8", "latin-1", "utf-16", "zip", "\0"]))
def test_any_bytes_are_decoded(data: bytes, charset: str) -> None:
    said.decoded(data, charset)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("<b>K&amp;uuml;nstliche</b> Intelligenz &lt;script&gt;", "Künstliche Intelligenz"),
        ("KÃ¼nstliche Intelligenz", "Künstliche Intelligenz"),
        ("a < b & c", "a < b & c"),
        ("one\n\ttwo\x00\ud800 ", "one two"),
        ("<style>p {}</style>Maps<br/>and<!-- no --> more", "Maps and more"),
        ({"@value": "Maps", "@language": "en"}, "Maps"),
        ([None, "", "Maps"], "Maps"),
        (True, ""),
        (7, "7"),
        ("x" * 2000, "x" * 500),
    ],
)
def test_text(value: Any, text: str) -> None:
    assert said.text(value) == text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("Maps", {"de": "Maps"}),
        ({"en": "Maps", "de_DE": "Karten", "fr": None}, {"en": "Maps", "de": "Karten"}),
        (
            [{"inLanguage": "de", "name": "Karten"}, {"inLanguage": "English", "name": "Maps"}],
            {"de": "Karten", "en": "Maps"},
        ),
        ([{"@language": "zh-CN", "@value": "地图"}, "Karten"], {"zh-hans": "地图", "de": "Karten"}),
        ({"colour": "blue"}, {}),
        (None, {}),
    ],
)
def test_words(value: Any, words: dict[str, str]) -> None:
    assert said.words(value, "de") == words


@pytest.mark.parametrize(
    ("value", "tag"),
    [
        *(("German", "de"), ("Deutsch", "de"), ("de-AT", "de"), ("ger", "de"), ("deu", "de"), ("DE", "de")),
        *(
            ("zh_CN", "zh-hans"),
            ("zh-Hant-HK", "zh-hant"),
            ("Chinese (Simplified)", "zh-hans"),
            ("cn", "zh"),
            ("中文", "zh"),
        ),
        *(("jp", "ja"), ("English (US)", "en"), ("gb", "en"), ("pt-BR", "pt"), ("español", "es"), ("العربية", "ar")),
        *(("http://id.loc.gov/vocabulary/iso639-1/fr", "fr"), ({"name": "French", "alternateName": "fr"}, "fr")),
        *(("klingon", ""), ("xx", ""), ("Mehrsprachig", ""), ("", ""), (None, ""), (7, "")),
    ],
)
def test_language(value: Any, tag: str) -> None:
    assert said.language(value) == tag


def test_languages_of_a_list_or_a_text() -> None:
    assert said.languages("English/German; Klingon, fr") == (["en", "de", "fr"], ["Klingon"])
    assert said.languages(["en", "en-GB", None]) == (["en"], [])
    assert said.languages('["de", "en"]') == (["de", "en"], [])


@pytest.mark.parametrize(
    ("value", "day"),
    [
        *(("2021-01-13T23:30:00-08:00", (2021, 1, 13)), ("2021-01-13 08:00:00.123 UTC", (2021, 1, 13))),
        *(
            ("20210113", (2021, 1, 13)),
            ("2021-01", (2021, 1, 1)),
            ("2021/1/3", (2021, 1, 3)),
            ("2021年1月3日", (2021, 1, 3)),
        ),
        *(("13.01.2021", (2021, 1, 13)), ("3.1.2021, 08:00 Uhr", (2021, 1, 3)), ("01/13/2021", (2021, 1, 13))),
        *(("13/01/2021", (2021, 1, 13)), ("03/03/2021", (2021, 3, 3)), ("5. März 2022", (2022, 3, 5))),
        *(("March 5th, 2022", (2022, 3, 5)), ("5 de mayo de 2022", (2022, 5, 5)), ("1er janvier 2022", (2022, 1, 1))),
        *(
            ("Wed, 02 Oct 2002 13:00:00 GMT", (2002, 10, 2)),
            (1610524800, (2021, 1, 13)),
            ("1610524800000", (2021, 1, 13)),
        ),
        (["", "2021-01-13"], (2021, 1, 13)),
    ],
)
def test_day(value: Any, day: tuple[int, int, int]) -> None:
    assert said.day(value) == date(*day)


@pytest.mark.parametrize(
    "value",
    [
        *("0000-01-01T00:00:00Z", "0001-01-01", "2021-02-30", "2021-13-01", "9999-12-31", "03/04/2021", "soon", ""),
        *("31 Nonsense 2021", "2021", 2021, 0, -1, 1e300, float("nan"), True, None, {}, "1" * 500),
    ],
)
def test_what_is_no_day(value: Any) -> None:
    assert said.day(value) is None


def test_an_agreed_order_settles_a_date() -> None:
    assert said.day("03/04/2021", order="dmy") == date(2021, 4, 3)
    assert said.day("03/04/2021", order="mdy") == date(2021, 3, 4)


def test_a_moment_keeps_its_zone() -> None:
    assert said.moment("2021-01-13T08:00:00.5+0530") == datetime(
        2021, 1, 13, 8, 0, 0, 500_000, tzinfo=timezone(timedelta(hours=5, minutes=30))
    )
    assert said.moment("2021-01-13T24:00:00Z") == datetime(2021, 1, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        *(("3,5", "3.5"), ("1.234,50 €", "1234.5"), ("1,234.50", "1234.5"), ("1 000", "1000"), ("1'000", "1000")),
        *((12, "12"), (2.5, "2.5"), ("about 12 h", "12"), ("0,500", "0.5"), ("1,000", "1000"), (0, "0")),
    ],
)
def test_amount(value: Any, number: str) -> None:
    assert said.amount(value) == Decimal(number)


@pytest.mark.parametrize("value", ["", "free", -3, "-3", 1e300, float("inf"), True, None, 10**100, [], "9" * 79])
def test_what_is_no_amount(value: Any) -> None:
    assert said.amount(value) is None


@pytest.mark.parametrize(
    ("value", "hours"),
    [
        *(
            ("PT24H", "24"),
            ("PT1H30M", "1.5"),
            ("30 hours", "30"),
            ("90 min", "1.5"),
            ("32学时", "32"),
            (12, "12"),
            ("7.5", "7.5"),
        ),
        *(
            ("P2W", None),
            ("3 h/week", None),
            ("3 hours per week", None),
            ("6 weeks", None),
            ("PT99999999H", None),
            ("P", None),
        ),
    ],
)
def test_hours_in_all(value: Any, hours: str | None) -> None:
    assert said.hours(value) == (None if hours is None else Decimal(hours))


@pytest.mark.parametrize(
    ("value", "name"),
    [
        *(
            ("CC BY-SA 4.0", "CC-BY-SA-4.0"),
            ("cc-by-nc-nd-3.0-de", "CC-BY-NC-ND-3.0-DE"),
            ("CC BY NC SA", "CC-BY-NC-SA-4.0"),
        ),
        ("https://creativecommons.org/licenses/by-nc-nd/3.0/de/", "CC-BY-NC-ND-3.0-DE"),
        ("http://creativecommons.org/licenses/by/4.0/deed.de", "CC-BY-4.0"),
        ("Creative Commons Namensnennung - Weitergabe unter gleichen Bedingungen 4.0", "CC-BY-SA-4.0"),
        *(
            ("CC0", "CC0-1.0"),
            ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
            ("Public Domain", "CC-PDM-1.0"),
        ),
        *(
            ("mit", "MIT"),
            ("All rights reserved", "proprietary"),
            ("Proprietary", "proprietary"),
            ("whatever", ""),
            ("", ""),
        ),
    ],
)
def test_licence(value: str, name: str) -> None:
    assert said.licence(value) == name


def test_the_text_of_a_licence() -> None:
    assert said.licence_url("CC-BY-3.0-DE") == "https://creativecommons.org/licenses/by/3.0/de/"
    assert said.licence_url("CC0-1.0") == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert said.licence_url("MIT") == "https://spdx.org/licenses/MIT.html"
    assert said.licence_url("proprietary") is None


@pytest.mark.parametrize(
    ("value", "code"),
    [
        *(
            ("0613", "0613"),
            ("061", "061"),
            ("06", "06"),
            (613, "0613"),
            (6, "06"),
            ("613", "0613"),
            ("0613 Software", "0613"),
        ),
        *(("http://data.europa.eu/snb/isced-f/0613", "0613"), ("ISCED-F 2013: 0541", "0541"), ("Informatik", "06")),
        *(("999", ""), ("9999", ""), ("42", ""), ("20", ""), ("astrology", ""), (None, ""), (True, "")),
    ],
)
def test_subject(value: Any, code: str) -> None:
    assert said.subject(value) == code


@pytest.mark.parametrize(
    ("value", "level"),
    [
        ("Beginner / Intermediate", "introductory"),
        ("EQF 6", "intermediate"),
        ("Fortgeschritten", "advanced"),
        ("?", ""),
        (3, ""),
    ],
)
def test_level(value: Any, level: str) -> None:
    assert said.level(value) == level


@pytest.mark.parametrize(
    ("value", "url"),
    [
        *(
            ("/courses/1", "https://a.example/courses/1"),
            ("https://b.example/x?a=1&amp;b=2", "https://b.example/x?a=1&b=2"),
        ),
        *(({"@id": "https://b.example"}, "https://b.example"), (["", {"contentUrl": "c"}], "https://a.example/c")),
        *(
            ("javascript:alert(1)", ""),
            ("https://me:pw@b.example/", ""),
            ("http://[bad", ""),
            ("a b", ""),
            ("data:x", ""),
        ),
        *(("https://b.example/" + "x" * 2000, ""), ("https://b.example:99999/", ""), (None, ""), (7, "")),
    ],
)
def test_address(value: Any, url: str) -> None:
    assert said.address(value, "https://a.example/feed") == url


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("中国大学课程,力学".encode("gb18030"), "中国大学课程,力学"),
        ("Künstliche Intelligenz für Übermütige".encode("cp1252"), "Künstliche Intelligenz für Übermütige"),
        ("Été à l'école".encode("utf-8-sig"), "Été à l'école"),
        ("Été".encode("utf-16"), "Été"),
        ("Été".encode(), "Été"),
    ],
)
def test_decoded(data: bytes, text: str) -> None:
    assert said.decoded(data) == text


def test_a_bomb_is_unpacked_no_further_than_one_wants_to_read() -> None:
    packed = gzip.compress(b"x" * 100_000)

    assert len(said.unpacked(packed, most=1000)) == 1000
    assert (said.unpacked(b"title,url", most=3), said.unpacked(b"\x1f\x8bjunk", most=9)) == (b"title,url", b"")


def test_yes_or_no() -> None:
    assert [said.yes_or_no(each) for each in ("Ja", "0", 1, False, "perhaps", None)] == [
        True,
        False,
        True,
        False,
        None,
        None,
    ]


def test_many() -> None:
    assert said.many("a; b|c\nd, e") == ["a", "b", "c", "d, e"]
    assert said.many([1, None, "", {}]) == [1]
    assert (said.many({"a": 1}), said.many(None), said.many("[broken")) == ([{"a": 1}], [], ["[broken"])
