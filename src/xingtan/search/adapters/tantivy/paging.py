"""One page of what was found, and where it ended: the same thing is on no two pages, whatever changes meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from tantivy import DocAddress, FieldType, Occur, Order, Query, Schema, Searcher

from xingtan.search.adapters.tantivy.asking import GREATEST, LEAST, all_of
from xingtan.search.rules import cursors
from xingtan.search.rules.cursors import Cursor

# How far what was last seen may have moved while others came and went.
DRIFT = 100


@dataclass(frozen=True)
class Page:
    """Addresses in order, how many there are in all where that came along, and the cursor of what follows."""

    addresses: list[DocAddress]
    total: int | None
    next: str


@dataclass(frozen=True)
class _Hit:
    place: int | None
    tie: int
    address: DocAddress


def by_fit(searcher: Searcher, query: Query, *, after: str, limit: int) -> Page:
    """Give what fits best. A nudge of the score puts what fits alike into one order for good."""
    cursor = cursors.read(after, sort="")
    if cursor and not 0 < (cursor.place or 0) <= searcher.num_docs:
        # Forged: the library would set aside room for as many.
        cursor = None
    seen = (cursor.place or 0) if cursor else 0
    offset = max(0, seen - DRIFT)
    most = seen - offset + limit + 1 + (DRIFT if cursor else 0)
    result = searcher.search(query, most, offset=offset, weight_by_field="nudge")
    addresses = [address for _, address in result.hits]
    start = seen - offset
    if cursor:
        ties = searcher.fast_field_values("tie", addresses)
        start = ties.index(cursor.tie) + 1 if cursor.tie in ties else start
    page, rest = addresses[start : start + limit], addresses[start + limit :]
    more = ""
    if page and rest:
        [last] = searcher.fast_field_values("tie", page[-1:])
        more = cursors.written(Cursor("", offset + start + len(page), int(last or 0)))
    return Page(page, result.count, more)  # type: ignore[attr-defined]  # the stub forgets it


def by_number(
    searcher: Searcher,
    schema: Schema,
    clauses: Sequence[tuple[Occur, Query]],
    *,
    field: str,
    sort: str,
    after: str,
    limit: int,
) -> Page:
    """Give the page sorted by a number, what has none last; ties in the order of ``tie``.

    :param field: the field of the number; ``tie`` itself where there is no other order
    """
    cursor = cursors.read(after, sort=sort)
    order = Order.Desc if sort.startswith("-") else Order.Asc
    narrowed = [*clauses, (Occur.Must, _after(schema, field, order, cursor))] if cursor else list(clauses)
    result = searcher.search(all_of(narrowed), limit + 1, count=cursor is None, order_by_field=field, order=order)
    hits = _hits(searcher, result.hits)
    if len(hits) > limit and field != "tie":
        # Those that share the last number are in no order yet, and more of them may be there than were found.
        last = hits[limit].place
        same = [*narrowed, (Occur.Must, _exactly(schema, field, last)), *_unless(field, last)]
        shared = searcher.search(all_of(same), limit + 1, count=False, order_by_field="tie", order=Order.Asc)
        hits = [hit for hit in hits if hit.place != last]
        hits += [_Hit(last, int(tie or 0), address) for tie, address in shared.hits]
    hits = [
        hit
        for _, alike in groupby(hits, key=lambda each: each.place)
        for hit in sorted(alike, key=lambda each: each.tie)
    ]
    page = hits[:limit]
    more = cursors.written(Cursor(sort, page[-1].place, page[-1].tie)) if len(hits) > limit else ""
    count = result.count if cursor is None else None  # type: ignore[attr-defined]  # the stub forgets it
    return Page([hit.address for hit in page], count, more)


def _hits(searcher: Searcher, found: Sequence[tuple[int | None, DocAddress]]) -> list[_Hit]:
    addresses = [address for _, address in found]
    ties = searcher.fast_field_values("tie", addresses)
    return [_Hit(place, int(tie or 0), address) for (place, address), tie in zip(found, ties, strict=True)]


def _after(schema: Schema, field: str, order: Order, cursor: Cursor) -> Query:
    beyond = _between(schema, "tie", cursor.tie + 1, GREATEST)
    if field == "tie":
        return beyond
    same = all_of(
        [(Occur.Must, _exactly(schema, field, cursor.place)), *_unless(field, cursor.place), (Occur.Must, beyond)]
    )
    if cursor.place is None:
        return same
    ends = (LEAST, cursor.place - 1) if order == Order.Desc else (cursor.place + 1, GREATEST)
    return Query.boolean_query(
        [
            (Occur.Should, same),
            (Occur.Should, _between(schema, field, *ends)),
            (Occur.Should, all_of([(Occur.Must, Query.all_query()), *_unless(field, None)])),
        ]
    )


def _exactly(schema: Schema, field: str, place: int | None) -> Query:
    return Query.all_query() if place is None else _between(schema, field, place, place)


def _unless(field: str, place: int | None) -> list[tuple[Occur, Query]]:
    return [(Occur.MustNot, Query.exists_query(field))] if place is None else []


def _between(schema: Schema, field: str, least: int, most: int) -> Query:
    if least > most:
        return Query.empty_query()
    return Query.const_score_query(Query.range_query(schema, field, FieldType.Integer, least, most), 0.0)
