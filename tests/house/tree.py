"""Where the house stands, and which rooms are in it."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src" / "xingtan"


def contracts() -> list[dict[str, Any]]:
    """Read the import contracts."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return list(config["tool"]["importlinter"]["contracts"])


def rooms() -> list[str]:
    """List the rooms by their dotted names, as the contract of doors does: not the kernel, not ui, not the site."""
    listed = next(contract["rooms"] for contract in contracts() if contract["id"] == "doors")
    return [room for room in listed if folder_of(room).is_dir()]


def folder_of(room: str) -> Path:
    """Give the folder of a room."""
    return SOURCES.joinpath(*room.split("."))


def files(pattern: str) -> list[Path]:
    """List the files of the repository, tracked or about to be, that match a git pathspec."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", pattern]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [ROOT / name for name in sorted(set(listed)) if (ROOT / name).is_file()]


def name_of(path: Path) -> str:
    """Give a path as a person would say it."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name
