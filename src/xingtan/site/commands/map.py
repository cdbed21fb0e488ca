"""Draw the house as it is: who stands on whom, who announces what, and who listens."""

import argparse
import tomllib
from collections import defaultdict

from xingtan.site.cli import CHECKOUT, start_django


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the form."""
    parser.add_argument("--dot", action="store_true", help="print the picture of imports for Graphviz")


def run(asked: argparse.Namespace) -> int:
    """Draw."""
    if asked.dot:
        from xingtan.site import workshop

        return workshop.run(
            workshop.python("-c", "from importlinter.cli import import_linter; import_linter()", "drawgraph", "xingtan")
        )
    start_django()
    calls, announces, heard = _calls(), _announces(), _heard()
    for floor in floors():
        for room in floor:
            _draw(room, calls[room], announces[room], heard)
    return 0


def floors() -> list[list[str]]:
    """Read the floors from the contract, the roof first; rooms that are only planned are left out."""
    config = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = config["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    found = [[name.strip(" ()") for name in layer.split("|")] for layer in layers]
    standing = [
        [name for name in floor if (CHECKOUT / "src" / "xingtan" / name / "__init__.py").is_file()] for floor in found
    ]
    return [floor for floor in standing if floor]


def _draw(room: str, calls: set[str], announces: list[str], heard: dict[str, set[str]]) -> None:
    folder = CHECKOUT / "src" / "xingtan" / room
    lines = sum(
        len(path.read_text(encoding="utf-8").splitlines())
        for path in folder.rglob("*.py")
        if not {"tests", "migrations"} & set(path.relative_to(folder).parts)
    )
    print(f"\n{room}  ({lines} lines)")
    if calls:
        print(f"    calls      {', '.join(sorted(calls))}")
    for name in announces:
        listeners = ", ".join(sorted(heard.get(name, ()))) or "nobody yet"
        print(f"    announces  {name} → {listeners}")


def _calls() -> dict[str, set[str]]:
    import grimp

    graph = grimp.build_graph("xingtan")
    found: dict[str, set[str]] = defaultdict(set)
    for importer in graph.modules:
        if ".tests" in importer or importer.count(".") < 1:
            continue
        for imported in graph.find_modules_directly_imported_by(importer):
            mine, theirs = importer.split(".")[1], imported.split(".")[1]
            if mine != theirs:
                found[mine].add(theirs)
    return found


def _announces() -> dict[str, list[str]]:
    from xingtan.kernel import events

    found: dict[str, list[str]] = defaultdict(list)
    for name, kind in sorted(events.known.items()):
        found[kind.__module__.split(".")[1]].append(name)
    return found


def _heard() -> dict[str, set[str]]:
    from xingtan.kernel import events

    found: dict[str, set[str]] = defaultdict(set)
    for listener in events.listeners.values():
        for name in listener.events:
            found[name].add(listener.name)
    return found
