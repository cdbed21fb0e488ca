"""The published table beside what was counted: each figure by what it rests on, and both readings of what is disputed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from xingtan.census import public as census
from xingtan.replay.queries.replayed import holes, settled, truth
from xingtan.replay.rules.published import NEW_MOOCS, NEW_OTHER_COURSES, Row, part, row_until
from xingtan.replay.rules.sizes import fraction

MEASURES = ("universities", "teachers", "courses", "lessons", "attendances")


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of the table.

    :param reported: by institutions and platforms, of those of whom nothing was counted
    :param missing: events that a source numbered and never sent: known how many, not what
    :param published: the published figure at the scale of the replay; None where the source is silent
    """

    measure: str
    counted: int
    reported: int = 0
    missing: int = 0
    published: int | None = None

    @property
    def together(self) -> int:
        """Give the sum, whatever it rests on."""
        return self.counted + self.reported + self.missing

    @property
    def is_reached(self) -> bool:
        """Test whether it is what was published."""
        return self.published is None or self.together == self.published


@dataclass(frozen=True, slots=True)
class Reading:
    """What a source says about the new courses of the quarter, and whether the dated records bear it out."""

    kind: str
    source: str
    said: int
    counted: int

    @property
    def is_borne_out(self) -> bool:
        """Test whether the difference of the two stocks is what was said."""
        return self.said == self.counted


def press_table() -> list[Line]:
    """Give the row of the published table that the replay goes to, from the census.

    :raises NothingReplayed: if no spring was generated here
    """
    row = _row()
    totals = census.figures.totals()
    missing = {"lessons": _missing("held"), "attendances": _missing("attended")}
    lines = [
        Line(name, getattr(totals, name), _reported(name), missing.get(name, 0), getattr(row, name))
        for name in MEASURES
    ]
    return [*lines, Line("learners", totals.learners, published=row.learners)]


def _row() -> Row:
    """Find the published row, and its scale; that much of the generator's plan is no secret."""
    told = truth()
    return row_until(date.fromisoformat(told["until"])).smaller(fraction(told["scale"]))


def _missing(family: str) -> int:
    return sum(each.events for each in holes(family))


def _reported(measure: str) -> int:
    if measure == "universities":
        return sum(each.class_ != "counted" for each in settled("attendances"))
    return sum(each.value for each in settled(measure) if each.class_ != "counted")


def readings() -> list[Reading]:
    """Set what the sources say of new courses beside the difference of the stocks of the first quarter of 2020."""
    scale = fraction(truth()["scale"])
    net = {
        each.kind: each.stock_end - each.stock_start
        for each in census.figures.by_quarter()
        if each.quarter == "2020-Q1"
    }
    said: list[tuple[str, str, Any]] = [("mooc", "Both sources", NEW_MOOCS)]
    said += [("other", each.source, each.value) for each in NEW_OTHER_COURSES]
    return [Reading(kind, source, part(value, scale), net.get(kind, 0)) for kind, source, value in said]


def sections() -> int:
    """Count lessons by their second reading: course sections taught."""
    return census.figures.totals().sections
