"""What every kind counts: answers, the moves of those who lead, and what cannot be taken."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one person answered, as it is kept. People are numbers here; names are put to them where they may be seen."""

    uid: UUID
    person: int
    at: datetime
    payload: Mapping[str, Any]
    score: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What somebody who leads did while the activity ran."""

    do: str
    at: datetime
    payload: Mapping[str, Any] = field(default_factory=dict)
    by: int | None = None


class Unfit(Exception):
    """What was sent cannot be taken; nothing is kept of it.

    :param why: a sentence to translate (mark it with ``gettext_noop``), with named places for the facts
    """

    def __init__(self, why: str, /, **facts: object) -> None:
        super().__init__(why)
        self.why, self.facts = why, facts


def gettext_noop(text: str) -> str:
    """Mark a sentence for translation, which happens where it is shown: rules know no language."""
    return text


def counted(answers: Iterable[Answer], counts: str) -> list[Answer]:
    """Keep the answers that count: of each person the "last", the "first", or "every" one, in the order they came."""
    if counts == "every":
        return list(answers)
    kept: dict[int, Answer] = {}
    for each in answers:
        if counts == "last":
            # Taken out and put in again, so that the order is that of the answers that count.
            kept.pop(each.person, None)
            kept[each.person] = each
        else:
            kept.setdefault(each.person, each)
    return list(kept.values())


def text(payload: Mapping[str, Any], name: str, longest: int) -> str:
    """Read a piece of text from what was sent: whatever it is, it comes out as text of one to so many characters.

    :raises Unfit: if there is nothing, or too much
    """
    said = payload.get(name)
    words = said.strip() if isinstance(said, str) else ""
    if not words or "\0" in words:
        raise Unfit(gettext_noop("Write something first."))
    if len(words) > longest:
        raise Unfit(gettext_noop("This is too long: at most %(most)s characters."), most=longest)
    return words


def number(payload: Mapping[str, Any], name: str, low: int, high: int) -> int:
    """Read a whole number from what was sent.

    :raises Unfit: if it is none, or lies outside
    """
    said = payload.get(name)
    if isinstance(said, str) and said.strip().isascii() and said.strip().lstrip("-").isdigit() and len(said) < 12:
        said = int(said)
    if isinstance(said, bool) or not isinstance(said, int) or not low <= said <= high:
        raise Unfit(gettext_noop("This must be a whole number from %(low)s to %(high)s."), low=low, high=high)
    return said


def chosen(payload: Mapping[str, Any], name: str) -> list[str]:
    """Read what was chosen: one or several, each once, in the order sent."""
    said = payload.get(name)
    listed = said if isinstance(said, list) else [said]
    return list(dict.fromkeys(each for each in listed if isinstance(each, str) and each and "\0" not in each))
