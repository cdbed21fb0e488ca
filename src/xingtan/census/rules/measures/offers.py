"""Measures of what is offered: who teaches online, with how many teachers and courses, in which languages."""

from typing import TYPE_CHECKING

from xingtan.census.rules.measures.base import Asked, Tables, measure
from xingtan.census.rules.measures.cutting import between, counted, counted_once, cut, open_courses
from xingtan.census.rules.words import gettext_noop as _

if TYPE_CHECKING:
    from ibis.expr.types import Table

_OFFER = ("university", "discipline", "platform", "country", "language", "kind")


@measure(
    key="universities",
    version=1,
    owner="census",
    title=_("Universities teaching online"),
    says=_("Universities with at least one course open on the day. Each counts once, on however many platforms it is."),
    unit=_("universities"),
    silent=_("It does not say how much they teach. A university that only reports is added when a table is published."),
    sources=("https://www.moe.gov.cn/ (press conference of 14 May 2020: 1,454 universities)",),
    needs=("course", "university"),
    by=("discipline", "platform", "country", "language", "kind"),
    period="as_of",
    adds=("country",),
)
def universities(t: Tables, asked: Asked) -> "Table":
    """Count the universities that offer an open course."""
    return counted_once(cut(t, open_courses(t, asked), asked), asked, "university")


@measure(
    key="teachers",
    version=1,
    owner="census",
    title=_("Teachers teaching online"),
    says=_("Persons who teach at least one course open on the day. One person on several platforms counts once."),
    unit=_("persons"),
    silent=_("It does not say how many hours they teach, nor who assists them."),
    needs=("course", "teacher", "teaches", "university"),
    by=_OFFER,
    period="as_of",
    people="teachers",
    adds=("university", "country"),
)
def teachers(t: Tables, asked: Asked) -> "Table":
    """Count the teachers of open courses; a teacher belongs to one university."""
    courses = open_courses(t, asked).drop("university")
    of_teacher = t.teacher.select(of=t.teacher.teacher, university=t.teacher.university)
    rows = t.teaches.join(courses, "course")
    rows = rows.left_join(of_teacher, rows.teacher == of_teacher.of).drop("of")
    return counted_once(cut(t, rows, asked), asked, "teacher")


@measure(
    key="courses",
    version=1,
    owner="census",
    title=_("Online courses"),
    says=_("Courses open on the day. A course listed on two platforms counts once."),
    unit=_("courses"),
    silent=_(
        "A course is not a course run and not a class: however often and for however many it is taught, it is one."
    ),
    needs=("course", "university"),
    by=_OFFER,
    period="as_of",
    adds=_OFFER,
)
def courses(t: Tables, asked: Asked) -> "Table":
    """Count the courses that are open."""
    return counted(cut(t, open_courses(t, asked), asked), asked)


@measure(
    key="course_runs",
    version=1,
    owner="census",
    title=_("Course runs"),
    says=_("Courses begun on one day: however many classes begin a course together, it is one run."),
    unit=_("course runs"),
    silent=_("It does not say how many runs came to their end."),
    needs=("section", "course", "university"),
    adds=("quarter", "week", "day", "university", "discipline", "platform", "country", "language", "kind"),
)
def course_runs(t: Tables, asked: Asked) -> "Table":
    """Count the different pairs of course and first day."""
    offered = t.course.select(of=t.course.course, home=t.course.university)
    rows = t.section.join(offered, t.section.course == offered.of)
    # A class may be another university's; the run is the one's that offers the course.
    rows = between(rows.select("course", day=rows.starts, university=rows.home), asked)
    return counted_once(cut(t, rows, asked).mutate(begun=lambda r: r.day), asked, "course", "begun")


@measure(
    key="languages",
    version=1,
    owner="census",
    title=_("Languages of courses"),
    says=_("Different languages in which at least one course is open on the day."),
    unit=_("languages"),
    silent=_("It does not say how many courses there are in each, nor in which languages there are subtitles."),
    needs=("course", "university"),
    by=("university", "discipline", "platform", "country", "kind"),
    period="as_of",
)
def languages(t: Tables, asked: Asked) -> "Table":
    """Count the languages of open courses; a course without one counts for none."""
    rows = open_courses(t, asked).mutate(tongue=lambda c: c.language.fill_null(""))
    return counted_once(cut(t, rows.filter(rows.tongue != ""), asked), asked, "tongue")


@measure(
    key="countries",
    version=1,
    owner="census",
    title=_("Countries of universities"),
    says=_("Different countries whose universities have at least one course open on the day."),
    unit=_("countries"),
    silent=_("It does not say where learners are."),
    needs=("course", "university"),
    by=("discipline", "platform", "language", "kind"),
    period="as_of",
)
def countries(t: Tables, asked: Asked) -> "Table":
    """Count the countries of universities with an open course."""
    places = t.university.select(place=t.university.university, land=t.university.country.fill_null(""))
    rows = open_courses(t, asked)
    rows = rows.join(places, rows.university == places.place).drop("place")
    return counted_once(cut(t, rows.filter(rows.land != ""), asked), asked, "land")
