"""Measures of teaching: lessons held, and who came. A lesson and an attendance are never one number."""

from typing import TYPE_CHECKING

from xingtan.census.rules.measures.base import Asked, Tables, measure
from xingtan.census.rules.measures.cutting import between, counted, cut, summed
from xingtan.census.rules.words import gettext_noop as _

if TYPE_CHECKING:
    from ibis.expr.types import Table

_ALL = ("day", "week", "quarter", "university", "discipline", "platform", "country", "language", "kind")


@measure(
    key="lessons",
    version=1,
    owner="census",
    title=_("Lessons held"),
    says=_(
        "Lesson, first reading: sessions of a class that were held, on the day they were held. A canceled one is none."
    ),
    unit=_("lessons"),
    silent=_(
        "Sources of 2020 do not say which reading of lesson they mean; this is the one assumed. "
        "The other is course sections taught."
    ),
    needs=("lesson", "course", "university"),
    adds=_ALL,
)
def lessons(t: Tables, asked: Asked) -> "Table":
    """Count the sessions held."""
    return counted(cut(t, between(t.lesson, asked), asked), asked)


@measure(
    key="lessons_by_section",
    version=1,
    owner="census",
    title=_("Course sections taught"),
    says=_("Lesson, second reading: sections of courses, each taught to one class, by the day the section began."),
    unit=_("course sections"),
    silent=_("It does not say how often a section met. The first reading of lesson is sessions held."),
    needs=("section", "course", "university"),
    adds=_ALL,
)
def lessons_by_section(t: Tables, asked: Asked) -> "Table":
    """Count the sections that began."""
    rows = t.section.select("section", "course", "university", day=t.section.starts)
    return counted(cut(t, between(rows, asked), asked), asked)


@measure(
    key="attendances",
    version=1,
    owner="census",
    title=_("Attendances"),
    says=_(
        "One person at one lesson, counted once however often they came in. The university is the one that teaches."
    ),
    unit=_("attendances"),
    silent=_("It does not say how many persons, nor for how long they stayed. It is not the number of lessons."),
    needs=("attendance", "course", "university"),
    people="distinct_learners",
    adds=_ALL,
)
def attendances(t: Tables, asked: Asked) -> "Table":
    """Count the rows of attendance."""
    return counted(cut(t, between(t.attendance, asked), asked), asked)


@measure(
    key="minutes",
    version=1,
    owner="census",
    title=_("Minutes attended"),
    says=_(
        "The time all attendances lasted, in whole minutes rounded down once, at the end; the seconds stand beside them."
    ),
    unit=_("minutes"),
    silent=_(
        "It does not say whether anyone listened. Because of rounding, parts may add up to a little less than the whole."
    ),
    needs=("attendance", "course", "university"),
    people="distinct_learners",
)
def minutes(t: Tables, asked: Asked) -> "Table":
    """Add up the seconds of all attendances."""
    found = summed(cut(t, between(t.attendance, asked), asked), asked, seconds="seconds")
    whole = (found.seconds - found.seconds % 60) / 60
    return found.select(*asked.by, "seconds", value=whole.cast("int64"))


@measure(
    key="attendance_rate",
    version=1,
    owner="census",
    title=_("Attendance rate"),
    says=_(
        "Attendances of lessons held, for each hundred places expected at them: the enrolled at the time of each lesson."
    ),
    unit=_("attendances for each expected"),
    silent=_("Lessons at which no one was expected are left out. More may come than are enrolled."),
    needs=("lesson", "attendance", "course", "university"),
    people="distinct_learners",
    ratio=True,
    adds=_ALL,
)
def attendance_rate(t: Tables, asked: Asked) -> "Table":
    """Add up who came and who was expected over lessons; their quotient is taken by who shows it."""
    came = between(t.attendance, asked)
    came = came.group_by("lesson").aggregate(came=came.count().cast("int64"))
    came = came.select(at=came.lesson, came=came.came)
    held = between(t.lesson.filter(t.lesson.enrolled > 0), asked)
    rows = held.left_join(came, held.lesson == came.at)
    rows = rows.mutate(came=rows.came.fill_null(0), expected=rows.enrolled).drop("at", "enrolled")
    return summed(cut(t, rows, asked), asked, numerator="came", denominator="expected")
