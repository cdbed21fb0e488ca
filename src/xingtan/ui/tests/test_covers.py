"""Covers are stable, small, and hold no color."""

import re

import pytest

from xingtan.ui import covers


@pytest.mark.parametrize("family", covers.FAMILIES, ids=lambda family: family.__name__)
def test_cover_is_small_and_leaves_inks_to_the_stylesheet(family: object) -> None:
    for seed in range(30):
        shapes = family(covers.Dice(f"seed {seed}"))

        assert len(shapes.encode()) < 1900
        assert not re.search(r"style=|#[0-9a-f]{3}\b|rgb|<script", shapes)


def test_cover_is_the_same_for_ever() -> None:
    covers.draw.cache_clear()

    first = covers.draw("018f", "0533")
    covers.draw.cache_clear()

    assert covers.draw("018f", "0533") == first
    assert covers.Dice("a").roll(0, 999) == 265  # a change here repaints every cover there is


def test_covers_of_one_subject_share_their_inks() -> None:
    tones = {re.search(r'data-tone="(\d)"', covers.draw(str(seed), "0222")).group(1) for seed in range(20)}

    assert len(tones) == 1


def test_covers_of_many_subjects_use_many_inks_and_families() -> None:
    drawn = [covers.draw(str(seed), f"{seed:04}") for seed in range(60)]

    assert len({re.search(r'data-tone="(\d)"', each).group(1) for each in drawn}) == covers.TONES
    assert len(set(drawn)) == 60


def test_seed_of_a_stranger_is_no_markup() -> None:
    assert "<b>" not in covers.draw('"><b>', '"><b>')
