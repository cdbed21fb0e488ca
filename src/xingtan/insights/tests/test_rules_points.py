"""The ledger: counted again from its facts, it is what was booked, whatever came in whatever order."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from xingtan.insights.rules import points
from xingtan.insights.rules.points import Fact, Rule

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
WHATS = ("present", "late", "not_there", "activity:poll")
moments = st.integers(0, 50).map(lambda hours: START + timedelta(hours=hours))
amounts = st.sampled_from([Decimal(1), Decimal(2), Decimal("-1.5")])
rule = st.builds(Rule, what=st.sampled_from(WHATS), points=st.decimals(-20, 20, places=2), since=moments)
fact = st.builds(
    Fact,
    event=st.integers(1, 15).map(lambda number: UUID(int=number)),
    subject=st.integers(1, 4).map(lambda number: UUID(int=number)),
    what=st.sampled_from(WHATS),
    at=moments,
    amount=amounts,
)
rules = st.lists(rule, max_size=8, unique_by=lambda each: (each.what, each.since))


def a_fact(event: int, what: str = "present", hour: int = 1, subject: int = 1) -> Fact:
    return Fact(event=UUID(int=event), subject=UUID(int=subject), what=what, at=START + timedelta(hours=hour))


def total(ledger: list[points.Booked]) -> Decimal:
    return sum((each.points for each in ledger), Decimal(0))


@given(rules, st.lists(st.lists(fact, max_size=6), max_size=6))
def test_sum_of_the_ledger_is_what_is_counted_again(held: list[Rule], batches: list[list[Fact]]) -> None:
    ledger: list[points.Booked] = []
    for batch in batches:
        ledger += points.book(held, ledger, batch)

    assert total(ledger) == points.count_again(held, [each.fact for each in ledger])


@given(rules, st.lists(fact, max_size=15))
def test_what_comes_again_adds_nothing(held: list[Rule], facts: list[Fact]) -> None:
    ledger = points.book(held, [], facts)

    assert points.book(held, ledger, [each.fact for each in ledger]) == []
    assert len({each.fact.event for each in ledger}) == len(ledger)


@given(rules, st.lists(fact, max_size=15), st.integers(0, 15))
def test_one_batch_or_two_are_the_same(held: list[Rule], facts: list[Fact], place: int) -> None:
    first = points.book(held, [], facts[:place])

    assert first + points.book(held, first, facts[place:]) == points.book(held, [], facts)


def test_rule_counts_from_its_moment_on() -> None:
    held = [
        Rule(what="present", points=Decimal(5), since=START),
        Rule(what="present", points=Decimal(1), since=START + timedelta(hours=5)),
    ]

    facts = [a_fact(1, hour=-1, subject=1), a_fact(2, hour=1, subject=2), a_fact(3, hour=5, subject=3)]
    assert [points.worth(held, each) for each in facts] == [0, 5, 1]
    assert points.worth([], facts[1]) == 0


def test_correction_takes_back() -> None:
    held = [Rule(what="present", points=Decimal(5), since=START), Rule(what="late", points=Decimal(2), since=START)]
    facts = [a_fact(1), a_fact(2, "late", 2), a_fact(3, "not_there", 3), a_fact(4, "present", 4)]

    assert [each.points for each in points.book(held, [], facts)] == [5, -3, -2, 5]


def test_what_is_worth_nothing_or_comes_too_late_is_not_written_down() -> None:
    held = [Rule(what="present", points=Decimal(5), since=START)]

    assert points.book(held, [], [a_fact(1, "late")]) == []
    ledger = points.book(held, [], [a_fact(2, hour=3)])
    assert points.book(held, ledger, [a_fact(3, "not_there", hour=1)]) == []
    assert points.book(held, ledger, [a_fact(4, "present", hour=5)]) == []
