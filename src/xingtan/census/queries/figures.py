"""The figures that pages show, read from the rollups: each in a few milliseconds, however much was counted.

``as_of`` is the version of the rollups, of which each is kept unchanged; without it the newest is read.
Where nothing was counted yet there are zeros and empty lists.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from xingtan.census.adapters.rollups.reading import rows, version

NATION = -1
"""Stands in the rollups where a university stands, for all of them together."""
NATION_BITS = 14
BITS = 12
KEPT = 256
"""So many answers of each question are kept in a process."""


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
    :param error: the relative standard error of the learners; 0 where they were counted exactly
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
    error: float = 0.0

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
    """How many attended something in a week, and how many of the first week's were among them.

    :param week: 0 for the first
    """

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


P = ParamSpec("P")
T = TypeVar("T")

_answered: list[Callable[[], None]] = []


def _kept(ask: Callable[P, list[T]]) -> Callable[P, list[T]]:
    """Keep answers: a version never changes, so what was asked of it once need not be asked again."""

    @lru_cache(maxsize=KEPT)
    def answered(told: tuple[object, ...], named: tuple[tuple[str, object], ...]) -> tuple[T, ...]:
        return tuple(ask(*told, **dict(named)))  # type: ignore[arg-type]  # as they were given

    @wraps(ask)
    def asked(*told: P.args, **named: P.kwargs) -> list[T]:
        place = version(named.get("as_of"))  # type: ignore[arg-type]  # a version's name, or none
        if place is None:
            return []
        return list(answered(told, tuple(sorted({**named, "as_of": place.stem}.items()))))

    _answered.append(answered.cache_clear)
    return asked


def forget() -> None:
    """Forget what was asked: for who measures."""
    for each in _answered:
        each()


def totals(*, as_of: str | None = None) -> Totals:
    """Count everything."""
    found = _totals(as_of=as_of)
    return found[0] if found else Totals()


@_kept
def _totals(*, as_of: str | None = None) -> list[Totals]:
    place = version(as_of)
    told = rows("from totals", as_of=as_of) if place else []
    return [Totals(*(*each, place.stem)) for each in told if place]


@_kept
def by_day(*, university: int | None = None, as_of: str | None = None) -> list[Day]:
    """Count by day, in order: all of it or one university."""
    asked = "select day, lessons, attendances, learners from university_day where university = ? order by day"
    return [Day(*each) for each in rows(asked, NATION if university is None else university, as_of=as_of)]


@_kept
def by_university(*, as_of: str | None = None) -> list[Row]:
    """Count by university, most attendances first."""
    asked = """select university::text, name, courses, lessons, attendances, learners, minutes, enrolled, 1, country, uid
        from by_university"""
    return [Row(*each) for each in rows(asked, as_of=as_of)]


def by_discipline(*, as_of: str | None = None) -> list[Row]:
    """Count by discipline; learners are estimated."""
    return _by_group("discipline", as_of=as_of)


def by_platform(*, as_of: str | None = None) -> list[Row]:
    """Count by platform; learners are estimated."""
    return _by_group("platform", as_of=as_of)


def by_country(*, as_of: str | None = None) -> list[Row]:
    """Count by the country of the university; learners are counted exactly."""
    return _by_group("country", as_of=as_of)


def by_language(*, as_of: str | None = None) -> list[Row]:
    """Count by the language of the course; learners are estimated."""
    return _by_group("language", as_of=as_of)


@_kept
def _by_group(dimension: str, *, as_of: str | None = None) -> list[Row]:
    asked = """select key, name, courses, lessons, attendances, learners, minutes, enrolled, universities, '', '', error
        from by_group where dimension = ? order by attendances desc, key"""
    return [Row(*each) for each in rows(asked, dimension, as_of=as_of)]


@_kept
def by_quarter(*, as_of: str | None = None) -> list[Quarter]:
    """Count the courses there were, quarter by quarter and kind by kind."""
    asked = """select year(quarter) || '-Q' || quarter(quarter), kind, stock_end - joined + gone, joined, gone, stock_end
        from quarter order by quarter, kind"""
    return [Quarter(*each) for each in rows(asked, as_of=as_of)]


def distinct(start: date, end: date, *, university: int | None = None, as_of: str | None = None) -> Estimate:
    """Estimate how many learners attended from the one day to the other, both included."""
    from xingtan.census.adapters.rollups import sketches  # noqa: PLC0415 - loads numpy, which idle pages do without

    told = _sketches(NATION if university is None else university, as_of=as_of)
    found = [sketch for day, sketch in told if start <= day <= end]
    bits = NATION_BITS if university is None else BITS
    return Estimate(sketches.estimate(found, bits), sketches.error(bits) if found else 0.0)


@_kept
def _sketches(university: int, *, as_of: str | None = None) -> list[tuple[date, bytes]]:
    # Not sorted, as who asks needs no order: it would take a third more.
    asked = "select day, sketch from university_day where university = ?"
    return [(day, sketch) for day, sketch in rows(asked, university, as_of=as_of)]


def distinct_exactly(start: date, end: date, *, university: int | None = None) -> int:
    """Count how many learners attended from the one day to the other: exact, and slower."""
    from xingtan.census.adapters.rollups import exact  # noqa: PLC0415 - as above

    return exact.learners(start, end, NATION if university is None else university)


@_kept
def retention(*, as_of: str | None = None) -> list[Week]:
    """Count, exactly, those of the first week who are there in each later one."""
    asked = "select week, active, kept from retention where base = (select min(base) from retention) order by week"
    return [Week(*each) for each in rows(asked, as_of=as_of)]


def retention_since(monday: date) -> list[Week]:
    """Count, exactly, those of any week who are there in each later one, from the sets of the weeks."""
    from xingtan.census.adapters.rollups import exact  # noqa: PLC0415 - as above

    sets = rows("select monday::date, learners from nation_week where monday::date >= ? order by monday", monday)
    return [Week(*each) for each in exact.kept(sets)]


@_kept
def rates(course: int, *, as_of: str | None = None) -> list[LessonRate]:
    """Give the attendance of each lesson of a course, in order."""
    asked = "select lesson, day, attendances, enrolled from lesson_rate where course = ? order by lesson"
    return [LessonRate(*each) for each in rows(asked, course, as_of=as_of)]


def history(learner: int, limit: int = 50, *, as_of: str | None = None) -> list[Visit]:
    """Give what a learner attended, latest first."""
    from xingtan.census.adapters.rollups import histories  # noqa: PLC0415 - as above

    found: list[tuple[int, int]] = []
    for week in histories.weeks():
        found += week.of(learner)
        if len(found) >= limit:
            break
    found = found[:limit]
    if not found:
        return []
    lessons = [lesson for lesson, _ in found]
    # A join looks into the stretches of the table where these may be, several times as fast as a list of numbers.
    asked = "select visit.* from visit join (select unnest(?::int[]) as lesson) using (lesson)"
    told = {each[0]: each for each in rows(asked, lessons, as_of=as_of)}
    return [Visit(*(*told[lesson], seconds)) for lesson, seconds in found if lesson in told]


@_kept
def top_courses(limit: int = 100, *, as_of: str | None = None) -> list[CourseRow]:
    """Give the courses with most attendances; a thousand at most."""
    asked = "select course, university, discipline, lessons, attendances from course_top limit ?"
    return [CourseRow(*each) for each in rows(asked, limit, as_of=as_of)]


def found_wrong() -> dict[str, int]:
    """Count what was wrong with the streams and was put right, by class."""
    from xingtan.census.adapters.rollups import exact  # noqa: PLC0415 - as above

    return exact.found_wrong()
