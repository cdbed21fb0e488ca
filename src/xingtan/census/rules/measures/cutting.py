"""How rows are cut: to a stretch of time, and by dimensions. Written once for all measures and engines.

Every column that is grouped by is made free of nulls first: engines differ in what a join leaves where nothing was.
"""

from datetime import date
from typing import TYPE_CHECKING

from xingtan.census.rules.measures.base import Asked, Tables

if TYPE_CHECKING:
    from ibis.expr.types import Table, Value

_OF_COURSE = {"discipline": "", "language": "", "kind": ""}


def between(rows: "Table", asked: Asked, *, day: str = "day") -> "Table":
    """Keep the rows of the stretch that was asked for, both ends included."""
    if asked.start is not None:
        rows = rows.filter(rows[day] >= _day(asked.start))
    if asked.end is not None:
        rows = rows.filter(rows[day] <= _day(asked.end))
    return rows


def open_courses(t: Tables, asked: Asked) -> "Table":
    """Give the courses open on the day; without one, those that were never closed."""
    courses = t.course
    if asked.end is None:
        return courses.filter(courses.closed.isnull())
    on = _day(asked.end)
    return courses.filter(courses.opened <= on).filter(lambda c: c.closed.isnull() | (c.closed > on))


def cut(t: Tables, rows: "Table", asked: Asked) -> "Table":
    """Give the rows their columns for every dimension asked for.

    The rows bring ``day``, ``university``, ``course`` or ``platform`` themselves, as far as they have one.
    """
    wanted = set(asked.by)
    of_course = [name for name in (*_OF_COURSE, "platform") if name in wanted and name not in rows.columns]
    if of_course:
        courses = t.course.select("course", **{f"{name}_": t.course[name] for name in of_course})
        rows = rows.left_join(courses, "course").drop("course_right")
        rows = rows.mutate(**{name: rows[f"{name}_"].fill_null(_OF_COURSE.get(name, 0)) for name in of_course}).drop(
            *(f"{name}_" for name in of_course)
        )
    if "country" in wanted and "country" not in rows.columns:
        places = t.university.select(place=t.university.university.cast("int32"), country_=t.university.country)
        rows = rows.mutate(place_=rows.university.cast("int32"))
        rows = rows.left_join(places, rows.place_ == places.place)
        rows = rows.mutate(country=rows.country_.fill_null("")).drop("place", "place_", "country_")
    if "week" in wanted:
        rows = rows.mutate(week=monday(rows.day))
    if "quarter" in wanted:
        rows = rows.mutate(quarter=quarter(rows.day))
    return _plain(rows, asked)


def _plain(rows: "Table", asked: Asked) -> "Table":
    """Make what is grouped by the same type everywhere, and never null."""
    made = {}
    for name in asked.by:
        if name in _OF_COURSE or name == "country":
            made[name] = rows[name].fill_null("")
        elif name in {"university", "platform"}:
            made[name] = rows[name].cast("int32").fill_null(0)
    return rows.mutate(**made) if made else rows


def monday(day: "Value") -> "Value":
    """Give the Monday of the day's week."""
    # DuckDB makes a timestamp of it, and ibis, which thinks that it is a date already, would leave out one cast alone.
    return day.truncate("W").cast("timestamp").cast("date")


def quarter(day: "Value") -> "Value":
    """Write the quarter of a day: ``2020-Q1``."""
    return day.year().cast("string") + "-Q" + day.quarter().cast("string")


def counted(rows: "Table", asked: Asked) -> "Table":
    """Count the rows by what was asked for."""
    return _grouped(rows, asked, value=rows.count().cast("int64"))


def counted_once(rows: "Table", asked: Asked, *columns: str) -> "Table":
    """Count the different things, exactly.

    Distinct and then a count, since what an engine calls a distinct count is approximate on some.
    """
    once = rows.select(*asked.by, *columns).distinct()
    return counted(once, asked)


def summed(rows: "Table", asked: Asked, **columns: str) -> "Table":
    """Add up columns by what was asked for; where there is nothing, the sum is nought."""
    return _grouped(rows, asked, **{name: rows[of].cast("int64").sum().cast("int64") for name, of in columns.items()})


def _grouped(rows: "Table", asked: Asked, **values: "Value") -> "Table":
    if asked.by:
        return rows.group_by(*asked.by).aggregate(**values)
    whole = rows.aggregate(**values)
    return whole.mutate(**{name: whole[name].fill_null(0) for name in values})


def _day(day: date) -> "Value":
    import ibis  # noqa: PLC0415 - loaded where something is counted, never when the site starts

    return ibis.date(day.isoformat())
