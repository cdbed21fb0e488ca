"""Results in order, page by page: nothing is lost, and nothing comes twice."""

import pytest

from xingtan.search.tests.indexes import course, filled, found


def test_sorting_by_a_number_puts_what_has_none_last(index):
    up, down = found(index, sort="starts").ids, found(index, sort="-starts").ids

    assert [up[0], up[1], set(up[2:4]), up[4], up[5]] == ["russian", "history", {"ecole", "arabic"}, "maps", "algebra"]
    assert [down[0], set(down[1:3]), down[3], down[4], down[5]] == [
        "maps",
        {"ecole", "arabic"},
        "history",
        "russian",
        "algebra",
    ]


def pages_of(index, words="", limit=2, between=lambda: None, **wanted):
    after, ids = "", []
    for _ in range(1000):
        page = found(index, words, after=after, limit=limit, **wanted)
        ids.append(page.ids)
        after = page.next
        if not after:
            return ids
        between()
    raise AssertionError


@pytest.mark.parametrize("sort", ["", "starts", "-starts", "hours"])
@pytest.mark.parametrize("words", ["", "tree"])
@pytest.mark.parametrize("limit", [1, 3, 7, 100])
def test_pages_lose_and_repeat_nothing(trees, words, sort, limit):
    pages = pages_of(trees, words, limit, sort=sort)

    ids = [each for page in pages for each in page]
    assert sorted(ids) == sorted(f"t{number}" for number in range(30))
    assert {len(page) for page in pages[:-1]} <= {limit}
    assert ids == found(trees, words, sort=sort, limit=100).ids


@pytest.fixture
def trees(engine, kept, tmp_path_factory):
    return filled(engine, kept, "trees", tmp_path_factory, _trees(30))


def _trees(count):
    return [
        course(f"t{number}", f"Tree {'of life ' * (number % 3)}", starts=number % 4)
        if number % 5
        else course(f"t{number}", "Tree")
        for number in range(count)
    ]


@pytest.mark.parametrize("sort", ["", "-starts"])
@pytest.mark.parametrize("words", ["", "tree"])
def test_pages_stay_while_others_come_and_go(empty, words, sort):
    empty.replace(_trees(30))
    changes = iter(range(1000))

    def change():
        number = next(changes)
        empty.replace([course(f"new{number}", "Tree tree", starts=number % 5)], gone=[f"new{number - 1}"])

    ids = [each for page in pages_of(empty, words, 4, change, sort=sort) for each in page]

    assert len(ids) == len(set(ids))
    assert {f"t{number}" for number in range(30)} <= set(ids)


@pytest.mark.parametrize("after", ["rubbish", "W10", "\ud800", "x" * 10_000, "WyIiLDk5OTk5OTk5OTk5OSwxXQ"])
def test_a_cursor_of_rubbish_is_the_beginning(index, after):
    assert found(index, "map", after=after).ids[:1] in (["maps"], [])
