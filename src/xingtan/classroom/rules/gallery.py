"""Pictures that students sent, as a wall the teacher opens: one each, the last; some taken down."""

from collections.abc import Iterable
from typing import Any

from xingtan.activities.registry.answers import Answer, Move


def fold(answers: Iterable[Answer], moves: Iterable[Move]) -> dict[str, Any]:
    """Give the pictures in the order they came, with those taken down marked."""
    down: set[str] = set()
    for move in moves:
        if move.do == "take_down":
            down.add(move.payload["of"])
        elif move.do == "put_up":
            down.discard(move.payload["of"])
    pictures = [
        {
            "uid": str(each.uid),
            "person": each.person,
            "is_down": str(each.uid) in down,
            **{name: each.payload.get(name, "") for name in ("large", "small", "width", "height", "words")},
        }
        for each in answers
    ]
    return {"pictures": pictures, "up": [each for each in pictures if not each["is_down"]]}
