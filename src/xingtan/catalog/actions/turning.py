"""Deed: courses begin and end by themselves, as time goes by."""

from collections.abc import Sequence
from uuid import UUID

from xingtan.catalog.events import CoursesTurned
from xingtan.kernel.deeds import deed
from xingtan.kernel.events import emit

AT_ONCE = 500


@deed
def say_turned(*, courses: Sequence[UUID]) -> None:
    """Announce which courses can now be begun at once, or soon, or no longer."""
    for start in range(0, len(courses), AT_ONCE):
        emit(CoursesTurned(courses=list(courses[start : start + AT_ONCE])))
