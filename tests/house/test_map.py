"""The picture in the README and the table in the docs show this house: each room once, and the upper floors first."""

from __future__ import annotations

import re

import pytest

from tests.house.tree import ROOT, SOURCES, contracts, folder_of

LINKED = re.compile(r"src/xingtan/(?P<room>\w+)/(?:\w+/)?README\.md")


def floors() -> dict[str, int]:
    """Give the floor of each room that stands, the roof being 0."""
    layers = next(contract["layers"] for contract in contracts() if contract["id"] == "floors")
    named = ((number, room.strip(" ()")) for number, floor in enumerate(layers) for room in floor.split("|"))
    return {room: number for number, room in named if folder_of(room).is_dir()}


def pictured(readme: str) -> list[str]:
    """List the rooms of the picture line by line: the first word of each cell, where it is the name of a folder."""
    picture = readme.partition("## The house")[2].partition("```text\n")[2].partition("```")[0]
    words = (re.split(r"\s+", cell.strip())[0] for line in picture.splitlines() for cell in line.split("│"))
    return [word for word in words if word.isidentifier() and (SOURCES / word).is_dir()]


def linked(page: str) -> list[str]:
    """List the rooms to whose pages a page leads, in its order; those of federation are one."""
    return list(dict.fromkeys(found["room"] for found in LINKED.finditer(page)))


def upside_down(rooms: list[str], floor_of: dict[str, int]) -> list[str]:
    """Name each room that stands below one from a lower floor, as far as bands side by side let it be seen."""
    return [room for room, above in zip(rooms[1:], rooms, strict=False) if floor_of[room] < floor_of[above]]


@pytest.mark.parametrize(
    "shown", [pictured((ROOT / "README.md").read_text()), linked((ROOT / "docs/house.md").read_text())]
)
def test_map_shows_each_room_on_its_floor(shown: list[str]) -> None:
    assert sorted(shown) == sorted(floors())
    assert upside_down(shown, floors()) == []


def test_planted_faults_are_found() -> None:
    readme = "## The house\n```text\n site ··\n │ kernel  powers │ nobody  none │\n │  search  index  │\n```\n"

    assert pictured(readme) == ["site", "kernel", "search"]
    assert upside_down(pictured(readme), floors()) == ["search"]
    assert linked("[a](../src/xingtan/jobs/README.md) [b](../src/xingtan/federation/olx/README.md)") == [
        "jobs",
        "federation",
    ]
