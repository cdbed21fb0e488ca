"""Deeds: what a learner leaves on the way without being asked: where they were, and bookmarks."""

from contextlib import suppress
from datetime import datetime

from django.db import models

from xingtan.catalog.public import Run
from xingtan.kernel import spool
from xingtan.kernel.deeds import deed
from xingtan.kernel.events import emit
from xingtan.kernel.prepared import Change, Insertion
from xingtan.learning.events import Bookmarked, BookmarkForgotten, Started
from xingtan.learning.models import Bookmark, Enrollment, Place

VIEWS = "views"
"""The lane of the spool in which it is kept that units were opened."""

_put_place = Insertion(Place, unique=["enrollment"], update=["unit", "at"])
_seen = Change(
    lambda pk, now: (Enrollment.objects.filter(pk=pk), {"seen_at": now}),
    pk=models.BigIntegerField(),
    now=models.DateTimeField(),
)


@deed
def remember_place(*, enrollment: Enrollment, unit: str, now: datetime) -> None:
    """Remember the unit the learner is in, to go on from there. The first time, the learner has started."""
    started = enrollment.started_at is None and bool(
        Enrollment.objects.filter(pk=enrollment.pk, started_at=None).update(started_at=now, seen_at=now)
    )
    if not started:
        _seen(pk=enrollment.pk, now=now)
    _put_place([Place(enrollment=enrollment, unit=unit, at=now)])

    if started:
        run = enrollment.run
        emit(
            Started(
                actor=enrollment.learner.uid,
                university=run.course.university.uid,
                enrollment=enrollment.uid,
                run=run.uid,
            )
        )


def note_view(*, run: Run, before: str | None, unit: str, now: datetime) -> None:
    """Keep that a learner came to a unit, and from which; who it was is not kept, and no row is written.

    A page does not wait for the disk, nor fail because it is full: one view more or less says nothing.
    """
    at = now.replace(second=0, microsecond=0).isoformat()
    body = {"run": str(run.uid), "unit": unit, "before": before or ""}
    with suppress(OSError):
        spool.append(VIEWS, [{"at": at, "name": "learning.unit_viewed", "version": 1, "body": body}], waits=False)


@deed
def bookmark(*, enrollment: Enrollment, key: str, now: datetime) -> None:
    """Put a bookmark on a unit or block; a second one there changes nothing."""
    _, is_new = Bookmark.objects.get_or_create(enrollment=enrollment, key=key, defaults={"at": now})

    if is_new:
        emit(Bookmarked(actor=enrollment.learner.uid, enrollment=enrollment.uid, key=key))


@deed
def forget_bookmark(*, enrollment: Enrollment, key: str) -> None:
    """Take the bookmark out, if there is one."""
    gone, _ = Bookmark.objects.filter(enrollment=enrollment, key=key).delete()

    if gone:
        emit(BookmarkForgotten(actor=enrollment.learner.uid, enrollment=enrollment.uid, key=key))
