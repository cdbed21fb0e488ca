"""What looks like one course, and what only nearly does."""

from typing import Any

import pytest

from xingtan.matching.rules import LEAST, Entry, likeness, pairs


def entry(key: int, title: str, **facts: Any) -> Entry:
    given = {"platforms": frozenset({key}), "teachers": frozenset({"grace mensah"}), **facts}
    return Entry(key=key, titles=(title,), words=frozenset(title.casefold().split()), **given)


@pytest.mark.parametrize(
    "other",
    ["LINEAR ALGEBRA AND MAPS", "Linear algebra and maps (2020)", "Linear algbra and maps", "Linear Algebra and Maps."],
)
def test_one_course_is_seen_through_small_differences(other: str) -> None:
    assert likeness(entry(1, "Linear algebra and maps"), entry(2, other)).value >= 0.95


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Physics I", "Physics II"),
        ("Physics 1", "Physics 2"),
        ("大学物理（上）", "大学物理（下）"),
        ("Paper", "Paper 3"),
    ],
)
def test_another_part_is_another_course(one: str, other: str) -> None:
    assert likeness(entry(1, one), entry(2, other)).value == 0


def test_one_platform_does_not_list_a_course_twice() -> None:
    here = frozenset({7})

    assert likeness(entry(1, "Maps", platforms=here), entry(2, "Maps", platforms=here)).value == 0


def test_another_language_is_another_course() -> None:
    english, french = frozenset({"en"}), frozenset({"fr"})

    assert likeness(entry(1, "Culture", languages=english), entry(2, "Culture", languages=french)).value == 0


def test_other_teachers_make_it_less_likely() -> None:
    stranger = entry(2, "Linear algebra", teachers=frozenset({"ivan petrov"}))

    found = likeness(entry(1, "Linear algebra"), stranger)

    assert found.value < LEAST
    assert found.reasons == [("title", 100), ("teachers", [])]


def test_a_title_alone_is_never_certain() -> None:
    nobody = frozenset[str]()

    found = likeness(entry(1, "Linear algebra", teachers=nobody), entry(2, "Linear algebra", teachers=nobody))

    assert found.value == 0.95
    assert found.reasons[-1] == ("title_alone", "")


def test_pairs_share_a_word_a_beginning_or_an_end() -> None:
    entries = [entry(1, "Algebra of maps"), entry(2, "Algebra"), entry(3, "Painting"), entry(4, "Poetry of maps")]

    assert {(one.key, other.key) for one, other in pairs(entries)} == {(1, 2), (1, 4)}


def test_a_word_that_everyone_uses_makes_no_pairs() -> None:
    entries = [entry(key, f"{key:05} introduction {99999 - key:05}") for key in range(1, 30)]

    assert list(pairs(entries)) == []


def test_only_pairs_with_something_fresh() -> None:
    entries = [entry(key, "Maps") for key in (1, 2, 3)]

    assert {(one.key, other.key) for one, other in pairs(entries, frozenset({3}))} == {(1, 3), (2, 3)}
