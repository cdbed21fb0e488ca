"""What anyone reads of the census: figures, definitions, revisions, tables to take along, charts to embed."""

import io
from datetime import date, timedelta
from hashlib import sha256

import pyarrow.parquet as pq
import pytest

from xingtan.census.public import MEASURES, Publication, Revision, Row, Table, Withdrawal, figures
from xingtan.eventstore import public as eventstore
from xingtan.eventstore.public import UnderWay

SPRING = figures.Totals(
    universities=1454,
    teachers=950_000,
    courses=942_000,
    lessons=7_133_000,
    sections=1_020_000,
    attendances=1_180_000_000,
    learners=31_999_273,
    start=date(2020, 2, 17),
    end=date(2020, 5, 8),
    version="spring",
)


@pytest.fixture(autouse=True)
def nothing_kept():
    """Forget parts that other tests made."""
    from xingtan.kernel.cache import parts

    parts.forget()


@pytest.fixture
def counted(monkeypatch):
    """Let the census have counted the spring of 2020, in a few rows."""

    def row(key, name, attendances, learners, **more):
        return figures.Row(key, name, 10, 100, attendances, learners, attendances * 30, attendances * 2, **more)

    universities = [row(str(n), f"University {n}", 1000 + n, 500 + n, country="CN") for n in range(1, 7)]
    groups = [row("CN", "CN", 9000, 400), row("EE", "EE", 900, 40), row("GH", "GH", 90, 12), row("FJ", "FJ", 9, 3)]
    given = {
        "totals": SPRING,
        "by_day": [figures.Day(date(2020, 3, n), 10, 1000 + n, 500) for n in range(1, 9)],
        "by_university": universities,
        "by_country": groups,
        "by_discipline": [row("07", "Engineering", 5000, 400), row("", "", 500, 40)],
        "by_language": [row("zh-hans", "zh", 5000, 400)],
        "by_platform": [],
        "by_quarter": [figures.Quarter("2020-Q1", "mooc", 14790, 5300, 300, 19790)],
        "retention": [figures.Week(1, 100, 100), figures.Week(2, 90, 80)],
    }
    for name, value in given.items():
        monkeypatch.setattr(figures, name, lambda value=value, **_more: value)


@pytest.fixture
def spring(db, now):
    return Publication.objects.create(
        slug="spring",
        title={"en": "The spring of 2020"},
        measures=["attendances"],
        by=["country"],
        starts_on=date(2020, 2, 17),
        ends_on=date(2020, 5, 8),
        release_at=now - timedelta(days=1),
        made_at=now,
    )


@pytest.fixture
def revise(spring, now):
    def frozen(number, *, china, **facts):
        rows = (
            Row("attendances", ("_T",), {"value": china + 9}),
            Row("attendances", ("CN",), {"value": china}),
            Row("attendances", ("EE",), {"value": 7}),
            Row("attendances", ("FJ",), is_withheld=True),
        )
        content = Table(("country",), rows).csv()
        return Revision.objects.create(
            publication=spring,
            number=number,
            why="first" if number == 1 else "inputs",
            frozen_at=now,
            inputs={},
            inputs_sha256="0" * 64,
            measures={"attendances": {"title": "Attendances", "unit": "attendances"}},
            engine="duckdb",
            content=content,
            sha256=sha256(content).hexdigest(),
            shares={"attendances": {"counted": {"institutions": 2, "value": china + 9}}},
            labels={"country": {"CN": ["China"], "EE": ["Estonia"]}},
            **facts,
        )

    return frozen


def test_nothing_counted_says_what_comes(browse, db):
    shown = browse().get("/census/").content.decode()

    assert "Nothing has been counted yet" in shown
    assert "A lesson is counted some minutes after it was held" in shown


@pytest.mark.parametrize(
    ("under_way", "said"),
    [((3, 0, 0), "3 days wait to be counted. Counting begins every 10 minutes."), ((3, 2, 9), "2 of 9 steps")],
)
def test_what_is_being_counted_is_said_in_place_of_nothing(browse, db, monkeypatch, under_way, said):
    days, done, total = under_way
    monkeypatch.setattr(eventstore, "under_way", lambda: UnderWay(days, done, total, date(2026, 3, 1)))

    shown = browse().get("/census/").content.decode()

    assert said in shown
    assert "Nothing has been counted yet" not in shown


def test_newer_days_are_told_of_beside_the_figures(browse, db, monkeypatch, counted):
    monkeypatch.setattr(eventstore, "under_way", lambda: UnderWay(1, 1, 4, date(2026, 3, 1)))

    shown = browse().get("/census/").content.decode()

    assert "1,180,000,000" in shown
    assert "1 day is being counted." in shown
    assert "All days before 1 March 2026 are counted." in shown


def test_figures_are_in_the_reader_s_numbers(browse, db, counted):
    shown = browse().get("/census/").content.decode()
    in_chinese = browse().get("/census/", headers={"accept-language": "zh-hans"}).content.decode()
    in_arabic = browse().get("/census/", headers={"accept-language": "ar"}).content.decode()

    assert "1,180,000,000" in shown
    assert "1.18 billion" in shown
    assert "11.8亿" in in_chinese
    assert "١٫١٨" in in_arabic


def test_lessons_are_no_attendances_and_have_two_readings(browse, db, counted):
    shown = browse().get("/census/").content.decode()

    assert "If a lesson is a session held, 165 people came to one; if it is a course section, 1,157 did" in shown
    assert '<a href="/census/measures/lessons_by_section/">' in shown


def test_charts_say_what_they_find(browse, db, counted):
    shown = browse().get("/census/").content.decode()

    for finding in (
        "On 8 March 2020 most people came: 1,008 attendances at 10 lessons",
        "Q1 2020: 5,000 MOOCs more; 5,300 joined and 300 left",
        "All was taught in one language: 简体中文",
        "Of those who came in the first week, 80% came in week 2, too",
    ):
        assert finding in shown


def test_what_tells_of_too_few_people_is_left_out_with_another(browse, db, counted):
    shown = browse().get("/census/").content.decode()
    table = browse().get("/census/tables/countries.csv").content.decode()

    # Fiji has three learners; alone it would follow from the total, so Ghana goes, too.
    for hidden in ("Fiji", "Ghana"):
        assert hidden not in shown
    assert [line.split(",")[0] for line in table.splitlines()[1:]] == ["CN", "EE"]


def test_universities_are_compared_with_their_size(browse, db, counted):
    shown = browse().get("/census/universities/?page=rubbish").content.decode()

    assert shown.count('<th scope="row">University ') == 6
    assert shown.index("University 1") < shown.index("University 6")


def test_every_measure_has_a_page_with_its_query(browse, db):
    listed = browse().get("/census/definitions/").content.decode()

    for key, measure in MEASURES.items():
        assert f"/census/measures/{key}/" in listed
        shown = browse().get(f"/census/measures/{key}/").content.decode()
        assert measure.address in shown
        assert "SELECT" in shown
    assert browse().get("/census/measures/nope/").status_code == 404


@pytest.mark.parametrize("key", ["totals", "days", "quarters", "countries", "universities", "weeks"])
def test_tables_can_be_taken_along(browse, db, counted, key):
    csv = browse().get(f"/census/tables/{key}.csv")
    parquet = browse().get(f"/census/tables/{key}.parquet")

    assert csv.headers["Access-Control-Allow-Origin"] == "*"
    head, *rows = csv.content.decode().splitlines()
    read = pq.read_table(io.BytesIO(parquet.content))
    assert read.column_names == head.split(",")
    assert read.num_rows == len(rows)
    assert read.schema.metadata[b"census.version"] == b"spring"
    assert len(browse().get(f"/census/tables/{key}.json").json()["rows"]) == len(rows)


@pytest.mark.parametrize("address", ["tables/nope.csv", "tables/days.exe", "embed/nope/", "publications/nope/"])
def test_what_is_not_there_is_not_there(browse, db, address):
    assert browse().get(f"/census/{address}").status_code == 404


def test_a_chart_can_be_framed_by_anyone_and_runs_nothing(browse, db, counted):
    answer = browse().get("/census/embed/days/")
    page = browse().get("/census/")

    assert answer.headers["Content-Security-Policy"].endswith("frame-ancestors *")
    assert "script" not in answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert not answer.cookies
    assert "<script" not in answer.content.decode()
    assert 'lang="fr"' in browse().get("/census/embed/days/?lang=fr").content.decode()
    assert browse().get("/census/embed/days/?lang=%00rubbish").status_code in (200, 400)


@pytest.mark.parametrize("count", [1, 3])
def test_published_tables_ask_the_same_however_many(browse, spring, revise, count, django_assert_num_queries):
    for number in range(1, count + 1):
        revise(number, china=1000 * number)
    browser = browse()
    browser.get("/census/publications/")

    with django_assert_num_queries(3):
        listed = browser.get("/census/publications/").content.decode()
    with django_assert_num_queries(3):
        shown = browser.get("/census/publications/spring/").content.decode()

    assert f"revision {count}" in listed
    assert shown.count("<code>") >= count
    assert "withheld" in shown
    assert "SHA-256" in shown


def test_a_revision_stays_and_is_taken_as_it_was_frozen(browse, spring, revise):
    old, new = revise(1, china=1000), revise(2, china=2000)

    assert "1,009" in browse().get("/census/publications/spring/1/").content.decode()
    assert "2,009" in browse().get("/census/publications/spring/").content.decode()
    taken = browse().get("/census/publications/spring/1/table.csv")
    assert sha256(taken.content).hexdigest() == old.sha256 != new.sha256
    for form in ("sdmx", "json", "parquet"):
        assert browse().get(f"/census/publications/spring/1/table.{form}").status_code == 200
    assert browse().get("/census/publications/spring/1/table.exe").status_code == 404
    assert browse().get("/census/publications/spring/9/").status_code == 404
    assert browse().get("/census/publications/spring/99999999999999999999/").status_code == 404


def test_differences_are_told(browse, spring, revise):
    revise(1, china=1000)
    revise(2, china=2000)

    shown = browse().get("/census/publications/spring/2/against/1/").content.decode()

    assert "2 cells differ" in shown
    assert "+1,000 (+100%)" in shown
    assert "No cell differs" in browse().get("/census/publications/spring/2/against/2/").content.decode()


def test_too_many_differences_are_not_listed(browse, spring, revise, monkeypatch):
    monkeypatch.setattr("xingtan.dashboards.queries.pages.published.MOST_CHANGES", 1)
    revise(1, china=1000)
    revise(2, china=2000)

    shown = browse().get("/census/publications/spring/2/against/1/").content.decode()

    assert "At least 2 cells differ" in shown
    assert "/census/publications/spring/1/table.csv" in shown


def test_before_its_release_a_table_is_not_there(browse, spring, revise, now, mallory):
    revise(1, china=1000)
    Publication.objects.update(release_at=now + timedelta(days=1))

    assert "The spring of 2020" in browse().get("/census/publications/").content.decode()
    for part in ("", "1/", "1/table.csv", "1/against/1/"):
        assert browse().get(f"/census/publications/spring/{part}").status_code == 404
        assert browse(mallory).get(f"/census/publications/spring/{part}").status_code == 404
    assert browse().get("/api/v1/census/publications/spring").status_code == 404


def test_a_withdrawn_revision_says_why(browse, spring, revise, now):
    revise(1, china=1000)
    Withdrawal.objects.create(revision=revise(2, china=2000), at=now, reason="A platform was counted twice.")

    assert "A platform was counted twice." in browse().get("/census/publications/spring/2/").content.decode()
    assert "1,009" in browse().get("/census/publications/spring/").content.decode()


def test_programs_read_the_same(browse, counted, spring, revise):
    revise(1, china=1000)
    browser = browse()

    assert browser.get("/api/v1/census/figures").json()["attendances"] == 1_180_000_000
    assert len(browser.get("/api/v1/census/tables/days").json()["rows"]) == 8
    assert browser.get("/api/v1/census/tables/nope").status_code == 404
    assert len(browser.get("/api/v1/census/measures").json()) == len(MEASURES)
    assert browser.get("/api/v1/census/measures/lessons").json()["address"] == "lessons@1"
    assert browser.get("/api/v1/census/publications").json()[0]["slug"] == "spring"
    told = browser.get("/api/v1/census/publications/spring").json()
    assert told["revisions"][0]["forms"]["csv"] == "/census/publications/spring/1/table.csv"


def test_a_tiny_site_tells_of_nobody(browse, db, counted, monkeypatch):
    tiny = figures.Totals(1, 1, 1, 2, 1, 3, 2, date(2026, 3, 1), date(2026, 3, 2), "tiny")
    monkeypatch.setattr(figures, "totals", lambda **_more: tiny)

    shown = browse().get("/census/").content.decode()

    assert shown.count("fewer than 5") == 2
    assert browse().get("/api/v1/census/figures").json()["learners"] is None


def test_measure_leads_to_the_revisions_it_stands_in(browse, spring, revise, now):
    revise(1, china=1000)
    Withdrawal.objects.create(revision=revise(2, china=1100), at=now, reason="In doubt.")

    shown = browse().get("/census/measures/attendances/").content.decode()
    other = browse().get("/census/measures/lessons/").content.decode()

    assert shown.index("/census/publications/spring/2/") < shown.index("/census/publications/spring/1/")
    assert shown.count("Withdrawn") == 1
    assert "In no table yet." in other


@pytest.mark.parametrize("count", [1, 3])
def test_measure_asks_the_same_however_often_it_was_published(browse, revise, count, django_assert_num_queries):
    for number in range(1, count + 1):
        revise(number, china=1000 + number)

    with django_assert_num_queries(2):
        browse().get("/census/measures/attendances/")


def test_measure_does_not_tell_of_what_is_under_embargo(browse, spring, revise, now):
    revise(1, china=1000)
    Publication.objects.update(release_at=now + timedelta(days=1))

    assert "In no table yet." in browse().get("/census/measures/attendances/").content.decode()
