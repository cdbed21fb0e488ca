"""Similar courses, each with the reason why it is shown. All come from the index, by what the page's course is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xingtan.catalog.models import Course, Level
from xingtan.catalog.queries.cards import Card, cards, courses_by_uid
from xingtan.catalog.queries.documents import COLLECTION
from xingtan.catalog.registry import tastes
from xingtan.catalog.rules import base_of, name_of
from xingtan.kernel import cache
from xingtan.kernel.text import as_text
from xingtan.search import public as search

MOST = 6
OF_ONE_REASON = 2
UNSEEN = ("about", "outcomes", "certificate", "dates")
SHORTEST_NAME = 4
TEN_MINUTES = 10 * 60


@dataclass(frozen=True)
class Similar:
    """A course like another, and why."""

    card: Card
    why: str


def shows_similar(person: Any) -> bool:
    """Test whether this person wants to be shown similar courses; who has not said, does."""
    return not any(hides(person) for hides in tastes)


def similar_to(course: Course) -> list[Similar]:
    """Find at most six courses to look at after this one, as it was less than ten minutes ago."""
    return cache.part(
        "catalog.similar", course.pk, course.changed_at, make=lambda: _similar_to(course), ttl=TEN_MINUTES
    )


def _similar_to(course: Course) -> list[Similar]:
    """Ask the index at most four times, and the database once."""
    reasons: dict[str, tuple[str, str]] = {}
    for kind, why, uids in _asked(course):
        taken = 0
        for uid in uids:
            if uid != str(course.uid) and uid not in reasons and (kind == "subject" or taken < OF_ONE_REASON):
                reasons[uid], taken = (kind, why), taken + 1
    rows = courses_by_uid(list(reasons), without=UNSEEN)
    names = set(_teachers(course))
    # The index finds words; that it is the same teacher, the row tells.
    kept = [row for row in rows if reasons[str(row.uid)][0] != "teacher" or names.intersection(_teachers(row))]
    return [Similar(card, reasons[card.uid][1]) for card in cards(kept[:MOST])]


def _asked(course: Course) -> Iterator[tuple[str, str, list[str]]]:
    for name in _teachers(course)[:1]:
        why = _("Also taught by %(name)s") % {"name": name}
        yield "teacher", why, search.find(COLLECTION, f'"{name}"', limit=4).ids
    if course.subject is None:
        return
    of_subject = {"subject": (course.subject.code,)}
    spoken = base_of(get_language() or "en")
    level = _next_level(course.level)
    if level:
        narrowed = {**of_subject, "level": (level,), "language": (*map(base_of, course.languages), spoken)}
        yield "level", _("The next step in this subject"), _newest(narrowed, 4)
    if spoken not in map(base_of, course.languages):
        why = _("The same subject, in %(language)s") % {"language": name_of(spoken)}
        yield "language", why, _newest({**of_subject, "language": (spoken,)}, 4)
    yield "subject", _("The same subject"), _newest(of_subject, MOST + 1)


def _newest(filters: Mapping[str, Sequence[str]], count: int) -> list[str]:
    return search.find(COLLECTION, "", filters=filters, sort="-made", limit=count).ids


def _next_level(level: str) -> str:
    order = list(Level.values)
    place = order.index(level) + 1 if level in order else len(order)
    return order[place] if place < len(order) else ""


def _teachers(course: Course) -> list[str]:
    names = [str(as_text(each.get("name", ""))) for each in course.teachers if isinstance(each, dict)]
    return [each for each in names if len(each) >= SHORTEST_NAME or not each.isascii()]
