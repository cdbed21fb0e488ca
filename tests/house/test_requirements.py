"""What the code imports is asked for in `requirements/`, and not only there because something else brought it."""

from __future__ import annotations

import re
import sys
from functools import cache
from importlib.metadata import packages_distributions

from tests.house.test_outside import imported
from tests.house.tree import ROOT, SOURCES, files

# Optional parts of a site, and what only a checkout does.
ELSEWHERE = {
    "kernel/files": "s3.in",
    "census/adapters/engines/spark.py": "spark.in",
    "census/adapters/engines/house.py": "test.in",
    "site/commands/map.py": "test.in",
    "site/commands/bench.py": "test.in",
    "site/demo/generated": "build.in",
}


def asked_for(name: str) -> set[str]:
    """Read the names in a file of requirements, spelled as packages are compared."""
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    found = (re.match(r"[A-Za-z0-9._-]+", line) for line in lines if not line.startswith(("#", "-")))
    return {_plain(each.group()) for each in found if each}


def unasked(place: str, text: str) -> set[str]:
    """List the packages that a file imports and nobody asked for."""
    known = asked_for("base.in")
    for start, name in ELSEWHERE.items():
        if place.startswith(start):
            known |= asked_for(name)
    roots = {module.partition(".")[0] for module in imported(text)} - set(sys.stdlib_module_names) - {"xingtan"}
    return {root for root in roots if not {_plain(name) for name in _distributions().get(root, [root])} & known}


@cache
def _distributions() -> dict[str, list[str]]:
    return {name: list(found) for name, found in packages_distributions().items()}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_import_is_asked_for() -> None:
    bad = {
        str(path.relative_to(SOURCES)): sorted(found)
        for path in files("src/*.py")
        if "tests" not in path.parts
        and (found := unasked(str(path.relative_to(SOURCES)), path.read_text(encoding="utf-8")))
    }

    assert bad == {}


def test_planted_import_is_found() -> None:
    assert unasked("catalog/queries.py", "import flask\nimport django\nimport json") == {"flask"}
