"""Pages of courses for a harvester: nothing twice, nothing missed, whatever changes meanwhile.

A list runs through the courses by their number, which never changes, up to the last one there was at the first
request. A course that changes before its turn comes is given as it then is; one that is added later has a later
moment of change, and is found by whoever asks from the moment of the first answer on.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, Min, Q

from xingtan.catalog import public as catalog
from xingtan.federation.oai_pmh.adapters.answers import Heading
from xingtan.federation.oai_pmh.adapters.tokens import Place
from xingtan.federation.oai_pmh.rules import Window
from xingtan.universities import public as universities

PAGE = 1000
NARROW = 20_000
# What a deed changed is seen when it is committed, which may be a while after the moment it gives the change. Our
# answers date from before that while, so that who asks from there on misses nothing.
SETTLES = timedelta(minutes=1)


def begin(*, verb: str, prefix: str, set_spec: str, window: Window, now: datetime) -> Place:
    """Find where a list begins."""
    changed = _changed(window)
    narrow = len(changed.order_by()[: NARROW + 1].values_list("pk", flat=True)) if window != Window() else NARROW + 1
    return Place(
        verb=verb,
        prefix=prefix,
        set_spec=set_spec,
        window=window,
        begun_at=now,
        most=catalog.Course.objects.aggregate(last=Max("pk"))["last"] or 0,
        size=narrow if narrow <= NARROW else changed.count(),
        is_narrow=narrow <= NARROW,
    )


def page_from(place: Place) -> tuple[Any, Place | None]:
    """Give the courses from this place on, and the place after them; none if the list ends there."""
    keys = _keys_from(place)
    courses = catalog.Course.objects.filter(pk__in=keys[:PAGE]).order_by("pk")
    if len(keys) <= PAGE:
        return courses, None
    return courses, replace(place, after=keys[PAGE - 1], count=place.count + PAGE)


def _keys_from(place: Place) -> list[int]:
    """Give the keys of the courses on this page, and one more if there are more."""
    rows = _known().filter(_in(place.set_spec)).order_by("pk")
    if not place.is_narrow:
        rows = rows.filter(_within(place.window), pk__gt=place.after, pk__lte=place.most)
        return list(rows.values_list("pk", flat=True)[: PAGE + 1])
    changed = _changed(place.window).order_by().values_list("pk", flat=True)
    waiting = sorted(key for key in changed if place.after < key <= place.most)
    found: list[int] = []
    # Of those that changed, some were never shown or are in other sets.
    while waiting and len(found) <= PAGE:
        some, waiting = waiting[: PAGE + 1], waiting[PAGE + 1 :]
        found += rows.filter(pk__in=some).values_list("pk", flat=True)
    return found[: PAGE + 1]


def headings(courses: Any) -> list[Heading]:
    """Give what headers say of these courses: one query."""
    shown = catalog.Course.Status.PUBLISHED
    fields = ("uid", "changed_at", "status", "university__slug", "subject__code", "host__slug")
    return [
        Heading(uid, changed_at, status == shown, university, subject or "", platform or "")
        for uid, changed_at, status, university, subject, platform in courses.values_list(*fields)
    ]


def course_of(uid: str) -> Any:
    """Find a course that is or was shown, as a list of one; empty if there is none."""
    try:
        return _known().filter(uid=UUID(uid))
    except ValueError:
        return catalog.Course.objects.none()


def earliest() -> datetime | None:
    """Tell the first moment of change there is."""
    found: datetime | None = catalog.Course.objects.aggregate(first=Min("changed_at"))["first"]
    return found


def sets() -> list[tuple[str, str]]:
    """List every set and its name: subjects, universities, platforms, and what is our own."""
    found = [("own", "Courses that run here"), ("platform", "Courses that run on partner platforms")]
    found += [
        (f"platform:{slug}", str(name.in_("en")))
        for slug, name in catalog.Platform.objects.order_by("slug").values_list("slug", "name")
    ]
    found += [("university", "By university")]
    found += [
        (f"university:{slug}", str(name.in_("en")))
        for slug, name in universities.University.objects.order_by("slug").values_list("slug", "name")
    ]
    found += [("subject", "By subject (ISCED-F 2013)")]
    for code, name in catalog.Subject.objects.order_by("code").values_list("code", "name"):
        found.append((f"subject:{code}" if len(code) == 2 else f"subject:{code[:2]}:{code}", str(name.in_("en"))))
    return found


def _known() -> Any:
    """Keep courses that anyone could see once: of others nobody learns that there are any."""
    status = catalog.Course.Status.PUBLISHED
    return catalog.Course.objects.filter(Q(status=status) | Q(published_at__isnull=False))


def _changed(window: Window) -> Any:
    return catalog.Course.objects.filter(_within(window))


def _within(window: Window) -> Q:
    found = Q()
    if window.since:
        found &= Q(changed_at__gte=window.since)
    if window.before:
        found &= Q(changed_at__lt=window.before)
    return found


def _in(set_spec: str) -> Q:
    match set_spec.split(":"):
        case [""] | ["university"]:
            return Q()
        case ["own"]:
            return Q(host__isnull=True)
        case ["platform"]:
            return Q(host__isnull=False)
        case ["platform", slug]:
            return Q(host__slug=slug)
        case ["university", slug]:
            return Q(university__slug=slug)
        case ["subject"]:
            return Q(subject__isnull=False)
        case ["subject", field]:
            return Q(subject__code__startswith=field)
        case ["subject", field, code] if code.startswith(field):
            return Q(subject__code=code)
    return Q(pk__in=())
