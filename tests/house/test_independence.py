"""A test depends on no other test, on no hour, and on no idle machine."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT, files, name_of
from xingtan.site.commands.test import STAGES

FAULTS = {
    r"\bmonkeypatch\.undo\(": "it takes back what the fixtures set, too: lend by `with monkeypatch.context()`",
    r"\bassert (\(?)time\.(monotonic|perf_counter|time)\(\) - \w+\)? <": (
        "a busy machine is no fault: count work by time.process_time, or wait with a limit nobody reaches"
    ),
    r"\.bind\(\([^,()]*, *[1-9]\d*\)\)|--port[\"']?, *[\"'][1-9]\d*": "a port may be taken: let the system choose one",
    r"\b(date\.today|datetime\.now|datetime\.utcnow)\(\)": "the day differs from zone to zone: timezone.localdate",
}


def faults(text: str) -> Iterator[str]:
    """Say what in a file of tests will fail one day."""
    for pattern, why in FAULTS.items():
        for found in re.finditer(pattern, text):
            yield f"{found[0]}: {why}"


def runs_in_a_stage(path: Path) -> bool:
    """Test whether a stage of the tests comes by this file."""
    named = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]["testpaths"]
    named += [word for words in STAGES.values() for word in words if not word.startswith("-")]
    return any(path.is_relative_to(ROOT / place) for place in named)


def test_tests_depend_on_nothing_that_passes() -> None:
    tests = [path for path in files("*.py") if "tests" in path.relative_to(ROOT).parts and path != Path(__file__)]

    assert len(tests) > 200
    assert {name_of(path): list(faults(path.read_text())) for path in tests if any(faults(path.read_text()))} == {}


@pytest.mark.parametrize(
    "planted",
    [
        "    monkeypatch.undo()\n",
        "    assert time.monotonic() - began < 0.5\n",
        "    assert (time.perf_counter() - began) < 1\n",
        '    server.bind(("127.0.0.1", 8123))\n',
        '    start("serve", "--port", "8123")\n',
        "    today = date.today()\n",
    ],
)
def test_planted_fault_is_found(planted: str) -> None:
    assert len(list(faults(planted))) == 1


@pytest.mark.parametrize(
    "fine",
    [
        "    with monkeypatch.context() as lent:\n",
        "    patch.undo()\n",
        "    assert time.process_time() - began < 0.5\n",
        '    server.bind(("127.0.0.1", 0))\n',
        "    while time.monotonic() < until:\n",
        "    now = datetime.now(UTC)\n",
    ],
)
def test_what_is_fine_passes(fine: str) -> None:
    assert list(faults(fine)) == []


def test_every_test_runs_in_a_stage() -> None:
    tests = [path for path in files("*/test_*.py") if "tests" in path.relative_to(ROOT).parts]

    assert [name_of(path) for path in tests if not runs_in_a_stage(path)] == []
