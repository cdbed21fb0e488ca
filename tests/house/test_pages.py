"""Every address has a door, and a stranger gets nothing through it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from xingtan.site.addresses import Address, addresses

# Doors through which anyone may see something that was made for all to see.
SHOWN_TO_ANYONE = {"anyone", "university_to_see"}
SHOWN_TO_MEMBERS = {*SHOWN_TO_ANYONE, "signed_in"}
# Pages that list only what the person serves, or are for all who serve: another university's administrator has them, with nothing of this one's.
SHOWN_TO_WHO_SERVES = {
    *SHOWN_TO_MEMBERS,
    "teacher_to_plan",
    "corrections_to_see",
    "inbox_to_answer",
    "lessons_to_visit",
    "library_to_tell",
    "platforms_to_look_after",
}
ALLOWED = {"nobody": SHOWN_TO_ANYONE, "mallory": SHOWN_TO_MEMBERS, "kofi_of_bamboo": SHOWN_TO_WHO_SERVES}


def filled(address: Address, words: dict[str, str]) -> str:
    """Fill an address in: with the words known by name, else with what belongs to the kind."""
    route = address.route
    for name, kind in address.kinds.items():
        by_kind = {"UUID": str(uuid.UUID(int=7)), "Int": "7", "Path": "a/b"}
        route = route.replace(f"<{name}>", words.get(name, by_kind.get(kind, "nothing")))
    return f"/{route}"


def without_door(found: list[Address]) -> list[str]:
    """List the addresses that anyone could open because nobody decided."""
    return [address.route for address in found if not address.door]


def opened(client: Client, found: list[Address], allowed: set[str], words: dict[str, str]) -> list[str]:
    """List the addresses that show this visitor something behind a door that is not for them."""
    seen = []
    for address in found:
        response = client.get(filled(address, words))
        if response.status_code >= 500 or (response.status_code == 200 and address.door not in allowed):
            seen.append(f"{response.status_code} {filled(address, words)} (door: {address.door})")
    return seen


@pytest.fixture
def hidden(apricot: Any, kofi: Any, now: Any) -> dict[str, str]:
    """Make things that strangers must not see, and give the words that name them in addresses."""
    from datetime import timedelta

    from xingtan.catalog import public as catalog
    from xingtan.teaching import public as teaching

    course = catalog.add_course(university=apricot, slug="draft", by=kofi, title={"en": "Not for your eyes"})
    run = catalog.open_run(
        course=course,
        by=kofi,
        opens_at=now,
        closes_at=now + timedelta(days=9),
        starts_at=now,
        ends_at=now + timedelta(days=90),
    )
    times = {"starts_at": now + timedelta(hours=1), "ends_at": now + timedelta(hours=2)}
    session = teaching.plan_session(run=run, by=kofi, now=now, **times)
    return {"university": "apricot", "course": "draft", "run": str(run.uid), "session": str(session.uid)}


def test_every_address_has_a_door() -> None:
    assert without_door(list(addresses())) == []


@pytest.mark.parametrize("who", ["nobody", "mallory", "kofi_of_bamboo"])
def test_stranger_is_shown_nothing(
    who: str, hidden: dict[str, str], browse: Callable[..., Client], request: pytest.FixtureRequest
) -> None:
    person = None if who == "nobody" else request.getfixturevalue(who)

    assert opened(browse(person), list(addresses()), ALLOWED[who], hidden) == []


@pytest.mark.parametrize("who", ["nobody", "mallory"])
def test_stranger_finds_no_address_broken(
    who: str, browse: Callable[..., Client], request: pytest.FixtureRequest
) -> None:
    person = None if who == "nobody" else request.getfixturevalue(who)

    assert opened(browse(person), list(addresses()), ALLOWED[who], {}) == []


def test_planted_address_without_a_door_is_found() -> None:
    def doorless(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    found = list(addresses([path("secrets/<slug:university>/", doorless)]))

    assert without_door(found) == ["secrets/<university>/"]


def test_planted_page_that_shows_too_much_is_found(db: None) -> None:
    class Careless:
        def get(self, address: str) -> HttpResponse:
            return HttpResponse("everything")

    def careless(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    careless.door = lambda person: None  # type: ignore[attr-defined]  # the fault that is planted
    found = list(addresses([path("secrets/", careless)]))

    assert opened(Careless(), found, SHOWN_TO_ANYONE, {}) == ["200 /secrets/ (door: <lambda>)"]  # type: ignore[arg-type]  # the fault that is planted
