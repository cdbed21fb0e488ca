"""The tools of the checkout do what the recipes say."""

from __future__ import annotations

import shutil
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import ROOT
from tools import new_room
from tools.setup import pip_settings, steps
from xingtan.site import workshop
from xingtan.site.commands import test as testing


def test_new_room_has_its_page_and_its_place_in_every_contract(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)

    new_room.add_room(tmp_path, "gardens", "above", "learning")
    new_room.add_room(tmp_path, "labs", "beside", "support")

    contracts = {
        each["id"]: each
        for each in tomllib.loads((tmp_path / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    }
    layers = contracts["floors"]["layers"]
    assert layers.index("gardens") + 1 == layers.index("learning")
    assert any(layer.startswith("(studies) | support | ") and layer.endswith(" | labs") for layer in layers)
    assert contracts["shelves"]["containers"][-2:] == ["xingtan.gardens", "xingtan.labs"]
    assert contracts["doors"]["rooms"][-2:] == ["gardens", "labs"]
    assert "## Not here" in (tmp_path / "src/xingtan/gardens/README.md").read_text()


def test_new_room_needs_a_neighbor(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)

    with pytest.raises(LookupError):
        new_room.add_room(tmp_path, "gardens", "above", "nowhere")


def test_settings_of_pip_are_told_to_uv() -> None:
    listed = "\n".join(
        [
            "global.index-url='https://example.org/simple'",
            "install.index-url='https://install.example.org/simple'",
            ":env:.extra-index-url='https://one.example.org  https://two.example.org'",
            "global.find-links='/a /b'",
            "global.cert='/certs.pem'",
            "global.no-color='true'",
        ]
    )

    assert pip_settings.translated(listed) == {
        "UV_DEFAULT_INDEX": "https://install.example.org/simple",
        "UV_INDEX": "https://one.example.org https://two.example.org",
        "UV_FIND_LINKS": "/a,/b",
        "SSL_CERT_FILE": "/certs.pem",
    }


def test_report_of_tests_is_counted(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text('<testsuites><testsuite tests="9" failures="2" errors="1" skipped="3"/></testsuites>')

    assert str(testing.read_report(report)) == "3 passed, 3 failed, 3 skipped"
    assert str(testing.read_report(tmp_path / "absent.xml")) == "0 passed, 0 failed, 0 skipped"


def test_run_that_runs_nothing_does_not_pass() -> None:
    assert testing._conclude({"sqlite": testing.Outcome()}, lacks_chromium=False) == 1
    assert testing._conclude({"sqlite": testing.Outcome(1), "journeys": testing.Outcome()}, lacks_chromium=True) == 3
    assert testing._conclude({"sqlite": testing.Outcome(1, 1), "journeys": testing.Outcome()}, lacks_chromium=True) == 1
    assert testing._conclude({"sqlite": testing.Outcome(1)}, lacks_chromium=False) == 0


def test_stages_beside_each_other_are_told_whole_and_all_counted(capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    program = """
import sys
report, stage = sys.argv[1].removeprefix("--junitxml="), sys.argv[2]
print("....  [ 50%]", "Trouble:", "in " + stage, sep="\\n", file=sys.stderr)
with open(report, "w") as out:
    out.write('<testsuite tests="2" failures="1"/>')
sys.exit(1)
"""
    monkeypatch.setattr(testing, "STAGES", {name: (name,) for name in testing.STAGES})
    monkeypatch.setattr(workshop, "python", lambda *words: (sys.executable, "-c", program, *words[3:]))

    found = testing._run_beside(list(testing.STAGES), [], 2)

    told = capsys.readouterr().out.splitlines()
    assert found == dict.fromkeys(testing.BEGINS, testing.Outcome(1, 1))
    assert set(found) == set(testing.STAGES)
    for stage in testing.STAGES:
        assert f"{stage:>10} ....  [ 50%]" in told
        assert told[told.index(f"in {stage}") - 1] == "Trouble:"


@pytest.fixture
def stamps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(steps, "STAMPS", tmp_path / "stamps")
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    (tmp_path / "stamps").mkdir()
    return tmp_path


def test_step_is_done_once_until_its_inputs_change(stamps: Path) -> None:
    lock, done = stamps / "lock.txt", []
    lock.write_text("one")

    for text in ("one", "one", "two"):
        lock.write_text(text)
        steps.once("packages", "Installing", [lock], lambda: done.append(lock.read_text()))

    assert done == ["one", "two"]


def test_step_that_was_interrupted_is_done_again(stamps: Path) -> None:
    lock, done = stamps / "lock.txt", []
    lock.write_text("one")

    def interrupted() -> None:
        raise steps.Impossible("no network")

    with pytest.raises(steps.Impossible):
        steps.once("packages", "Installing", [lock], interrupted)
    steps.once("packages", "Installing", [lock], lambda: done.append("done"))

    assert done == ["done"]
