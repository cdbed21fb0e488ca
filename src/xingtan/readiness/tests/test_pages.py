"""What one sees: the board, the own page, the test of devices, pairs, workload, model lessons."""

import json

import pytest
from django.urls import reverse

from xingtan.notices.public import Notice
from xingtan.people import public as people
from xingtan.readiness.models import DeviceTest, Drill, Pairing
from xingtan.teaching.tests import factories

BOARD = "/u/apricot/readiness/"


def teacher(number):
    return people.join(email=f"teacher{number}@example.org", name=f"Teacher {number:03}")


@pytest.mark.parametrize("count", [1, 3])
def test_board_asks_the_same_however_many_teach(
    browse, apricot, kofi, unit, drill, now, count, django_assert_num_queries
):
    for number in range(count):
        factories.a_class(apricot, teacher(number), now, slug=f"maps-{number}", unit=unit)
    browser = browse(kofi)
    browser.get(BOARD)

    with django_assert_num_queries(17):
        shown = browser.get(BOARD).content.decode()

    assert shown.count('name="person"') == count
    assert "Maps" in shown


def test_board_is_for_who_runs_the_university(browse, maps, grace, kofi_of_bamboo, mallory):
    people_and_nobody = (grace, kofi_of_bamboo, mallory, None)

    assert [browse(each).get(BOARD).status_code for each in people_and_nobody] == [404] * 4
    for part in ("drill/", "pairs/", "workload/", "workload.csv"):
        assert browse(grace).get(f"{BOARD}{part}").status_code == 404
    assert browse(grace).post(f"{BOARD}reminders/").status_code == 404


@pytest.mark.parametrize(
    "query", ["unit=MAPS", "unit=-", "unit=nowhere", "lacks=devices", "lacks=rubbish", "q=Gr&page=99"]
)
def test_board_is_narrowed_by_its_address(browse, kofi, maps, query):
    shown = browse(kofi).get(f"{BOARD}?{query}").content.decode()

    assert ("Grace Hopper" in shown) == (query not in {"unit=-", "unit=nowhere"})


def test_reminders_are_sent_by_a_click(browse, kofi, grace, maps):
    browser = browse(kofi)

    browser.post(f"{BOARD}reminders/", {"person": ["rubbish"]})
    answer = browser.post(f"{BOARD}reminders/", follow=True)
    assert not Notice.objects.exists()
    assert "Tick first whom to remind." in answer.content.decode()
    browser.post(f"{BOARD}reminders/", {"person": [str(grace.uid)]})
    answer = browser.post(f"{BOARD}reminders/?lacks=devices", {"all": "1"}, follow=True)

    assert Notice.objects.filter(person=grace).count() == 1
    assert "Nobody was reminded" in answer.content.decode()


def test_drill_is_chosen_by_its_address(browse, kofi, apricot, drill):
    browser = browse(kofi)
    Drill.objects.all().delete()

    for wrong in ("", "ferns", "apricot/nothing", "a/b/c", "https://elsewhere.example/x/y"):
        assert browser.post(f"{BOARD}drill/", {"course": wrong}).status_code == 422
    browser.post(f"{BOARD}drill/", {"course": f"https://here.example{drill.course.get_absolute_url()}?x=1"})

    assert Drill.objects.get(university=apricot).course_id == drill.course_id


def test_devices_are_tried_without_anything_leaving(browse, grace):
    browser = browse(grace)

    page = browser.get("/readiness/devices/")
    assert "camera=(self)" in page["Permissions-Policy"]
    assert "Nothing is recorded" in page.content.decode()
    assert "camera=()" in browser.get("/readiness/")["Permissions-Policy"]
    assert browser.post("/readiness/devices/", {}).status_code == 422
    browser.post("/readiness/devices/", {"microphone": "on", "camera": "on"})

    assert DeviceTest.objects.get().camera_at is not None
    assert browse(None).get("/readiness/devices/").status_code == 303


@pytest.mark.parametrize("count", [1, 3])
def test_own_page_says_what_is_missing(browse, apricot, grace, drill, now, count, django_assert_num_queries):
    for number in range(count):
        factories.a_class(apricot, grace, now, slug=f"maps-{number}")
    browser = browse(grace)
    browser.get("/readiness/")

    with django_assert_num_queries(12):
        shown = browser.get("/readiness/").content.decode()

    assert shown.count("Week one is missing") == count
    assert "Not tried" in shown
    assert "Not finished" in shown


def test_pairs_are_confirmed_by_a_person(browse, kofi, apricot, grace, maps, now):
    novice = teacher(1)
    factories.a_class(apricot, novice, now, slug="globes")
    browser = browse(kofi)

    browser.post(f"{BOARD}pairs/", {"pair": ["rubbish", f"{novice.uid}:{novice.pk}", f"{kofi.uid}:{grace.uid}"]})
    assert not Pairing.objects.exists()
    browser.post(f"{BOARD}pairs/", {"pair": [f"{novice.uid}:{grace.uid}"]})
    pairing = Pairing.objects.get()
    assert browser.post(f"{BOARD}pairs/", {"pair": [f"{novice.uid}:{grace.uid}"]}).status_code == 422
    assert "Grace Hopper helps Teacher 001" in browser.get(f"{BOARD}pairs/").content.decode()

    browser.post(f"{BOARD}pairs/{pairing.pk}/end/")
    assert browser.post(f"{BOARD}pairs/{pairing.pk}/end/").status_code == 404
    assert "No pairs yet" in browser.get(f"{BOARD}pairs/").content.decode()


def test_workload_is_a_table_to_take_along(browse, kofi, grace, maps, now):
    factories.held(factories.session(maps, grace, now), grace, now)
    browser = browse(kofi)

    assert "Grace Hopper" in browser.get(f"{BOARD}workload/").content.decode()
    table = browser.get(f"{BOARD}workload.csv").content.decode().splitlines()
    assert table[1] == "Grace Hopper,grace@example.org,1,60,0,0,0"
    for wrong in ("since=2026-01-02&until=2026-01-01", "since=rubbish", "since=1990-01-01&until=2026-01-01"):
        assert browser.get(f"{BOARD}workload/?{wrong}").status_code == 422
        assert len(browser.get(f"{BOARD}workload.csv?{wrong}").content.decode().splitlines()) == 1


def test_model_lessons_are_listed_for_who_serves(browse, grace, ada, maps, now):
    lesson = factories.session(maps, grace, now)
    browser = browse(grace)
    assert "No model lesson is open" in browser.get("/readiness/lessons/").content.decode()
    browser.post(f"/sessions/{lesson.uid}/model/", {"words": "How I ask"})

    assert "How I ask" in browser.get("/readiness/lessons/").content.decode()
    assert [browse(each).get("/readiness/lessons/").status_code for each in (ada, None)] == [404, 404]


def test_ways_lead_here(browse, kofi, grace, maps):
    assert BOARD in browse(kofi).get("/u/apricot/").content.decode()
    assert BOARD not in browse(grace).get("/u/apricot/").content.decode()
    assert reverse("readiness:own") in browse(grace).get("/teach/").content.decode()


def test_programs_do_the_same(browse, kofi, grace, mallory, apricot, maps, drill, now):
    novice = teacher(1)
    factories.a_class(apricot, novice, now, slug="globes")
    base, browser = "/api/v1/universities/apricot/readiness", browse(kofi)

    def send(method, path, body):
        return getattr(browser, method)(f"{base}{path}", json.dumps(body), content_type="application/json")

    board = browser.get(base).json()
    assert [each["name"] for each in board["teachers"]] == ["Grace Hopper", "Teacher 001"]
    assert board["departments"][0]["code"] == "MAPS"
    address = {"university": "bamboo", "course": drill.course.slug}
    assert send("put", "/drill", address).status_code == 204
    assert send("put", "/drill", {**address, "course": "nothing"}).status_code == 404
    assert send("post", "/reminders", {"people": [str(grace.uid)]}).json() == {"count": 1}
    assert browser.get(f"{base}/proposals").json() == []
    wanted = [{"novice": str(novice.uid), "mentor": str(grace.uid)}]
    assert send("post", "/pairs", wanted).status_code == 201
    assert send("post", "/pairs", [{"novice": str(kofi.uid), "mentor": str(grace.uid)}]).status_code == 422
    assert len(browser.get(f"{base}/workload?since=2026-01-01&until=2026-01-02").json()) == 2
    assert browser.get(f"{base}/workload?since=2026-01-02&until=2026-01-01").status_code == 422
    assert browse(mallory).get(base).status_code == 404
    devices = browse(grace).put("/api/v1/me/devices", '{"camera": true}', content_type="application/json")
    assert devices.status_code == 204
    assert browse(None).put("/api/v1/me/devices", "{}", content_type="application/json").status_code == 401
