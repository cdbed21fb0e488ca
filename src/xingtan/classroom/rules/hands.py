"""Raised hands: the speaking order. A hand in a remote hub counts like one in the hall."""

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from xingtan.activities.registry.answers import Answer, Move


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """A hand that is up."""

    person: int
    raised_at: datetime
    hub: str = ""
    turns: int = 0
    """How often this person had the word in this session."""


def speaking_order(hands: Iterable[Hand], *, by_turns: bool = False, by_hub: bool = False) -> list[Hand]:
    """Order the hands: who raised it first; if wished, who has not spoken yet before who has, and hub after hub in turn.

    :param by_turns: those who had the word less often come first
    :param by_hub: the places people sit at take turns, so that a full hall does not speak over a small hub
    """
    line = sorted(hands, key=lambda hand: (hand.turns if by_turns else 0, hand.raised_at, hand.person))
    return _hub_after_hub(line) if by_hub else line


def _moment(each: Answer | Move) -> datetime:
    return each.at


def _hub_after_hub(line: list[Hand]) -> list[Hand]:
    queues: dict[str, deque[Hand]] = {}
    for hand in line:
        queues.setdefault(hand.hub, deque()).append(hand)
    ordered: list[Hand] = []
    while queues:
        for hub in list(queues):
            ordered.append(queues[hub].popleft())
            if not queues[hub]:
                del queues[hub]
    return ordered


def take(payload: Mapping[str, Any], hubs: Iterable[str]) -> dict[str, Any]:
    """Keep whether the hand goes up, and where it is: one of the places the class sits at, or none."""
    hub = payload.get("hub")
    return {"up": str(payload.get("up", "")) == "1", "hub": hub if hub in set(hubs) else ""}


def fold(config: Mapping[str, Any], answers: Iterable[Answer], moves: Iterable[Move]) -> dict[str, Any]:
    """Tell whose hands are up in the order they speak, who has the word, and how often each had it."""
    # What students and teachers do is told in the order it happened; at the same moment, a hand comes first.
    happened: list[Answer | Move] = sorted((*answers, *moves), key=_moment)
    up: dict[int, tuple[datetime, str]] = {}
    turns: Counter[int] = Counter()
    speaking = None
    for each in happened:
        if isinstance(each, Answer):
            if not each.payload.get("up"):
                up.pop(each.person, None)
            else:
                # Raised again while it is up, it keeps its place.
                raised_at = up[each.person][0] if each.person in up else each.at
                up[each.person] = (raised_at, each.payload.get("hub", ""))
        elif each.do == "word":
            speaking = each.payload["person"]
            turns[speaking] += 1
            up.pop(speaking, None)
        elif each.do == "lower":
            up.pop(each.payload["person"], None)
        elif each.do == "lower_all":
            up.clear()
        elif each.do == "thanks":
            speaking = None
    line = speaking_order(
        (Hand(person=person, raised_at=at, hub=hub, turns=turns[person]) for person, (at, hub) in up.items()),
        by_turns=bool(config.get("by_turns")),
        by_hub=bool(config.get("by_hub")),
    )
    return {
        "line": [{"person": each.person, "hub": each.hub, "turns": each.turns, "at": each.raised_at} for each in line],
        "place": {each.person: place for place, each in enumerate(line, 1)},
        "speaking": speaking,
        "turns": dict(turns),
    }
