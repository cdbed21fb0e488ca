"""Write the shape of every event to `tests/house/events.json`; an event that was announced never changes.

What must change is a new class with a new name, or the next version of it.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from typing import Any, get_type_hints

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "tests" / "house" / "events.json"
SOURCES = ROOT / "src" / "xingtan"
PLAIN = {"str", "int", "bool", "float", "Decimal", "UUID", "date", "datetime", "None", "tuple", "list", "dict", "..."}


class ShapeChanged(Exception):
    """An event that was announced has another shape now."""


def load() -> None:
    """Load every room's events, also those that nothing else has loaded yet."""
    for path in sorted(SOURCES.rglob("events.py")):
        if "tests" not in path.parts:
            import_module(".".join(["xingtan", *path.relative_to(SOURCES).with_suffix("").parts]))


def shapes(known: dict[str, type[Any]]) -> dict[str, Any]:
    """Describe every event: its version, and the type of each field."""
    return {
        name: {
            "version": getattr(kind, "version", 1),
            "fields": {each.name: _say(get_type_hints(kind)[each.name]) for each in fields(kind)},
        }
        for name, kind in sorted(known.items())
    }


def not_plain(known: dict[str, type[Any]]) -> list[str]:
    """List the fields that JSON cannot carry."""
    bad = []
    for name, kind in known.items():
        for each in fields(kind):
            said = _say(get_type_hints(kind)[each.name])
            words = said.replace("[", " ").replace("]", " ").replace(",", " ").replace("|", " ").split()
            if set(words) - PLAIN:
                bad.append(f"{name}: {each.name} is {said}")
    return bad


def extended(locked: dict[str, Any], known: dict[str, type[Any]]) -> dict[str, Any]:
    """Add the new events to the locked ones.

    :raises ShapeChanged: if one that is locked has changed without a new version
    """
    now = shapes(known)
    for name, shape in locked.items():
        if name in now and now[name] != shape and now[name]["version"] == shape["version"]:
            raise ShapeChanged(f"{name} was announced as {shape['fields']}. Make a new class, or the next version.")
    return now


def _say(hint: Any) -> str:
    text = hint.__name__ if isinstance(hint, type) and not getattr(hint, "__args__", None) else str(hint)
    for module in ("uuid.", "datetime.", "decimal.", "typing."):
        text = text.replace(module, "")
    return text.replace("NoneType", "None")


def main(arguments: list[str]) -> int:
    """Write the lock; before the first release `--anew` forgets what was locked."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingtan.site.settings")
    import django

    django.setup()
    load()
    from xingtan.kernel import events

    locked = {} if "--anew" in arguments or not LOCK.exists() else json.loads(LOCK.read_text(encoding="utf-8"))
    try:
        now = extended(locked, events.known)
    except ShapeChanged as reason:
        print(reason, file=sys.stderr)
        return 1
    LOCK.write_text(json.dumps(now, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(now)} events are locked.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
