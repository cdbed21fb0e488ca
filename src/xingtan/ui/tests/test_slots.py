"""Slots give upper rooms a place, in bulk, and survive their failures."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory

from xingtan.ui import slots


@dataclass(frozen=True)
class Leaf:
    pk: int


@pytest.fixture(autouse=True)
def only_our_fillers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_slots", {})


@pytest.fixture
def request_(rf: RequestFactory) -> HttpRequest:
    return rf.get("/")


def render(source: str, request: HttpRequest, **context: object) -> str:
    return Template(source).render(Context({"request": request, **context}))


def test_slot_asks_once_for_the_whole_list(request_: HttpRequest) -> None:
    asked: list[Sequence[Leaf]] = []

    @slots.fill("tree.side")
    def seen(request: HttpRequest, leaves: Sequence[Leaf]) -> dict[Leaf, str]:
        asked.append(leaves)
        return {leaf: f"[{leaf.pk}]" for leaf in leaves if leaf.pk != 2}

    leaves = [Leaf(1), Leaf(2), Leaf(3)]

    shown = render(
        '{% slot "tree.side" leaves as side %}{% for leaf in leaves %}{{ leaf.pk }}{{ side|of:leaf }} {% endfor %}',
        request_,
        leaves=leaves,
    )

    assert shown == "1[1] 2 3[3] "
    assert asked == [leaves]


def test_slot_takes_primary_keys_too(request_: HttpRequest) -> None:
    slots.fill("tree.side")(lambda request, leaves: {leaf.pk: "<i>ripe</i>" for leaf in leaves})

    assert render('{% slot "tree.side" leaf %}', request_, leaf=Leaf(4)) == "<i>ripe</i>"


def test_slot_without_a_thing(request_: HttpRequest) -> None:
    slots.fill("home")(lambda request, things: {None: "welcome"})

    assert render('{% slot "home" %}', request_) == "welcome"


def test_slot_that_nobody_fills_is_empty(request_: HttpRequest) -> None:
    assert render('{% slot "home" as home %}{% if home %}full{% else %}empty{% endif %}', request_) == "empty"


def test_slot_keeps_the_order_of_its_fillers(request_: HttpRequest) -> None:
    slots.fill("home", order=90)(lambda request, things: {None: "last"})

    @slots.fill("home", order=10)
    def first(request: HttpRequest, things: Sequence[None]) -> dict[None, str]:
        return {None: "first "}

    assert render('{% slot "home" %}', request_) == "first last"


def test_filler_registered_twice_fills_once(request_: HttpRequest) -> None:
    def filler(request: HttpRequest, things: Sequence[None]) -> dict[None, str]:
        return {None: "once"}

    slots.fill("home")(filler)
    slots.fill("home")(filler)

    assert render('{% slot "home" %}', request_) == "once"


def test_failing_filler_is_logged_and_left_out(request_: HttpRequest, caplog: pytest.LogCaptureFixture) -> None:
    @slots.fill("home", order=1)
    def broken(request: HttpRequest, things: Sequence[None]) -> dict[None, str]:
        raise ValueError("of its own")

    slots.fill("home", order=2)(lambda request, things: {None: "still here"})

    with caplog.at_level(logging.ERROR):
        shown = render('{% slot "home" %}', request_)

    assert shown == "still here"
    assert "A slot could not be filled: home" in caplog.text


def test_empty_list_asks_nobody(request_: HttpRequest) -> None:
    slots.fill("tree.side")(lambda request, leaves: 1 / 0)  # type: ignore[arg-type, return-value]  # never called

    assert render('{% slot "tree.side" leaves as side %}', request_, leaves=[]) == ""
