"""Pages, exports and the API: every state is an address, and each says that nothing here is endorsed."""

import csv
import io
import json
import re
from datetime import timedelta

import pytest
from django.utils.dateparse import parse_datetime

from xingtan.directory import actions, queries
from xingtan.directory.models import Report, Solution, Step, Version
from xingtan.directory.tests import factories

pytestmark = pytest.mark.django_db

GIVEN = ("list.json", "table.csv", "feed.rss", "feed.atom")


@pytest.fixture
def wangari(db):
    return factories.coordinator()


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_as_much_for_many_as_for_one(browse, now, count, django_assert_num_queries):
    for number in range(count):
        factories.listed(f"Number {number}", offline="full", now=now)
    browser = browse()
    browser.get("/solutions/")

    with django_assert_num_queries(6):
        page = browser.get("/solutions/?offline=yes").text

    assert page.count('class="entry"') == count
    assert str(queries.NOTE)[:40] in page


@pytest.mark.parametrize("count", [1, 3])
def test_desk_asks_as_much_for_many_as_for_one(browse, wangari, now, count, django_assert_max_num_queries):
    for number in range(count):
        actions.report(solution=factories.submitted(f"Number {number}", now=now), body="No.", person=None, now=now)
        factories.listed(f"Old {number}", now=now - timedelta(days=600))
    browser = browse(wangari)
    browser.get("/solutions/desk/")

    with django_assert_max_num_queries(22):
        page = browser.get("/solutions/desk/").text

    assert page.count("Number ") == count


def test_choices_are_addresses_and_so_is_the_day(browse, now):
    gone = factories.listed("Gone", languages=["fr"], offline="full", now=now - timedelta(days=9))
    factories.delisted(gone, now=now - timedelta(days=3))
    day = (now - timedelta(days=5)).date().isoformat()
    query = f"offline=yes&language=fr&price=free&on={day}"

    page = browse().get(f"/solutions/?{query}").text
    assert "Gone" in page
    assert "The list as it stood on" in page
    assert f"/solutions/gone/?on={day}" in page
    assert "Gone" not in browse().get("/solutions/").text
    said = json.loads(browse().get(f"/solutions/list.json?{query}").content)
    assert (said["on"], said["count"], said["solutions"][0]["status"]) == (day, 1, "listed")
    assert said["query"] == {"offline": "yes", "language": "fr", "price": "free"}


@pytest.mark.parametrize("day", ["tomorrow", "2020-13-45", "9999-01-01", "0001-01-01", "２０２０"])
def test_day_that_is_none_is_said(browse, now, day):
    factories.listed(now=now)

    page = browse().get(f"/solutions/?on={day}")
    assert (page.status_code, "That is no day up to today" in page.text, "Lantern" in page.text) == (422, True, True)
    assert {browse().get(f"/solutions/{name}?on={day}").status_code for name in GIVEN} == {422}
    assert browse().get(f"/solutions/lantern/?on={day}").status_code == 404


def test_every_export_says_that_nothing_is_endorsed(browse, now):
    factories.listed(now=now)

    for name in GIVEN:
        response = browse().get(f"/solutions/{name}")
        assert "Being listed is no endorsement" in response.text, name
        assert "Lantern" in response.text, name
        assert response["Access-Control-Allow-Origin"] == "*"
    assert "Being listed is no endorsement" in browse().get("/solutions/").text
    assert "Being listed is no endorsement" in browse().get("/solutions/lantern/").text


def test_table_holds_no_formula_and_comes_back_as_it_was(browse, now):
    factories.listed(
        "=HYPERLINK(1)", url="https://x.example.org/", operator="@sum", standards=["LTI 1.3", "SCORM 1.2, 2004"],
        evidence=["https://a.example.org/?x=1,2"], summary={"en": "One\nline, two", "ar": "سطر"}, now=now,
    )  # fmt: skip
    response = browse().get("/solutions/table.csv")

    (row,) = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
    assert (row["name"], row["operator"]) == ("'=HYPERLINK(1)", "'@sum")
    from xingtan.directory.rules import tables

    table = tables.read(response.content)
    seen = [
        (outcome, problems)
        for _, outcome, problems in actions.examine(table.rows, known=actions.known_categories(), now=now)
    ]
    assert (table.unknown, seen) == ([], [("unchanged", [])])


def test_feed_begins_with_what_was_listed_last(browse, now):
    factories.listed("Older", now=now - timedelta(days=2))
    factories.listed("Newer", now=now)

    text = browse().get("/solutions/feed.atom").text

    assert text.index("Newer") < text.index("Older")


def test_entry_of_a_past_day_reads_as_it_read_then(browse, wangari, now):
    solution = factories.listed(now=now - timedelta(days=9))
    facts = factories.facts(summary={"en": "Now it costs."}, price="paid")
    actions.describe(solution=solution, facts=facts, by=wangari, why="Their price list.", now=now)
    day = (now - timedelta(days=2)).date()

    assert "brings lessons" in browse().get(f"/solutions/lantern/?on={day}").text
    assert "Now it costs." in browse().get("/solutions/lantern/").text
    history = browse().get("/solutions/lantern/history/").text
    assert "Their price list." in history
    assert "a coordinator" in history
    assert "Wangari" not in history
    assert "Wangari" in browse(wangari).get("/solutions/lantern/history/").text
    assert browse().get(f"/solutions/lantern/?on={day - timedelta(days=30)}").status_code == 404


FORM = {
    "name": "Lanterne",
    "url": "https://lanterne.example.org/",
    "language": "fr",
    "summary": "Des leçons.",
    "categories": ["offline", "self-directed"],
    "languages": "French, en",
    "price": "free",
    "offline": "full",
    "standards": "LTI 1.3; xAPI",
    "evidence": "https://a.example.org/\nhttps://b.example.org/",
}


def test_visitor_proposes_with_an_address(browse):
    browser = browse()

    assert browser.get("/solutions/new/").status_code == 200
    assert browser.post("/solutions/new/", FORM).status_code == 422
    answer = browser.post("/solutions/new/", {**FORM, "email": "wei@example.org"})

    assert (answer.status_code, answer["Location"]) == (303, "/solutions/")
    version = Version.objects.get()
    assert (version.languages, version.summary) == (["fr", "en"], {"fr": "Des leçons."})
    assert (version.standards, len(version.evidence)) == (["LTI 1.3", "xAPI"], 2)
    assert browser.get("/solutions/lanterne/").status_code == 404


def test_wrong_facts_are_said_at_their_field(browse, ada):
    answer = browse(ada).post("/solutions/new/", {**FORM, "url": "javascript:1", "languages": "no tongue at all"})

    assert answer.status_code == 422
    assert "is no address on the web" in answer.text
    assert "We know no language" in answer.text
    assert not Solution.objects.exists()


def test_from_proposal_to_list_by_the_pages(browse, ada, wangari):
    mine = browse(ada).post("/solutions/new/", FORM)["Location"]
    assert "You proposed this" in browse(ada).get(mine).text
    assert "Lanterne" in browse(ada).get("/solutions/mine/").text
    again = browse(ada).post(f"{mine}facts/", {**FORM, "language": "en", "summary": "Lessons.", "why": "English"})
    assert again.status_code == 303
    assert Version.objects.order_by("-number")[0].summary == {"fr": "Des leçons.", "en": "Lessons."}

    desk = browse(wangari)
    assert "Lanterne" in desk.get("/solutions/desk/").text
    assert "Checked: the facts are right" in desk.get(mine).text
    refused = desk.post(f"{mine}steps/", {"status": "listed"})
    assert (refused.status_code, "cannot take that step" in refused.text) == (422, True)
    for status in factories.ON_THE_WAY:
        assert desk.post(f"{mine}steps/", {"status": status}).status_code == 303

    assert "Lanterne" in browse().get("/solutions/?offline=yes&language=fr&price=free").text
    assert browse(ada).get(f"{mine}facts/").status_code == 404
    assert browse(ada).post(f"{mine}steps/", {"status": "delisted", "why": "so"}).status_code == 404


def test_wrong_information_is_reported_and_dealt_with(browse, wangari, now):
    factories.listed(now=now)

    assert browse().post("/solutions/lantern/report/", {"body": ""}).status_code == 422
    assert browse().post("/solutions/lantern/report/", {"body": "It is gone."}).status_code == 303
    assert "It is gone." in browse(wangari).get("/solutions/desk/").text
    uid = Report.objects.get().uid
    assert browse().post(f"/solutions/reports/{uid}/closure/").status_code == 404
    assert browse(wangari).post(f"/solutions/reports/{uid}/closure/").status_code == 303
    assert Report.objects.get().closed_by == wangari


def test_program_lists_proposes_and_judges(browse, ada, wangari, now):
    factories.listed("Other", now=now - timedelta(days=9))
    said = factories.said(offline="peer", languages=["fr"])

    def post(person, address, body):
        return browse(person).post(f"/api/v1{address}", json.dumps(body), content_type="application/json")

    assert post(None, "/solutions", said).status_code == 401
    assert post(ada, "/solutions", {**said, "price": "cheap"}).status_code == 422
    made = post(ada, "/solutions", said)
    assert (made.status_code, made.json()["status"]) == (201, "submitted")
    assert browse().get("/api/v1/solutions/lantern").status_code == 404
    assert post(ada, "/solutions/lantern/steps", {"status": "checked"}).status_code == 404
    assert post(wangari, "/solutions/lantern/steps", {"status": "listed"}).status_code == 422
    for status in factories.ON_THE_WAY:
        assert post(wangari, "/solutions/lantern/steps", {"status": status}).status_code == 204

    found = browse().get("/api/v1/solutions?offline=yes&language=fr&price=free").json()
    assert (found["count"], found["solutions"][0]["name"], found["next_page"]) == (1, "Lantern", None)
    assert "no endorsement" in found["note"]
    past = browse().get(f"/api/v1/solutions?on={(now - timedelta(days=2)).date()}").json()
    assert [each["name"] for each in past["solutions"]] == ["Other"]
    history = browse().get("/api/v1/solutions/lantern/history").json()
    assert [each["status"] for each in history] == ["listed", "reviewed", "checked", "submitted", ""]
    assert parse_datetime(history[0]["at"]) is not None
    assert post(ada, "/solutions/lantern/reports", {"body": "No."}).status_code == 204
    assert len(browse().get("/api/v1/solution-categories").json()) == 10


def test_strange_questions_are_answered(browse, now):
    factories.listed(now=now)
    strange = [
        "q=" + "x" * 10_000,
        "q=%00%27%22%28%2A",
        "category=%27;drop",
        "page=-1",
        "page=99999999999999",
        "language=%20",
    ]

    for query in strange:
        for address in ("/solutions/", "/solutions/list.json", "/solutions/table.csv", "/api/v1/solutions"):
            assert browse().get(f"{address}?{query}").status_code in (200, 400, 422), (address, query)


def test_no_step_is_written_before_it_happens(now):
    solution = factories.listed(now=now)

    assert all(step.at <= step.recorded_at for step in Step.objects.filter(solution=solution))


def test_program_amends_and_reads_an_entry_of_a_past_day(browse, wangari, now):
    factories.listed(now=now - timedelta(days=9))
    body = json.dumps(factories.said(price="paid"))

    answer = browse(wangari).put("/api/v1/solutions/lantern/facts", body, content_type="application/json")

    assert (answer.status_code, answer.json()["price"], answer.json()["version"]) == (200, "paid", 2)
    past = browse().get(f"/api/v1/solutions/lantern?on={(now - timedelta(days=2)).date()}").json()
    assert (past["price"], past["version"]) == ("free", 1)
    assert browse().get(f"/api/v1/solutions/lantern?on={(now - timedelta(days=20)).date()}").status_code == 404


def test_form_says_what_went_wrong_without_losing_words(browse, ada, wangari, now):
    factories.listed(now=now)
    there = browse(ada).post("/solutions/new/", {**FORM, "url": "http://lantern.example.org"})
    same = browse(wangari).get("/solutions/lantern/facts/?language=en")

    assert (there.status_code, "in the directory already" in there.text) == (422, True)
    assert "Lantern brings lessons to a phone." in same.text
    said = {**FORM, "name": "Lantern", "url": "https://lantern.example.org/", "language": "en", "languages": "en"}
    said |= {"summary": "Lantern brings lessons to a phone.", "categories": "self-directed", "offline": "none"}
    again = browse(wangari).post("/solutions/lantern/facts/", {**said, "standards": "", "evidence": ""})
    assert (again.status_code, "says what the entry says already" in again.text) == (422, True)


def test_operator_reads_the_tables(browse, operator, now):
    factories.listed(now=now)

    for name in ("solution", "report", "intake", "category"):
        assert browse(operator).get(f"/admin/directory/{name}/").status_code == 200
    key = Solution.objects.get().pk
    assert "Lantern" in browse(operator).get(f"/admin/directory/solution/{key}/change/").text


def test_history_leads_to_days_on_which_the_entry_was_listed(browse, now):
    solution = factories.submitted(now=now - timedelta(days=9))
    factories.delisted(solution, now=now - timedelta(days=2))
    listed_at = now - timedelta(days=5)
    Step.objects.create(solution=solution, status="listed", at=listed_at, recorded_at=now)

    page = browse().get("/solutions/lantern/history/").text

    days = set(re.findall(r"\?on=([0-9-]+)", page))
    assert days == {listed_at.date().isoformat()}
    assert {browse().get(f"/solutions/lantern/?on={day}").status_code for day in days} == {200}
