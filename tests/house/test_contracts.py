"""The import contracts hold, and each is seen to fail on a planted fault."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT, SOURCES, rooms

LINT = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"

# A fault for each contract: the file it is planted in, the line, and what the linter must say.
FAULTS = {
    "Floors": ("ui/planted.py", "import xingtan.catalog.public", "xingtan.ui is not allowed to import xingtan.catalog"),
    "Shelves": ("catalog/queries_planted.py", "", "xingtan.catalog.queries_planted"),
    "Doors": (
        "site/planted.py",
        "import xingtan.people.models",
        "xingtan.site.planted reaches past the door of xingtan.people.models",
    ),
    "Pure": ("catalog/rules.py", "import django.db.models", "xingtan.catalog.rules is not allowed to import django"),
    "No circles": ("ui/planted_a.py", "import xingtan.ui.planted_b", "planted_a"),
}


def lint(root: Path) -> tuple[int, str]:
    """Run the linter over a house."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root / "tools")])}
    environment.pop("PYTEST_ADDOPTS", None)
    ended = subprocess.run(
        [sys.executable, "-c", LINT, "--no-logo", "--no-cache", "--config", "pyproject.toml"],
        cwd=root, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return ended.returncode, ended.stdout + ended.stderr


@pytest.mark.slow
def test_contracts_hold() -> None:
    code, said = lint(ROOT)

    assert code == 0, said


@pytest.mark.slow
def test_contracts_fail_on_planted_faults(tmp_path: Path) -> None:
    house = tmp_path / "house"
    shutil.copytree(
        SOURCES, house / "src" / "xingtan", ignore=shutil.ignore_patterns("static", "templates", "__pycache__", "*.md")
    )
    shutil.copytree(ROOT / "tools", house / "tools")
    shutil.copy(ROOT / "pyproject.toml", house)
    for place, line, _ in FAULTS.values():
        planted = house / "src" / "xingtan" / place
        planted.write_text(f"{planted.read_text() if planted.exists() else ''}\n{line}\n")
    (house / "src/xingtan/ui/planted_b.py").write_text("import xingtan.ui.planted_a\n")

    code, said = lint(house)

    assert code == 1
    assert {name for name, (_, _, word) in FAULTS.items() if word not in " ".join(said.split())} == set(), said


def test_every_room_is_in_every_contract_that_speaks_of_rooms() -> None:
    standing = {
        ".".join(path.parent.relative_to(SOURCES).parts)
        for path in SOURCES.rglob("apps.py")
        if "tests" not in path.parts
    } - {"kernel", "ui", "site"}

    assert set(rooms()) == standing
