"""A platform joins through its contact, or through a coordinator; its contact says what it has done."""

from uuid import UUID

import pytest

from xingtan.catalog import public as catalog
from xingtan.coordination import access, actions, queries
from xingtan.coordination.models import Evidence, Party
from xingtan.kernel.errors import NotThere
from xingtan.notices import public as notices

pytestmark = pytest.mark.django_db

DESK = "/coordination/"
ABSENT = UUID("018f0000-0000-7000-8000-000000000007")


@pytest.fixture
def platform(ada, now):
    """Let Ada speak for a platform."""
    stars = catalog.Platform.objects.create(
        slug="stars", name={"en": "Stars"}, country="CN", website="https://stars.example", joined_on="2020-02-01"
    )
    catalog.PlatformContact.objects.create(platform=stars, person=ada, since=now)
    return stars


def test_contact_joins_reports_and_leaves(call, platform, ada, coordinator, mallory, browse):
    contact, carmen = browse(ada), browse(coordinator)
    assert (
        contact.post(f"{DESK}calls/{call.slug}/parties/", {"who": "platform:stars", "tier": "lead"}).status_code == 303
    )
    party = Party.objects.get()
    assert (party.platform, party.tier, str(party)) == (platform, "lead", "Stars")
    assert "Stars" in browse().get(call.get_absolute_url()).text

    task = actions.add_task(call=call, by=coordinator, title={"en": "Open courses"}, quota=5)
    page = f"{DESK}tasks/{task.uid}/"
    assert contact.post(page, {"party": party.uid, "count": "0"}).status_code == 422
    assert contact.post(page, {"party": party.uid, "count": "2", "link": "ftp://x.org/"}).status_code == 422
    assert contact.post(page, {"party": party.uid, "count": "2"}).status_code == 303
    assert "waits for a coordinator" in contact.get(page).text
    assert page in carmen.get(DESK).text
    carmen.post(f"{DESK}evidence/{Evidence.objects.get().uid}/check/", {"answer": "return", "reason": "Which?"})
    assert "Which?" in contact.get(page).text
    assert notices.Notice.objects.get(person=ada).data["what"] == "evidence_returned"

    leave = f"{DESK}parties/{party.uid}/departure/"
    assert browse().post(leave).status_code == browse(mallory).post(leave).status_code == 404
    assert contact.post(leave, {"reason": "Moved on"}).status_code == 303


def test_task_is_changed_by_coordinators(call, platform, ada, coordinator, browse, now):
    party = actions.join_call(call=call, platform=platform, tier="lead", by=ada, now=now)
    task = actions.add_task(call=call, by=coordinator, title={"en": "Open courses"}, quota=5, party=party)
    page = f"{DESK}tasks/{task.uid}/facts/"
    assert browse(ada).get(page).status_code == 404
    assert str(party.uid) in browse(coordinator).get(page).text

    said = {"language": "en", "title": "Open ten", "quota": "10", "of": "lead", "due_on": ""}
    assert browse(coordinator).post(page, {**said, "quota": "-1"}).status_code == 422
    assert browse(coordinator).post(page, said).status_code == 303
    task.refresh_from_db()
    assert (str(task.title), task.quota, task.tier, task.party) == ("Open ten", 10, "lead", None)

    sent = {"title": {"en": "Open one"}, "quota": 1, "party": str(party.uid)}
    path = f"/api/v1/tasks/{task.uid}"
    assert browse(ada).put(path, sent, content_type="application/json").status_code == 404
    answer = browse(coordinator).put(path, sent, content_type="application/json").json()
    assert (answer["wanted"], answer["party"], answer["tier"]) == (1, str(party.uid), "")
    both = {**sent, "tier": "lead"}
    assert browse(coordinator).put(path, both, content_type="application/json").status_code == 422


def test_operators_read_the_tables(at, operator, mallory, browse):
    nomination = at("selected")
    actions.add_experience(by=operator, now=nomination.nominated_at, title={"en": "Told"}, licence="CC0-1.0")

    for table in ("call", "nomination", "adoption", "experience"):
        assert browse(operator).get(f"/admin/coordination/{table}/").status_code == 200
        assert browse(operator).post(f"/admin/coordination/{table}/add/").status_code == 403
    one = f"/admin/coordination/nomination/{nomination.pk}/change/"
    assert "Excellent." in browse(operator).get(one).text
    assert browse(operator).post(one, {"state": "refused"}).status_code == 403
    assert browse(mallory).get(one).status_code in (302, 403, 404)


def test_coordinator_reports_for_a_platform(call, platform, coordinator, now):
    party = actions.join_call(call=call, platform=platform, tier="follower", by=coordinator, now=now)
    task = actions.add_task(call=call, by=coordinator, title={"en": "Open courses"}, quota=5)

    assert access.parties_to_report_for(coordinator, task) == [party]
    assert queries.platforms_to_add(coordinator, call) == []


def test_what_is_not_there_is_not_found(call, coordinator, mallory, ada):
    for door, facts in (
        (access.evidence_to_check, {"evidence": ABSENT}),
        (access.follow_up_to_report, {"follow_up": ABSENT}),
        (access.assignment_to_end, {"assignment": ABSENT}),
        (access.task_to_work_on, {"task": ABSENT}),
    ):
        with pytest.raises(NotThere):
            door(coordinator, **facts)
    with pytest.raises(NotThere):
        access.call_to_work_on(mallory, call=call.slug)
    assert queries.joiners_for(ada, call) == []


def test_call_is_not_worked_on_by_who_cannot_join(call, browse, mallory):
    for who in (None, mallory):
        browser = browse(who)
        assert browser.get(call.desk_url).status_code == 404
        assert browser.post(f"{call.desk_url}parties/", {}).status_code == 404
        assert browser.get(f"{call.desk_url}nominations/").status_code == 404
