"""How many of what was found have each value of each facet: few looks, exact counts."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tantivy import Query, Searcher

from xingtan.search.adapters.tantivy.shape import Shape, apart

MOST_VALUES = 10_000
MOST_TOGETHER = 20_000


@dataclass(frozen=True)
class Look:
    """Facets that one query counts."""

    facets: tuple[str, ...]
    query: Query


def looks(shape: Shape, facets: Sequence[str], filtered: Sequence[str], query: Callable[[str], Query]) -> list[Look]:
    """Say what it takes to count these facets, each as if its own filter were not set.

    :param query: gives the query with all filters, or without that of the facet named
    """
    known = [name for name in facets if name in shape.facets]
    together = tuple(name for name in known if name not in filtered)
    alone = [Look((name,), query(name)) for name in known if name in filtered]
    return [*([Look(together, query(""))] if together else []), *alone]


def counted(searcher: Searcher, shape: Shape, look: Look) -> dict[str, dict[str, int]]:
    """Count."""
    return _at_once(searcher, shape, look.facets, look.query)


def _at_once(searcher: Searcher, shape: Shape, facets: Sequence[str], query: Query) -> dict[str, dict[str, int]]:
    groups = [
        (f"g{place}", group)
        for place, group in enumerate(shape.groups)
        if (wanted := [name for name in group if name in facets]) and (len(wanted) > 1 or wanted[0] in shape.uneven)
    ]
    grouped = {name for _, group in groups for name in group}
    alone = [name for name in facets if name not in grouped]
    fields = {name: f"f{shape.facets.index(name)}" for name in alone}
    asked = {field: _terms(field, MOST_VALUES) for field in fields.values()}
    asked |= {field: _terms(field, MOST_TOGETHER) for field, _ in groups}
    answer = searcher.aggregate(query, asked)
    found = {
        name: {each["key"]: each["doc_count"] for each in answer[field]["buckets"]} for name, field in fields.items()
    }
    for field, group in groups:
        if answer[field]["sum_other_doc_count"]:
            # More combinations than fit: each facet by itself, then.
            lonely = Shape(shape.facets, shape.sorts)
            found |= _at_once(searcher, lonely, [name for name in group if name in facets], query)
        else:
            found |= _apart(answer[field]["buckets"], group, facets)
    return found


def _terms(field: str, most: int) -> dict[str, object]:
    return {"terms": {"field": field, "size": most}}


def _apart(
    buckets: list[dict[str, int | str]], group: Sequence[str], facets: Sequence[str]
) -> dict[str, dict[str, int]]:
    wanted = [(place, Counter[str]()) for place, name in enumerate(group) if name in facets]
    for bucket in buckets:
        count = int(bucket["doc_count"])
        values = apart(str(bucket["key"]))
        for place, counts in wanted:
            for value in values[place]:
                counts[value] += count
    return {group[place]: dict(counts.most_common()) for place, counts in wanted}
