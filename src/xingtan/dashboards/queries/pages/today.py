"""The figures of the day, and the two readings of *lesson*."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from xingtan.census.public import MEASURES, figures, suppression
from xingtan.dashboards.queries.pages import words
from xingtan.dashboards.queries.pages.parts import Figure

SHOWN = (
    ("universities", "universities"),
    ("teachers", "teachers"),
    ("courses", "courses"),
    ("lessons", "lessons"),
    ("lessons_by_section", "sections"),
    ("attendances", "attendances"),
    ("distinct_learners", "learners"),
)
"""Measures of the front page, with the names of their totals."""


@dataclass(frozen=True, slots=True)
class Readings:
    """What *lesson* may mean, and what each reading gives."""

    title: str
    lessons: str
    sections: str
    a_lesson: str
    a_section: str


def figures_now(totals: figures.Totals) -> list[Figure]:
    """Give the figures of the front page, in words and numbers."""
    found = []
    for key, name in SHOWN:
        measure = MEASURES[key]
        value = getattr(totals, name)
        # Too few people would be told of by either.
        is_closed = name in ("attendances", "learners") and suppression.is_small(totals.learners)
        found.append(
            Figure(
                key=key,
                title=_(measure.title),
                value=_("fewer than %(least)s") % {"least": suppression.THRESHOLD}
                if is_closed
                else words.number(value),
                short="" if is_closed or words.short(value) == words.number(value) else words.short(value),
                says=_(measure.says),
                unit=_(measure.unit),
                version=measure.version,
            )
        )
    return found


def readings_of(totals: figures.Totals) -> Readings | None:
    """Compare what the two readings of *lesson* give; None where nothing was held."""
    if not totals.lessons or suppression.is_small(totals.learners):
        return None
    a_lesson = totals.attendances / totals.lessons
    a_section = totals.attendances / totals.sections if totals.sections else 0.0
    title = _("If a lesson is a session held, %(ratio)s people came to one; if it is a course section, %(other)s did")
    if not totals.sections:
        title = _("If a lesson is a session held, %(ratio)s people came to one")
    return Readings(
        title=title % {"ratio": words.per(a_lesson), "other": words.per(a_section)},
        lessons=words.number(totals.lessons),
        sections=words.number(totals.sections),
        a_lesson=words.per(a_lesson),
        a_section=words.per(a_section) if totals.sections else "–",
    )
