from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingtan.authoring.rules import outlines
from xingtan.authoring.rules.difference import Content, difference
from xingtan.authoring.rules.digests import block_digest, canonical, digest
from xingtan.library.registry.cues import cues_of

KEYS = [f"k{number}" for number in range(8)]


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """Draw a course: some blocks shared out over some units of some sections of some chapters."""
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True))
    cuts = [draw(st.integers(0, 3)) for _ in keys]
    words = st.sampled_from(["Old", "New"])
    units: list[dict[str, Any]] = [
        {
            "key": f"u{number}",
            "title": {"en": draw(words)},
            "blocks": [key for key, cut in zip(keys, cuts, strict=True) if cut == number],
        }
        for number in draw(st.permutations(range(4)))
    ]
    half = draw(st.integers(0, 4))
    sections = [
        {"key": f"s{number}", "title": {"en": draw(words)}, "graded_as": None, "due_at": None, "units": part}
        for number, part in enumerate((units[:half], units[half:]))
    ]
    chapters = [{"key": "c", "title": {"en": draw(words)}, "sections": draw(st.permutations(sections))}]
    return Content(
        outline={"chapters": chapters},
        blocks={key: {"digest": draw(st.sampled_from(["a", "b"])), "kind": "text", "title": {}} for key in keys},
        files={
            path: {"digest": draw(st.sampled_from(["a", "b"]))}
            for path in draw(st.lists(st.sampled_from(["x", "y"]), unique=True))
        },
        policy=draw(st.sampled_from([{}, {"pass_mark": 0.5}])),
        facts=draw(st.sampled_from([{}, {"title": {}}, {"title": {"en": "T"}}])),
    )


@given(contents())
def test_a_version_does_not_differ_from_itself(content: Content) -> None:
    assert not difference(content, content)


@given(contents(), contents())
def test_what_is_added_one_way_is_removed_the_other(old: Content, new: Content) -> None:
    forth, back = difference(old, new), difference(new, old)

    for sort in ("chapter", "section", "unit", "block", "file", "policy", "facts"):
        assert forth.keys(sort, "added") == back.keys(sort, "removed")
        assert forth.keys(sort, "changed") == back.keys(sort, "changed")
    assert sum(forth.counts.values()) == len(forth.rows)


@given(contents(), contents())
def test_versions_that_differ_in_nothing_are_equal(old: Content, new: Content) -> None:
    assert bool(difference(old, new)) == (old != new)


@given(contents(), st.data())
def test_moving_a_block_moves_that_block_only(content: Content, data: st.DataObject) -> None:
    keys = outlines.block_keys(content.outline)
    if not keys:
        return
    block = data.draw(st.sampled_from(keys))
    target = data.draw(st.sampled_from([unit["key"] for unit in outlines.units(content.outline)]))
    moved = outlines.with_block_moved(dict(content.outline), block=block, unit=target, at=data.draw(st.integers(-1, 9)))

    rows = difference(
        content,
        Content(outline=moved, blocks=content.blocks, files=content.files, policy=content.policy, facts=content.facts),
    ).rows

    assert sorted(outlines.block_keys(moved)) == sorted(keys)
    assert len(rows) <= 1
    assert {(row.sort, row.change) for row in rows} <= {("block", "moved")}
    assert outlines.place_of(moved, block)[0] == target


@given(contents())
def test_taking_out_and_putting_back_is_the_same(content: Content) -> None:
    for key in outlines.block_keys(content.outline):
        unit, at = outlines.place_of(content.outline, key)
        without = outlines.without_block(dict(content.outline), block=key)

        assert outlines.with_block(without, block=key, unit=unit, at=at) == content.outline


def test_an_order_that_changes_names_the_fewest_blocks() -> None:
    def course(*keys: str) -> Content:
        unit = {"key": "u", "title": {}, "blocks": list(keys)}
        section = {"key": "s", "title": {}, "units": [unit]}
        blocks = {key: {"digest": key, "kind": "text"} for key in keys}
        return Content(outline={"chapters": [{"key": "c", "title": {}, "sections": [section]}]}, blocks=blocks)

    assert difference(course(*"abcde"), course(*"eabcd")).keys("block", "moved") == {"e"}
    assert difference(course(*"abcde"), course(*"badce")).counts["moved"] == 2


def test_what_is_missing_is_said() -> None:
    outline: dict[str, Any] = {"chapters": []}

    for change in (
        lambda: outlines.with_block(outline, block="b", unit="u"),
        lambda: outlines.without_block(outline, block="b"),
        lambda: outlines.with_edits(outline, edits={"u": {}}),
    ):
        with pytest.raises(outlines.Missing):
            change()


@given(st.dictionaries(st.text(), st.integers() | st.text() | st.none()))
def test_equal_values_have_equal_digests_in_any_order(value: dict[str, Any]) -> None:
    turned = dict(reversed(value.items()))

    assert canonical(value) == canonical(turned)
    assert digest(value) == digest(turned)


def test_blocks_of_different_keys_are_different_blocks() -> None:
    one = {"kind": "text", "title": {}, "data": {"html": "x"}}

    assert block_digest(key="a", **one) != block_digest(key="b", **one)  # type: ignore[arg-type]  # each is of its type


def test_cues_are_read() -> None:
    webvtt = (
        "WEBVTT\r\n\r\nNOTE nothing\r\n\r\n1\r\n00:01.500 --> 00:02.250 align:start\r\n<v Ada>Ferns &amp; moss\r\nare old.\r\n\r\n"
        "01:00:00.000 --> 01:00:01.000\r\n\r\n01:00:02,5 --> 01:00:03.000\nEnd"
    )

    assert cues_of(webvtt) == [[1.5, 2.25, "Ferns & moss are old."], [3602.5, 3603.0, "End"]]
