"""What a course must say of itself before experts look at it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseFacts:
    """What is asked of a course, as plain values.

    :param responsible: how many people or names stand for its teaching
    :param has_films: whether there is anything in it to caption
    """

    title: Mapping[str, str]
    summary: Mapping[str, str]
    about: Mapping[str, str]
    outcomes: Sequence[object]
    languages: Sequence[str]
    level: str
    subject: bool
    licence: str
    workload_hours: Decimal | None
    runs: int
    responsible: int
    has_films: bool
    captions: Sequence[str]


def _said(text: Mapping[str, str]) -> bool:
    return any(words.strip() for words in text.values())


ITEMS: Mapping[str, Callable[[CourseFacts], bool]] = {
    "title": lambda course: _said(course.title),
    "summary": lambda course: _said(course.summary),
    "about": lambda course: _said(course.about),
    "outcomes": lambda course: bool(course.outcomes),
    "languages": lambda course: bool(course.languages),
    "subject": lambda course: course.subject,
    "level": lambda course: bool(course.level),
    "licence": lambda course: bool(course.licence.strip()),
    "workload": lambda course: bool(course.workload_hours),
    "run": lambda course: course.runs > 0,
    "teacher": lambda course: course.responsible > 0,
    "captions": lambda course: not course.has_films or bool(course.captions),
}
"""What must be there, by name, in the order in which a page lists it."""


def findings(course: CourseFacts) -> dict[str, bool]:
    """Tell of each item whether it is there."""
    return {name: is_there(course) for name, is_there in ITEMS.items()}


def gaps(found: Mapping[str, bool]) -> list[str]:
    """Name what is missing."""
    return [name for name, is_there in found.items() if not is_there]
