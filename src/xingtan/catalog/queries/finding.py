"""Finding courses: every list is a question to the index, and a page of rows by their uid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xingtan.catalog.queries.cards import Card, cards_of
from xingtan.catalog.queries.documents import COLLECTION
from xingtan.catalog.rules.wanted import FACETS, SORTS, Wanted
from xingtan.kernel import cache
from xingtan.search import public as search

COURSES_A_PAGE = 24
MINUTE = 60


@dataclass(frozen=True)
class Page:
    """One page of what was found.

    :param counts: for each facet, how many courses each of its values would leave
    :param next: where the next page begins; empty on the last
    :param is_exact: whether the words were found as they were typed
    """

    cards: list[Card]
    total: int
    is_exact: bool = True
    did_you_mean: str = ""
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    next: str = ""


@dataclass(frozen=True)
class Looser:
    """One thing that could be left out, and how many courses there would be then."""

    facet: str
    value: str
    total: int
    wanted: Wanted


def ask(wanted: Wanted, *, facets: Sequence[str] = (), limit: int = COURSES_A_PAGE) -> search.Found:
    """Ask the index for the uids of published courses that fit."""
    return search.find(
        COLLECTION,
        wanted.words,
        filters=wanted.filters,
        sort=SORTS.get(wanted.sort, "" if wanted.words else SORTS["newest"]),
        facets=facets,
        after=wanted.after[-1] if wanted.after else "",
        limit=limit,
    )


def find(wanted: Wanted) -> Page:
    """Find the published courses that fit: one question to the index, one to the database."""
    found = ask(wanted, facets=FACETS)
    return Page(
        cards=cards_of(found.ids) if found.ids else [],
        total=found.total,
        is_exact=found.is_exact,
        did_you_mean=found.did_you_mean,
        counts=found.facets,
        next=found.next,
    )


def looser(wanted: Wanted) -> list[Looser]:
    """Tell, where nothing fits, what leaving out one thing would leave; the most first."""
    ways = [("q", "")] if wanted.words and wanted.chosen else []
    ways += [(facet, value) for facet, values in wanted.chosen.items() for value in values[:3]]
    found = [Looser(facet, value, 0, wanted.without(facet, value)) for facet, value in ways[:10]]
    counted = [Looser(each.facet, each.value, _total(each.wanted), each.wanted) for each in found]
    return sorted((each for each in counted if each.total), key=lambda each: -each.total)


def _total(wanted: Wanted) -> int:
    return search.find(COLLECTION, wanted.words, filters=wanted.filters, limit=1).total


def newest_courses(*, count: int) -> list[Card]:
    """Give the courses that were published last."""
    return cards_of(search.find(COLLECTION, "", sort=SORTS["newest"], limit=count).ids)


def suggestions(typed: str) -> list[str]:
    """Offer titles that begin with what was typed."""
    return list(dict.fromkeys(each.text for each in search.suggest(COLLECTION, typed)))


def counts_by(facet: str) -> Mapping[str, int]:
    """Count the courses of every value of one facet, as it was less than a minute ago."""
    return cache.part(
        "catalog.counts_by",
        facet,
        make=lambda: search.find(COLLECTION, "", facets=(facet,), limit=1).facets.get(facet, {}),
        ttl=MINUTE,
    )


def counts() -> dict[str, int]:
    """Count what the catalogue offers, as it was less than a minute ago."""
    return cache.part("catalog.counts", make=_counts, ttl=MINUTE)


def _counts() -> dict[str, int]:
    of = ("university", "language", "country", "platform")
    found = search.find(COLLECTION, "", facets=of, limit=1)
    many = {each: len(found.facets.get(each, {})) for each in of}
    return {
        "courses": found.total,
        "universities": many["university"],
        "languages": many["language"],
        "countries": many["country"],
        "platforms": many["platform"],
    }
