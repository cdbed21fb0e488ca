"""Deeds: two entries are found to be one course, or two again."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from xingtan.catalog.actions.wording import retell
from xingtan.catalog.events import CoursesMerged, CoursesSplit
from xingtan.catalog.models import Course, Listing
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people


class CannotMerge(RuleBroken):
    """One of the two must be a partner's that still stands for itself."""

    message = _("These two cannot become one: the second is our own, or was merged already. Nothing was changed.")


@deed
def merge_courses(*, kept: Course, other: Course, by: people.Person | None, now: datetime) -> list[UUID]:
    """Let one entry stand for both: the other's listings move to it, and its address leads there.

    :returns: the listings that moved, for ``split_courses``
    :raises CannotMerge: if the other is ours, or either was merged into a third
    """
    kept, other = _lock(kept, other)
    if other.is_ours or kept.merged_into_id or other.merged_into_id or kept.pk == other.pk:
        raise CannotMerge

    moving = Listing.objects.filter(course=other)
    moved = list(moving.order_by("pk").values_list("uid", flat=True))
    moving.update(course=kept)
    other.status, other.merged_into = Course.Status.GONE, kept
    other.save(update_fields=["status", "merged_into", "changed_at"])
    kept.save(update_fields=["changed_at"])
    retell(courses=[kept.pk], now=now)

    emit(CoursesMerged(actor=by and by.uid, course=kept.uid, other=other.uid))
    return moved


@deed
def split_courses(
    *, kept: Course, other: Course, listings: Sequence[UUID], by: people.Person | None, now: datetime
) -> None:
    """Let the other entry stand for itself again, with the listings it came with."""
    kept, other = _lock(kept, other)
    if other.merged_into_id != kept.pk:
        raise CannotMerge

    Listing.objects.filter(course=kept, uid__in=listings).update(course=other)
    is_there = Listing.objects.live().filter(course=other).exists()
    other.status = Course.Status.PUBLISHED if is_there else Course.Status.GONE
    other.merged_into = None
    other.save(update_fields=["status", "merged_into", "changed_at"])
    kept.save(update_fields=["changed_at"])
    retell(courses=[kept.pk, other.pk], now=now)

    emit(CoursesSplit(actor=by and by.uid, course=kept.uid, other=other.uid))


def _lock(kept: Course, other: Course) -> tuple[Course, Course]:
    """Hold both, in one order whoever asks, so that two deeds never wait for each other."""
    rows = Course.objects.select_for_update(of=("self",)).filter(pk__in=(kept.pk, other.pk)).order_by("pk")
    found = {each.pk: each for each in rows}
    return found[kept.pk], found[other.pk]
