"""Every event is documented, holds plain values, and keeps the shape it was announced with.

A new event is added to `events.json` by `python3 run.py python tools/lock_events.py`, which refuses to change an old one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from tests.house.tree import ROOT
from tools import lock_events
from xingtan.kernel import events


def undocumented(known: dict[str, type[Any]]) -> list[str]:
    """List the events that do not say what happened; a dataclass without words is given its own signature."""
    return [name for name, kind in known.items() if not kind.__doc__ or kind.__doc__.startswith(f"{kind.__name__}(")]


def misnamed(known: dict[str, type[Any]]) -> list[str]:
    """List the events whose name does not begin with their room."""
    return [name for name, kind in known.items() if name.split(".")[0] != kind.__module__.split(".")[1]]


def of_the_house() -> dict[str, type[Any]]:
    """List the events of the rooms, without those that tests make."""
    lock_events.load()
    return {
        name: kind
        for name, kind in events.known.items()
        if ".tests" not in kind.__module__ and kind.__module__.startswith("xingtan.")
    }


def test_every_event_says_what_happened() -> None:
    assert undocumented(of_the_house()) == []


def test_every_event_is_named_after_its_room() -> None:
    assert misnamed(of_the_house()) == []


def test_every_event_holds_plain_values() -> None:
    assert lock_events.not_plain(of_the_house()) == []


def test_every_event_keeps_its_shape() -> None:
    locked = json.loads((ROOT / "tests/house/events.json").read_text(encoding="utf-8"))

    assert lock_events.shapes(of_the_house()) == locked, "a new event? python3 run.py python tools/lock_events.py"


def test_planted_faults_are_found() -> None:
    @dataclass(frozen=True)
    class Told:
        person: UUID
        what: object

    @dataclass(frozen=True)
    class Changed:
        """Something changed."""

        person: UUID
        more: str

    locked = {"people.changed": {"version": 1, "fields": {"person": "UUID"}}}

    assert undocumented({"people.told": Told, "people.changed": Changed}) == ["people.told"]
    assert misnamed({"people.told": Told}) == ["people.told"]
    assert lock_events.not_plain({"people.told": Told}) == ["people.told: what is object"]
    with pytest.raises(lock_events.ShapeChanged):
        lock_events.extended(locked, {"people.changed": Changed})
