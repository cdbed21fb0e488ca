"""What the catalogue does when a course changed: its words are found as they are now."""

from xingtan.catalog.events import CourseDescribed, CoursePublished, CourseWithdrawn
from xingtan.catalog.queries import COLLECTION
from xingtan.kernel.events import hears
from xingtan.search import public as search


@hears(CourseDescribed, CoursePublished, CourseWithdrawn)
def on_course_changed(changed: list[CourseDescribed | CoursePublished | CourseWithdrawn]) -> None:
    """Index the courses again."""
    search.refresh(COLLECTION, list(dict.fromkeys(str(each.course) for each in changed)))
