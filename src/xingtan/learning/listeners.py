"""What follows elsewhere: an announcement reaches its readers, and a new version is counted again."""

from xingtan.authoring.events import Delivered, VersionPublished
from xingtan.kernel.events import hears
from xingtan.kernel.tasks import later
from xingtan.learning import queries, tasks
from xingtan.learning.events import Announced
from xingtan.learning.models import Announcement


@hears(Announced)
def on_announced(events: list[Announced]) -> None:
    """Tell the readers of each announcement, in a task: there may be thousands."""
    for each in Announcement.objects.filter(uid__in=[event.announcement for event in events]).order_by("pk"):
        later(tasks.tell_readers, announcement=str(each.uid))


@hears(VersionPublished, Delivered)
def on_version(events: list[VersionPublished | Delivered]) -> None:
    """Count again what the learners of these runs have done: the course is another one now."""
    courses = [event.course for event in events if isinstance(event, VersionPublished)]
    runs = [event.run for event in events if isinstance(event, Delivered)]
    for run in queries.runs_with_learners(courses=courses, runs=runs):
        later(tasks.count_again, run=str(run))
