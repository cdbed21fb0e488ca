"""Add a room: its shelves, its README, and its lines in the contracts.

python tools/new_room.py podcasts beside discussion
python tools/new_room.py podcasts above learning
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

README = """# {title}

One sentence: what this room is for.

## Owns

The tables and files that only this room changes.

## Words

The words it brings into the house; each is also in `docs/words.md`.

## Calls

The lower rooms it calls, and for what.

## Announces

Its events, and what each means. What it hears is said here too.

## Not here

What a newcomer might look for in this room, and where that lives.
"""

APPS = '''"""The room's place in Django."""

from xingtan.kernel.rooms import Room


class {title}Room(Room):
    name = "xingtan.{room}"
'''

PUBLIC = '"""{title}, seen from outside."""\n'


def with_floor(contracts: str, room: str, where: str, neighbor: str) -> str:
    """Write the room into the floors, above its neighbor or beside it.

    :raises LookupError: if no floor holds the neighbor
    """
    line = re.compile(rf'^    "(?P<floor>[^"]*(?<![\w.]){re.escape(neighbor)}(?![\w.])[^"]*)",\n', re.MULTILINE)
    start = contracts.index('id = "floors"')
    found = line.search(contracts, start)
    if found is None:
        raise LookupError(f"No floor holds a room named {neighbor}.")
    if where == "above":
        return contracts[: found.start()] + f'    "{room}",\n' + contracts[found.start() :]
    # A room that was planned stands there in parentheses already.
    rest = [name for name in found["floor"].split(" | ") if name != f"({room})"]
    return contracts[: found.start()] + f'    "{" | ".join([*rest, room])}",\n' + contracts[found.end() :]


def without_plan(contracts: str, room: str) -> str:
    """Take away the floor that stood ready for this room."""
    return contracts.replace(f'    "({room})",\n', "")


def with_shelves_and_doors(contracts: str, room: str) -> str:
    """Write the room into the list of the shelves contract and into that of the doors."""
    for contract, key, name in (("shelves", "containers", f"xingtan.{room}"), ("doors", "rooms", room)):
        start = contracts.index(f"{key} = [", contracts.index(f'id = "{contract}"'))
        end = contracts.index("\n]", start)
        contracts = contracts[:end] + f'\n    "{name}",' + contracts[end:]
    return contracts


def add_room(root: Path, room: str, where: str, neighbor: str) -> list[str]:
    """Make the room under this root, and list the files written."""
    config = root / "pyproject.toml"
    contracts = without_plan(config.read_text(encoding="utf-8"), room)
    contracts = with_shelves_and_doors(with_floor(contracts, room, where, neighbor), room)

    folder = root / "src" / "xingtan" / room
    title = room.replace("_", " ").capitalize()
    texts = {
        folder / "__init__.py": "",
        folder / "README.md": README.format(title=title),
        folder / "apps.py": APPS.format(title=title.replace(" ", ""), room=room),
        folder / "public.py": PUBLIC.format(title=title),
        folder / "migrations" / "__init__.py": "",
        folder / "tests" / "__init__.py": "",
    }
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    config.write_text(contracts, encoding="utf-8")
    return [str(path.relative_to(root)) for path in [*texts, config]]


def main() -> int:
    """Read the command, make the room, say what is left to do."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("room", help="a plain noun or activity, no suffix")
    parser.add_argument("where", choices=["above", "beside"])
    parser.add_argument("neighbor", help="a room that has its floor already")
    asked = parser.parse_args()

    if not re.fullmatch(r"[a-z][a-z_]*", asked.room) or (ROOT / "src" / "xingtan" / asked.room).exists():
        print(f"{asked.room}: a room's name is a plain lower-case word, and new.", file=sys.stderr)
        return 2
    try:
        written = add_room(ROOT, asked.room, asked.where, asked.neighbor)
    except LookupError as missing:
        print(missing.args[0], file=sys.stderr)
        return 2

    for name in written:
        print(f"wrote {name}")
    print("Now: fill in its README, and go on with docs/recipes/add-a-room.md.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
