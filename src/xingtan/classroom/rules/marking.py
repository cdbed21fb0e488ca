"""Marks for what somebody does in class: points with a reason, given in one click, and taken back with another."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from xingtan.activities.registry.answers import Move, Unfit, gettext_noop, number

MOST = 10
LONGEST_REASON = 120


def mark(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Keep who gets how many points and why.

    :raises Unfit: if it is no person or no points
    """
    points = number(payload, "points", -MOST, MOST)
    if points == 0:
        raise Unfit(gettext_noop("Choose how many points to give or to take."))
    said = payload.get("reason")
    reason = said.strip()[:LONGEST_REASON] if isinstance(said, str) and "\0" not in said else ""
    return {"person": number(payload, "person", 1, 2**53), "points": points, "reason": reason}


def take_back(payload: Mapping[str, Any], moves: Iterable[Move]) -> dict[str, Any]:
    """Keep which mark is taken back: by its number, counted from one.

    :raises Unfit: if there is none, or it was taken back before
    """
    marks = fold(moves)["marks"]
    of = number(payload, "of", 1, max(len(marks), 1))
    found = next((each for each in marks if each["number"] == of), None)
    if found is None or found["is_back"]:
        raise Unfit(gettext_noop("This mark was taken back before."))
    return {"of": of, "person": found["person"], "points": -found["points"]}


def fold(moves: Iterable[Move]) -> dict[str, Any]:
    """Tell every mark, the last first, and what each person has."""
    marks: list[dict[str, Any]] = []
    totals: Counter[int] = Counter()
    for move in moves:
        if move.do == "mark":
            marks.append({**move.payload, "number": len(marks) + 1, "at": move.at, "by": move.by, "is_back": False})
        elif move.do == "take_back":
            marks[move.payload["of"] - 1]["is_back"] = True
        else:
            continue
        totals[move.payload["person"]] += move.payload["points"]
    given = sum(not each["is_back"] for each in marks)
    return {"marks": marks[::-1], "totals": dict(totals), "given": given}
