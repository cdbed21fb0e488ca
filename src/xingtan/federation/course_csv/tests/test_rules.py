"""What stands in which column, and the course in a row."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from xingtan.catalog.registry import Dates, Facts, Institution
from xingtan.federation.course_csv import rules


def read(text: str, columns: str = "", **more: Any) -> tuple[list[Facts], list[tuple[str, str, str]]]:
    description = rules.describe(columns) if columns else None
    courses = list(rules.courses_in(rules.rows_of(text), description, **more))
    bad = [(each.place, each.what, each.why) for course in courses for each in course.bad]
    return [course.facts for course in courses if course.facts], bad


def one(text: str, columns: str = "", **more: Any) -> Facts:
    [found], bad = read(text, columns, **more)
    assert bad == []
    return found


TABLE = """Kurskatalog 2026;;
Nr;Kurstitel;Title;Link;Sprache;Beginn;Ende;Stunden;Lehrende;Hochschule;Land;Lizenz;Preis;ECTS;Fach;Niveau;Lernziele;Untertitel
7;Gezeiten;Tides;https://mooc.example/7;Deutsch, Englisch;13.01.2026;24.02.2026;"12,5";Jette Jansen;Universität Nordsee|Bamboo Institute;de;CC BY-SA 4.0;0,00 €;2;0532;Einsteiger;"Flut; Ebbe";en
"""
COLUMNS = """
# What stands where
id = Nr
title.de = Kurstitel
title.en: Title
url = Link
languages = Sprache
starts_on = Beginn
ends_on = Ende
workload_hours = Stunden
teachers = Lehrende
institutions = Hochschule
country = Land
licence = Lizenz
is_free = Preis
credits = ECTS
subjects = Fach
level = Niveau
outcomes = Lernziele
captions = Untertitel
kind = "MOOC"
needs_sign_in = "ja"
"""


def test_a_described_table_is_read() -> None:
    assert one(TABLE, COLUMNS) == Facts(
        remote_id="7",
        url="https://mooc.example/7",
        title={"de": "Gezeiten", "en": "Tides"},
        outcomes=({"de": "Flut"}, {"de": "Ebbe"}),
        languages=("de", "en"),
        captions=("en",),
        subjects=("0532",),
        level="introductory",
        workload_hours=Decimal("12.5"),
        institutions=(
            Institution(name={"de": "Universität Nordsee"}, country="DE"),
            Institution(name={"de": "Bamboo Institute"}),
        ),
        teachers=("Jette Jansen",),
        licence="CC-BY-SA-4.0",
        kind="mooc",
        is_free=True,
        needs_sign_in=True,
        credits=Decimal(2),
        dates=(Dates(starts_on=date(2026, 1, 13), ends_on=date(2026, 2, 24)),),
    )


def test_headings_are_guessed_in_several_languages() -> None:
    chinese = one(
        "课程名称,链接,授课语言,学时,主讲教师,开课学校,开课时间\n力学,https://mooc.example/1,中文,32学时,李老师,杏大学,2026年3月1日\n"
    )
    english = one(
        "Course Title (en),Title_fr,Course URL,Hours per week,Weeks,Free\nMaps,Cartes,https://mooc.example/2,3,6,yes\n"
    )

    assert (chinese.title, chinese.languages, chinese.workload_hours) == ({"zh": "力学"}, ("zh",), Decimal(32))
    assert (chinese.teachers, chinese.dates) == (("李老师",), (Dates(starts_on=date(2026, 3, 1)),))
    assert chinese.institutions == (Institution(name={"zh": "杏大学"}),)
    assert (english.title, english.workload_hours, english.is_free) == (
        {"en": "Maps", "fr": "Cartes"},
        Decimal(18),
        True,
    )
    assert english.remote_id == "https://mooc.example/2"


def test_an_address_is_made_of_a_column_and_a_column_has_a_number() -> None:
    found = one("Maps,a/b c\n", 'title = #1\nurl = "https://mooc.example/c/{#2}?x=1"\nid = #2', language="en")

    assert (found.url, found.remote_id, found.title) == (
        "https://mooc.example/c/a%2Fb%20c?x=1",
        "a/b c",
        {"en": "Maps"},
    )


def test_the_table_of_another_xingtan_is_read_without_its_partners_courses() -> None:
    text = (
        "uid,url,page,title,title_language,titles,languages,university,university_country,partners,is_free,platform\n"
        '7,https://a.example/7,x,Maps,en,"{""en"": ""Maps"", ""zh-hans"": ""地图""}",en;fr,Apricot,CN,Bamboo; Cedar,true,\n'
        '8,https://b.example/8,x,Tides,en,"{""en"": ""Tides""}",en,Apricot,CN,,true,icourse\n'
    )

    found = one(text)

    assert (found.remote_id, found.title, found.languages) == ("7", {"en": "Maps", "zh-hans": "地图"}, ("en", "fr"))
    assert [(each.name, each.country) for each in found.institutions] == [
        ({"en": "Apricot"}, "CN"),
        ({"en": "Bamboo"}, ""),
        ({"en": "Cedar"}, ""),
    ]


def test_an_agreed_order_of_dates() -> None:
    text = "title,url,start\nMaps,/1,03/04/2026\n"

    assert one(text, order="mdy", base="https://a.example").dates == (Dates(starts_on=date(2026, 3, 4)),)
    assert read(text, base="https://a.example")[1] == [
        ("line 2, start", "This date cannot be read, or could be two different days.", "03/04/2026")
    ]


def test_every_problem_is_said_by_line_and_column() -> None:
    found, bad = read(
        "title;url;language;level;hours;free;licence;start;end;subject;credits;certificate\n"
        "Maps;https://a.example/1;Klingon;odd;much;perhaps;mine;0000-00-00;;astrology;many;x\n"
        ";https://a.example/2;;;;;;;;;;\n"
        "Tides;nowhere to go;;;;;;;;;;\n"
        "Late;https://a.example/4;en;;;;;2026-05-01;2026-04-01;;;\n"
        "Cut\n"
        f"Long;https://a.example/{'x' * 500};;;;;;;;;;\n"
        "Free;https://a.example/6;en;beginner;3;no;MIT;2026-05-01;2026-06-01;06;2;\n"
    )

    assert [facts.title for facts in found] == [{"und": "Maps"}, {"en": "Late"}, {"en": "Free"}]
    assert (
        bad
        == [
            ("line 2, language", "This language is not known.", "Klingon"),
            ("line 2, level", "This level is not known.", "odd"),
            ("line 2, licence", "This licence is not known.", "mine"),
            ("line 2, subject", "This is no field of ISCED-F 2013 that we know.", "astrology"),
            ("line 2, hours", "This is no number of hours in all.", "much"),
            ("line 2, free", "This is neither yes nor no.", "perhaps"),
            ("line 2, credits", "This is no number.", "many"),
            ("line 2, start", "This date cannot be read, or could be two different days.", "0000-00-00"),
            ("line 3, title", "The course has no title.", ""),
            ("line 4, url", "The course has no address to go to.", "nowhere to go"),
            ("line 5, end", "The course ends before it starts; the end is left out.", "2026-04-01"),
            ("line 6", "This line has far fewer cells than there are headings.", "Cut"),
            ("line 7", "The name by which the course is known is too long.", f"https://a.example/{'x' * 82}"),
        ]
        or bad
    )


@pytest.mark.parametrize(
    ("text", "columns", "missing"),
    [
        ("Kurs;Adresse\nx;y\n", "title = Titel\nurl = Adresse", "Titel"),
        ("Name;Was\nx;y\n", "", "url"),
        ("a;b\nx;y\n", "", "title"),
        ("", "", "title"),
    ],
)
def test_a_missing_column_is_named(text: str, columns: str, missing: str) -> None:
    with pytest.raises(rules.MissingColumn) as raised:
        read(text, columns)

    assert raised.value.args == (missing,)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("title", "Write a field, an equals sign and a column."),
        ("title =", "Write a field, an equals sign and a column."),
        ("colour = Farbe", "There is no field “colour”."),
        ("title.klingon = x", "“title” cannot be in the language “klingon”."),
        ("url.de = x", "“url” cannot be in the language “de”."),
    ],
)
def test_what_is_not_understood_is_said(line: str, what: str) -> None:
    with pytest.raises(rules.NotUnderstood) as raised:
        rules.describe(f"\n{line}")

    assert raised.value.args == (2, what)


def test_a_description_is_written_as_it_is_read() -> None:
    description = rules.describe(COLUMNS)

    assert rules.describe(rules.written(description)) == description


def test_every_field_is_known_by_its_own_name_and_every_heading_means_one() -> None:
    guessed = rules.guess(list(rules.FIELDS))

    assert guessed.columns == {(name, ""): name for name in rules.FIELDS}


def test_changed_at_and_picture() -> None:
    found = one(
        "title,url,image,updated,type\nMaps,/1,/p.png,2026-03-01T10:00:00Z,course\n", base="https://a.example/x.csv"
    )

    assert (found.picture_url, found.changed_at) == ("https://a.example/p.png", datetime(2026, 3, 1, 10, tzinfo=UTC))
    assert found.kind == "other"
