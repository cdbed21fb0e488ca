"""Programs do what people do, by the same doors; platforms report of many institutions at once."""

import json
from datetime import timedelta
from typing import Any

import pytest

from xingtan.catalog import public as catalog
from xingtan.reporting import queries, rules
from xingtan.reporting.models import Campaign, Institution, Report
from xingtan.reporting.tests import factories
from xingtan.reporting.tests.test_pages import filled

pytestmark = pytest.mark.django_db
API = "/api/v1"


def send(client, method, path, said):
    return getattr(client, method)(f"{API}{path}", json.dumps(said), content_type="application/json")


def test_a_campaign_by_program(apricot, kofi, coordinator, mallory, browse, now):
    carmen, uni = browse(coordinator), browse(kofi)
    said = {
        "slug": "spring", "title": {"en": "Spring"}, "starts_on": "2020-02-17", "ends_on": "2020-04-03",
        "as_of": "2020-04-03", "due_at": "2190-01-01T00:00:00Z", "release_at": "2190-02-01T00:00:00Z",
        "measures": ["lessons", "attendances"],
    }  # fmt: skip
    assert send(browse(mallory), "post", "/reporting/campaigns", said).status_code == 404
    for bad in ({"measures": ["joy"]}, {"zone": "Mars"}, {"ends_on": "2019-01-01"}, {"release_at": said["due_at"]}):
        assert send(carmen, "post", "/reporting/campaigns", {**said, **bad}).status_code == 422
    assert send(carmen, "post", "/reporting/campaigns", said).status_code == 201
    opened = send(carmen, "post", "/reporting/campaigns/spring/steps", {"move": "open"})
    assert (opened.json()["state"], opened.json()["asked"]) == ("open", 1)
    missing = carmen.get(f"{API}/reporting/campaigns/spring/unanswered").json()
    assert [each["code"] for each in missing] == ["apricot"]
    assert send(carmen, "post", "/reporting/campaigns/spring/reminders", {}).json() == {"institutions": 1, "people": 1}

    place = f"/reporting/campaigns/spring/institutions/{Institution.objects.get().uid}/report"
    figures: dict[str, Any] = {"figures": {"lessons": {"value": 10}, "attendances": {"value": 9, "class": "estimated"}}}
    assert send(browse(mallory), "put", place, figures).status_code == 404
    assert send(uni, "put", place, {"figures": {"joy": {"value": 1}}}).status_code == 422
    assert send(uni, "put", place, {"figures": {"lessons": {"value": -1}}}).status_code == 422
    draft = send(uni, "put", place, figures).json()
    assert [each["key"] for each in draft["questions"]] == ["attendances_under_lessons"]
    signer = {"name": "Kofi", "office": "Registrar"}
    assert send(uni, "post", f"/reporting/reports/{draft['uid']}/signature", signer).status_code == 422
    figures["figures"]["attendances"]["comment"] = "One was empty"
    send(uni, "put", place, figures)
    signed = send(uni, "post", f"/reporting/reports/{draft['uid']}/signature", signer)
    assert (signed.status_code, signed.json()["seal"]["holds"]) == (201, True)
    assert rules.digest_of(signed.json()["seal"]["payload"].encode()) == signed.json()["seal"]["digest"]
    assert carmen.get(f"{API}/reporting/campaigns/spring").json()["answered"] == 1


@pytest.fixture
def platform(now, mallory):
    platform = catalog.Platform.objects.create(
        slug="moon", name={"en": "Moon"}, country="CN", website="https://moon.example", joined_on=now.date()
    )
    catalog.platforms.name_contact(platform=platform, email=str(mallory.email), by=None, now=now)
    return platform


def test_a_platform_reports_of_many_institutions_and_each_counts_once(
    platform, apricot, mallory, kofi, coordinator, browse, now
):
    factories.institutions(3)
    campaign = factories.opened(coordinator, now)
    contact = browse(mallory)
    page = f"/reporting/campaigns/{campaign.slug}/platforms/moon/"
    assert page in contact.get("/reporting/").text
    assert browse(kofi).get(page).status_code == 404

    table = contact.post(f"{page}tables/", {"file": filled(contact.get(f"{page}figures.xlsx"), lessons=5)})
    assert "4 figures of 4 institutions" in contact.get(table["Location"]).text
    assert contact.post(table["Location"]).status_code == 303
    assert Report.objects.drafts().count() == 4
    sign = {"name": "Mallory", "office": "Data", "has_looked": "on"}
    assert contact.post(f"{page}signature/", {**sign, "office": ""}).status_code == 422
    assert contact.post(f"{page}signature/", sign).status_code == 303
    assert "4 reports are signed" in contact.get(page).text

    from xingtan.reporting import actions

    actions.take_reports(campaign=campaign, rows=[factories.taken("00001", lessons=9)], now=now)
    found = queries.reported("lessons", campaign=campaign)
    settled = rules.settle({"00002": 7}, queries.claims_of(found))
    assert len(found) == 5
    assert [(each.institution, each.value, each.class_) for each in settled] == [
        ("00001", 5, "platform"),
        ("00002", 7, "counted"),
        ("00003", 5, "platform"),
        ("apricot", 5, "platform"),
    ]
    assert next((each.code, each.platforms) for each in queries.unanswered(campaign)) == ("00002", 1)


def test_released_figures_are_everybodys(apricot, coordinator, browse, now):
    campaign = factories.opened(coordinator, now, naming="names")
    Campaign.objects.update(release_at=now - timedelta(seconds=1))

    assert [each["slug"] for each in browse().get(f"{API}/releases").json()["released"]] == [campaign.slug]
    told = browse().get(f"{API}/releases/{campaign.slug}").json()
    assert (told["asked"], told["answered"], told["not_answered"]) == (1, 0, ["Apricot University"])


def test_registers_by_program(platform, coordinator, mallory, ada, operator, browse):
    said = {"institutions": [{"code": "r1", "name": "One", "country": "CN", "students": 9}]}
    for who in (None, mallory):
        assert send(browse(who), "put", "/reporting/institutions", said).status_code in (401, 404)
    assert send(browse(coordinator), "put", "/reporting/institutions", said).json()["added"] == 1
    place = f"/reporting/institutions/{Institution.objects.get().uid}/officers"
    officer = {"email": str(ada.email), "office": "Registrar"}
    assert send(browse(mallory), "post", place, officer).status_code == 404
    assert send(browse(coordinator), "post", place, officer).status_code == 204
    assert send(browse(coordinator), "post", place, {**officer, "email": "nobody"}).status_code == 422

    key = {"name": "2020", "public_key": "A" * 43 + "="}
    assert send(browse(mallory), "post", "/platforms/moon/keys", key).status_code == 404
    made = send(browse(operator), "post", "/platforms/moon/keys", key)
    assert made.status_code == 201
    path = f"{API}/platforms/moon/keys"
    assert browse(ada).get(path).status_code == 404
    assert browse(mallory).delete(f"{path}/{made.json()['uid']}").status_code == 404
    assert browse(operator).delete(f"{path}/{made.json()['uid']}").status_code == 204
    assert browse(mallory).get(path).json()[0]["ended_at"]
