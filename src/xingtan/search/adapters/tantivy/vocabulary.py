"""All words of an index, beside it: for beginnings, and for slips of the finger."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import tantivy
from tantivy import Query

from xingtan.search.adapters import Word
from xingtan.search.rules import surfaces
from xingtan.search.rules.folding import is_spaceless
from xingtan.search.rules.slips import distance, forgiven

WRITER_BYTES = 15_000_000
REMEMBERS = 300_000
LOOKS_AT = 200
_SHORTEST = 3
_WRITTEN = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f\u064b-\u0652]+[^\W\d_]*)*")


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
        self._known: set[str] = set()
        self._new: dict[str, str] = {}
        self._counts: Counter[str] | None = None

    def count(self) -> None:
        """From now on count how often each word comes, as an index that is built anew can."""
        self._counts = Counter()

    def learn(self, words: Iterable[str], *texts: str) -> None:
        """Take these words in; the texts tell how they are written."""
        new = {word for word in words if word not in self._known}
        if self._counts is not None:
            self._counts.update(words)
        if not new:
            return
        if len(self._known) > REMEMBERS and self._counts is None:
            self._known.clear()
        self._known |= new
        searcher = self._index.searcher()
        new = {each for each in new if _is_word(each) and not searcher.doc_freq("word", each)}
        if new:
            self._new |= {each: each for each in new}
            for text in texts:
                if not text.isascii():
                    self._new |= _written(text, new)

    def commit(self) -> None:
        """Keep what was learned."""
        if not self._new and self._counts is None:
            return
        writer = self._index.writer(heap_size=WRITER_BYTES, num_threads=1)
        for word, shown in self._new.items():
            count = self._counts[word] if self._counts is not None else 1
            made = tantivy.Document()
            made.add_text("word", word)
            made.add_text("shown", shown)
            made.add_unsigned("count", count)
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


def _is_word(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isalpha() and not is_spaceless(word)


def _written(text: str, new: set[str]) -> dict[str, str]:
    found = {}
    for shown in _WRITTEN.findall(text):
        if not shown.isascii():
            folded = surfaces(shown)
            if len(folded) == 1 and folded[0] in new:
                found[folded[0]] = shown.lower()
    return found
