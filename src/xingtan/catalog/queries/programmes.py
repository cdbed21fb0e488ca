"""Questions about programmes."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count

from xingtan.catalog.models import Course, Programme
from xingtan.catalog.queries.cards import UNSEEN, Card, cards
from xingtan.universities import public as universities

MOST = 200


def programmes() -> list[Programme]:
    """Give the programmes that anyone may see, each with its number of courses: one query."""
    rows = Programme.objects.filter(is_published=True).select_related("university")
    return list(rows.annotate(courses=Count("places")).order_by("slug")[:MOST])


def programmes_of(university: universities.University) -> list[Programme]:
    """Give every programme of this university."""
    return list(Programme.objects.filter(university=university).annotate(courses=Count("places")).order_by("slug"))


def courses_of_programme(programme: Programme, *, is_public: bool = True) -> list[Course]:
    """Give its courses in their order; those that anyone may see, or all."""
    rows = Course.objects.filter(programmes__programme=programme)
    rows = rows.published() if is_public else rows
    return list(
        rows.select_related("university", "subject", "host").defer(*UNSEEN).order_by("programmes__position", "pk")
    )


def cards_of_programme(programme: Programme) -> list[Card]:
    """Give the cards of its courses in their order: one query."""
    return cards(courses_of_programme(programme))


def courses_at(addresses: Sequence[str]) -> tuple[list[Course], list[str]]:
    """Find published courses by their addresses, and tell which are of none: one query."""
    paths = {each: path for each in addresses if (path := _path_of(each))}
    rows: Any = Course.objects.published().filter(
        slug__in={slug for _university, slug in paths.values()},
        university__slug__in={university for university, _slug in paths.values()},
    )
    known = {(each.university.slug, each.slug): each for each in rows.select_related("university")}
    found = [known[paths[each]] for each in addresses if paths.get(each) in known]
    return found, [each for each in addresses if paths.get(each) not in known]


def _path_of(address: str) -> tuple[str, str] | None:
    parts = [each for each in address.partition("?")[0].partition("#")[0].split("/") if each]
    return (parts[-2], parts[-1]) if len(parts) >= 2 else None
