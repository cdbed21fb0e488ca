"""Cards: courses as lists show them, with every address and word ready."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, repeat
from typing import Any
from uuid import UUID

from django.db.models import TextField, UUIDField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import ngettext

from xingtan.catalog.models import Course, Level
from xingtan.catalog.rules import name_of
from xingtan.kernel.prepared import Prepared
from xingtan.kernel.text import pick


@dataclass(frozen=True)
class Card:
    """A course as a list shows it.

    :param facts: level, workload and languages in one line
    :param platform: the partner it runs on; empty for ours
    """

    pk: int
    uid: str
    url: str
    title: str
    title_language: str
    summary: str
    university: str
    subject: str
    subject_code: str
    facts: str
    cover_digest: str
    platform: str = ""


# What a card does not show is not read: the text about a course may be long.
UNSEEN = ("about", "outcomes", "teachers", "certificate", "dates")
SUMMARY_LETTERS = 240
LEVELS = dict(Level.choices)


def cards(courses: Iterable[Course]) -> list[Card]:
    """Make cards of courses that have university, subject and host loaded."""
    return [_card(course) for course in courses]


def cards_of(uids: Sequence[str]) -> list[Card]:
    """Give the cards of these published courses in this order: one query for each two dozen."""
    found: dict[str, Card] = {}
    for start in range(0, len(uids), AT_ONCE):
        some = [UUID(uid) for uid in uids[start : start + AT_ONCE]]
        # A query of one length is compiled once, so a shorter list asks for its last twice.
        places: dict[str, UUID] = dict(zip(NAMES, chain(some, repeat(some[-1])), strict=False))
        rows = _rows.all(**places)
        texts = json.loads(
            "[" + ",".join("[" + ",".join(each or "null" for each in row[PLAIN:]) + "]" for row in rows) + "]"
        )
        address = reverse("catalog:course", args=("-u-", "-c-"))
        for row, said in zip(rows, texts, strict=True):
            card = _card_of(row, said, address)
            found[card.uid] = card
    return [found[uid] for uid in uids if uid in found]


AT_ONCE = 24
NAMES = [f"uid{number}" for number in range(AT_ONCE)]
TEXTS = ("title", "summary", "languages", "university__name", "subject__name", "host__name")
PLAIN = 8
# As tuples, and JSON as it lies there: models for a page of courses cost more than all else on it.
_rows = Prepared[tuple[Any, ...]](
    lambda **uids: (
        Course.objects.published()
        .filter(uid__in=list(uids.values()))
        .annotate(**{f"{name}_text": Cast(name, TextField()) for name in TEXTS})
        .values_list(
            *("pk", "uid", "slug", "university__slug", "level", "workload_hours", "cover_digest", "subject__code"),
            *(f"{name}_text" for name in TEXTS),
        )
    ),
    **dict.fromkeys(NAMES, UUIDField()),
)


def _card_of(row: tuple[Any, ...], said: Sequence[Any], address: str) -> Card:
    pk, uid, slug, university_slug, level, hours, cover, code = row[:PLAIN]
    title, summary, languages, university, subject, host = said
    language, words = pick(title)
    facts = (LEVELS.get(level, level), hours_in_words(hours), *map(name_of, languages))
    return Card(
        pk=pk,
        uid=str(uid),
        url=address.replace("-u-", university_slug).replace("-c-", slug),
        title=words,
        title_language=language,
        summary=_cut(pick(summary)[1]),
        university=pick(university)[1],
        subject=pick(subject)[1] if subject else "",
        subject_code=code or "",
        facts=" · ".join(str(each) for each in facts if each),
        cover_digest=cover,
        platform=pick(host)[1] if host else "",
    )


def _cut(summary: str) -> str:
    return summary if len(summary) <= SUMMARY_LETTERS else f"{summary[:SUMMARY_LETTERS].rstrip()}…"


def courses_by_uid(uids: Sequence[str], *, without: Sequence[str] = ()) -> list[Course]:
    """Give these published courses in this order, with university, subject and host: one query.

    :param without: fields that are not read
    """
    rows = Course.objects.published().filter(uid__in=uids).select_related("university", "subject", "host")
    by_uid = {str(course.uid): course for course in rows.defer(*without)}
    return [by_uid[uid] for uid in uids if uid in by_uid]


def _card(course: Course) -> Card:
    facts = (course.get_level_display(), hours_in_words(course.workload_hours), *map(name_of, course.languages))
    return Card(
        pk=course.pk,
        uid=str(course.uid),
        url=course.get_absolute_url(),
        title=str(course.title),
        title_language=course.title.language,
        summary=_cut(str(course.summary)),
        university=str(course.university.name),
        subject=str(course.subject.name) if course.subject else "",
        subject_code=course.subject.code if course.subject else "",
        facts=" · ".join(each for each in facts if each),
        cover_digest=course.cover_digest,
        platform=str(course.host) if course.host else "",
    )


def hours_in_words(hours: Decimal | None) -> str:
    """Give a workload in words; nothing where none is said."""
    if not hours:
        return ""
    # A number that is not whole takes the plural, as two does.
    count = int(hours) if hours == int(hours) else 2
    return ngettext("%(hours)s hour", "%(hours)s hours", count) % {"hours": f"{hours.normalize():f}"}
