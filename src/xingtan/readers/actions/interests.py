"""Deeds: somebody wants to know when a course opens, and is told once; how somebody wants to be shown courses."""

from collections.abc import Collection
from datetime import datetime

from xingtan.catalog import public as catalog
from xingtan.kernel.deeds import deed
from xingtan.kernel.events import emit
from xingtan.notices import public as notices
from xingtan.people import public as people
from xingtan.readers.events import InterestForgotten, InterestNoted
from xingtan.readers.models import Interest, Taste

AT_ONCE = 500


@deed
def note_interest(*, course: catalog.Course, person: people.Person, knows_dates: bool, now: datetime) -> Interest:
    """Remember that this person wants to know when the course opens; once told, they may ask again.

    :param knows_dates: whether the course already says when it begins
    """
    noted, _is_new = Interest.objects.update_or_create(
        person=person, course=course, defaults={"since": now, "knew_dates": knows_dates, "told_at": None}
    )

    emit(InterestNoted(actor=person.uid, university=course.university.uid, course=course.uid))
    return noted


@deed
def forget_interest(*, course: catalog.Course, person: people.Person) -> None:
    """Forget that this person wanted to know."""
    gone, _by_model = Interest.objects.filter(person=person, course=course).delete()

    if gone:
        emit(InterestForgotten(actor=person.uid, university=course.university.uid, course=course.uid))


@deed
def tell_interested(*, course: catalog.Course, has_opened: bool, now: datetime) -> int:
    """Tell those who wait for this course that it has opened, or that it has dates. Returns how many were told.

    :param has_opened: whether it can be begun now; else there are only dates
    """
    waiting = Interest.objects.filter(course=course, told_at__isnull=True).select_related("person").order_by("pk")
    if not has_opened:
        waiting = waiting.filter(knew_dates=False)
    told = list(waiting[:AT_ONCE])

    data = {"course": dict(course.title), "url": course.get_absolute_url(), "has_opened": has_opened}
    # The same person may ask again for the next time, so the moment is part of what it is about.
    by_since: dict[datetime, list[people.Person]] = {}
    for each in told:
        by_since.setdefault(each.since, []).append(each.person)
    for since, persons in by_since.items():
        about = f"{course.uid} {since.isoformat()}"
        notices.tell(people=persons, kind="readers.course_opens", about=about, data=data, now=now)
    Interest.objects.filter(pk__in=_keys(told)).update(told_at=now)
    return len(told)


@deed
def choose_similar(*, person: people.Person, hides: bool) -> None:
    """Choose whether course pages show similar courses."""
    Taste.objects.update_or_create(person=person, defaults={"hides_similar": hides})


def _keys(interests: Collection[Interest]) -> list[int]:
    return [each.pk for each in interests]
