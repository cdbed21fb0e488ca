"""Cards: courses as lists show them, with every address and word ready."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import ngettext

from xingtan.catalog.models import Course
from xingtan.catalog.rules import name_of


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


def cards(courses: Iterable[Course]) -> list[Card]:
    """Make cards of courses that have university, subject and host loaded."""
    return [_card(course) for course in courses]


def cards_of(uids: Sequence[str]) -> list[Card]:
    """Give the cards of these published courses in this order: one query."""
    return cards(courses_by_uid(uids, without=UNSEEN))


def courses_by_uid(uids: Sequence[str], *, without: Sequence[str] = ()) -> list[Course]:
    """Give these published courses in this order, with university, subject and host: one query.

    :param without: fields that are not read
    """
    rows = Course.objects.published().filter(uid__in=uids).select_related("university", "subject", "host")
    by_uid = {str(course.uid): course for course in rows.defer(*without)}
    return [by_uid[uid] for uid in uids if uid in by_uid]


def _card(course: Course) -> Card:
    summary = str(course.summary)
    facts = (course.get_level_display(), hours_in_words(course.workload_hours), *map(name_of, course.languages))
    return Card(
        pk=course.pk,
        uid=str(course.uid),
        url=course.get_absolute_url(),
        title=str(course.title),
        title_language=course.title.language,
        summary=summary if len(summary) <= SUMMARY_LETTERS else f"{summary[:SUMMARY_LETTERS].rstrip()}…",
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
