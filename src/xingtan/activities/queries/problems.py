"""Problems of courses: those that may be put into a quiz, and into the plan of one."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from xingtan.activities.access import sees_problems
from xingtan.activities.rules import quizzes
from xingtan.assessment import public as assessment
from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog

LISTED = 300
MOST_COURSES = 200


class Held:
    """Data of a problem, as assessment reads it."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data


@dataclass(frozen=True, slots=True)
class Planner:
    """Who plans a lesson, outside of any class, and the course whose problems they want to see listed."""

    person: Any
    course: str = ""
    is_reading: bool = False
    """Whether it is read from a file: then names of problems are taken as they stand, also of courses not seen here."""


def listed(version: Any) -> dict[str, str]:
    """Give what may be asked of a version of a course: the key of each problem, and what it is called."""
    if version is None:
        return {}
    outline = authoring.outline_of(version)
    found: dict[str, str] = {}
    for unit in outline.units.values():
        for key in unit.blocks:
            block = outline.blocks.get(key)
            if block is not None and block.kind == "problem" and block.possible > 0:
                found[key] = f"{unit.title}: {block.title or gettext('Problem')}"
    return dict(list(found.items())[:LISTED])


def problems_in(version: Any, keys: Collection[str]) -> dict[str, dict[str, Any]]:
    """Give these problems of a version whole, by key, as a quiz keeps them; what cannot be asked is left out."""
    if version is None or not keys:
        return {}
    found: dict[str, dict[str, Any]] = {}
    for block in authoring.blocks_of(version, keys):
        if block.kind != "problem":
            continue
        try:
            possible = assessment.problem_of(block).possible
        except assessment.ProblemFaulty:
            continue
        found[block.key] = {
            "key": block.key,
            "title": str(block.title),
            "data": dict(block.data),
            "possible": f"{possible:f}",
        }
    return found


def courses_to_plan(person: Any) -> list[Any]:
    """List the courses whose problems a person may put into a plan, by title: one query."""
    served = person.standing.catalog
    rows = catalog.Course.objects.filter(pk__in=served.teaches | served.assists).select_related("university")
    return sorted(rows[:MOST_COURSES], key=lambda each: (str(each.title), each.pk))


def courses_named(uids: Iterable[str], person: Any) -> dict[str, Any]:
    """Give the courses of these uids that a person may know of: one query, or none. What is no uid names none."""
    wanted = {found for each in uids if (found := _uid(each))}
    if not wanted:
        return {}
    rows = catalog.Course.objects.visible_to(person).filter(uid__in=wanted)
    return {str(each.uid): each for each in rows.select_related("university").distinct()}


def shelves_for(planner: Planner, uids: Iterable[str]) -> dict[str, tuple[str, dict[str, str]]]:
    """Give the problems of those of these courses whose problems the person may see: title, and problems by key.

    A course that is not there and one that may not be seen are both left out.
    """
    known = courses_named(uids, planner.person)
    seen = {uid: each for uid, each in known.items() if sees_problems(planner.person, each)}
    versions = authoring.newest_versions([each.pk for each in seen.values()]) if seen else {}
    return {uid: (str(each.title), listed(versions.get(each.pk))) for uid, each in seen.items()}


def named_in(steps: Iterable[Any], person: Any) -> dict[int, list[tuple[str, int]]]:
    """Say of how many problems of which course each step makes use, by its key: one query, or none.

    A course that the person may not know of has no title.
    """
    asked = {each.pk: names for each in steps if (names := quizzes.wanted(each.config))}
    courses = courses_named({name["course"] for names in asked.values() for name in names}, person)
    found: dict[int, list[tuple[str, int]]] = {}
    for key, names in asked.items():
        counts: dict[str, int] = {}
        for name in names:
            course = courses.get(name["course"])
            title = str(course.title) if course is not None else ""
            counts[title] = counts.get(title, 0) + 1
        found[key] = list(counts.items())
    return found


def _uid(said: str) -> UUID | None:
    try:
        return UUID(str(said))
    except ValueError:
        return None
