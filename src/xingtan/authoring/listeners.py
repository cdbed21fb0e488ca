"""What follows elsewhere: a course with other contents is found by other words."""

from xingtan.authoring.events import TakenIn, VersionPublished
from xingtan.catalog import public as catalog
from xingtan.kernel.events import hears


@hears(VersionPublished, TakenIn)
def on_contents(events: list[VersionPublished | TakenIn]) -> None:
    """Let the course be found by the titles of what is in it."""
    catalog.index_courses(each.course for each in events)
