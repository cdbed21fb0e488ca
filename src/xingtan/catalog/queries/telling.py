"""What the catalogue tells other programs of its courses: the same plain facts that platforms tell us."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from xingtan.catalog.models import Course, Listing, Partner, Run
from xingtan.catalog.registry import Dates, Facts, Institution, Told, Words
from xingtan.kernel.text import as_text

# A file of a course has no address that lasts; whoever copies the text gets it without.
_FILE = re.compile(r"<(img|source|track)\b[^>]*\bfile:[0-9a-f]{64}[^>]*>")


def tell(courses: Iterable[Course], *, origin: str) -> list[Told]:
    """Tell of these courses, which have university, subject and host loaded: three queries, whatever their number.

    :param origin: of this site, which stands before the path of each page
    """
    courses = list(courses)
    shown = [course for course in courses if course.is_published]
    ours = [course.pk for course in shown if course.is_ours]
    theirs = [course.pk for course in shown if not course.is_ours]
    dates = _dates_of(ours)
    partners = _partners_of([course.pk for course in shown])
    listings = _listings_of(theirs)
    return [
        _told(course, origin, dates.get(course.pk, ()), partners.get(course.pk, ()), listings.get(course.pk, ()))
        for course in courses
    ]


def _told(
    course: Course, origin: str, dates: Sequence[Dates], partners: Sequence[Institution], listings: Sequence[Any]
) -> Told:
    subject, host, university = course.subject, course.host, course.university
    path = f"/courses/{university.slug}/{course.slug}/"
    # One that no platform lists any more has nowhere to go to: it is found on its page here.
    url = next((address for platform, address, _ in listings if host and platform == host.slug), f"{origin}{path}")
    return Told(
        pk=course.pk,
        uid=course.uid,
        changed_at=course.changed_at,
        path=path,
        university=university.slug,
        subject=subject.code if subject else "",
        platform=host.slug if host else "",
        facts=_facts(course, url, dates, partners) if course.is_published else None,
        sources=listings,
    )


def _facts(course: Course, url: str, dates: Sequence[Dates], partners: Sequence[Institution]) -> Facts:
    return Facts(
        remote_id=str(course.uid),
        url=url,
        title=course.title,
        summary=course.summary,
        about=_without_files(course.about),
        outcomes=tuple(map(as_text, course.outcomes)),
        languages=tuple(course.languages),
        captions=tuple(course.caption_languages),
        subjects=(course.subject.code,) if course.subject else (),
        level=course.level,
        workload_hours=course.workload_hours,
        institutions=(_institution(course.university), *partners),
        teachers=tuple(filter(None, map(_name, course.teachers))),
        licence=course.licence,
        kind=course.kind,
        is_free=course.is_free,
        has_free_certificate=course.has_free_certificate,
        needs_sign_in=course.needs_sign_in,
        works_on_phone=course.works_on_phone,
        credits=course.credits,
        dates=tuple(dates) if course.is_ours else tuple(map(_period, course.dates)),
        changed_at=course.changed_at,
    )


def _without_files(about: Words) -> Words:
    return {tag: _FILE.sub("", html) if "file:" in html else html for tag, html in about.items()}


def _institution(university: Any) -> Institution:
    return Institution(name=university.name, country=university.country, website=university.website)


def _name(teacher: Any) -> str:
    return teacher if isinstance(teacher, str) else str(as_text(teacher.get("name", "")))


def _period(said: Any) -> Dates:
    first, last = (said.get("starts_on"), said.get("ends_on")) if isinstance(said, dict) else (*said, None, None)[:2]
    return Dates(starts_on=_day(first), ends_on=_day(last))


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written[:10]) if written else None


def _dates_of(courses: Sequence[int]) -> dict[int, tuple[Dates, ...]]:
    found: dict[int, list[Dates]] = defaultdict(list)
    rows = Run.objects.filter(course__in=courses, status=Run.Status.PUBLISHED).order_by("starts_at", "pk")
    for course, starts_at, ends_at in rows.values_list("course_id", "starts_at", "ends_at") if courses else ():
        found[course].append(
            Dates(starts_on=starts_at.date() if starts_at else None, ends_on=ends_at.date() if ends_at else None)
        )
    return {course: tuple(each) for course, each in found.items()}


def _partners_of(courses: Sequence[int]) -> dict[int, tuple[Institution, ...]]:
    found: dict[int, list[Institution]] = defaultdict(list)
    rows = Partner.objects.filter(course__in=courses).select_related("university").order_by("pk") if courses else ()
    for partner in rows:
        found[partner.course_id].append(_institution(partner.university))
    return {course: tuple(each) for course, each in found.items()}


def _listings_of(courses: Sequence[int]) -> dict[int, tuple[tuple[str, str, datetime], ...]]:
    found: dict[int, list[tuple[str, str, datetime]]] = defaultdict(list)
    rows = Listing.objects.live().filter(course__in=courses).order_by("first_seen_at", "pk")
    fields = ("course_id", "platform__slug", "url", "last_seen_at")
    for course, *listing in rows.values_list(*fields) if courses else ():
        found[course].append((listing[0], listing[1], listing[2]))
    return {course: tuple(each) for course, each in found.items()}
