"""The rows that were published in the spring of 2020, what else their sources say, and a smaller spring in proportion."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

INSTITUTIONS = 2_688
"""All higher education institutions of then: the denominator of every "how many of them"."""

FIRST_DAY = date(2020, 2, 17)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the published table: how much there had been up to a day.

    :param learners: None where the source does not say
    """

    until: date
    universities: int
    teachers: int
    courses: int
    lessons: int
    attendances: int
    learners: int | None = None

    def smaller(self, scale: Fraction) -> "Row":
        """Give the same row of a smaller spring; the universities stay, as each has to answer."""
        return Row(
            until=self.until,
            universities=self.universities,
            teachers=part(self.teachers, scale),
            courses=part(self.courses, scale),
            lessons=part(self.lessons, scale),
            attendances=part(self.attendances, scale),
            learners=None if self.learners is None else part(self.learners, scale),
        )


BY_3_APRIL = Row(date(2020, 4, 3), 1_454, 950_000, 942_000, 7_133_000, 1_180_000_000)
BY_8_MAY = Row(date(2020, 5, 8), 1_454, 1_030_000, 1_070_000, 12_260_000, 2_300_000_000, 17_750_000)
ROWS = (BY_3_APRIL, BY_8_MAY)

LEAD_PLATFORMS = 37
FOLLOWING_PLATFORMS = 110

NEW_MOOCS = 5_000


@dataclass(frozen=True, slots=True)
class Said:
    """What a source says about the other courses that were new in the quarter."""

    source: str
    value: int


NEW_OTHER_COURSES = (
    Said("The press release of the conference, in English", 180_000),
    Said("A newspaper, in English", 18_000),
)
"""The two readings of one figure: 18万 is 180,000 and 1.8万 is 18,000. Events decide which of them they bear out."""


def part(number: int, scale: Fraction) -> int:
    """Give the number at this scale, to the nearest whole."""
    return int(number * scale + Fraction(1, 2))


def row_until(day: date) -> Row:
    """Find the published row of this day.

    :raises KeyError: if no row was published for it
    """
    return {row.until: row for row in ROWS}[day]


def campaign_of(until: date) -> str:
    """Give the address of the campaign in which is reported what sends no events."""
    return f"replay-{until}"
