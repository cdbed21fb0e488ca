"""The index in the database of the site, by PostgreSQL's full text: for sites that want no index files.

Slower than Tantivy and without BM25; words, facets, pages and slips are the same.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection

from xingtan.search.adapters import Building, Found, Suggestion, Wanted, Word
from xingtan.search.adapters.postgresql import writing
from xingtan.search.adapters.postgresql.asking import Where, query_of, quoted, where
from xingtan.search.registry import Document
from xingtan.search.rules import Asked, cursors, surfaces
from xingtan.search.rules.slips import distance, forgiven, traces
from xingtan.search.rules.ties import kept_value

# What D, C, B and A weigh: words of the text, nothing, nothing, words of the title.
FIT = "(ts_rank('{0.2, 0, 0, 1}', words, %s::tsquery, 1) * 1000000000)::bigint"
LOOKS_AT = 2000


class PostgresqlIndex:
    """See ``SearchIndex``."""

    reads_ahead = False

    def __init__(self, collection: str, *, facets: Sequence[str] = (), sorts: Sequence[str] = ()) -> None:
        self._collection, self._facets, self._sorts = collection, tuple(facets), tuple(sorts)

    def replace(self, documents: Iterable[Document], gone: Collection[str] = ()) -> None:
        """Write in one transaction."""
        writing.replace(self._collection, documents, gone)

    def search(self, asked: Asked, wanted: Wanted) -> Found:
        """Find, count and sort."""
        known = {name: values for name, values in wanted.filters.items() if name in self._facets}
        wanted = Wanted(
            "", wanted.audience, known, wanted.ranges, wanted.sort, wanted.facets, wanted.after, wanted.limit
        )
        narrowed = where(self._collection, asked, wanted, self._sorts)
        [[total]] = _rows(
            f"SELECT count(*) FROM search_document WHERE {narrowed}",  # noqa: S608 - values are bound
            narrowed.values,
        )
        ids, more = self._page(asked, wanted, narrowed)
        return Found(ids, int(total), facets=self._counts(asked, wanted, narrowed), next=more)

    def _page(self, asked: Asked, wanted: Wanted, narrowed: Where) -> tuple[list[str], str]:
        name, order = wanted.sort.removeprefix("-"), "DESC" if wanted.sort.startswith("-") else "ASC"
        sort = wanted.sort
        if name in self._sorts:
            place, values = "(numbers->>%s)::bigint", [name]
        elif asked.parts:
            place, values, sort, order = FIT, [query_of(asked)], "", "DESC"
        else:
            place, values, sort = "0::bigint", [], ""
        after, bounds = _after(cursors.read(wanted.after, sort=sort), order)
        rows = _rows(
            f"SELECT id, place, tie FROM (SELECT id, tie, {place} AS place FROM search_document WHERE {narrowed}) AS found"  # noqa: S608 - values are bound
            f" WHERE {after} ORDER BY place {order} NULLS LAST, tie LIMIT %s",
            [*values, *narrowed.values, *bounds, wanted.limit + 1],
        )
        page = rows[: wanted.limit]
        more = cursors.written(cursors.Cursor(sort, page[-1][1], page[-1][2])) if len(rows) > wanted.limit else ""
        return [row[0] for row in page], more

    def _counts(self, asked: Asked, wanted: Wanted, narrowed: Where) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {name: {} for name in wanted.facets}
        known = [name for name in wanted.facets if name in self._facets]
        filtered = [name for name in known if wanted.filters.get(name)]
        looks = [([name for name in known if name not in filtered], narrowed)]
        looks += [([name], where(self._collection, asked, wanted, self._sorts, but=name)) for name in filtered]
        for names, of in looks:
            if names:
                rows = _rows(
                    "SELECT facet.key, one.value, count(*) FROM search_document, jsonb_each(facets) AS facet,"  # noqa: S608 - values are bound
                    f" jsonb_array_elements_text(facet.value) AS one(value) WHERE {of} AND facet.key = ANY(%s)"
                    " GROUP BY 1, 2 ORDER BY 3 DESC, 2",
                    [*of.values, names],
                )
                for name, value, count in rows:
                    found[name][value] = count
        return found

    def completions(self, beginning: str, *, limit: int) -> list[Word]:
        """Give words that begin so; letters and digits only, so nothing in them means anything to LIKE."""
        rows = _rows(
            "SELECT word, shown FROM search_word WHERE collection = %s AND word LIKE %s AND count > 0"
            " ORDER BY count DESC, word LIMIT %s",
            [self._collection, f"{beginning}%", limit],
        )
        return [Word(*row) for row in rows]

    def near(self, word: str, *, limit: int) -> list[Word]:
        """Give words that leave the same when a letter or two are taken away."""
        most = forgiven(word)
        if not most:
            return []
        rows = _rows(
            "SELECT word, shown, count FROM search_word WHERE collection = %s AND traces && %s::text[] LIMIT %s",
            [self._collection, sorted(traces(word)), LOOKS_AT],
        )
        found = [
            (distance(word, each, most=most), each[0] != word[0], -count, Word(each, shown))
            for each, shown, count in rows
        ]
        near = [each for each in found if 0 < each[0] <= most]
        nearest = min((each[0] for each in near), default=0)
        ranked = sorted(near, key=lambda each: (*each[:3], each[3].typed))
        return [each for slips, _, _, each in ranked if slips == nearest][:limit]

    def suggest(self, typed: str, *, audience: Sequence[str], limit: int) -> list[Suggestion]:
        """Offer titles, the short ones first."""
        words = surfaces(typed)[:12]
        if not words:
            return []
        is_whole = typed[-1:].isspace() and len(words) > 1
        asked = " & ".join([*map(quoted, words[:-1]), quoted(words[-1]) + ("" if is_whole else ":*")])
        rows = _rows(
            "SELECT suggestion, id FROM search_document WHERE collection = %s AND audience && %s::text[]"
            " AND typing @@ %s::tsquery ORDER BY length(suggestion), tie LIMIT %s",
            [self._collection, [kept_value(each) for each in audience], asked, limit * 4],
        )
        found: dict[str, Suggestion] = {}
        for text, name in rows:
            found.setdefault(text.casefold(), Suggestion(text, name))
        return list(found.values())[:limit]

    def build(self, sample: Sequence[Document]) -> Building:
        """Begin to write everything again."""
        return writing.Builder(self._collection)

    def clear(self) -> None:
        """Drop everything."""
        writing.clear(self._collection)

    def size(self) -> int:
        """Count documents."""
        [[count]] = _rows("SELECT count(*) FROM search_document WHERE collection = %s", [self._collection])
        return int(count)

    def has_shape(self) -> bool:
        """Say yes: a row keeps whatever facets it came with."""
        return True


def _after(cursor: cursors.Cursor | None, order: str) -> tuple[str, list[Any]]:
    if cursor is None:
        return "true", []
    if cursor.place is None:
        return "place IS NULL AND tie > %s", [cursor.tie]
    beyond = "<" if order == "DESC" else ">"
    return f"(place {beyond} %s OR place IS NULL OR (place = %s AND tie > %s))", [
        cursor.place,
        cursor.place,
        cursor.tie,
    ]


def _rows(query: str, values: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, list(values))
        return list(cursor.fetchall())
