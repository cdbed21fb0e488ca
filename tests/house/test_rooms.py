"""Every room says what it is on one page, keeps a narrow door, and stays small enough to know."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

from tests.house.tree import files, folder_of, name_of, rooms

HEADINGS = ["Owns", "Words", "Calls", "Announces", "Not here"]
MOST_NAMES = 40
MOST_LINES = 6000
IMPORTED = re.compile(r"from xingtan\.(?P<room>[\w.]+?)(?P<door>\.public)? import (?P<names>\([^)]*\)|[^\n#]*)")


def headings(readme: str) -> list[str]:
    """List the second-level headings of a page."""
    return [line.removeprefix("## ").strip() for line in readme.splitlines() if line.startswith("## ")]


def names(public: str) -> list[str]:
    """List the names that a door offers; anything but imports and a docstring is refused.

    :raises ValueError: if the door holds code
    """
    found = []
    for part in ast.parse(public).body:
        match part:
            case ast.ImportFrom(names=offered):
                found += [alias.asname or alias.name for alias in offered]
            case ast.Expr(value=ast.Constant()):
                pass
            case ast.Assign(targets=[ast.Name(id="__all__")]):
                pass
            case _:
                raise ValueError(f"line {part.lineno}: names only, no code")
    return found


def taken(sources: dict[Path, str]) -> dict[str, set[str]]:
    """Give the names that these sources take at the door of each room; a test of the room itself counts."""
    found: dict[str, set[str]] = defaultdict(set)
    for text in sources.values():
        for line in IMPORTED.finditer(text):
            for each in line["names"].strip("()\n ").split(","):
                name, _, alias = (word.strip() for word in each.partition(" as "))
                if line["door"]:
                    found[line["room"]].add(name)
                elif name == "public":
                    found[line["room"]].update(re.findall(rf"(?<![\w.]){alias or name}\.(\w+)", text))
    return found


def lines_of(folder: Path) -> int:
    """Count the lines of Python in a room, without its tests and migrations."""
    counted = (
        path for path in folder.rglob("*.py") if not {"tests", "migrations"} & set(path.relative_to(folder).parts)
    )
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in counted)


@pytest.mark.parametrize("room", [*rooms(), "kernel", "ui", "site"])
def test_room_has_its_page(room: str) -> None:
    readme = folder_of(room) / "README.md"

    assert readme.is_file(), f"{room} has no README.md"
    assert headings(readme.read_text(encoding="utf-8")) == HEADINGS


@pytest.mark.parametrize("room", rooms())
def test_door_is_narrow_and_holds_no_code(room: str) -> None:
    offered = names((folder_of(room) / "public.py").read_text(encoding="utf-8"))

    assert len(offered) <= MOST_NAMES


def test_nobody_waits_at_a_door_for_ever() -> None:
    took = taken({path: path.read_text(encoding="utf-8") for path in files("*.py")})

    offered = {room: names((folder_of(room) / "public.py").read_text(encoding="utf-8")) for room in rooms()}
    assert [
        f"{room}.{name}" for room, all_names in offered.items() for name in all_names if name not in took[room]
    ] == []


@pytest.mark.parametrize("room", rooms())
def test_room_is_small_enough_to_know(room: str) -> None:
    assert lines_of(folder_of(room)) <= MOST_LINES


def test_planted_faults_are_found(tmp_path: Path) -> None:
    (tmp_path / "long.py").write_text("x = 1\n" * (MOST_LINES + 1))

    assert headings("# A room\n\n## Owns\n\n## Words\n") != HEADINGS
    assert len(names(f"from x import {', '.join(f'n{i}' for i in range(41))}")) > MOST_NAMES
    assert lines_of(tmp_path) > MOST_LINES
    took = taken({tmp_path: "from xingtan.jobs import events, public as jobs\n\njobs.start()\nmy.jobs.stop()\n"})
    assert took == {"jobs": {"start"}}
    with pytest.raises(ValueError):
        names("def helper(): ...")


# Length of files: a reader should hold one in mind.

LONGEST = {".py": 600, ".html": 150, ".css": 250}
LONG = {".py": 400}


def too_long(found: list[Path], longest: dict[str, int]) -> list[str]:
    """List the files that nobody can hold in mind."""
    counted = ((path, len(path.read_text(encoding="utf-8").splitlines())) for path in found if path.suffix in longest)
    return [f"{name_of(path)}: {lines} lines" for path, lines in counted if lines > longest[path.suffix]]


def _measured() -> list[Path]:
    return [path for kind in LONGEST for path in files(f"*{kind}") if "migrations" not in path.parts]


def test_no_file_is_too_long() -> None:
    assert too_long(_measured(), LONGEST) == []


def test_long_files_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        for each in too_long(_measured(), LONG):
            print(f"\nlong, cut it by noun: {each}", end="")


def test_planted_long_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>\n" * 151)

    assert too_long(list(tmp_path.iterdir()), LONGEST) == ["page.html: 151 lines"]
