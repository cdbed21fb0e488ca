"""Universities compared fairly: by rates, and with those of their own size; never by who is largest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xingtan.census.public import figures
from xingtan.dashboards.queries.pages import words

BANDS = (1_000, 10_000)
"""Universities with fewer learners than the first, fewer than the second, and the others."""
FEWEST = 5
"""A median of fewer universities would tell about one of them."""


@dataclass(frozen=True, slots=True)
class Rates:
    """What one university is compared by: none of it grows with its size alone."""

    rate: float | None
    a_lesson: float | None
    a_course: float | None
    minutes: float | None


@dataclass(frozen=True, slots=True)
class Band:
    """Universities of one size."""

    label: str
    count: int
    rate: str
    middle: str
    a_lesson: str
    a_course: str
    minutes: str


@dataclass(frozen=True, slots=True)
class Line:
    """One university beside the median of its size."""

    key: str
    name: str
    country: str
    band: str
    rate: str
    rate_of_size: str
    a_lesson: str
    a_course: str
    minutes: str


@dataclass(frozen=True, slots=True)
class Compared:
    """All of it: a finding, the sizes, and each university by its name."""

    title: str
    bands: list[Band]
    lines: list[Line]


def rates_of(row: figures.Row) -> Rates:
    """Give what a university is compared by."""
    return Rates(
        rate=row.rate if row.enrolled else None,
        a_lesson=row.attendances / row.lessons if row.lessons else None,
        a_course=row.lessons / row.courses if row.courses else None,
        # Of sessions held here it is not told how long each person stayed: no minutes is no number.
        minutes=row.minutes / row.attendances if row.attendances and row.minutes else None,
    )


def band_of(learners: int) -> int:
    """Tell in which size a university is."""
    return sum(learners >= least for least in BANDS)


def medians(rows: Sequence[figures.Row]) -> dict[int, Rates]:
    """Give the median of each size with enough universities."""
    found = {}
    for band in range(len(BANDS) + 1):
        some = [rates_of(each) for each in rows if band_of(each.learners) == band]
        if len(some) >= FEWEST:
            found[band] = Rates(*(_middle([getattr(each, name) for each in some]) for name in Rates.__slots__))
    return found


def compared(rows: Sequence[figures.Row]) -> Compared | None:
    """Compare universities with those of their size; None where there is nothing to compare."""
    rows = [each for each in rows if each.lessons]
    if not rows:
        return None
    of_size = medians(rows)
    lines = [
        Line(
            key=each.key,
            name=each.name,
            country=words.country(each.country),
            band=label_of(band_of(each.learners)),
            rate=_said(own.rate, words.percent),
            rate_of_size=_said(size.rate if size else None, words.percent),
            a_lesson=_said(own.a_lesson, words.per),
            a_course=_said(own.a_course, words.per),
            minutes=_said(own.minutes, words.per),
        )
        for each in sorted(rows, key=lambda row: (row.name.casefold(), row.key))
        for own, size in [(rates_of(each), of_size.get(band_of(each.learners)))]
    ]
    return Compared(_title(rows, of_size), [_band(band, rows) for band in range(len(BANDS) + 1)], lines)


def label_of(band: int) -> str:
    """Say how many learners universities of this size have."""
    low, high = words.number(BANDS[0]), words.number(BANDS[1])
    return (
        _("fewer than %(most)s learners") % {"most": low},
        _("%(least)s to %(most)s learners") % {"least": low, "most": words.number(BANDS[1] - 1)},
        _("%(least)s learners or more") % {"least": high},
    )[band]


def _title(rows: Sequence[figures.Row], of_size: dict[int, Rates]) -> str:
    rates = [each.rate for each in of_size.values() if each.rate is not None]
    if len(rates) > 1:
        far = max(rates) - min(rates)
        if far < 0.02:
            return _("Large and small universities keep the same share of those enrolled: about %(share)s") % {
                "share": words.percent(max(rates))
            }
        return _("By size, the middle university sees %(low)s to %(high)s of those enrolled at a lesson") % {
            "low": words.percent(min(rates)),
            "high": words.percent(max(rates)),
        }
    return ngettext("%(count)s university held lessons", "%(count)s universities held lessons", len(rows)) % {
        "count": words.number(len(rows))
    }


def _band(band: int, rows: Sequence[figures.Row]) -> Band:
    some = [rates_of(each) for each in rows if band_of(each.learners) == band]
    has_enough = len(some) >= FEWEST

    def middle(name: str, words_of: Callable[[float], str]) -> str:
        return _said(_middle([getattr(each, name) for each in some]) if has_enough else None, words_of)

    rates = [each.rate for each in some if each.rate is not None]
    half = "–"
    if has_enough and len(rates) >= FEWEST:
        low, _mid, high = quantiles(rates, n=4, method="inclusive")
        half = _("%(low)s to %(high)s") % {"low": words.percent(low), "high": words.percent(high)}
    return Band(
        label=label_of(band),
        count=len(some),
        rate=middle("rate", words.percent),
        middle=half,
        a_lesson=middle("a_lesson", words.per),
        a_course=middle("a_course", words.per),
        minutes=middle("minutes", words.per),
    )


def _middle(values: Sequence[float | None]) -> float | None:
    there = [each for each in values if each is not None]
    return median(there) if there else None


def _said(value: float | None, words_of: Callable[[float], str]) -> str:
    return "–" if value is None else words_of(value)
