"""Compares what was counted with the truth of the generator. Prints one line of JSON."""

from __future__ import annotations

import json
import os
from importlib import import_module
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingtan.site.settings")
django.setup()

# Their models exist once Django has started.
replay = import_module("xingtan.replay.public")
eventstore = import_module("xingtan.eventstore.public")

BENCH = "bench"
"""The segment in which another stage tells of an attendance again."""


def told() -> dict[str, Any]:
    """Count what is equal, and say what is not."""
    true = replay.truth()
    found, planted = replay.find_planted(), dict(replay.planted(true))
    planted[replay.Kind.DUPLICATE] += sum(place.stem == BENCH for place in eventstore.parts("attended"))
    differences = replay.compare(replay.counted(), true)
    parts = ("counted", "by_day", "by_university", "by_platform", "by_discipline", "by_language", "stocks")
    figures = sum(len(true[part]) for part in parts) + 1
    lines = replay.press_table()
    wrong = [
        f"{kind}: found {found[kind]}, planted {planted[kind]}" for kind in planted if found[kind] != planted[kind]
    ]
    return {
        "figures": figures,
        "equal": figures - len(differences),
        "planted": len(planted),
        "found": len(planted) - len(wrong),
        "lines": len(lines),
        "reached": sum(line.is_reached for line in lines),
        "differences": [*map(str, differences), *wrong],
    }


if __name__ == "__main__":
    print(json.dumps(told()))
