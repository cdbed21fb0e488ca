"""What the catalogue does when a course changed: its words are found as they are now."""

from xingtan.catalog import actions
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
