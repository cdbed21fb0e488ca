"""Pages of courses for a harvester: nothing twice, nothing missed, whatever changes meanwhile.

A list runs through the courses by their number, which never changes, up to the last one there was at the first
request. A course that changes before its turn comes is given as it then is; one that is added later has a later
moment of change, and is found by whoever asks from the moment of the first answer on.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max, Min, Q

from xingtan.catalog import public as catalog
from xingtan.federation.oai_pmh.adapters.tokens import Place
from xingtan.federation.oai_pmh.rules import Window
from xingtan.universities import public as universities

PAGE = 500
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


def page_from(place: Place, *, whole: bool) -> tuple[list[Any], Place | None]:
    """Give the courses from this place on, and the place after them; none if the list ends there.

    :param whole: with all they say, or just with what stands in a header
    """
    most = PAGE
    rows = _known().filter(_in(place.set_spec))
    if place.is_narrow:
        changed = _changed(place.window).order_by().values_list("pk", flat=True)
        keys = sorted(key for key in changed if place.after < key <= place.most)
        found: list[Any] = []
        # Of those that changed, some were never shown or are in other sets.
        while keys and len(found) <= most:
            some, keys = keys[: most + 1], keys[most + 1 :]
            found += _loaded(rows.filter(pk__in=some), whole).order_by("pk")
    else:
        rows = rows.filter(_within(place.window), pk__gt=place.after, pk__lte=place.most)
        found = list(_loaded(rows, whole).order_by("pk")[: most + 1])
    if len(found) <= most:
        return found, None
    found = found[:most]
    return found, replace(place, after=found[-1].pk, count=place.count + len(found))


def course_of(uid: str) -> Any:
    """Find a course that is or was shown; nothing if there is none."""
    try:
        return _loaded(_known().filter(uid=uid), whole=True).first()
    except ValidationError:
        return None


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


def _loaded(courses: Any, whole: bool) -> Any:  # noqa: FBT001 - asked of pages above, by name
    courses = courses.select_related("university", "subject", "host")
    if whole:
        return courses
    return courses.only("uid", "changed_at", "status", "university__slug", "subject__code", "host__slug")
