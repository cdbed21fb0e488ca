"""The admin: operators see what is stuck and can have it tried again; others find nothing there."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.utils import timezone

from xingtan.kernel import tasks
from xingtan.kernel.models import Delivery, Errand, Outbox
from xingtan.people.public import Person

Browse = Callable[[Person | None], Client]
SHOWN = [
    "catalog.listing",
    "catalog.platform",
    "census.publication",
    "census.revision",
    "coordination.adoption",
    "coordination.call",
    "coordination.experience",
    "coordination.nomination",
    "directory.category",
    "directory.intake",
    "directory.report",
    "directory.solution",
    "harvest.feed",
    "harvest.harvest",
    "harvest.hold",
    "harvest.sheet",
    "jobs.job",
    "kernel.delivery",
    "kernel.errand",
    "kernel.outbox",
    "outlets.outlet",
    "people.person",
    "readers.correction",
    "readers.interest",
    "readers.savedsearch",
    "reporting.batch",
    "reporting.campaign",
    "reporting.institution",
    "reporting.report",
    "reporting.stream",
    "teaching.class",
    "teaching.session",
    "teaching.switch",
    "teaching.venue",
    "timetables.announcement",
    "timetables.intake",
    "timetables.pattern",
    "timetables.term",
    "universities.university",
]


@pytest.fixture
def desk(browse: Browse, operator: Person) -> Client:
    return browse(operator)


@pytest.fixture
def stuck(db: None) -> dict[str, Any]:
    now = timezone.now()
    event = Outbox.objects.create(name="people.joined", body={}, at=now)
    return {
        "delivery": Delivery.objects.create(
            outbox=event, listener="x.on_joined", due_at=now, parked_at=now, attempts=8
        ),
        "errand": Errand.objects.create(
            task="xingtan.kernel.mail.deliver",
            kwargs={"text": "Your code is 4711"},
            asked_at=now,
            due_at=now,
            parked_at=now,
        ),
    }


def test_only_our_rooms_put_tables_there() -> None:
    assert sorted(model._meta.label_lower for model in admin.site._registry) == SHOWN


@pytest.mark.parametrize("path", ["", *(f"{label.replace('.', '/')}/" for label in SHOWN)])
def test_operator_reads_every_table(desk: Client, stuck: dict[str, Any], kofi: Person, path: str) -> None:
    response = desk.get(f"/admin/{path}")

    assert response.status_code == 200
    assert "'unsafe-inline'" not in response.headers["Content-Security-Policy"]
    assert not re.search(rb"<script(?![^>]*(src=|application/json))|\sstyle=|\son[a-z]+=", response.content)


def test_nobody_signs_in_elsewhere(browse: Browse) -> None:
    visitor = browse(None)

    for path in ("", "login/", "people/person/"):
        response = visitor.get(f"/admin/{path}")
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/accounts/login/?next=")


@pytest.mark.parametrize("path", ["", "login/", "people/person/", "nothing/"])
def test_others_find_nothing_there(browse: Browse, kofi: Person, path: str) -> None:
    assert browse(kofi).get(f"/admin/{path}").status_code == 404


def test_what_opens_an_account_is_not_shown(desk: Client, stuck: dict[str, Any], ada: Person) -> None:
    person = desk.get(f"/admin/people/person/{ada.pk}/change/").content.decode()
    errand = desk.get(f"/admin/kernel/errand/{stuck['errand'].pk}/change/").content.decode()

    assert str(ada.email) in person
    assert ada.password not in person
    assert "xingtan.kernel.mail.deliver" in errand
    assert "4711" not in errand


def test_nothing_is_added_changed_or_deleted(desk: Client, ada: Person) -> None:
    changed = desk.post(f"/admin/people/person/{ada.pk}/change/", {"is_operator": "on"})
    added = desk.get("/admin/people/person/add/")
    deleted = desk.post(f"/admin/people/person/{ada.pk}/delete/", {"post": "yes"})

    assert [changed.status_code, added.status_code, deleted.status_code] == [403, 403, 403]


@pytest.mark.parametrize("name", ["delivery", "errand"])
def test_what_was_given_up_is_tried_again(
    desk: Client, stuck: dict[str, Any], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[int] = []
    monkeypatch.setattr(tasks, "send", lambda errand, seconds: sent.append(errand.pk))

    response = desk.post(f"/admin/kernel/{name}/", {"action": "try_again", "_selected_action": [stuck[name].pk]})

    stuck[name].refresh_from_db()
    assert response.status_code == 302
    assert (stuck[name].parked_at, stuck[name].attempts) == (None, 0)
    assert sent == ([stuck[name].pk] if name == "errand" else [])
