"""What can be found of a course: its words, what it can be narrowed by, what it can be sorted by.

A site may have a million courses, and builds their documents in minutes: rows are read as tuples, a constant number of
queries for a thousand of them, and every text is taken apart once.
"""

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import CharField, FloatField, IntegerField, TextField
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from xingtan.catalog.models import Course, Listing, Partner, Platform, Subject
from xingtan.catalog.queries.offers import span_of, spans_of_runs
from xingtan.catalog.registry import outlines
from xingtan.catalog.rules import base_of
from xingtan.catalog.rules.timing import NEVER, Span, When, when
from xingtan.catalog.rules.wanted import FACETS as CHOICES
from xingtan.catalog.rules.wanted import HERE, band_of
from xingtan.search.registry import Document
from xingtan.universities import public as universities

COLLECTION = "courses"
FACETS = CHOICES
SORTS = ("made", "starts", "hours", "turns")
MOST_LETTERS = 50_000
MARK: dict[int | None, tuple[str, ...]] = {None: (), 0: ("no",), 1: ("yes",)}
"""What is said of something that is there or not; nothing, where nobody said."""
_MARKUP = re.compile(r"<[^>]*>")


class _Row(NamedTuple):
    pk: int
    uid: str
    host_id: int | None
    university_id: int
    subject_id: int | None
    level: str
    licence: str
    kind: str
    made: datetime
    hours: float | None
    credits: float | None
    is_free: int | None
    has_free_certificate: int | None
    needs_sign_in: int | None
    works_on_phone: int | None
    title: dict[str, str]
    summary: dict[str, str]
    about: dict[str, str]
    outcomes: list[Any]
    teachers: list[Any]
    languages: list[str]
    caption_languages: list[str]
    dates: list[Any]


KEPT_AS_JSON = _Row._fields[15:]


def _number(field: str) -> Any:
    return Cast(field, IntegerField())


# As the database has them: a converter for each value would cost more than the query.
COLUMNS = {
    "uid_": Cast("uid", CharField()),
    "made": Coalesce("published_at", "made_at"),
    "hours": Cast("workload_hours", FloatField()),
    "credits_": Cast("credits", FloatField()),
    **{f"{name}_": _number(name) for name in ("is_free", "has_free_certificate", "needs_sign_in", "works_on_phone")},
    **{f"{name}_": Cast(name, TextField()) for name in KEPT_AS_JSON},
}
PLAIN = ("host_id", "university_id", "subject_id", "level", "licence", "kind")
ORDER = ("pk", "uid_", *PLAIN, *list(COLUMNS)[1:])


class _Around(NamedTuple):
    """What stands beside the rows of a batch, by key."""

    subjects: dict[int, tuple[str, str]]
    universities: dict[int, tuple[str, str, str]]
    partners: dict[int, list[int]]
    platforms: dict[int, list[str]]
    spans: dict[int, list[Span]]
    outlines: dict[int, str]


def every_id() -> Iterable[str]:
    """Give the uid of every published course, always in the same order."""
    rows = Course.objects.published().order_by("pk").values_list("uid", flat=True)
    return (str(uid) for uid in rows.iterator(chunk_size=5000))


def documents_of(ids: Sequence[str]) -> list[Document]:
    """Give what can be found of these published courses: the same number of queries for any number of them."""
    found = Course.objects.published().filter(uid__in=ids)
    rows = _rows(found)
    if not rows:
        return []
    around = _around(rows)
    now = int(timezone.now().timestamp())
    return [_document(row, around, now) for row in rows]


def _rows(found: Any) -> list[_Row]:
    rows = list(found.annotate(**COLUMNS).values_list(*ORDER))
    # Half of what a document costs is reading JSON: all of a batch is read at once.
    first = len(_Row._fields) - len(KEPT_AS_JSON)
    lists = ("[" + ",".join(row[first:]) + "]" for row in rows)
    said = json.loads("[" + ",".join(lists) + "]")
    return [_Row(row[0], _uid(row[1]), *row[2:first], *texts) for row, texts in zip(rows, said, strict=True)]


def _uid(kept: str) -> str:
    """Write a uid as everywhere; one database keeps it without hyphens."""
    return kept if len(kept) > 32 else f"{kept[:8]}-{kept[8:12]}-{kept[12:16]}-{kept[16:20]}-{kept[20:]}"


def _around(rows: Sequence[_Row]) -> _Around:
    ours = [row.pk for row in rows if row.host_id is None]
    hosted = [row.pk for row in rows if row.host_id is not None]
    partners = defaultdict(list)
    for course, university in Partner.objects.filter(course__in=[row.pk for row in rows]).values_list(
        "course_id", "university_id"
    ):
        partners[course].append(university)
    wanted = {row.university_id for row in rows}.union(*partners.values())
    return _Around(
        {pk: (code, _joined(name)) for pk, code, name in Subject.objects.values_list("pk", "code", "name")},
        {
            pk: (slug, country, _joined(name))
            for pk, slug, country, name in universities.University.objects.filter(pk__in=wanted).values_list(
                "pk", "slug", "country", "name"
            )
        },
        partners,
        _platforms(hosted),
        spans_of_runs(ours),
        _outlines(ours),
    )


def _platforms(courses: Sequence[int]) -> dict[int, list[str]]:
    """Give the platforms that show each of these courses now."""
    if not courses:
        return {}
    slugs = dict(Platform.objects.values_list("pk", "slug"))
    found = defaultdict(list)
    for course, platform in Listing.objects.live().filter(course__in=courses).values_list("course_id", "platform_id"):
        found[course].append(slugs[platform])
    return found


def _outlines(courses: Sequence[int]) -> dict[int, str]:
    if not courses:
        return {}
    found: dict[int, str] = {}
    for told in (tell(courses) for tell in outlines):
        found.update({course: f"{found.get(course, '')} {words}" for course, words in told.items()})
    return found


def _document(row: _Row, around: _Around, now: int) -> Document:
    makers = [around.universities[key] for key in (row.university_id, *around.partners.get(row.pk, ()))]
    code, subject = around.subjects.get(row.subject_id or 0, ("", ""))
    timed = when(around.spans.get(row.pk, ()) if row.host_id is None else map(span_of, row.dates), now)
    title = _joined(row.title)
    text = " ".join(
        (
            *row.summary.values(),
            *(name for _slug, _country, name in makers),
            subject,
            *map(_words, row.outcomes),
            *(_words(each.get("name", "") if isinstance(each, dict) else each) for each in row.teachers),
            around.outlines.get(row.pk, ""),
            *map(_bare, row.about.values()),
        )
    )
    return Document(
        row.uid,
        title,
        text[:MOST_LETTERS],
        facets=_facets(row, makers, code, around.platforms.get(row.pk, ()), timed),
        numbers={
            "made": int(row.made.timestamp()),
            "starts": timed.starts,
            "hours": NEVER if row.hours is None else round(row.hours * 10),
            "turns": timed.turns,
        },
        suggestion=_own(row.title, row.languages),
    )


def _facets(
    row: _Row, makers: Sequence[tuple[str, str, str]], code: str, platforms: Sequence[str], timed: When
) -> dict[str, Sequence[str]]:
    said: dict[str, Sequence[str]] = {
        "subject": (code[:2], code) if len(code) > 2 else (code,),
        "language": _bases(row.languages),
        "captions": _bases(row.caption_languages),
        "university": [slug for slug, _country, _name in makers],
        "country": list(dict.fromkeys(country for _slug, country, _name in makers if country)),
        "platform": (HERE,) if row.host_id is None else platforms,
        "kind": (row.kind,),
        "level": (row.level,),
        "start": timed.states,
        "workload": (band_of(row.hours),) if row.hours is not None else (),
        "licence": (row.licence,),
        "free": MARK[row.is_free],
        "certificate": MARK[row.has_free_certificate],
        "credit": ("yes",) if row.credits else (),
        "phone": MARK[row.works_on_phone],
        "sign_in": MARK[row.needs_sign_in],
    }
    return {name: values for name, values in said.items() if values and values[0]}


def _bases(tags: Sequence[str]) -> list[str]:
    return [base_of(tags[0])] if len(tags) == 1 else list(dict.fromkeys(map(base_of, tags)))


def _joined(text: dict[str, str]) -> str:
    return next(iter(text.values())) if len(text) == 1 else " ".join(text.values())


def _words(said: Any) -> str:
    """Give the words of a text in any of the forms that a list of texts may hold."""
    if isinstance(said, str):
        return said
    return _joined(said) if isinstance(said, dict) else ""


def _own(title: dict[str, str], languages: Sequence[str]) -> str:
    """Give the title in the language that the course is held in."""
    if len(title) > 1:
        for tag in languages:
            if tag in title:
                return title[tag]
    return next(iter(title.values()), "")


def _bare(source: str) -> str:
    """Take the markup off. Nothing of it is shown, so this need not be safe, only fast."""
    bare = _MARKUP.sub(" ", source[: 2 * MOST_LETTERS]) if "<" in source else source
    return html.unescape(bare) if "&" in bare else bare
