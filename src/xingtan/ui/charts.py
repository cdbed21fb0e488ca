"""Charts: small drawings beside a table of the same numbers.

A drawing holds no words and no color: what it says stands in HTML around it, where it can be read on a phone, aloud and
from right to left; its inks are classes, which ``chart.css`` fills from the tokens. Nothing of it needs script.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10, sqrt

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from xingtan.ui.world import COLUMNS, PLACES, ROWS

HIGH = 1000
WIDE = 10
MANY = 140
"""More bars than these would be hairs on a phone: the drawing is then an area."""

_STEPS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: how high, how far below the ground, and what is said of it when it is pointed at."""

    value: float
    below: float = 0
    said: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table beside a drawing."""

    label: str
    is_number: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, ready to be printed."""

    text: str | SafeString
    is_number: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A finding with its numbers, for ``ui/chart.html``: the title in words made from the data, the table, the drawing.

    :param key: names it in addresses
    :param about: unit, source and date
    :param says: a remark at the foot
    :param links: label and address of definition, query, table to take along
    """

    key: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: list[list[Cell]]
    drawn: SafeString | str = ""
    says: str = ""
    links: tuple[tuple[str, str], ...] = ()
    is_wide: bool = False


def cells(columns: Sequence[Column], *values: str | SafeString) -> list[Cell]:
    """Give a row its cells."""
    return [Cell(value, column.is_number) for column, value in zip(columns, values, strict=True)]


def nice(most: float) -> float:
    """Give the round number at or above this one, where a scale may end."""
    if most <= 0:
        return 1
    power = 10.0 ** floor(log10(most))
    return next(step * power for step in _STEPS if step * power >= most * 0.9999999)


def columns(
    bars: Sequence[Bar], *, says: str, words: Callable[[float], str], feet: Sequence[str], most: float = 0
) -> SafeString:
    """Draw bars beside each other, as time goes on.

    :param says: what the drawing finds, for who does not see it
    :param words: writes a number of the scale
    :param feet: what stands under the drawing: two to five labels, spread evenly
    :param most: where the scale ends, if several drawings share one
    """
    top = nice(max([most, *(bar.value for bar in bars)], default=0))
    deep = max((bar.below for bar in bars), default=0)
    bottom = nice(deep) if deep > 0 else 0
    ground = round(HIGH * top / (top + bottom))
    if len(bars) > MANY:
        shapes = _area(bars, top=top, ground=ground)
    else:
        shapes = format_html_join(
            "", "{}", ((_bar(place, bar, top=top, bottom=bottom, ground=ground),) for place, bar in enumerate(bars))
        )
    scale = [words(top), words(top / 2), words(0)] if not bottom else [words(top), words(-bottom)]
    return format_html(
        '<div class="chart-plot"><div class="chart-scale" aria-hidden="true">{}</div>'
        '<svg class="chart-drawing" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">{}'
        '<path class="chart-ground" d="M0 {}H{}"/></svg><div class="chart-feet" aria-hidden="true"{}>{}</div></div>',
        format_html_join("", "<span>{}</span>", ((each,) for each in scale)),
        max(1, len(bars)) * WIDE,
        HIGH,
        says,
        shapes,
        ground,
        max(1, len(bars)) * WIDE,
        # With a label for each bar, each stands under its own.
        mark_safe(' data-kind="each"') if len(feet) == len(bars) else "",
        format_html_join("", "<span>{}</span>", ((each,) for each in feet)),
    )


def _bar(place: int, bar: Bar, *, top: float, bottom: float, ground: int) -> SafeString:
    high = _scaled(bar.value, top, ground)
    title = format_html("<title>{}</title>", bar.said) if bar.said else ""
    kind = format_html(' data-kind="{}"', bar.kind) if bar.kind else ""
    drawn = format_html(
        '<rect x="{}" y="{}" width="8" height="{}"{}>{}</rect>', place * WIDE + 1, ground - high, high, kind, title
    )
    if bar.below > 0:
        deep = _scaled(bar.below, bottom, HIGH - ground)
        drawn += format_html(
            '<rect x="{}" y="{}" width="8" height="{}" data-kind="below">{}</rect>',
            place * WIDE + 1,
            ground,
            deep,
            title,
        )
    return drawn


def _area(bars: Sequence[Bar], *, top: float, ground: int) -> SafeString:
    line = " ".join(f"L{place * WIDE + 5} {ground - _scaled(bar.value, top, ground)}" for place, bar in enumerate(bars))
    return format_html('<path class="chart-area" d="M5 {} {} L{} {}z"/>', ground, line, len(bars) * WIDE - 5, ground)


def _scaled(value: float, most: float, room: int) -> int:
    """Give the height; what is there at all can be seen."""
    return max(4, round(room * min(value, most) / most)) if value > 0 else 0


def meter(value: float, most: float) -> SafeString:
    """Draw how much of the most this is: a bar for a cell of a table, whose number stands beside it."""
    part = 0.0 if most <= 0 else max(0.0, min(100.0, 100 * value / most))
    return format_html(
        '<svg class="chart-meter" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="chart-rest" width="100" height="1"/><rect width="{}" height="1"/></svg>',
        f"{part:.1f}",
    )


def line(values: Sequence[float]) -> SafeString:
    """Draw a small curve without a scale, for a cell of a table."""
    most = max(values, default=0) or 1
    points = [(place * WIDE, round(100 - 96 * value / most)) for place, value in enumerate(values)]
    path = "".join(f"L{x} {y}" for x, y in points[1:])
    return format_html(
        '<svg class="chart-line" viewBox="-2 0 {} 104" preserveAspectRatio="none" aria-hidden="true"><path d="M{} {}{}"/></svg>',
        max(1, len(values) - 1) * WIDE + 4,
        points[0][0] if points else 0,
        points[0][1] if points else 100,
        path,
    )


def world(values: Mapping[str, float], *, says: str, said: Callable[[str], str]) -> SafeString:
    """Draw the world as one square a country: what fills it tells how much.

    :param values: by the two letters of the country; those that have no square are left to the table
    :param said: what is said of a country when it is pointed at
    """
    most = max(values.values(), default=0)
    shapes = []
    for code, (column, row) in PLACES.items():
        value = values.get(code, 0)
        # By area, as an eye compares; what is there at all can be seen.
        side = max(2, ceil(9 * sqrt(value / most))) if value > 0 and most > 0 else 0
        inner = format_html('<rect x="{0}" y="{0}" width="{1}" height="{1}"/>', (9 - side) / 2, side) if side else ""
        shapes.append(
            format_html(
                '<g transform="translate({} {})"{}><rect class="chart-rest" width="9" height="9"/>{}'
                '<text x="4.5" y="6.1">{}</text>{}</g>',
                column * 10,
                row * 10,
                mark_safe(' data-kind="some"') if side else "",
                inner,
                code,
                format_html("<title>{}</title>", said(code)) if side else "",
            )
        )
    return format_html(
        '<svg class="chart-world" viewBox="0 0 {} {}" font-size="3.6" role="img" aria-label="{}">{}</svg>',
        COLUMNS * 10 - 1,
        ROWS * 10 - 1,
        says,
        format_html_join("", "{}", ((shape,) for shape in shapes)),
    )


def feet_of(labels: Sequence[str], most: int = 4) -> list[str]:
    """Choose which labels stand under a drawing: the first, the last and some between, as far apart as can be."""
    if len(labels) <= most:
        return list(labels)
    places = [round(number * (len(labels) - 1) / (most - 1)) for number in range(most)]
    return [labels[place] for place in places]
