"""What this room does when a course of ours changes: whoever teaches it hears that an outlet shows something older."""

from django.utils import timezone

from xingtan.authoring.events import VersionPublished
from xingtan.catalog.events import CourseDescribed
from xingtan.kernel.events import hears
from xingtan.outlets import actions, queries


@hears(VersionPublished, CourseDescribed)
def on_changed(changed: list[VersionPublished | CourseDescribed]) -> None:
    """Tell of outlets that fell behind: one query, where a course has none."""
    if behind := queries.fallen_behind({each.course for each in changed}):
        actions.tell_of_falling_behind(outlets=behind, now=timezone.now())
