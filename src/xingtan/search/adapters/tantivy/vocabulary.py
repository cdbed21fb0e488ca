"""All words of an index, beside it: for beginnings, and for slips of the finger."""

import re
from collections.abc import Callable
from pathlib import Path

import tantivy
from tantivy import Query

from xingtan.search.adapters import Word
from xingtan.search.rules import Roots
from xingtan.search.rules.showing import is_word, shown
from xingtan.search.rules.slips import distance, forgiven

WRITER_BYTES = 15_000_000
LOOKS_AT = 200


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("word", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("shown", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("count", fast=True)
    return builder.build()


class Vocabulary:
    """The words of one index. A word stays when its last document goes; who finds it asks the index itself."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._schema = _schema()
        self._index = tantivy.Index(self._schema, path=str(folder), reuse=True)
        self._index.config_reader(reload_policy="manual")
        self.roots = Roots()
        self._new: dict[str, str] = {}

    def learn(self, *texts: str) -> None:
        """Take in the words that were met for the first time; the texts they come from tell how they are written."""
        if not self.roots.fresh:
            return
        searcher = self._index.searcher()
        new = {each for each in self.roots.fresh if is_word(each) and not searcher.doc_freq("word", each)}
        self.roots.fresh.clear()
        if new:
            self._new |= shown(new, *texts)

    def commit(self, frequency: Callable[[str], int]) -> None:
        """Keep what was learned, with how frequent it is now.

        This comes after the commit of the documents: if it does not come to this, they are written again, and learned.
        """
        if not self._new:
            return
        writer = self._index.writer(heap_size=WRITER_BYTES, num_threads=1)
        for word, written in self._new.items():
            made = tantivy.Document()
            made.add_text("word", word)
            made.add_text("shown", written)
            made.add_unsigned("count", frequency(self.roots[word]))
            writer.add_document(made)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._new = {}

    def reload(self) -> None:
        """See what another process learned."""
        self._index.reload()

    def beginning(self, letters: str) -> list[Word]:
        """Give words that begin so, in no order but with the most frequent among them."""
        query = Query.regex_query(self._schema, "word", f"{re.escape(letters)}.*")
        return self._words(query)

    def near(self, word: str) -> list[tuple[int, Word]]:
        """Give words that are a slip or two away, with how many slips."""
        most = forgiven(word)
        for slips in range(1, most + 1):
            query = Query.fuzzy_term_query(self._schema, "word", word, distance=slips, transposition_cost_one=True)
            found = [(distance(word, each.typed, most=most), each) for each in self._words(query)]
            if near := [(apart, each) for apart, each in found if 0 < apart <= most]:
                return near
        return []

    def _words(self, query: Query) -> list[Word]:
        searcher = self._index.searcher()
        hits = searcher.search(query, LOOKS_AT, count=False, order_by_field="count").hits
        documents = [searcher.doc(address) for _count, address in hits]
        return [Word(str(each["word"][0]), str(each["shown"][0])) for each in documents]
