"""Sessions for programs: the same doors and deeds as the pages."""

from datetime import timedelta

import pytest

from xingtan.teaching.models import Message, Session


def send(browse, person, method, url, said=None):
    return getattr(browse(person), method)(f"/api/v1{url}", said or {}, content_type="application/json")


def test_week_of_a_student_and_of_a_teacher(session, ada, grace, browse):
    (mine,) = browse(ada).get("/api/v1/me/sessions").json()
    (taught,) = browse(grace).get("/api/v1/me/sessions").json()

    assert (mine["uid"], mine["is_lead"], taught["is_lead"]) == (str(session.uid), False, True)
    assert browse(None).get("/api/v1/me/sessions").status_code == 401
    assert browse(ada).get("/api/v1/me/sessions?days=100000").status_code == 422
    assert browse(ada).get("/api/v1/me/sessions?from_on=9999-12-31").status_code == 422


def test_life_of_a_session(run, place, ada, grace, now, browse):
    base = f"/courses/apricot/maps/runs/{run.uid}/sessions"
    times = {"starts_at": (now + timedelta(hours=1)).isoformat(), "ends_at": (now + timedelta(hours=2)).isoformat()}

    made = send(browse, grace, "post", base, {**times, "title": {"en": "Globes"}, "zone": "Asia/Shanghai"})
    url = f"/sessions/{made.json()['uid']}"
    assert made.status_code == 201
    assert send(browse, grace, "put", f"{url}/opening").json()["status"] == "open"
    assert send(browse, grace, "put", f"{url}/rung", {"rung": "audio"}).json()["rung"] == "audio"
    assert send(browse, grace, "put", f"{url}/link", {"link": "https://meet.example/1"}).json()["link"] == (
        "https://meet.example/1"
    )
    assert send(browse, ada, "post", f"{url}/messages", {"words": "Good morning"}).status_code == 201
    said = browse(ada).get(f"/api/v1{url}/messages").json()
    assert send(browse, grace, "put", f"{url}/messages/{said[0]['uid']}/hiding").status_code == 204
    assert browse(ada).get(f"/api/v1{url}/messages").json() == []
    assert send(browse, grace, "delete", f"{url}/messages/{said[0]['uid']}/hiding").status_code == 204
    assert send(browse, grace, "put", f"{url}/closing").json()["status"] == "held"
    assert send(browse, grace, "put", f"{url}/closing").json()["status"] == "held"
    assert [each["status"] for each in browse(ada).get(f"/api/v1{base}").json()] == ["held"]


def test_moved_switched_and_called_off(session, run, grace, browse):
    url = f"/sessions/{session.uid}"
    later = session.starts_at + timedelta(days=1)
    times = {"starts_at": later.isoformat(), "ends_at": (later + timedelta(hours=1)).isoformat()}

    assert send(browse, grace, "put", f"{url}/time", times).status_code == 200
    assert send(browse, grace, "put", f"/courses/apricot/maps/runs/{run.uid}/mode", {"mode": "both"}).status_code == 204
    assert send(browse, grace, "put", f"{url}/cancellation", {"why": "Snow"}).json()["status"] == "cancelled"

    session.refresh_from_db()
    assert (session.starts_at, session.mode) == (later, "both")


@pytest.mark.parametrize(
    "wrong",
    [
        {"zone": "Mars/Olympus"},
        {"zone": "../../etc/passwd"},
        {"starts_at": "2026-02-29T10:00:00Z"},
        {"starts_at": "2026-02-28T10:00:00"},
        {"starts_at": "9999-12-31T23:59:59+14:00"},
        {"ends_at": "2026-02-28T09:00:00Z"},
        {"room": "01a2012f-0000-7000-8000-000000000000"},
        {"mode": "telepathy"},
        {"link": "javascript:alert(1)"},
        {"title": ["x"]},
    ],
)
def test_rubbish_is_refused(wrong, run, grace, browse):
    said = {"starts_at": "2026-02-28T10:00:00Z", "ends_at": "2026-02-28T11:00:00Z"}

    assert (
        send(browse, grace, "post", f"/courses/apricot/maps/runs/{run.uid}/sessions", {**said, **wrong}).status_code
        == 422
    )
    assert not Session.objects.exists()


def test_strangers_find_nothing(session, ada, mallory, browse):
    url = f"/sessions/{session.uid}"
    for method, part, said in (
        ("get", "", None),
        ("put", "/opening", {}),
        ("put", "/closing", {}),
        ("put", "/rung", {"rung": "text"}),
        ("get", "/messages", None),
        ("post", "/messages", {"words": "x"}),
    ):
        assert send(browse, mallory, method, url + part, said).status_code == 404
        if method == "put":
            assert send(browse, ada, method, url + part, said).status_code == 404
    assert not Message.objects.exists()
