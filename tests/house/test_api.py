"""Every operation of the API passes a door, strangers get nothing through it, and its description is the one in the guide."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from tests.house.test_pages import hidden as hidden
from xingtan.site.api import api

PREFIX = "/api"
# Anyone may list what is offered: the lists hold only what is published.
SHOWN_TO_ANYONE = {
    "courses",
    "universities",
    "university",
    "solutions",
    "solution_categories",
    "calls",
    "experiences",
    "platforms",
    "programmes",
    "subjects",
    "suggestions",
    "counts",
    "releases",
    "census_figures",
    "census_table",
    "census_measures",
    "census_publications",
}
# One's own things: a stranger who has signed in sees their own, which are none.
SHOWN_TO_MEMBERS = ("/api/me", "/api/tickets")
DOOR = re.compile(r"\baccess\.\w+\(|\bSignInFirst\b|\.visible_to\(|\bwho_|_to_\w+\(")


@dataclass(frozen=True)
class Operation:
    """One method of one address."""

    method: str
    path: str
    view: Callable[..., Any]

    @property
    def name(self) -> str:
        """Name the function."""
        return self.view.__name__


def operations() -> Iterator[Operation]:
    """List every operation that the rooms offer."""
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                for method in operation.methods:
                    yield Operation(method, f"{PREFIX}{prefix}{path}", operation.view_func)


def without_door(found: list[Operation]) -> list[str]:
    """List the operations whose function asks no door and is on no list."""
    return [
        f"{each.method} {each.path}"
        for each in found
        if each.name not in SHOWN_TO_ANYONE and not DOOR.search(source_of(each.view))
    ]


def source_of(view: Callable[..., Any]) -> str:
    """Give the text of a function, with that of the helpers it calls in its own module."""
    named: list[Any] = [view.__globals__.get(name) for name in view.__code__.co_names]
    helpers = (each for each in named if inspect.isfunction(each) and each.__module__ == view.__module__)
    return "\n".join([inspect.getsource(view), *(inspect.getsource(each) for each in helpers)])


def filled(path: str, words: dict[str, str]) -> str:
    """Fill an address in: with the words known by name, else with what belongs to the kind."""
    by_kind = {"int": "7", None: "nothing"}
    absent = "018f0000-0000-7000-8000-000000000007"
    return re.sub(r"{(?:(\w+):)?(\w+)}", lambda part: words.get(part[2], by_kind.get(part[1], absent)), path)


def test_every_operation_passes_a_door() -> None:
    assert without_door(list(operations())) == []


@pytest.mark.parametrize("who", ["nobody", "mallory", "kofi_of_bamboo"])
def test_stranger_is_told_nothing(
    who: str, hidden: dict[str, str], browse: Callable[..., Client], request: pytest.FixtureRequest
) -> None:
    person = None if who == "nobody" else request.getfixturevalue(who)
    client = browse(person)

    told = [
        f"{response.status_code} {each.path}"
        for each in operations()
        if each.method == "GET"
        and each.name not in SHOWN_TO_ANYONE
        and not (person and each.path.startswith(SHOWN_TO_MEMBERS))
        and (response := client.get(filled(each.path, hidden))).status_code not in (401, 403, 404, 405, 422)
    ]

    assert told == []


def test_planted_operation_without_a_door_is_found() -> None:
    def everything(request: object) -> list[str]:
        return ["everything"]

    assert without_door([Operation("GET", "/api/everything", everything)]) == ["GET /api/everything"]
