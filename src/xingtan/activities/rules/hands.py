"""Raised hands: the speaking order. A hand in a remote hub counts like one in the hall."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


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
