"""Files that a job makes: what is in them, and who may take them."""

import csv
import io
from datetime import date, timedelta

import pyarrow.parquet as pq
import pytest

from xingtan.census.public import figures, publications
from xingtan.dashboards.queries.pages import published
from xingtan.dashboards.tests.test_publishing import frozen, table
from xingtan.jobs import public as jobs
from xingtan.kernel import files
from xingtan.teaching.tests import factories as classes
from xingtan.universities import public as universities


@pytest.fixture
def counted(apricot, monkeypatch):
    row = figures.Row("1", "Apricot", 4, 40, 800, 60, 24_000, 1_000, uid=str(apricot.uid))
    days = [figures.Day(date(2026, 3, day), 2, 30 + day, 20) for day in (1, 2)]
    monkeypatch.setattr(figures, "by_university", lambda **_more: [row])
    monkeypatch.setattr(figures, "by_day", lambda university=None, **_more: days if university == 1 else [])


@pytest.fixture
def taught(apricot, grace, now):
    run = classes.a_class(apricot, grace, now - timedelta(days=60), slug="maps")
    for days in (60, 59, 2):
        classes.held(classes.session(run, grace, now - timedelta(days=days)), grace, now - timedelta(days=days - 1))
    return run


def made(client, address, **said):
    answer = client.post(address, said)
    assert answer.status_code == 303
    job = jobs.Job.objects.order_by("-pk").first()
    assert job.get_absolute_url() == answer["Location"]
    jobs.run(str(job.uid))
    job.refresh_from_db()
    assert job.status == "done", job.sentence
    return job


def rows_of(job):
    return list(csv.reader(io.StringIO(files.read(job.result["digest"]).decode())))


def test_days_are_made_a_file(apricot, kofi, browse, counted):
    job = made(browse(kofi), "/u/apricot/numbers/files/", what="days", form="csv")

    assert rows_of(job) == [
        ["day", "lessons", "attendances", "learners"],
        ["2026-03-01", "2", "31", "20"],
        ["2026-03-02", "2", "32", "20"],
    ]
    taken = browse(kofi).get(f"/exports/figures/{job.uid}/")
    assert (taken.status_code, job.result["name"]) == (302, "days-apricot.csv")


def test_every_day_of_every_course_in_both_forms(kofi, browse, taught, now):
    as_csv = made(browse(kofi), "/u/apricot/numbers/files/", what="lessons", form="csv")
    as_parquet = made(browse(kofi), "/u/apricot/numbers/files/", what="lessons", form="parquet")

    found = pq.read_table(io.BytesIO(files.read(as_parquet.result["digest"]))).to_pylist()
    assert [(each["day"], each["course"], each["lessons"]) for each in found] == [
        ((now - timedelta(days=days)).date().isoformat(), "maps", 1) for days in (60, 59, 2)
    ]
    assert [[str(value) for value in each.values()] for each in found] == rows_of(as_csv)[1:]
    assert as_csv.result["rows"] == 3


def test_killed_in_the_middle_it_is_made_from_the_start(kofi, browse, taught):
    browse(kofi).post("/u/apricot/numbers/files/", {"what": "lessons", "form": "csv"})
    job = jobs.Job.objects.order_by("-pk").first()
    jobs.Job.objects.filter(pk=job.pk).update(status="running", starts=1)  # as a kill leaves it

    jobs.run(str(job.uid))

    job.refresh_from_db()
    assert (job.status, len(rows_of(job))) == ("done", 4)


def test_nothing_held_is_a_table_with_a_head(kofi, browse, apricot):
    job = made(browse(kofi), "/u/apricot/numbers/files/", what="lessons", form="parquet")

    assert pq.read_table(io.BytesIO(files.read(job.result["digest"]))).num_rows == 0


@pytest.mark.parametrize("said", [{}, {"what": "people", "form": "csv"}, {"what": "days", "form": "exe"}])
def test_rubbish_makes_nothing(apricot, kofi, browse, said):
    assert browse(kofi).post("/u/apricot/numbers/files/", said).status_code == 404
    assert not jobs.Job.objects.exists()


def test_nobody_takes_what_is_not_theirs(apricot, kofi, mallory, browse, counted):
    assert browse(mallory).post("/u/apricot/numbers/files/", {"what": "days"}).status_code == 404
    job = made(browse(kofi), "/u/apricot/numbers/files/", what="days", form="csv")

    assert browse(mallory).get(f"/exports/figures/{job.uid}/").status_code == 404
    universities.Membership.objects.filter(person=kofi).delete()
    assert browse(kofi).get(f"/exports/figures/{job.uid}/").status_code == 404


@pytest.fixture
def large(monkeypatch, now):
    """A table that no web process makes into another form."""
    monkeypatch.setattr(published, "LARGE", 10)
    return frozen(table(now, "spring"), now)


def test_a_large_revision_is_made_into_other_forms_by_a_job(ada, browse, large):
    assert "This table is large" in browse().get("/census/publications/spring/1/").content.decode()
    assert 'name="form" value="parquet"' in browse(ada).get("/census/publications/spring/1/").content.decode()
    assert browse().post("/census/publications/spring/1/files/", {"form": "json"}).status_code == 303
    job = made(browse(ada), "/census/publications/spring/1/files/", form="sdmx")
    assert job.result["name"] == "spring-1.sdmx.csv"
    assert browse(ada).get(f"/exports/figures/{job.uid}/").status_code == 302
    assert browse(ada).post("/census/publications/spring/1/files/", {"form": "exe"}).status_code == 404


@pytest.mark.parametrize("form", ["sdmx", "json", "parquet"])
def test_asked_for_directly_a_large_revision_leads_to_where_it_is_made(ada, browse, large, monkeypatch, form):
    def refuse(*_row, **_more):
        raise AssertionError("A web process makes no form of a large table.")

    monkeypatch.setattr(publications, "table_of", refuse)

    for client in (browse(), browse(ada)):
        answer = client.get(f"/census/publications/spring/1/table.{form}")
        assert (answer.status_code, answer["Location"]) == (303, "/census/publications/spring/1/")
        assert client.get(answer["Location"]).status_code == 200
    assert not jobs.Job.objects.exists()


def test_the_bytes_of_a_large_revision_are_given_as_they_are(browse, large):
    answer = browse().get("/census/publications/spring/1/table.csv")

    assert b"".join(answer.streaming_content) == large.data
    assert answer["Content-Length"] == str(len(large.data))


def test_programs_have_a_large_revision_made_by_a_job(ada, browse, large):
    at = "/api/v1/census/publications/spring"
    client = browse(ada)

    told = client.get(at).json()["revisions"][0]
    refused = browse().post(f"{at}/revisions/1/files", {"form": "json"}, content_type="application/json")
    answer = client.post(f"{at}/revisions/1/files", {"form": "parquet"}, content_type="application/json")

    assert told["forms"] == {"csv": "/census/publications/spring/1/table.csv"}
    assert told["forms_by_job"] == ["sdmx", "json", "parquet"]
    assert (refused.status_code, answer.status_code) == (401, 202)
    jobs.run(answer.json()["job"])
    assert client.get(answer.json()["file"]).status_code == 302
    wrong = client.post(f"{at}/revisions/1/files", {"form": "exe"}, content_type="application/json")
    assert wrong.status_code == 422
    assert client.post(f"{at}/revisions/9/files", {"form": "csv"}, content_type="application/json").status_code == 404
