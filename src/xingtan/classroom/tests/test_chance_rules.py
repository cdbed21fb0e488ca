"""Who is picked, who was first, who speaks, who works with whom, who rates whom: held for all classes chance can think of."""

import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingtan.classroom.rules import buzzing, chance, groups, hands, picking, reviewing

NOON = datetime(2020, 2, 17, 12, tzinfo=UTC)
people = st.sets(st.integers(1, 10_000), max_size=60)
seeds = st.text(max_size=20)


@given(people, people, seeds, st.integers(-1, 8))
def test_pick_is_among_those_present_and_none_twice(present: set[int], picked: set[int], seed: str, count: int) -> None:
    found = picking.pick(picking.pool(present, picked, again=False), seed=seed, count=count)

    assert set(found) <= present - picked
    assert len(found) == len(set(found)) == min(max(count, 0), len(present - picked))


@given(people, seeds, st.integers(1, 70))
def test_pick_can_be_replayed(present: set[int], seed: str, count: int) -> None:
    backwards = sorted(present, reverse=True)

    assert picking.pick(present, seed=seed, count=count) == picking.pick(backwards, seed=seed, count=count)
    assert picking.pick(present, seed=seed, count=count) == chance.shuffled(present, seed=seed)[:count]


@given(people, seeds)
def test_a_lesson_of_picks_without_repeats_meets_everyone_once(present: set[int], seed: str) -> None:
    met: list[int] = []

    while candidates := picking.pool(present, met, again=False):
        met += picking.pick(candidates, seed=f"{seed}{len(met)}")

    assert sorted(met) == sorted(present)


def test_pick_is_fair_over_many_seeds() -> None:
    found = Counter(picking.pick(range(1, 21), seed=str(seed))[0] for seed in range(4_000))

    # Each of 20 is expected 200 times; six standard deviations is 83.
    assert min(found.values()) > 200 - 83
    assert max(found.values()) < 200 + 83
    assert len(found) == 20


def test_nobody_is_picked_from_nobody() -> None:
    assert picking.pick(picking.pool([], [], again=True), seed="x") == []


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 60)), max_size=60))
def test_buzz_order_goes_by_first_arrival_and_says_ties(arrivals: list[tuple[int, int]]) -> None:
    buzzes = [(person, NOON + timedelta(milliseconds=ms)) for person, ms in arrivals]

    places = buzzing.order(buzzes)

    assert sorted(place.person for place in places) == sorted({person for person, _ms in arrivals})
    assert [place.at for place in places] == sorted(place.at for place in places)
    for place in places:
        assert place.at == min(at for person, at in buzzes if person == place.person)
        assert place.place == 1 + sum(other.place < place.place for other in places)
        shared = [other for other in places if other.place == place.place]
        assert place.is_tied == (len(shared) > 1)
        assert max(other.at for other in shared) - min(other.at for other in shared) < buzzing.TIE
    assert places == buzzing.order(reversed(buzzes))


def test_a_stream_of_buzzes_is_not_one_tie() -> None:
    places = buzzing.order((each, NOON + timedelta(milliseconds=3 * each)) for each in range(1, 7))

    assert [place.place for place in places] == [1, 1, 3, 3, 5, 5]


raised = st.lists(
    st.builds(
        hands.Hand,
        person=st.integers(1, 10_000),
        raised_at=st.integers(0, 600).map(lambda seconds: NOON + timedelta(seconds=seconds)),
        hub=st.sampled_from(["", "hall", "Tartu", "Accra"]),
        turns=st.integers(0, 3),
    ),
    max_size=40,
    unique_by=lambda hand: hand.person,
)


@given(raised, st.booleans(), st.booleans())
def test_everyone_with_a_hand_up_stands_in_the_order_once(line: list[hands.Hand], by_turns: bool, by_hub: bool) -> None:
    found = hands.speaking_order(line, by_turns=by_turns, by_hub=by_hub)

    assert sorted(hand.person for hand in found) == sorted(hand.person for hand in line)
    if not by_hub and not by_turns:
        assert [hand.raised_at for hand in found] == sorted(hand.raised_at for hand in line)
    if by_hub:
        # Before a hub comes again, every hub that still waits had one turn more or as many.
        seen: Counter[str] = Counter()
        for place, hand in enumerate(found):
            waiting = {other.hub for other in found[place:]}
            assert seen[hand.hub] == min(seen[hub] for hub in waiting)
            seen[hand.hub] += 1


sizes = st.integers(1, 12)


def _is_partition(found: list[list[int]], everyone: set[int]) -> bool:
    return sorted(person for group in found for person in group) == sorted(everyone) and all(found)


def _differ_by_one(found: list[list[int]]) -> bool:
    counts = [len(group) for group in found]
    return not counts or max(counts) - min(counts) <= 1


@given(people, seeds, sizes)
def test_groups_by_size_hold_everyone_once_and_are_even(everyone: set[int], seed: str, size: int) -> None:
    for found in (
        groups.by_chance(everyone, seed=seed, size=size),
        groups.by_result(everyone, {person: person % 7 for person in everyone}, seed=seed, size=size),
    ):
        assert _is_partition(found, everyone)
        assert _differ_by_one(found)
        assert all(len(group) <= size for group in found)


@given(people, seeds, sizes)
def test_groups_by_number_hold_everyone_once_and_are_even(everyone: set[int], seed: str, number: int) -> None:
    for found in (
        groups.by_chance(everyone, seed=seed, number=number),
        groups.by_result(everyone, {}, seed=seed, number=number),
    ):
        assert _is_partition(found, everyone)
        assert _differ_by_one(found)
        assert len(found) == min(number, len(everyone))


@given(people, seeds, sizes)
def test_groups_by_result_are_about_as_strong(everyone: set[int], seed: str, number: int) -> None:
    results = {person: float(person % 101) for person in everyone}

    found = groups.by_result(everyone, results, seed=seed, number=number)

    if len({len(group) for group in found}) == 1:
        sums = [sum(results[person] for person in group) for group in found]
        # Dealt there and back, two groups never differ by more than the best is above the weakest.
        assert max(sums) - min(sums) <= max(results.values()) - min(results.values())


@given(people, seeds, sizes, st.booleans())
def test_groups_by_hub_never_span_two(everyone: set[int], seed: str, wish: int, by_size: bool) -> None:
    hubs = {person: ("Tartu", "Accra", "")[person % 3] for person in everyone}

    found = groups.by_hub(everyone, hubs, seed=seed, size=wish if by_size else None, number=None if by_size else wish)

    assert _is_partition(found, everyone)
    assert all(len({hubs[person] for person in group}) == 1 for group in found)
    for hub in set(hubs.values()):
        assert _differ_by_one([group for group in found if hubs[group[0]] == hub])
    if not by_size:
        assert len(found) == min(max(wish, len(set(hubs.values()))), len(everyone))


@given(people, seeds, st.integers(1, 6))
def test_everyone_rates_as_many_as_rate_them(everyone: set[int], seed: str, each: int) -> None:
    works = {person: frozenset({person}) for person in everyone}

    found = reviewing.assign(works, everyone, each=each, seed=seed)

    assert set(found) == everyone
    for work, reviewers in found.items():
        assert work not in reviewers
        assert len(reviewers) == len(set(reviewers)) == min(each, len(everyone) - 1)
    load = reviewing.loads(found)
    assert all(load[person] == min(each, len(everyone) - 1) for person in everyone)


@given(st.integers(2, 8), st.integers(1, 6), st.integers(0, 5), seeds, st.integers(1, 5))
def test_nobody_rates_their_own_group(number: int, size: int, more: int, seed: str, each: int) -> None:
    everyone = set(range(1, number * size + more + 1))
    made = groups.by_chance(everyone, seed=seed, number=number)
    works = {place: frozenset(group) for place, group in enumerate(made)}

    found = reviewing.assign(works, everyone, each=each, seed=seed)

    for work, reviewers in found.items():
        assert not works[work] & set(reviewers)
        assert len(reviewers) == len(set(reviewers)) == min(each, len(everyone) - len(works[work]))
    load = reviewing.loads(found)
    counts = [load[person] for person in everyone]
    assert max(counts) - min(counts) <= 1
    assert found == reviewing.assign(works, everyone, each=each, seed=seed)


@given(people, people, seeds)
def test_who_made_nothing_rates_too(authors: set[int], others: set[int], seed: str) -> None:
    everyone = authors | others
    works = {person: frozenset({person}) for person in authors}

    found = reviewing.assign(works, everyone, each=2, seed=seed)

    load = reviewing.loads(found)
    counts = [load[person] for person in everyone]
    if len(everyone) > 2 and authors:
        assert max(counts) - min(counts) <= 1


def test_one_alone_has_nobody_to_rate_them() -> None:
    assert reviewing.assign({1: frozenset({1})}, [1], each=3, seed="x") == {1: []}
    assert reviewing.assign({}, [], each=3, seed="x") == {}


@pytest.mark.parametrize("count", [0, 100_000])
def test_rules_are_fast_for_nobody_and_for_a_hundred_thousand(count: int) -> None:
    everyone = range(1, count + 1)
    works = {person: frozenset({person}) for person in everyone}
    deeds = {
        "pick": lambda: picking.pick(picking.pool(everyone, range(500), again=False), seed="x", count=3),
        "buzz": lambda: buzzing.order((each, NOON + timedelta(milliseconds=each % 977)) for each in everyone),
        "hands": lambda: hands.speaking_order(
            [hands.Hand(person=each, raised_at=NOON, hub=str(each % 9)) for each in everyone], by_hub=True
        ),
        "groups": lambda: groups.by_result(everyone, dict.fromkeys(everyone, 1.0), seed="x", size=5),
        "hubs": lambda: groups.by_hub(everyone, {each: str(each % 9) for each in everyone}, seed="x", number=20),
        "rating": lambda: reviewing.assign(works, everyone, each=3, seed="x"),
    }
    # The best of some tries: a busy machine says nothing about a rule.
    took = {name: min(_seconds(deed) for _try in range(3)) for name, deed in deeds.items()}

    assert {name: seconds for name, seconds in took.items() if seconds > 3} == {}


def _seconds(deed: Callable[[], object]) -> float:
    start = time.process_time()
    deed()
    return time.process_time() - start
