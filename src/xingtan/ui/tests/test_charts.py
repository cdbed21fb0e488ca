"""Drawings of numbers: honest heights, and nothing said that could be code."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingtan.ui import charts
from xingtan.ui.world import PLACES


def _heights(drawn: str) -> list[int]:
    return [int(each) for each in re.findall(r'width="8" height="(\d+)"', drawn)]


def _columns(*bars: charts.Bar, feet: tuple[str, ...] = ()) -> str:
    return charts.columns(bars, says="It rose", words=lambda number: f"{number:g}", feet=feet)


def test_bars_are_as_high_as_their_numbers() -> None:
    drawn = _columns(charts.Bar(value=50), charts.Bar(value=100), charts.Bar(value=0))

    assert _heights(drawn) == [500, 1000, 0]


def test_what_left_stands_below_the_ground() -> None:
    drawn = _columns(charts.Bar(value=100, below=100))

    assert _heights(drawn) == [500, 500]
    assert "<span>-100</span>" in drawn


def test_many_bars_become_an_area() -> None:
    drawn = _columns(*[charts.Bar(value=each) for each in range(charts.MANY + 1)])

    assert "<rect" not in drawn
    assert 'class="chart-area"' in drawn


def test_nothing_counted_is_still_a_drawing() -> None:
    assert "<svg" in _columns()
    assert "<svg" in charts.line([])
    assert "<svg" in charts.world({}, says="", said=str)


def test_words_are_escaped() -> None:
    drawn = charts.columns(
        [charts.Bar(value=1, said="<script>", kind='"><b>')], says='">', words=lambda number: "<i>", feet=["<u>"]
    )

    assert not re.search(r"<(script|b|i|u)>", drawn)


@given(st.floats(min_value=1e-6, max_value=1e15))
def test_a_scale_ends_at_or_above_the_most(most: float) -> None:
    assert most * 0.99999 <= charts.nice(most) <= most * 2


@pytest.mark.parametrize(("value", "width"), [(0, "0.0"), (50, "50.0"), (150, "100.0"), (-3, "0.0")])
def test_meter_stays_within(value: float, width: str) -> None:
    assert f'width="{width}"' in charts.meter(value, 100)


def test_countries_have_squares_of_their_own() -> None:
    assert len(set(PLACES.values())) == len(PLACES) >= 195

    drawn = charts.world({"CN": 100, "FR": 25, "XX": 7}, says="Most are in China", said=lambda code: f"{code}!")

    assert drawn.count('data-kind="some"') == 2
    assert 'width="9" height="9"/><text x="4.5" y="6.1">CN' in drawn
    assert 'width="5" height="5"/><text x="4.5" y="6.1">FR' in drawn


def test_feet_are_spread_evenly() -> None:
    assert charts.feet_of([str(each) for each in range(10)], 4) == ["0", "3", "6", "9"]
    assert charts.feet_of(["a", "b"], 4) == ["a", "b"]
