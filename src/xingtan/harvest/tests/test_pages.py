"""The pages of those who look after platforms."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from xingtan.catalog import public as catalog
from xingtan.harvest import actions, adapters, tasks
from xingtan.harvest.models import Feed, Hold, Sheet
from xingtan.harvest.registry import Bad, Page
from xingtan.harvest.tests.factories import NOW, Fake, course, fake, feed, platform
from xingtan.jobs import public as jobs
from xingtan.people.public import Person

pytestmark = pytest.mark.django_db
Browse = Callable[..., Client]


@pytest.fixture
def source() -> Fake:
    return fake()


@pytest.fixture
def contact(ada: Person) -> Person:
    catalog.platforms.name_contact(platform=platform(), email=ada.email or "", by=None, now=NOW)
    return ada


def test_a_coordinator_registers_a_platform_and_sets_a_feed_up(
    source: Fake, browse: Browse, coordinator: Person, ada: Person
) -> None:
    client = browse(coordinator)
    facts = {
        "name": "Terrace",
        "slug": "terrace",
        "country": "ee",
        "website": "https://terrace.example",
        "tier": "lead",
    }

    client.post("/harvest/new-platform/", {**facts, "joined_on": "2020-02-02"})
    client.post("/harvest/platforms/terrace/contacts/", {"email": ada.email})
    offered = client.get("/harvest/platforms/terrace/feeds/").content.decode()
    client.post("/harvest/platforms/terrace/feeds/?format=fake", {"url": "https://terrace.example/f", "hours": 12, "is_on": "on", "option-set": "math"})  # fmt: skip

    made = catalog.Platform.objects.get()
    assert (str(made.name), made.country, made.tier) == ("Terrace", "EE", "lead")
    assert [each.person for each in made.contacts.select_related("person")] == [ada]
    assert "Fake" in offered
    mine = Feed.objects.get()
    assert (mine.format, mine.hours, mine.options) == ("fake", 12, {"set": "math"})
    assert "https://terrace.example/f" in client.get("/harvest/platforms/terrace/").content.decode()
    assert (
        client.post(f"/harvest/feeds/{mine.uid}/facts/", {"url": "https://terrace.example/g", "hours": 6}).status_code
        == 303
    )
    mine.refresh_from_db()
    assert (mine.url, mine.is_on, mine.options) == (
        "https://terrace.example/g",
        False,
        {"set": "math"},
    ) or mine.options == {}


def test_an_address_that_is_taken_is_said(browse: Browse, coordinator: Person) -> None:
    platform()
    facts = {"name": "T", "slug": "terrace", "country": "EE", "website": "https://t.example", "tier": "lead", "joined_on": "2020-02-02"}  # fmt: skip

    answer = browse(coordinator).post("/harvest/new-platform/", {**facts, "left_on": "2020-02-03"})

    assert answer.status_code == 422
    assert "already a platform" in answer.content.decode()


def test_a_contact_gathers_their_own_and_reads_what_was_left_out(source: Fake, browse: Browse, contact: Person) -> None:
    mine = feed(catalog.Platform.objects.get())
    source.pages = [Page(found=[course(1)], bad=[Bad("line 7", "No id.", "<b>why</b>")], is_last=True)]
    client = browse(contact)

    answer = client.post(f"/harvest/feeds/{mine.uid}/harvests/")

    job = jobs.Job.objects.get()
    assert answer["Location"] == job.get_absolute_url()
    jobs.run(str(job.uid))
    page = client.get(mine.get_absolute_url()).content.decode()
    assert str(mine.harvests.get().uid) in page
    report = client.get(f"/harvest/harvests/{mine.harvests.get().uid}/").content.decode()
    assert "line 7" in report
    assert "&lt;b&gt;why" in report
    assert client.get(f"/harvest/feeds/{mine.uid}/facts/").status_code == 403


def test_a_person_says_whether_courses_are_gone(source: Fake, browse: Browse, contact: Person) -> None:
    mine = feed(catalog.Platform.objects.get())
    for numbers in ([1, 2], []):
        source.pages = [Page(found=[course(each) for each in numbers], is_last=True, covers_all=True)]
        jobs.run(str(tasks.start(feed=mine, by=None).uid))
    client = browse(contact)
    assert "Are these courses gone?" in client.get(mine.get_absolute_url()).content.decode()

    client.post(f"/harvest/holds/{Hold.objects.get().uid}/", {"answer": "gone"})

    assert not catalog.Listing.objects.live().exists()


def test_a_course_by_hand_is_signed_off_by_a_contact(browse: Browse, contact: Person, coordinator: Person) -> None:
    answer = browse(coordinator).post(
        "/harvest/platforms/terrace/course/",
        {"id": "a1", "title": "Herbs", "url": "https://terrace.example/a1", "subject": "0916", "title language": "fr"},
    )
    sheet = Sheet.objects.get()
    assert answer["Location"] == sheet.get_absolute_url()
    address = f"{sheet.get_absolute_url()}signature/"

    refused = browse(coordinator).post(address, {"name": "C", "is_sure": "on"})
    unsure = browse(contact).post(address, {"name": "Ada"})
    signed = browse(contact).post(address, {"name": "Ada Lovelace", "is_sure": "on"})
    again = browse(contact).post(address, {"name": "Ada Lovelace", "is_sure": "on"})

    sheet.refresh_from_db()
    assert (refused.status_code, unsure.status_code, signed.status_code, again.status_code) == (403, 422, 303, 422)
    assert (sheet.signed_by, sheet.signature, sheet.added) == (contact, "Ada Lovelace", 1)
    made = catalog.Course.objects.get()
    assert (made.title, made.subject and made.subject.code) == ({"fr": "Herbs"}, "0916")
    assert catalog.Listing.objects.get().sources["title"][1] == "sheet"


def sheet_file(*rows: list[Any]) -> SimpleUploadedFile:
    book = openpyxl.load_workbook(io.BytesIO(adapters.template()))
    for row in rows:
        book.worksheets[0].append(row)
    kept = io.BytesIO()
    book.save(kept)
    return SimpleUploadedFile("ours.xlsx", kept.getvalue())


def test_the_template_comes_back_filled_in(browse: Browse, contact: Person) -> None:
    client = browse(contact)
    template = client.get("/harvest/courses.xlsx")
    assert template["Content-Disposition"] == 'attachment; filename="courses.xlsx"'

    client.post(
        "/harvest/platforms/terrace/sheets/",
        {"file": sheet_file([7, "Seven", "en", "https://t.example/7"], [7, "Again", "", "x"], [], ["", "No id"])},
    )

    sheet = Sheet.objects.get()
    assert [(each["place"], each["faults"]) for each in sheet.lines] == [
        ("3", []),
        ("4", [["address", "url"], ["twice", "id"]]),
        ("6", [["empty", "id"], ["empty", "url"]]),
    ]
    page = client.get(sheet.get_absolute_url()).content.decode()
    assert "1 of 3 lines can be taken" in page
    actions.sign_off(sheet=sheet, signature="Ada", by=contact, now=NOW)
    assert catalog.Course.objects.count() == 1


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04 no archive", b"\x00\xff\xfe" * 900, b"id,title\n" + b'"' * 9000, b"a" * 1_000_000, "id;title;url\nü;ö;http://x".encode("utf-16")],
)  # fmt: skip
def test_what_is_no_sheet_is_said_or_read_as_far_as_it_goes(browse: Browse, contact: Person, data: bytes) -> None:
    file = SimpleUploadedFile("ours.csv", data)

    answer = browse(contact).post("/harvest/platforms/terrace/sheets/", {"file": file})

    assert answer.status_code in (303, 422)


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_costs_the_same_for_any_number(
    browse: Browse, coordinator: Person, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        feed(platform(f"p{number}"))
    client = browse(coordinator)
    client.get("/harvest/")

    with django_assert_num_queries(9):
        answer = client.get("/harvest/")

    assert f"P{count - 1}" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_a_platform_costs_the_same_for_any_number(
    browse: Browse, operator: Person, django_assert_num_queries: Any, count: int
) -> None:
    here = platform()
    for number in range(count):
        feed(here, url=f"https://t.example/{number}")
        catalog.listings.take_in(platform=here, found=[course(number)], source="x", now=NOW)
        actions.keep_sheet(platform=here, name="s", lines=[], by=operator, now=NOW)
    catalog.platforms.note_checks(
        answered=[], failed=list(catalog.Listing.objects.values_list("pk", flat=True)), now=NOW
    )
    catalog.Listing.objects.update(failed_checks=3)
    client = browse(operator)
    client.get("/harvest/platforms/terrace/")

    with django_assert_num_queries(13):
        answer = client.get("/harvest/platforms/terrace/")

    assert "Pages that do not answer" in answer.content.decode()


def test_nobody_else_finds_any_of_it(source: Fake, browse: Browse, mallory: Person, grace: Person) -> None:
    mine = feed()
    sheet = actions.keep_sheet(platform=mine.platform, name="s", lines=[], by=mallory, now=timezone.now())
    addresses = [
        *("/harvest/new-platform/", "/harvest/platforms/terrace/", "/harvest/platforms/terrace/facts/"),
        *("/harvest/platforms/terrace/feeds/", "/harvest/platforms/terrace/sheets/", "/harvest/platforms/terrace/course/"),
        *(mine.get_absolute_url(), f"{mine.get_absolute_url()}facts/", sheet.get_absolute_url()),
    ]  # fmt: skip
    for who in (None, mallory, grace):
        assert {browse(who).get(each).status_code for each in addresses} == {404}
        assert browse(who).post(f"{mine.get_absolute_url()}harvests/").status_code == 404


def test_the_public_page_says_who_runs_it(browse: Browse, client: Client) -> None:
    catalog.listings.take_in(platform=platform(), found=[course(1)], source="x", now=NOW)

    assert "Pines" in client.get("/platforms/terrace/").content.decode()
