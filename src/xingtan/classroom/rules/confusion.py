"""'I don't understand': who is lost on which slide, without saying who."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from xingtan.activities.registry.answers import Answer, Move, Unfit, gettext_noop, number

LAST_SLIDE = 2_000
STEP_SECONDS = 10
MOST_MOMENTS = 360


def take(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Keep on which slide somebody is lost, or no longer.

    :raises Unfit: if it says no slide
    """
    return {"slide": number(payload, "slide", 1, LAST_SLIDE), "over": payload.get("over") in ("1", 1, True)}


def slide_now(moves: Iterable[Move]) -> int:
    """Give the slide that was turned to last; the first, before anybody turns."""
    slide = 1
    for each in moves:
        if each.do == "slide":
            slide = each.payload["slide"]
    return slide


def fold(answers: Iterable[Answer], moves: Iterable[Move], slides: int) -> dict[str, Any]:
    """Count for each slide how many people were lost on it, and how many are now; and for each ten seconds how many got lost."""
    ever: dict[int, set[int]] = {}
    now: dict[int, set[int]] = {}
    moments: dict[tuple[int, int], set[int]] = {}
    for each in answers:
        slide, person = each.payload["slide"], each.person
        if each.payload["over"]:
            now.get(slide, set()).discard(person)
        else:
            second = int(each.at.timestamp()) // STEP_SECONDS * STEP_SECONDS
            moments.setdefault((second, slide), set()).add(person)
            ever.setdefault(slide, set()).add(person)
            now.setdefault(slide, set()).add(person)
    at = slide_now(moves)
    last = max([slides, at, *ever])
    highest = max((len(people) for people in ever.values()), default=0)
    # A long talk without a word from anybody needs no two thousand rows.
    listed = range(1, last + 1) if last <= max(slides, 200) else sorted({at, *ever})
    rows = [{"slide": slide, "lost": len(ever.get(slide, ())), "now": len(now.get(slide, ()))} for slide in listed]
    lost_at = [
        {"at": second, "slide": slide, "lost": len(people)}
        for (second, slide), people in sorted(moments.items())[:MOST_MOMENTS]
    ]
    return {"slide": at, "rows": rows, "highest": highest, "lost": len(now.get(at, ())), "moments": lost_at}


def clocked(moments: Iterable[Mapping[str, Any]], start: datetime) -> list[dict[str, Any]]:
    """Write beside moments how long after the start they were, as a clock does."""
    found = []
    for each in moments:
        second = max(int(each["at"] - start.timestamp()), 0)
        found.append({**each, "clock": f"{second // 60}:{second % 60:02}"})
    return found


def move(do: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """Give what is kept of a move: the slide that is turned to.

    :raises Unfit: if there is no such move
    """
    if do != "slide":
        raise Unfit(gettext_noop("There is no such thing to do here."))
    return {"slide": number(payload, "slide", 1, LAST_SLIDE)}
