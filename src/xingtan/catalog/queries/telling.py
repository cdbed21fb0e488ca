"""What the catalogue tells other programs of its courses: the same plain facts that platforms tell us.

Whoever takes all courses asks for a million of them: what is not asked of each row a million times is not paid for.
So no objects are made of rows, and JSON is read only where there is some.
"""

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, cast

from django.db.models import F, QuerySet, TextField
from django.db.models.functions import Cast

from xingtan.catalog.models import Course, Listing, Partner, Run, Subject
from xingtan.catalog.registry import Dates, Facts, Institution, Told, Words
from xingtan.kernel import cache
from xingtan.universities import public as universities

# A file of a course has no address that lasts; whoever copies the text gets it without.
_FILE = re.compile(r"<(img|source|track)\b[^>]*\bfile:[0-9a-f]{64}[^>]*>")
_PLAIN = (
    *("pk", "uid", "status", "slug", "changed_at", "university_id", "subject_id", "host_id", "host__slug", "level"),
    *("workload_hours", "licence", "kind", "is_free", "has_free_certificate", "needs_sign_in", "works_on_phone"),
    "credits",
)
_JSON = ("title", "summary", "about", "outcomes", "teachers", "languages", "caption_languages", "dates")
_AS_TEXT = {f"{name}_": Cast(F(name), TextField()) for name in _JSON}
_EMPTY: dict[str, Any] = {"{}": {}, "[]": [], "null": None}
_scan: Any = json.JSONDecoder().scan_once  # type: ignore[attr-defined]  # what `decode` calls, less its care for spaces
MINUTE = 60


class _Row(NamedTuple):
    """A course as it comes from the database; JSON as text."""

    pk: int
    uid: Any
    status: str
    slug: str
    changed_at: datetime
    university: int
    subject: int | None
    host: int | None
    platform: str | None
    level: str
    workload_hours: Any
    licence: str
    kind: str
    is_free: bool | None
    has_free_certificate: bool | None
    needs_sign_in: bool | None
    works_on_phone: bool | None
    credits: Any
    title: str
    summary: str
    about: str
    outcomes: str
    teachers: str
    languages: str
    captions: str
    dates: str


class _Maker(NamedTuple):
    slug: str
    institution: Institution


def tell(courses: "QuerySet[Course]", *, origin: str) -> list[Told]:
    """Tell of these courses, in their order: a handful of queries, whatever their number.

    :param origin: of this site, which stands before the path of each page
    """
    rows = [_Row(*each) for each in courses.annotate(**_AS_TEXT).values_list(*_PLAIN, *_AS_TEXT)]
    shown = [row for row in rows if row.status == Course.Status.PUBLISHED]
    dates = _dates_of([row.pk for row in shown if row.host is None])
    listings = _listings_of([row.pk for row in shown if row.host is not None])
    partners = _partners_of([row.pk for row in shown])
    makers = _makers({row.university for row in rows}.union(*partners.values()))
    codes = cache.part("catalog.codes", make=lambda: dict(Subject.objects.values_list("pk", "code")), ttl=MINUTE)
    return [
        _told(
            row,
            origin,
            codes.get(row.subject or 0, ""),
            [makers[key] for key in (row.university, *partners.get(row.pk, ()))],
            dates.get(row.pk, ()),
            listings.get(row.pk, ()),
        )
        for row in rows
    ]


def _told(
    row: _Row,
    origin: str,
    subject: str,
    makers: Sequence[_Maker],
    dates: tuple[Dates, ...],
    listings: tuple[tuple[str, str, datetime], ...],
) -> Told:
    path = f"/courses/{makers[0].slug}/{row.slug}/"
    is_shown = row.status == Course.Status.PUBLISHED
    facts = None
    if is_shown:
        # One that no platform lists any more has nowhere to go to: it is found on its page here.
        url = next((address for platform, address, _ in listings if platform == row.platform), f"{origin}{path}")
        times = dates if row.host is None else tuple(map(_period, _read(row.dates)))
        facts = _facts(row, url, subject, makers, times)
    return Told(
        pk=row.pk,
        uid=row.uid,
        changed_at=row.changed_at,
        is_shown=is_shown,
        path=path,
        university=makers[0].slug,
        subject=subject,
        platform=row.platform or "",
        facts=facts,
        sources=listings,
    )


def _facts(row: _Row, url: str, subject: str, makers: Sequence[_Maker], dates: tuple[Dates, ...]) -> Facts:
    return Facts(
        remote_id=str(row.uid),
        url=url,
        title=_read(row.title),
        summary=_read(row.summary),
        about=_without_files(row.about),
        outcomes=tuple(map(_words, _read(row.outcomes))),
        languages=tuple(_read(row.languages)),
        captions=tuple(_read(row.captions)),
        subjects=(subject,) if subject else (),
        level=row.level,
        workload_hours=row.workload_hours,
        institutions=tuple(each.institution for each in makers),
        teachers=tuple(filter(None, map(_name, _read(row.teachers)))),
        licence=row.licence,
        kind=row.kind,
        is_free=row.is_free,
        has_free_certificate=row.has_free_certificate,
        needs_sign_in=row.needs_sign_in,
        works_on_phone=row.works_on_phone,
        credits=row.credits,
        dates=dates,
        changed_at=row.changed_at,
    )


def _read(text: str) -> Any:
    return _EMPTY[text] if text in _EMPTY else _scan(text, 0)[0]


def _without_files(text: str) -> Words:
    about: Words = _read(text)
    return {tag: _FILE.sub("", html) for tag, html in about.items()} if "file:" in text else about


def _words(said: Any) -> Words:
    return {"en": said} if isinstance(said, str) else said


def _name(teacher: Any) -> str:
    """Name a teacher: in Latin letters where there are several ways to write it."""
    said = teacher if isinstance(teacher, str) else teacher.get("name", "")
    if isinstance(said, str):
        return said
    return str(said.get("en") or next(iter(said.values()), ""))


def _period(said: Mapping[str, str | None]) -> Dates:
    first, last = said.get("starts_on"), said.get("ends_on")
    return Dates(
        starts_on=date.fromisoformat(first) if first else None, ends_on=date.fromisoformat(last) if last else None
    )


def _makers(keys: set[int]) -> Mapping[int, _Maker]:
    """Give universities, which are few and the same again and again, as they were less than a minute ago."""
    every = universities.University.objects.all()
    known = cache.part("catalog.makers", make=lambda: _makers_in(every), ttl=MINUTE)
    missing = keys - known.keys()
    return {**known, **_makers_in(every.filter(pk__in=missing))} if missing else known


def _makers_in(found: "QuerySet[universities.University]") -> dict[int, _Maker]:
    rows = found.values_list("pk", "slug", "name", "country", "website")
    return {
        pk: _Maker(slug, Institution(name=name, country=country, website=website))
        for pk, slug, name, country, website in rows
    }


def _dates_of(courses: Sequence[int]) -> dict[int, tuple[Dates, ...]]:
    found: dict[int, list[Dates]] = defaultdict(list)
    rows = Run.objects.filter(course__in=courses, status=Run.Status.PUBLISHED).order_by("starts_at", "pk")
    for course, starts_at, ends_at in rows.values_list("course_id", "starts_at", "ends_at") if courses else ():
        found[course].append(
            Dates(starts_on=starts_at.date() if starts_at else None, ends_on=ends_at.date() if ends_at else None)
        )
    return {course: tuple(each) for course, each in found.items()}


def _partners_of(courses: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    rows = Partner.objects.filter(course__in=courses).order_by("pk")
    for course, university in rows.values_list("course_id", "university_id") if courses else ():
        found[course].append(university)
    return found


def _listings_of(courses: Sequence[int]) -> dict[int, tuple[tuple[str, str, datetime], ...]]:
    found: dict[int, list[tuple[str, str, datetime]]] = defaultdict(list)
    rows = Listing.objects.live().filter(course__in=courses).order_by("first_seen_at", "pk")
    fields = ("course_id", "platform__slug", "url", "last_seen_at")
    for course, *listing in rows.values_list(*fields) if courses else ():
        found[course].append(cast("tuple[str, str, datetime]", tuple(listing)))
    return {course: tuple(each) for course, each in found.items()}
