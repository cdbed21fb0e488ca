"""The states of calls, nominations and experiences, and every way between them. What is not in these tables cannot happen."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Who(StrEnum):
    """By whom a move is made."""

    UNIVERSITY = "university"
    COORDINATOR = "coordinator"
    COMMITTEE = "committee"
    AUTHOR = "author"


@dataclass(frozen=True, slots=True)
class Move:
    """One way from a state to another.

    :param before: the states it leads from
    :param after: the state it leads to
    :param by: who may make it
    :param needs_reason: whether it cannot be made without words
    """

    before: frozenset[str]
    after: str
    by: frozenset[Who]
    needs_reason: bool = False


def _move(before: str, after: str, *by: Who, needs_reason: bool = False) -> Move:
    return Move(frozenset(before.split()), after, frozenset(by), needs_reason)


NOMINATION_MOVES: Mapping[str, Move] = {
    "confirm": _move("nominated", "in_review", Who.COORDINATOR),
    "send_back": _move("nominated", "returned", Who.COORDINATOR, needs_reason=True),
    "renew": _move("returned", "nominated", Who.UNIVERSITY),
    "close_review": _move("in_review", "to_decide", Who.COORDINATOR),
    "accept": _move("to_decide", "accepted", Who.COMMITTEE, needs_reason=True),
    "return": _move("to_decide", "returned", Who.COMMITTEE, needs_reason=True),
    "refuse": _move("to_decide", "refused", Who.COMMITTEE, needs_reason=True),
    "publish": _move("accepted", "selected", Who.COORDINATOR),
    "remove": _move("selected", "removed", Who.COORDINATOR, needs_reason=True),
    "withdraw": _move(
        "nominated returned in_review to_decide accepted", "withdrawn", Who.UNIVERSITY, needs_reason=True
    ),
}
"""How a nomination goes its way. It begins as nominated, by an administrator of the course's university."""

CALL_MOVES: Mapping[str, Move] = {
    "open": _move("draft", "open", Who.COORDINATOR),
    "close": _move("open", "closed", Who.COORDINATOR),
    "reopen": _move("closed", "open", Who.COORDINATOR, needs_reason=True),
}

EXPERIENCE_MOVES: Mapping[str, Move] = {
    "publish": _move("submitted", "published", Who.COORDINATOR),
    "send_back": _move("submitted", "returned", Who.COORDINATOR, needs_reason=True),
    "submit": _move("returned withdrawn", "submitted", Who.AUTHOR),
    "withdraw": _move("submitted returned published", "withdrawn", Who.AUTHOR, Who.COORDINATOR, needs_reason=True),
}


def moves_from(moves: Mapping[str, Move], state: str) -> dict[str, Move]:
    """Give the ways that lead on from this state, by name."""
    return {name: move for name, move in moves.items() if state in move.before}
