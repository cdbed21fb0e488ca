"""Anyone can have the whole catalogue as files; a spreadsheet is never given a formula; a crawler costs nothing."""

import csv
import gzip
import io
from datetime import timedelta

import pytest

from xingtan.catalog import public as catalog
from xingtan.catalog.tests import factories
from xingtan.federation.open_data import tasks
from xingtan.federation.open_data.adapters import sitemaps, tables
from xingtan.federation.open_data.models import DataFile
from xingtan.kernel import files
from xingtan.kernel.archives import parse_xml

pytestmark = pytest.mark.django_db
NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def table(kind: str) -> bytes:
    return files.read(DataFile.objects.filter(kind=kind).latest("made_at").digest)


def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(gzip.decompress(table("csv")).decode())))


def test_table_has_every_course_that_is_shown(apricot, now):
    factories.published(
        apricot,
        title={"zh-hans": "地图", "en": 'Maps, "charts"'},
        languages=["en", "zh-hans"],
        subject=factories.subject(),
        workload_hours="12.5",
        teachers=[{"name": "Grace Hopper"}],
    )
    factories.draft(apricot, "secret")

    count = tasks.make(now=now)

    (row,) = rows()
    assert count == 1
    assert (row["title"], row["title_language"], row["languages"]) == ('Maps, "charts"', "en", "en | zh-hans")
    assert (row["university"], row["university_country"], row["subject"]) == ("Apricot University", "CN", "0532")
    assert (row["url"], row["workload_hours"], row["is_free"]) == (
        "http://localhost:8000/courses/apricot/maps/",
        "12.5",
        "true",
    )


def test_parquet_says_the_same(apricot, now):
    from pyarrow import parquet

    factories.published(apricot, title={"en": "Maps"}, languages=["en", "fr"], workload_hours="12.5")

    tasks.make(now=now)

    (row,) = parquet.read_table(io.BytesIO(table("parquet"))).to_pylist()
    assert (row["title"], row["languages"], row["workload_hours"]) == ("Maps", ["en", "fr"], 12.5)
    assert row["starts_on"] is None
    assert row["changed_at"].tzinfo


def test_parquet_is_written_in_groups(apricot, now, monkeypatch):
    from pyarrow import parquet

    monkeypatch.setattr(tables, "ROWS_A_GROUP", 2)
    monkeypatch.setattr("xingtan.federation.open_data.queries.BATCH", 2)
    for number in range(5):
        factories.published(apricot, f"course-{number}")

    tasks.make(now=now)

    assert parquet.ParquetFile(io.BytesIO(table("parquet"))).metadata.num_row_groups == 3
    assert [each["page"][-9:-1] for each in rows()] == [f"course-{number}" for number in range(5)]


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_spreadsheet_is_given_no_formula(evil):
    assert tables.cell(evil) == f"'{evil}"
    assert tables.cell([evil, "x"]) == f"'{evil} | x"


def test_new_files_take_the_place_of_old_ones(apricot, now):
    factories.published(apricot)
    for days in range(9):
        factories.published(apricot, f"day-{days}")
        tasks.make(now=now + timedelta(days=days))

    kept = DataFile.objects.filter(kind="csv").order_by("made_at")
    assert [each.rows for each in kept] == [4, 5, 6, 7, 8, 9, 10]
    assert DataFile.objects.filter(kind="sitemap").count() == 1
    assert all(files.exists(each.digest) for each in DataFile.objects.all())


def test_same_catalogue_gives_the_same_bytes(apricot, now):
    factories.published(apricot)

    for _ in range(2):
        tasks.make(now=now)

    assert DataFile.objects.count() == 3
    assert all(files.exists(each.digest) for each in DataFile.objects.all())


@pytest.mark.parametrize("count", [1, 3])
def test_page_lists_the_files(count, browse, apricot, now, django_assert_num_queries):
    factories.published(apricot)
    for days in range(count):
        tasks.make(now=now + timedelta(days=days))

    with django_assert_num_queries(1):
        page = browse().get("/data/")

    assert page.text.count(".csv.gz</a></td>") == count
    assert "CC0-1.0" in page.text


def test_file_is_found_by_its_name_and_the_newest_always_at_one_address(browse, apricot, now):
    factories.published(apricot)
    tasks.make(now=now)
    name = f"courses-{now:%Y-%m-%d}.csv.gz"

    for address in (f"/data/{name}", "/data/courses.csv.gz", "/data/courses.parquet"):
        assert browse().get(address)["Location"].startswith("http://localhost:8001/f/")
    for address in ("/data/courses.exe", "/data/sitemap-1.xml.gz", "/sitemaps/courses.csv.gz", "/sitemaps/x"):
        assert browse().get(address).status_code == 404


def test_search_engines_find_every_course(browse, apricot, now, monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST", 100)
    for number in range(3):
        factories.published(apricot, f"course-{number}")
    gone = factories.published(apricot, "gone")
    catalog.withdraw_course(course=gone, by=None)
    tasks.make(now=now)

    index = parse_xml(browse().get("/sitemap.xml").content)
    found = []
    for each in index.iterfind(".//s:loc", NS):
        answer = browse().get(each.text.removeprefix("http://localhost:8000"))
        page = parse_xml(gzip.decompress(b"".join(answer.streaming_content)))
        found += [each.text for each in page.iterfind(".//s:loc", NS)]

    assert [each for each in found if "/courses/" in each] == [
        f"http://localhost:8000/courses/apricot/course-{number}/" for number in range(3)
    ]
    assert "http://localhost:8000/universities/apricot/" in found
    assert len(found) == len(set(found))


def test_crawler_that_has_it_is_not_given_it_again(browse, apricot, now):
    factories.published(apricot)
    tasks.make(now=now)
    first = browse().get("/sitemaps/sitemap-1.xml.gz")
    b"".join(first.streaming_content)

    again = browse().get("/sitemaps/sitemap-1.xml.gz", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304


def test_site_without_files_says_so(browse, db):
    assert "No files yet" in browse().get("/data/").text
    assert parse_xml(browse().get("/sitemap.xml").content).findall("s:sitemap", NS) == []


def test_crawlers_are_told_what_to_leave_alone(browse, db):
    said = browse().get("/robots.txt").text

    assert "Disallow: /explore/?\n" in said
    assert "Sitemap: http://localhost:8000/sitemap.xml\n" in said


def test_operator_has_them_made_now(browse, apricot, operator, kofi, tasks_now):
    factories.published(apricot)

    assert browse(kofi).post("/data/making/").status_code == 404
    assert "Make them now" not in browse(kofi).get("/data/").text
    made = browse(operator).post("/data/making/")

    assert made["Location"].startswith("/jobs/")
    assert DataFile.objects.filter(kind="csv").get().rows == 1
