"""What the catalogue does when a course changed: its words are found as they are now."""

from collections.abc import Iterable
from uuid import UUID

from xingtan.catalog.events import (
    CourseDescribed,
    CoursePublished,
    CoursesGathered,
    CoursesMerged,
    CoursesSplit,
    CoursesVanished,
    CourseWithdrawn,
    RunChanged,
    RunOpened,
)
from xingtan.catalog.queries import COLLECTION
from xingtan.kernel.events import hears
from xingtan.search import public as search

BATCH = 1000


@hears(CourseDescribed, CoursePublished, CourseWithdrawn, RunOpened, RunChanged)
def on_course_changed(
    changed: list[CourseDescribed | CoursePublished | CourseWithdrawn | RunOpened | RunChanged],
) -> None:
    """Index the courses again."""
    _index(each.course for each in changed)


@hears(CoursesGathered, CoursesVanished)
def on_courses_gathered(changed: list[CoursesGathered | CoursesVanished]) -> None:
    """Index again what a platform told of."""
    _index(course for each in changed for course in each.courses)


@hears(CoursesMerged, CoursesSplit)
def on_courses_joined(changed: list[CoursesMerged | CoursesSplit]) -> None:
    """Index both again."""
    _index(course for each in changed for course in (each.course, each.other))


def _index(courses: Iterable[UUID]) -> None:
    ids = list(dict.fromkeys(map(str, courses)))
    for start in range(0, len(ids), BATCH):
        search.refresh(COLLECTION, ids[start : start + BATCH])
