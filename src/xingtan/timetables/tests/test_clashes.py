"""Clashes are found by a sweep, exactly those that comparing each with each would find."""

import time
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xingtan.timetables.rules.clashes import Interval, in_rooms, of_students, of_teachers, overlaps

# The machine may be busy with something else.
patient = settings(deadline=None)

START = datetime(2026, 3, 2, tzinfo=UTC)


def interval(key, group, start, length=2, place=None):
    at = START + timedelta(hours=start)
    return Interval(key, group, at, at + timedelta(hours=length), place)


intervals = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 40), st.integers(1, 6), st.integers(1, 3) | st.none()), max_size=25
).map(lambda rows: [interval(number, *row) for number, row in enumerate(rows)])


def touches(one, other):
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


@patient
@given(intervals)
def test_the_sweep_finds_what_comparing_all_finds(those):
    found = {frozenset((one.key, other.key)) for one, other in overlaps(those)}

    assert found == {frozenset((a.key, b.key)) for a, b in combinations(those, 2) if touches(a, b)}


def test_one_may_end_as_the_next_starts():
    assert list(overlaps([interval(1, 1, 0), interval(2, 2, 2)])) == []


@patient
@given(intervals, st.dictionaries(st.integers(0, 4), st.sets(st.integers(100, 106))))
def test_students_who_take_both_are_counted(those, learns):
    found = {(each.first, each.second): each.count for each in of_students(those, learns)}

    wanted = {}
    for a, b in combinations(those, 2):
        first, second = sorted((a.group, b.group))
        both = learns.get(first, set()) & learns.get(second, set())
        if touches(a, b) and both:
            wanted[first, second] = len(both)
    assert found == wanted


def test_a_teacher_of_two_classes_at_once_is_found_with_all_the_times():
    those = [interval(1, 1, 0), interval(2, 2, 1), interval(3, 1, 24), interval(4, 2, 24), interval(5, 3, 0)]

    (found,) = of_teachers(those, {1: [7], 2: [7, 8], 3: [8, 9]})[:1]

    assert (found.kind, found.thing, found.first, found.second, len(found.pairs)) == ("teacher", 7, 1, 2, 2)


def test_a_room_is_used_once_at_a_time_and_online_needs_none():
    those = [interval(1, 1, 0, place=5), interval(2, 2, 1, place=5), interval(3, 3, 1, place=6), interval(4, 4, 1)]

    assert [(each.thing, each.first, each.second) for each in in_rooms(those)] == [(5, 1, 2)]


@pytest.mark.parametrize("size", [0, 100_000])
def test_a_class_of_nobody_and_one_of_a_hundred_thousand_are_classes(size):
    those = [interval(1, 1, 0), interval(2, 1, 1)]

    found = of_students(those, {1: range(size)})

    assert [each.count for each in found] == ([size] if size else [])


def test_a_whole_university_is_looked_through_in_a_moment():
    # 12,200 students with eight of 648 classes each; 4,906 sessions over sixteen weeks of five days of five blocks.
    those = [
        interval(number, number % 648, 24 * (number * 7 % 112) + 2 * (number * 11 % 5), place=number % 210)
        for number in range(4906)
    ]
    learns = {}
    for student in range(12_200):
        for each in range(8):
            learns.setdefault((student // 40 * 13 + each * 81) % 648, []).append(student)

    began = time.process_time()
    of_students(those, learns)
    in_rooms(those)
    of_teachers(those, {group: [group % 653] for group in range(648)})

    assert time.process_time() - began < 3
