"""Work after the answer: telling the readers of an announcement, counting a run's learners again."""

from uuid import UUID

from django.utils import timezone

from xingtan.kernel.tasks import later, task
from xingtan.learning import actions, queries
from xingtan.learning.models import Announcement, Enrollment
from xingtan.notices import public as notices

AT_ONCE = 200


@task(retries=5)
def tell_readers(announcement: str, after: int = 0) -> None:
    """Tell some hundred readers, and leave the others to the next task."""
    found = Announcement.objects.select_related("run__course__university").get(uid=UUID(announcement))
    readers = list(queries.readers_of(found, after=after)[:AT_ONCE])
    if not readers:
        return
    notices.tell(
        people=[each.learner for each in readers],
        kind="learning.announcement",
        about=announcement,
        data={
            "title": dict(found.title),
            "body": dict(found.body),
            "course": dict(found.run.course.title),
            "url": f"{found.run.get_absolute_url()}announcements/{found.uid}/",
        },
        now=timezone.now(),
    )
    later(tell_readers, announcement=announcement, after=readers[-1].pk)


@task(queue="heavy", retries=5)
def count_again(run: str, after: int = 0) -> None:
    """Count share, grade and completion of some hundred learners, and leave the others to the next task."""
    learners = list(
        Enrollment.objects.current()
        .placed()
        .light()
        .select_related("learner")
        .filter(run__uid=UUID(run), pk__gt=after, results__isnull=False)
        .order_by("pk")
        .distinct()[:AT_ONCE]
    )
    if not learners:
        return
    for each in learners:
        actions.refresh_progress(enrollment=each, now=timezone.now())
    later(count_again, run=run, after=learners[-1].pk)
