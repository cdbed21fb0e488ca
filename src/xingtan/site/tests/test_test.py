"""The command that runs the tests chooses and counts them."""

from pathlib import Path

import pytest

from xingtan.site.commands import test as command


@pytest.mark.parametrize(
    ("file", "folder"),
    [
        ("src/xingtan/people/models.py", "src/xingtan/people/tests"),
        ("src/xingtan/federation/olx/adapters/nodes.py", "src/xingtan/federation/olx/tests"),
        ("src/xingtan/people/tests/test_access.py", "src/xingtan/people/tests"),
    ],
)
def test_file_is_tried_by_its_room(file: str, folder: str) -> None:
    assert command.tests_of([file]) == [folder, "tests/house"]


@pytest.mark.parametrize("file", ["README.md", "docs/words.md", "tests/cast.py", "src/xingtan/locale/fr.po"])
def test_house_is_always_looked_at(file: str) -> None:
    assert command.tests_of([file]) == ["tests/house"]


def test_new_migration_is_walked_with_all_others() -> None:
    found = command.tests_of(["src/xingtan/people/migrations/0009_leaves.py"])

    assert found == ["src/xingtan/people/tests", "src/xingtan/site/tests/test_tables.py", "tests/house"]


def test_report_is_counted(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text('<testsuites><testsuite tests="9" failures="2" errors="1" skipped="1"/></testsuites>')

    assert command.read_report(report) == command.Outcome(passed=5, failed=3, skipped=1)


def test_missing_report_counts_nothing(tmp_path: Path) -> None:
    assert command.read_report(tmp_path / "none.xml") == command.Outcome()
