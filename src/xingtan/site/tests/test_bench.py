"""The command that measures: what it prints, and for whom."""

from __future__ import annotations

import json
import sys
from types import ModuleType
from typing import Any

import pytest

from xingtan.site import cli
from xingtan.site.commands import bench
from xingtan.site.commands.bench import Result

RESULTS = [
    Result("page.rps", 120, "/s"),
    Result("page.cpu_ms", 2.1, "ms", "<=", 2.5),
    Result("page.queries", 2, "×", "==", 1),
]


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    def measure(say: Any) -> list[Result]:
        say("Measuring …")
        sys.stdout.write("a chatty library\n")
        return RESULTS

    module = ModuleType("bench.pages")
    module.measure = measure  # type: ignore[attr-defined]  # a module made by hand
    monkeypatch.setitem(sys.modules, "bench.pages", module)
    monkeypatch.setattr(sys, "path", list(sys.path))


def test_json_and_nothing_else_is_printed(measured: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["bench", "pages", "--json"]) == 0

    assert json.loads(capsys.readouterr().out) == {
        "results": [
            {"name": "page.rps", "value": 120, "unit": "/s", "op": None, "target": None},
            {"name": "page.cpu_ms", "value": 2.1, "unit": "ms", "op": "<=", "target": 2.5},
            {"name": "page.queries", "value": 2, "unit": "×", "op": "==", "target": 1},
        ]
    }


def test_missed_target_is_said_and_no_error(measured: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["bench", "pages"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line[0] for line in lines[:3]] == ["✓", "✗", " "]
    assert "1 of 2 targets reached" in lines[-1]


def test_unknown_benchmark_is_not_understood(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["bench", "nothing"])

    assert ended.value.code == 2
    assert "pages" in capsys.readouterr().err


def test_installed_package_says_where_they_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "is_checkout", lambda: False)

    assert cli.main(["bench", "pages"]) == 2
    assert "run.py bench" in capsys.readouterr().err
