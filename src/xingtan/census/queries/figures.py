"""The figures that pages show, read from the rollups: each in a few milliseconds, however much was counted.

``as_of`` is the version of the rollups, of which each is kept unchanged; without it the newest is read.
Where nothing was counted yet there are zeros and empty lists.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Totals:
    """All that was counted, in one line.

    :param sections: course sections taught, the second reading of *lesson*
    :param version: of the rollups; empty when nothing was counted yet
    """

    universities: int = 0
    teachers: int = 0
    courses: int = 0
    lessons: int = 0
    sections: int = 0
    attendances: int = 0
    learners: int = 0
    start: date | None = None
    end: date | None = None
    version: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """What one day had."""

    day: date
    lessons: int
    attendances: int
    learners: int


@dataclass(frozen=True, slots=True)
class Row:
    """What one university, discipline, platform, country or language had.

    :param key: the number, code or word by which measures name it
    :param uid: of a thing of this site
    :param learners: distinct persons; of a university those who attended its courses
    :param enrolled: places at all its lessons together: the denominator of the rate
    """

    key: str
    name: str
    courses: int
    lessons: int
    attendances: int
    learners: int
    minutes: int
    enrolled: int
    universities: int = 1
    country: str = ""
    uid: str = ""

    @property
    def rate(self) -> float:
        """Give the share of places that were taken."""
        return self.attendances / self.enrolled if self.enrolled else 0.0


@dataclass(frozen=True, slots=True)
class Quarter:
    """How many courses of a kind there were at the start of a quarter and at its end, and why.

    :param quarter: as 2020-Q1
    :param kind: mooc or other
    """

    quarter: str
    kind: str
    stock_start: int
    joined: int
    left: int
    stock_end: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number from a sketch.

    :param error: the relative standard error, e.g. 0.016
    """

    value: int
    error: float


@dataclass(frozen=True, slots=True)
class Week:
    """How many attended something in a week, and how many of the first week's were among them."""

    week: int
    active: int
    kept: int


@dataclass(frozen=True, slots=True)
class LessonRate:
    """How many of those enrolled came to one lesson."""

    lesson: int
    day: date
    attendances: int
    enrolled: int

    @property
    def rate(self) -> float:
        """Give the share that came."""
        return self.attendances / self.enrolled if self.enrolled else 0.0


@dataclass(frozen=True, slots=True)
class Visit:
    """One attendance of one learner."""

    lesson: int
    course: int
    starts_at: datetime
    seconds: int


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course by its attendances."""

    course: int
    university: int
    discipline: str
    lessons: int
    attendances: int


def totals(*, as_of: str | None = None) -> Totals:
    """Count everything."""
    return Totals()


def by_day(*, university: int | None = None, as_of: str | None = None) -> list[Day]:
    """Count by day, in order: all of it or one university."""
    return []


def by_university(*, as_of: str | None = None) -> list[Row]:
    """Count by university, most attendances first."""
    return []


def by_discipline(*, as_of: str | None = None) -> list[Row]:
    """Count by discipline."""
    return []


def by_platform(*, as_of: str | None = None) -> list[Row]:
    """Count by platform."""
    return []


def by_country(*, as_of: str | None = None) -> list[Row]:
    """Count by the country of the university."""
    return []


def by_language(*, as_of: str | None = None) -> list[Row]:
    """Count by the language of the course."""
    return []


def by_quarter(*, as_of: str | None = None) -> list[Quarter]:
    """Count the courses there were, quarter by quarter and kind by kind."""
    return []


def distinct(start: date, end: date, *, university: int | None = None, as_of: str | None = None) -> Estimate:
    """Estimate how many learners attended from the one day to the other, both included."""
    return Estimate(0, 0.0)


def retention(*, as_of: str | None = None) -> list[Week]:
    """Count, exactly, those of the first week who are there in each later one."""
    return []


def rates(course: int, *, as_of: str | None = None) -> list[LessonRate]:
    """Give the attendance of each lesson of a course, in order."""
    return []


def history(learner: int, limit: int = 50, *, as_of: str | None = None) -> list[Visit]:
    """Give what a learner attended, latest first."""
    return []


def top_courses(limit: int = 100, *, as_of: str | None = None) -> list[CourseRow]:
    """Give the courses with most attendances."""
    return []
