"""A registrar hands a table in, says what its columns are, sees what it would change, and takes it in."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from xingtan.jobs import public as jobs
from xingtan.kernel import files
from xingtan.learning import public as learning
from xingtan.notices import public as notices
from xingtan.people import public as people
from xingtan.rosters import actions
from xingtan.rosters.models import Candidate, ColumnMap, Doubt, Roster, Sourced

pytestmark = pytest.mark.django_db
URL = "/u/apricot/rosters/"
TABLE = """Matrikelnummer;Vorname;Nachname;E-Mail;Rolle;Fachbereich;Gruppe;Kursname;Beginn;Ende
1;Änne;Groß;aenne@apricot.example;Student;Physik;PHY-A;Optik;17.02.2026;30.06.2026
2;Bo;Li;bo@apricot.example;student;Physik;PHY-A;Optik;17.02.2026;30.06.2026
9;Tara;Teacher;tara@apricot.example;Dozentin;Physik;PHY-A;Optik;17.02.2026;30.06.2026
"""
COLUMNS = {
    "id": "0",
    "given": "1",
    "family": "2",
    "email": "3",
    "role": "4",
    "department": "5",
    "class_code": "6",
    "course_title": "7",
    "starts_on": "8",
    "ends_on": "9",
    "stands": "student",
}


def upload(client: Any, data: bytes, name: str = "list.csv") -> Any:
    return client.post(URL, {"file": SimpleUploadedFile(name, data), "language": "fr"})


def run_jobs(roster: Roster) -> Roster:
    roster.refresh_from_db()
    jobs.run(str(roster.taking_job or roster.job))
    return Roster.objects.select_related("university").get(pk=roster.pk)


def taken(client: Any, table: str = TABLE, encoding: str = "cp1252", **more: str) -> Roster:
    upload(client, table.encode(encoding))
    roster = Roster.objects.latest("pk")
    assert client.post(f"{URL}{roster.uid}/columns/", {**COLUMNS, **more}).status_code == 303
    run_jobs(roster)
    client.post(f"{URL}{roster.uid}/taking/", {"meant": "on"})
    return run_jobs(roster)


def test_table_is_handed_in_guessed_confirmed_and_taken_in(browse, kofi, apricot):
    client = browse(kofi)

    answer = upload(client, TABLE.encode("cp1252"))

    roster = Roster.objects.get()
    assert answer["Location"] == f"{URL}{roster.uid}/columns/"
    form = client.get(answer["Location"]).context["form"]
    assert {name: form.initial[name] for name in COLUMNS} == COLUMNS
    answer = client.post(answer["Location"], COLUMNS)
    assert answer["Location"] == f"{URL}{roster.uid}/"
    roster = run_jobs(roster)
    page = client.get(answer["Location"]).content.decode()
    assert (roster.errors, roster.counts["accounts"]) == (0, {"made": 3, "matched": 0, "doubtful": 0})
    assert "Take it in" in page
    assert "not written in UTF-8" in page
    client.post(f"{URL}{roster.uid}/taking/")
    roster = run_jobs(roster)
    assert roster.taken_at
    assert people.Person.objects.get(email="aenne@apricot.example").name == "Änne Groß"
    assert learning.Enrollment.objects.count() == 2
    assert ColumnMap.objects.get().columns["family"] == "Nachname"
    listed = client.get(f"{URL}people/?role=student").content.decode()
    assert "Änne Groß" in listed
    assert "Tara Teacher" not in listed


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_table_is_read_however_it_is_written(browse, kofi, encoding):
    roster = taken(browse(kofi), encoding=encoding)

    assert roster.result["account"] == {"made": 3}
    assert people.Person.objects.filter(name="Änne Groß").exists()


def test_spreadsheet_is_read(browse, kofi):
    client, book = browse(kofi), openpyxl.Workbook()
    for line in TABLE.splitlines():
        book.active.append(line.split(";"))
    kept = io.BytesIO()
    book.save(kept)

    upload(client, kept.getvalue(), "list.xlsx")
    roster = Roster.objects.get()
    client.post(f"{URL}{roster.uid}/columns/", COLUMNS)

    roster = run_jobs(roster)
    assert (roster.errors, roster.counts["accounts"]["made"]) == (0, 3)


def test_table_that_is_whole_says_who_left(browse, kofi):
    client = browse(kofi)
    taken(client, is_whole="on")

    roster = taken(
        client,
        TABLE.replace("2;Bo;Li;bo@apricot.example;student;Physik;PHY-A;Optik;17.02.2026;30.06.2026\n", ""),
        is_whole="on",
    )

    assert roster.result == {"enrollment": {"gone": 1}, "role": {"gone": 1}, "user": {"gone": 1}}


def test_errors_are_shown_with_their_lines_and_nothing_is_taken_in(browse, kofi):
    client = browse(kofi)
    upload(
        client,
        TABLE.replace("Dozentin", "Jongleur").replace("17.02.2026;30.06.2026\n2", "31.02.2026;30.06.2026\n2").encode(),
    )
    roster = Roster.objects.get()
    client.post(f"{URL}{roster.uid}/columns/", COLUMNS)
    roster = run_jobs(roster)

    page = client.get(f"{URL}{roster.uid}/").content.decode()
    refused = client.post(f"{URL}{roster.uid}/taking/")
    report = client.get(f"{URL}{roster.uid}/report.csv").content.decode()

    assert "There are 2 errors in this roster" in page
    assert (refused.status_code, Sourced.objects.exists()) == (422, False)
    assert "error,list.csv,4,This role is not known.,Jongleur" in report
    assert "error,list.csv,2,This is no date. Write it as 2026-03-01.,31.02.2026" in report


def test_class_of_two_courses_or_terms_is_an_error_with_its_line(browse, kofi):
    client = browse(kofi)
    upload(
        client,
        (TABLE + "3;Cy;Ng;;student;Physik;PHY-A;Akustik;17.02.2026;30.06.2026\n")
        .replace(
            "Bo;Li;bo@apricot.example;student;Physik;PHY-A;Optik;17.",
            "Bo;Li;bo@apricot.example;student;Physik;PHY-A;Optik;18.",
        )
        .encode(),
    )
    roster = Roster.objects.get()
    client.post(f"{URL}{roster.uid}/columns/", COLUMNS)

    run_jobs(roster)

    found = roster.problems.order_by("line").values_list("level", "line", "what", "why")
    assert list(found) == [("error", 3, "other_class", "PHY-A (2)"), ("error", 5, "other_class", "PHY-A (2)")]


def test_table_with_passwords_is_not_even_kept(browse, kofi):
    answer = upload(browse(kofi), TABLE.replace("Fachbereich", "Kennwort").encode())

    assert answer.status_code == 422
    assert "There is a column for passwords" in answer.content.decode()
    assert not Roster.objects.exists()


def test_table_that_is_too_long_is_refused_and_not_cut(browse, kofi, monkeypatch):
    monkeypatch.setattr("xingtan.rosters.adapters.tables.MOST_ROWS", 3)
    client = browse(kofi)
    upload(client, TABLE.encode())
    roster = Roster.objects.get()
    client.post(f"{URL}{roster.uid}/columns/", {**COLUMNS, "is_whole": "on"})

    run_jobs(roster)

    assert list(roster.problems.values_list("level", "line", "what")) == [("error", 4, "too_many")]


def test_files_go_when_their_time_is_over(browse, kofi):
    client = browse(kofi)
    upload(client, (TABLE + ";;;x;;;;;;\n").encode())
    roster = Roster.objects.get()
    client.post(f"{URL}{roster.uid}/columns/", COLUMNS)
    run_jobs(roster)
    digest, brought = roster.digest, roster.brought_at

    assert actions.forget_files(now=brought + timedelta(days=29)) == 0
    assert actions.forget_files(now=brought + timedelta(days=31)) == 1

    roster.refresh_from_db()
    assert (roster.digest, files.exists(digest)) == ("", False)
    assert set(roster.problems.values_list("why", flat=True)) == {""}
    assert actions.forget_files(now=brought + timedelta(days=31)) == 0
    assert client.get(f"{URL}{roster.uid}/columns/").status_code == 422


def test_who_was_nobody_known_is_welcomed_after_the_decision(browse, kofi, ada):
    client, mei = browse(kofi), people.join(email="mei@example.org", name="Mei")
    Sourced.objects.create(
        university=kofi_university(), source="other", kind="user", sourced_id="x", person=mei, identifier="1",
        digest="", seen_at=ada.joined_at,
    )  # fmt: skip
    table = TABLE.replace("aenne@apricot.example", "ada@example.org")
    taken(client, table)
    client.post(f"{URL}doubts/{Doubt.objects.get().uid}/", {"person": "new"})
    taken(client, table)

    row = Sourced.objects.get(kind="user", sourced_id="1", source="table")
    assert (row.is_new, row.person.email) == (True, None)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 50,
        b"%PDF-1.4 x",
        b"PK\x03\x04rubbish",
        bytes(range(256)),
        b'"',
        b"a\n" * 3,
        "学号,姓名\n1,李".encode("gb18030"),
    ],
)
def test_rubbish_is_refused_in_words(browse, kofi, data):
    client = browse(kofi)
    answer = upload(client, data, "x.csv")

    if answer.status_code == 303:
        answer = client.get(answer["Location"])
    assert answer.status_code in (200, 422)
    assert not Sourced.objects.exists()


def test_welcome_is_sent_when_somebody_says_so(browse, kofi, mailoutbox):
    client = browse(kofi)
    roster = taken(client)
    assert not notices.Notice.objects.exists()

    client.post(f"{URL}{roster.uid}/welcome/")

    job = jobs.Job.objects.order_by("-pk").first()
    jobs.run(str(job.uid))
    assert notices.Notice.objects.count() == 3
    assert {each.person.locale for each in notices.Notice.objects.all()} == {"fr"}
    assert client.post(f"{URL}{roster.uid}/welcome/").status_code == 422


def test_doubt_is_decided_by_a_person(browse, kofi, ada):
    client = browse(kofi)
    mei = people.join(email="mei@example.org", name="Mei")
    Sourced.objects.create(
        university=kofi_university(),
        source="other",
        kind="user",
        sourced_id="x",
        person=mei,
        identifier="1",
        digest="",
        seen_at=ada.joined_at,
    )
    table = TABLE.replace("aenne@apricot.example", "ada@example.org")
    roster = taken(client, table)

    assert roster.counts["accounts"] == {"made": 2, "matched": 0, "doubtful": 1}
    assert learning.Enrollment.objects.count() == 1
    doubt = Doubt.objects.get()
    page = client.get(f"{URL}doubts/").content.decode()
    assert "ad…@example.org" in page
    assert client.post(f"{URL}doubts/{doubt.uid}/", {"person": str(kofi.uid)}).status_code == 422
    assert client.post(f"{URL}doubts/{doubt.uid}/", {"person": str(ada.uid)}).status_code == 303
    assert taken(client, table).result == {"user": {"changed": 1}, "role": {"new": 1}, "enrollment": {"new": 1}}
    assert learning.Enrollment.objects.filter(learner=ada).count() == 1
    assert Candidate.objects.count() == 2


def kofi_university() -> Any:
    from xingtan.universities import public as universities

    return universities.University.objects.get(slug="apricot")


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_people_asks_the_same_however_many(browse, kofi, count, django_assert_num_queries):
    client = browse(kofi)
    taken(client, "\n".join(TABLE.splitlines()[: count + 1]) + "\n")
    client.get(f"{URL}people/")

    with django_assert_num_queries(9):
        client.get(f"{URL}people/")


@pytest.mark.parametrize("path", ["", "people/", "doubts/"])
def test_stranger_and_staff_find_nothing(browse, mallory, grace, kofi_of_bamboo, path):
    for person in (mallory, grace, kofi_of_bamboo):
        assert browse(person).get(URL + path).status_code == 404
