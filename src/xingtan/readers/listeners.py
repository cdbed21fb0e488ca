"""What this room does when a course changed: who waits for it is told."""

from collections.abc import Collection
from uuid import UUID

from django.utils import timezone

from xingtan.catalog.events import CoursePublished, CoursesGathered, CoursesTurned, RunChanged, RunOpened
from xingtan.kernel.events import hears
from xingtan.readers import actions, queries


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
