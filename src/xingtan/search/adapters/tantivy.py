"""The index in a folder, by Tantivy: BM25, a slip of a letter forgiven, no server."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from xingtan.search.adapters import Found, Suggestion, Wanted
from xingtan.search.registry import Document
from xingtan.search.rules import normalise

TITLE_WEIGHS = 3.0
FORGIVES_FROM_LETTERS = 5
WRITER_BYTES = 15_000_000


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("audience", tokenizer_name="raw")
    for name in ("title", "text"):
        # The words come normalised and with spaces between, in every script.
        builder.add_text_field(name, tokenizer_name="whitespace")
    return builder.build()


class TantivyIndex:
    """See ``SearchIndex``."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._schema = _schema()
        self._index = tantivy.Index(self._schema, path=str(folder), reuse=True)

    def replace(self, documents: Iterable[Document], gone: Sequence[str] = ()) -> None:
        """Write in one commit."""
        writer = self._index.writer(heap_size=WRITER_BYTES, num_threads=1)
        for each in gone:
            writer.delete_documents_by_term("id", each)
        for document in documents:
            writer.delete_documents_by_term("id", document.id)
            writer.add_document(
                tantivy.Document(
                    id=document.id,
                    audience=list(document.audience),
                    title=" ".join(normalise(document.title)),
                    text=" ".join(normalise(document.text)),
                )
            )
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def find(self, wanted: Wanted) -> Found:
        """Find with the words as they are; where that finds nothing, with a slip forgiven."""
        terms = normalise(wanted.words)[:16]
        if not terms:
            return Found()
        self._index.reload()
        found = self._search(terms, wanted.audience, wanted.limit, 0, forgiving=False)
        return found if found.total else self._search(terms, wanted.audience, wanted.limit, 0, forgiving=True)

    def suggest(self, typed: str, *, audience: Sequence[str], limit: int) -> list[Suggestion]:
        """Offer nothing yet."""
        return []

    def clear(self) -> None:
        """Drop everything."""
        writer = self._index.writer(heap_size=WRITER_BYTES, num_threads=1)
        writer.delete_all_documents()
        writer.commit()
        self._index.reload()

    def size(self) -> int:
        """Count what can be found."""
        self._index.reload()
        return int(self._index.searcher().num_docs)

    def _search(
        self, terms: Sequence[str], audience: Sequence[str], limit: int, offset: int, *, forgiving: bool
    ) -> Found:
        asked = [
            (Occur.Must, self._word(term, is_last=number == len(terms) - 1, forgiving=forgiving))
            for number, term in enumerate(terms)
        ]
        readers = Query.boolean_query(
            [(Occur.Should, Query.term_query(self._schema, "audience", each)) for each in audience]
        )
        query = Query.boolean_query([*asked, (Occur.Must, Query.const_score_query(readers, 0.0))])
        searcher = self._index.searcher()
        result = searcher.search(query, limit=max(limit, 1), offset=offset, count=True)
        ids = [str(searcher.doc(address)["id"][0]) for _score, address in result.hits]
        total: int | None = result.count  # type: ignore[attr-defined]  # the stub forgets it
        return Found(ids[:limit], total or 0, is_exact=not forgiving)

    def _word(self, term: str, *, is_last: bool, forgiving: bool) -> Query:
        """Ask for one word in title or text; the last one may be only its beginning, as it is still being typed."""
        ways = []
        for name, weight in (("title", TITLE_WEIGHS), ("text", 1.0)):
            ways.append(Query.boost_query(Query.term_query(self._schema, name, term), weight))
            if is_last and len(term) > 1 and term.isascii():
                ways.append(Query.regex_query(self._schema, name, f"{term}.*"))
            if forgiving and len(term) >= FORGIVES_FROM_LETTERS:
                ways.append(Query.fuzzy_term_query(self._schema, name, term, distance=1, transposition_cost_one=True))
        return Query.boolean_query([(Occur.Should, way) for way in ways])
