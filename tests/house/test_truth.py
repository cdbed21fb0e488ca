"""The truth about a replay is for comparing, never for counting: no room that counts knows where it lies."""

from __future__ import annotations

import ast

import pytest

from tests.house.tree import files, name_of

COUNTING = ("closing", "census", "eventstore", "reporting", "dashboards")
PLACES = ("truth.json", "truth.parquet", "reports.json", "replay/", "marks/")


def strings(text: str) -> set[str]:
    """Give every text in a file that is no docstring."""
    tree = ast.parse(text)
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in said)
    return {node.value for node in texts if isinstance(node.value, str)}


def peeks(text: str) -> set[str]:
    """Name what a file says that only the replay may."""
    found = {place for place in PLACES for said in strings(text) if place in said}
    return found | ({"xingtan.replay"} if "xingtan.replay" in text else set())


@pytest.mark.parametrize("room", COUNTING)
def test_who_counts_does_not_look_at_the_truth(room):
    inside = [path for path in files(f"src/xingtan/{room}/*.py") if "/tests/" not in path.as_posix()]

    assert inside
    assert {name_of(path): peeks(path.read_text()) for path in inside if peeks(path.read_text())} == {}


def test_peeking_is_seen():
    assert peeks('open("var/replay/truth.json")') == {"truth.json", "replay/"}
    assert peeks("from xingtan.replay import public") == {"xingtan.replay"}
    assert peeks('"""Says truth.json only here."""') == set()
