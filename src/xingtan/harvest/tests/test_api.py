"""Platforms and feeds, for programs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from xingtan.catalog import public as catalog
from xingtan.harvest.models import Feed, Hold, Sheet
from xingtan.harvest.tests.factories import NOW, fake, feed, pages, platform
from xingtan.harvest.tests.test_gathering import gather
from xingtan.people.public import Person

pytestmark = pytest.mark.django_db
Browse = Callable[..., Client]
API = "/api/v1/harvest/"


@pytest.fixture
def send(browse: Browse) -> Callable[..., Any]:
    """Ask the API as somebody; an answer is its status and its JSON."""

    def sent(who: Person | None, path: str, body: Any = None) -> tuple[int, Any]:
        client = browse(who)
        answer = client.get(API + path) if body is None else client.post(API + path, body, "application/json")
        return answer.status_code, answer.json() if answer.content else None

    return sent


def test_a_program_registers_sets_up_and_gathers(send: Callable[..., Any], coordinator: Person, ada: Person) -> None:
    source = fake()
    source.pages = pages([1, 2])
    said = {
        "slug": "t",
        "name": {"en": "T"},
        "country": "ee",
        "website": "https://t.example",
        "joined_on": "2020-02-02",
    }

    assert send(ada, "platforms", said)[0] == 404
    assert send(coordinator, "platforms", said)[0] == 201
    assert send(coordinator, "platforms", said)[0] == 422
    assert send(coordinator, "platforms/t/feeds", {"format": "none", "url": "https://t.example"})[0] == 422
    status, made = send(coordinator, "platforms/t/feeds", {"format": "fake", "url": "https://t.example", "hours": 5})
    assert (status, made["platform"], made["hours"]) == (201, "t", 5)
    assert send(coordinator, f"feeds/{made['uid']}/harvests", {})[0] == 202
    gather(Feed.objects.get())
    assert [each["uid"] for each in send(coordinator, "platforms/t/feeds")[1]] == [made["uid"]]
    assert send(coordinator, f"feeds/{made['uid']}/harvests")[1][0]["added"] == 2
    assert send(ada, f"feeds/{made['uid']}/harvests")[0] == 404


def test_a_program_of_a_contact_answers_and_signs(
    send: Callable[..., Any], ada: Person, coordinator: Person, mallory: Person
) -> None:
    source = fake()
    mine = feed(platform())
    catalog.platforms.name_contact(platform=mine.platform, email=ada.email or "", by=None, now=NOW)
    for numbers in ([1], []):
        source.pages = pages(numbers)
        gather(mine)

    (hold,) = send(ada, f"feeds/{mine.uid}/holds")[1]
    assert (hold["missing"], send(mallory, f"holds/{hold['uid']}/answer", {"is_gone": True})[0]) == (1, 404)
    assert send(ada, f"holds/{hold['uid']}/answer", {"is_gone": True})[0] == 204
    assert Hold.objects.get().is_gone

    line = {"id": "a", "title": "Herbs", "url": "https://t.example/a"}
    status, sheet = send(coordinator, "platforms/terrace/sheets", {"lines": [line, {"id": "b", "strange": "x"}]})
    assert (status, [bool(each["faults"]) for each in sheet["lines"]]) == (201, [False, True])
    address = f"sheets/{sheet['uid']}/signature"
    assert send(coordinator, address, {"name": "C"})[0] == 403
    assert send(None, address, {"name": "C"})[0] in (401, 404)
    assert send(ada, address, {"name": "Ada"})[1]["added"] == 1
    assert send(ada, address, {"name": "Ada"})[0] == 422
    assert Sheet.objects.get().signed_by == ada
