"""The API: what a program can do, and what it may not."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from xingtan.timetables.models import Feed, Intake, Term
from xingtan.timetables.tests import factories
from xingtan.timetables.tests.factories import table

M1 = "M1,Mon,08:00,09:40,1-2,A1,both"
TERMS = "/api/v1/universities/apricot/terms"


@pytest.fixture
def call(browse):
    """Call the API as somebody."""

    def called(person, method, url, said=None):
        browser = browse(person)
        kind = {"content_type": "application/json"} if method != "get" else {}
        return getattr(browser, method)(url, json.dumps(said) if said is not None and kind else said, **kind)

    return called


def test_a_timetable_is_brought_and_planned(term, maths, kofi, browse, call):
    made = browse(kofi).post(f"{TERMS}/{term.uid}/intakes", {"file": SimpleUploadedFile("all.csv", table(M1))})
    assert made.status_code == 201
    factories.look(Intake.objects.get())
    url = f"/api/v1/universities/apricot/timetables/{made.json()['uid']}"

    found = call(kofi, "get", url).json()
    assert (found["state"], found["counts"]["new"], found["problems"]) == ("read", 2, [])
    assert call(kofi, "put", f"{url}/plan").status_code == 202
    factories.look(Intake.objects.get())
    assert call(kofi, "get", url).json()["state"] == "planned"
    assert call(kofi, "put", f"{url}/plan").status_code == 422


def test_ones_calendar_is_listed(term, maths, kofi, ada, call):
    factories.planned(term, table(M1), kofi)

    found = call(ada, "get", "/api/v1/me/calendar?first=2026-03-01&last=2026-03-08").json()

    assert [(each["code"], each["starts_at"], each["is_lead"]) for each in found] == [
        ("M1", "2026-03-02T00:00:00Z", False)
    ]
    for wrong in ("first=2026-03-01&last=2026-02-01", "first=0001-01-01&last=9999-12-31"):
        assert call(ada, "get", f"/api/v1/me/calendar?{wrong}").status_code == 422


def test_terms_are_listed_and_added(term, kofi, grace, call):
    said = {"title": {"en": "Autumn"}, "starts_on": "2026-09-01", "ends_on": "2027-01-15"}

    assert call(kofi, "post", TERMS, said).json()["first_monday"] == "2026-08-31"
    assert [each["title"]["en"] for each in call(grace, "get", TERMS).json()] == ["Autumn", "Spring 2026"]
    assert call(grace, "post", TERMS, said).status_code == 404
    assert call(kofi, "post", TERMS, {**said, "ends_on": "2026-08-01"}).status_code == 422
    assert Term.objects.count() == 2


def test_clashes_are_listed(term, maths, physics, kofi, call):
    factories.planned(term, table(M1, "P1,Mon,09:00,10:00,1,A1,both"), kofi)

    found = call(kofi, "get", f"{TERMS}/{term.uid}/clashes").json()

    assert {(each["kind"], each["who"], each["people"], each["times"]) for each in found} == {
        ("room", "A1", 1, 1),
        ("student", "", 1, 1),
    }


def test_an_address_is_made_and_forgotten(ada, call):
    assert "/calendar/feeds/" in call(ada, "put", "/api/v1/me/calendar/address").json()["url"]
    assert call(ada, "delete", "/api/v1/me/calendar/address").status_code == 204
    assert not Feed.objects.exists()


def test_hours_are_told(ada, call):
    said = {"at": "2030-03-04T02:00:00Z", "minutes": 60, "zones": ["Africa/Accra", "Asia/Shanghai"]}

    found = call(ada, "post", "/api/v1/calendar/hours", said).json()

    assert [(each["zone"], each["minutes_outside"]) for each in found["sites"]] == [
        ("Asia/Shanghai", 0),
        ("Africa/Accra", 60),
    ]
    assert found["alternatives"][0] == "2030-03-04T07:00:00Z"
    for wrong in ({"zones": ["Mars"]}, {"at": "0001-01-01T00:00:00Z"}, {"zones": []}, {"minutes": 0}):
        assert call(ada, "post", "/api/v1/calendar/hours", {**said, **wrong}).status_code == 422


def test_the_board_is_shown_for_a_meeting_and_for_a_session(term, maths, kofi, ada, grace, browse):
    factories.planned(term, table(M1), kofi)
    from xingtan.teaching import public as teaching

    session = teaching.Session.objects.order_by("starts_at").first()
    of_session = reverse("timetables:session-hours", args=(session.uid,))
    page = browse(grace).get(of_session).content.decode()
    # At eight in the morning in Shanghai, Ada in London and Grace in New York should sleep; New York just about may not.
    assert "Europe/London" in page
    assert "outside 07:00 to 22:00" in page
    assert browse(ada).get(of_session).status_code == 404

    url = reverse("timetables:hours")
    asked = {"at": "2030-03-04T02:00", "zone": "UTC", "minutes": "60", "zones": ["Africa/Accra", "Asia/Shanghai"]}
    assert "Better hours" in browse(ada).get(url, asked).content.decode()
    for wrong in ({"at": "9999-12-31T23:59"}, {"at": "x"}, {"zones": ["Mars"]}, {"zone": ""}, {"minutes": "-1"}):
        assert browse(ada).get(url, {**asked, **wrong}).status_code == 422


@pytest.mark.parametrize("who", [None, "mallory", "ada", "kofi_of_bamboo"])
def test_strangers_find_nothing(term, maths, kofi, call, request, who):
    intake = factories.planned(term, table(M1), kofi)
    person = request.getfixturevalue(who) if who else None

    for url in (TERMS, f"{TERMS}/{term.uid}/clashes", f"/api/v1/universities/apricot/timetables/{intake.uid}"):
        assert call(person, "get", url).status_code in (401, 404)
