"""The ledger of points: every entry follows from a fact and the rule that held then, so all can be counted again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

NOTHING = Decimal(0)
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """From this moment on, one thing is worth so much."""

    what: str
    points: Decimal
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened to a student: which event said so, about what, and how much of it."""

    event: UUID
    subject: UUID
    what: str
    at: datetime
    amount: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """A fact in the ledger, with what it added or took back."""

    fact: Fact
    points: Decimal


def worth(rules: Iterable[Rule], fact: Fact) -> Decimal:
    """Give what a fact is worth by the rule that held when it happened; without one, nothing."""
    held = [rule for rule in rules if rule.what == fact.what and rule.since <= fact.at]
    if not held:
        return NOTHING
    return (max(held, key=lambda rule: rule.since).points * fact.amount).quantize(CENT)


def book(rules: Sequence[Rule], ledger: Sequence[Booked], facts: Iterable[Fact]) -> list[Booked]:
    """Give the entries that these facts add to a student's ledger.

    An event counts once. Of several facts about one subject the last counts: it takes back what the ones before it gave.
    What says the same again, or comes too late, adds nothing.
    """
    known = {each.fact.event for each in ledger}
    last: dict[UUID, Fact] = {}
    given: dict[UUID, Decimal] = {}
    for each in ledger:
        last[each.fact.subject] = each.fact
        given[each.fact.subject] = given.get(each.fact.subject, NOTHING) + each.points
    new = []
    for fact in facts:
        before = last.get(fact.subject)
        if fact.event in known or (before is not None and before.at > fact.at):
            continue
        if before is not None and (before.what, before.amount) == (fact.what, fact.amount):
            continue
        points = worth(rules, fact) - given.get(fact.subject, NOTHING)
        if points == 0 and before is None:
            continue
        known.add(fact.event)
        last[fact.subject] = fact
        given[fact.subject] = given.get(fact.subject, NOTHING) + points
        new.append(Booked(fact=fact, points=points))
    return new


def count_again(rules: Sequence[Rule], facts: Iterable[Fact]) -> Decimal:
    """Count a student's points from the facts of the ledger alone, as if no sum had ever been kept."""
    last = {fact.subject: fact for fact in facts}
    return sum((worth(rules, fact) for fact in last.values()), NOTHING)
