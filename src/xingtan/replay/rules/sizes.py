"""How large a replay is: what is sent as events, what is only reported, and what both give together."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from xingtan.replay.rules import published
from xingtan.replay.rules.published import BY_3_APRIL, BY_8_MAY, Row, part

ONLY_REPORT = 87
REPORTED_SHARE = Fraction(15, 1000)
COURSES_TO_A_UNIVERSITY = 4
"""Below this many courses a university on average, more of the universities only report."""

JOINED_AND_LEFT = {"mooc": 400, "other": 6_000}
"""Courses of each kind that closed in the quarter, and as many more that opened in it."""


@dataclass(frozen=True, slots=True)
class Half:
    """What is sent as events from one published day to the next, and what is only reported by then.

    :param teachers: those who are new in this half; so are the courses
    """

    teachers: int
    courses: int
    lessons: int
    attendances: int


@dataclass(frozen=True, slots=True)
class Sizes:
    """A spring of this scale.

    :param halves: to 3 April, and from then to 8 May
    :param reported: of each row, what institutions report that send no events
    :param net: by kind, how many more courses there are at the end of the quarter
    :param left: by kind, how many closed in it
    """

    scale: Fraction
    until: date
    seed: int
    universities: int
    students: int
    rows: tuple[Row, Row]
    halves: tuple[Half, Half]
    reported: tuple[Half, Half]
    net: dict[str, int]
    left: dict[str, int]

    @property
    def has_second_half(self) -> bool:
        """Test whether it goes beyond 3 April."""
        return self.until > BY_3_APRIL.until

    @property
    def row(self) -> Row:
        """Give the published row, at this scale, that it must arrive at."""
        return self.rows[1] if self.has_second_half else self.rows[0]


def sizes(*, scale: Fraction, until: date, seed: int, new_other_courses: int) -> Sizes:
    """Work out how large everything is.

    :raises ValueError: if the scale is not above 0 and at most 1, or nothing was published on that day
    """
    fraction(str(scale))
    if until not in {row.until for row in published.ROWS}:
        raise ValueError("A replay goes to a day on which figures were published: 2020-04-03 or 2020-05-08.")
    rows = (BY_3_APRIL.smaller(scale), BY_8_MAY.smaller(scale))
    reported = tuple(_reported(row) for row in rows)
    totals = [
        Half(*(getattr(row, name) - getattr(half, name) for name in ("teachers", "courses", "lessons", "attendances")))
        for row, half in zip(rows, reported, strict=True)
    ]
    first, both = totals
    second = Half(
        both.teachers - first.teachers,
        both.courses - first.courses,
        both.lessons - first.lessons,
        both.attendances - first.attendances,
    )
    room = first.courses // COURSES_TO_A_UNIVERSITY
    enough = BY_3_APRIL.universities - ONLY_REPORT
    return Sizes(
        scale=scale,
        until=until,
        seed=seed,
        universities=enough if room >= enough else max(1, min(enough, first.courses * 3 // 5)),
        students=rows[1].learners or 0,
        rows=rows,
        halves=(first, second),
        reported=(reported[0], reported[1]),
        net={"mooc": part(published.NEW_MOOCS, scale), "other": part(new_other_courses, scale)},
        left={kind: part(number, scale) for kind, number in JOINED_AND_LEFT.items()},
    )


def _reported(row: Row) -> Half:
    return Half(*(int(number * REPORTED_SHARE) for number in (row.teachers, row.courses, row.lessons, row.attendances)))


def shares(total: int, weights: list[float]) -> list[int]:
    """Divide a whole number in proportion, so that the parts sum to it."""
    whole = sum(weights)
    floors = [int(total * weight / whole) for weight in weights]
    for number in range(total - sum(floors)):
        floors[number % len(floors)] += 1
    return floors


def fraction(said: str) -> Fraction:
    """Read a scale such as 1/1000, 0.01 or 1.

    :raises ValueError: if it is none
    """
    try:
        scale = Fraction(said)
    except (ValueError, ZeroDivisionError):
        scale = Fraction(0)
    if not 0 < scale <= 1:
        raise ValueError("The scale is a number above 0 and at most 1, such as 1/1000.")
    return scale
