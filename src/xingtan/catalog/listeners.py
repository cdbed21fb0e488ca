"""What the catalogue does when a course changed: its words are found as they are now."""

from collections.abc import Collection
from uuid import UUID

from django.utils import timezone

from xingtan.catalog import actions, queries
from xingtan.catalog.events import (
    CourseDescribed,
    CoursePublished,
    CoursesGathered,
    CoursesMerged,
    CoursesSplit,
    CoursesTurned,
    CoursesVanished,
    CourseWithdrawn,
    RunChanged,
    RunOpened,
)
from xingtan.kernel.events import hears


@hears(CourseDescribed, CoursePublished, CourseWithdrawn, RunOpened, RunChanged)
def on_course_changed(
    changed: list[CourseDescribed | CoursePublished | CourseWithdrawn | RunOpened | RunChanged],
) -> None:
    """Index the courses again."""
    actions.index_courses(each.course for each in changed)


@hears(CoursesGathered, CoursesVanished, CoursesTurned)
def on_courses_gathered(changed: list[CoursesGathered | CoursesVanished | CoursesTurned]) -> None:
    """Index again what a platform told of, and what changed as time went by."""
    actions.index_courses(course for each in changed for course in each.courses)


@hears(CoursesMerged, CoursesSplit)
def on_courses_joined(changed: list[CoursesMerged | CoursesSplit]) -> None:
    """Index both again."""
    actions.index_courses(course for each in changed for course in (each.course, each.other))


@hears(CoursePublished, RunOpened, RunChanged)
def on_opened(changed: list[CoursePublished | RunOpened | RunChanged]) -> None:
    """Tell those who wait for these courses that they open."""
    _tell({each.course for each in changed})


@hears(CoursesGathered, CoursesTurned)
def on_turned(changed: list[CoursesGathered | CoursesTurned]) -> None:
    """Tell those who wait for these courses that they open."""
    _tell({course for each in changed for course in each.courses})


def _tell(courses: Collection[UUID]) -> None:
    """Tell those who wait, where there is now something to tell: two queries, if nobody waits."""
    now = timezone.now()
    for course, has_opened in queries.awaited(list(courses), now=now):
        actions.tell_interested(course=course, has_opened=has_opened, now=now)
