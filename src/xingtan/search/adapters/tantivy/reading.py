"""Reading an index as it was at one commit; answers are kept until the next."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any, TypeVar, cast

import tantivy
from tantivy import Occur, Query

from xingtan.search.adapters import Found, Suggestion, Wanted, Word
from xingtan.search.adapters.tantivy import counting, paging
from xingtan.search.adapters.tantivy.asking import Asker, all_of
from xingtan.search.adapters.tantivy.shape import EVERYBODY, SHORT, Shape
from xingtan.search.adapters.tantivy.vocabulary import Vocabulary
from xingtan.search.rules import Asked, root, surfaces

T = TypeVar("T")
KEEPS_ANSWERS = 2000
# Counts of a thousand universities are a hundred kilobytes.
KEEPS_COUNTS = 150
# From so many documents on, two cores are worth the trouble of talking to them.
LARGE = 20_000
Counts = Callable[[], dict[str, dict[str, int]]]
Runner = Callable[
    [Callable[[counting.Look], dict[str, dict[str, int]]], list[counting.Look]], Iterator[dict[str, dict[str, int]]]
]


class Snapshot:
    """One index at one commit. It never changes, so what one question does at several looks belongs together."""

    def __init__(self, index: tantivy.Index, shape: Shape, words: Vocabulary) -> None:
        self.shape, self.words = shape, words
        self._schema = index.schema
        self._searcher = index.searcher()
        self._ask = Asker(shape, self._schema)
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._counts: OrderedDict[Hashable, dict[str, dict[str, int]]] = OrderedDict()
        # Whom to show it to need not be asked where everything is for everybody.
        self._is_all_public = self._frequency("audience", "public") == self._frequency("audience", EVERYBODY)

    def size(self) -> int:
        """Count documents."""
        return int(self._searcher.num_docs)

    def search(self, asked: Asked, wanted: Wanted) -> Found:
        """See ``SearchIndex``. Where many are found, the page and the counts are made side by side."""
        words, who = self._ask.words(asked), self._who(wanted.audience)

        def query(but: str = "") -> Query:
            return all_of([*words, *who, *self._ask.filters(wanted, but=but)])

        narrowing = (asked, tuple(wanted.audience), _key(wanted.filters), _key(wanted.ranges))
        counts = self._facets(narrowing, wanted, query, run=_side_by_side if self._is_large(asked) else _one_by_one)
        key = ("page", *narrowing, wanted.sort, wanted.after, wanted.limit)
        page = self._kept(key, lambda: self._page(asked, wanted))
        total = page.total
        if total is None:
            total = self._kept(("total", *narrowing), lambda: self._count(query()))
        ids = [str(self._searcher.doc(address)["id"][0]) for address in page.addresses]
        return Found(ids, total, facets=counts(), next=page.next)

    def _facets(
        self, narrowing: tuple[Hashable, ...], wanted: Wanted, query: Callable[[str], Query], run: Runner
    ) -> Counts:
        key = (*narrowing, tuple(wanted.facets))
        if (kept := self._counts.get(key)) is not None:
            self._counts.move_to_end(key)
            return lambda: _copied(kept)
        filtered = [name for name, values in wanted.filters.items() if values]
        looks = counting.looks(self.shape, wanted.facets, filtered, query)
        answers = run(lambda look: counting.counted(self._searcher, self.shape, look), looks)

        def together() -> dict[str, dict[str, int]]:
            found = {name: counts for answer in answers for name, counts in answer.items()}
            made = {name: found.get(name, {}) for name in wanted.facets}
            _keep(self._counts, key, made, KEEPS_COUNTS)
            return _copied(made)

        return together

    def _is_large(self, asked: Asked) -> bool:
        words = [part.ways[0][0] for part in asked.parts if part.ways]
        return min((self._frequency("all", word) for word in words), default=LARGE) >= LARGE

    def _page(self, asked: Asked, wanted: Wanted) -> paging.Page:
        clauses = [*self._ask.words(asked), *self._who(wanted.audience), *self._ask.filters(wanted)]
        name = wanted.sort.removeprefix("-")
        if name not in self.shape.sorts and asked.parts:
            fitting = all_of([*clauses, *self._ask.title(asked)])
            return paging.by_fit(self._searcher, fitting, after=wanted.after, limit=wanted.limit)
        sort, field = (wanted.sort, f"n{self.shape.sorts.index(name)}") if name in self.shape.sorts else ("", "tie")
        return paging.by_number(
            self._searcher, self._schema, clauses, field=field, sort=sort, after=wanted.after, limit=wanted.limit
        )

    def _count(self, query: Query) -> int:
        return int(self._searcher.search(query, 1).count or 0)  # type: ignore[attr-defined]  # the stub forgets it

    def _who(self, audience: Sequence[str]) -> list[tuple[Occur, Query]]:
        return [] if self._is_all_public and "public" in audience else self._ask.audience(audience)

    def completions(self, beginning: str, limit: int) -> list[Word]:
        """See ``SearchIndex``."""
        return self._kept(
            ("completions", beginning, limit), lambda: self._frequent(self.words.beginning(beginning), limit)
        )

    def near(self, word: str, limit: int) -> list[Word]:
        """See ``SearchIndex``."""
        return self._kept(("near", word, limit), lambda: self._near(word, limit))

    def _near(self, word: str, limit: int) -> list[Word]:
        found = [
            (slips, each.typed[0] != word[0], -count, each)
            for slips, each in self.words.near(word)
            if (count := self._frequency("all", root(each.typed)))
        ]
        return [each for *_, each in sorted(found, key=lambda each: (*each[:3], each[3].typed))[:limit]]

    def _frequent(self, words: Sequence[Word], limit: int) -> list[Word]:
        counts = {each: self._frequency("all", root(each.typed)) for each in words}
        return sorted((each for each in words if counts[each]), key=lambda each: (-counts[each], each.typed))[:limit]

    def suggest(self, typed: str, audience: Sequence[str], limit: int) -> list[Suggestion]:
        """See ``SearchIndex``."""
        return self._kept(("suggest", typed, tuple(audience), limit), lambda: self._suggest(typed, audience, limit))

    def _suggest(self, typed: str, audience: Sequence[str], limit: int) -> list[Suggestion]:
        words = surfaces(typed)[:12]
        if not words:
            return []
        clauses = [(Occur.Must, self._ask.term("typing", word)) for word in words[:-1]]
        last = words[-1]
        if typed[-1:].isspace() and len(words) > 1:
            clauses.append((Occur.Must, self._ask.term("typing", last)))
        elif len(last) <= SHORT:
            clauses.append((Occur.Must, self._ask.term("typing", f"^{last}")))
        else:
            clauses.append((Occur.Must, self._ask.beginning("typing", last)))
        better = [self._ask.term("typing", f"^^{words[0][: SHORT + 1]}"), self._ask.term("typing", last)]
        query = all_of([*clauses, *self._who(audience), *((Occur.Should, each) for each in better)])
        hits = self._searcher.search(query, limit * 4, count=False, weight_by_field="nudge").hits
        found: dict[str, Suggestion] = {}
        for _, address in hits:
            document = self._searcher.doc(address)
            text = bytes(document["suggestion"][0]).decode()
            found.setdefault(text.casefold(), Suggestion(text, str(document["id"][0])))
            if len(found) == limit:
                break
        return list(found.values())

    def _frequency(self, field: str, word: str) -> int:
        return int(self._searcher.doc_freq(field, word))

    def _kept(self, key: Hashable, make: Callable[[], T]) -> T:
        found = self._answers.get(key)
        if found is None:
            found = make()
            _keep(self._answers, key, found, KEEPS_ANSWERS)
        return cast(T, found)


def _key(values: Any) -> Hashable:
    return tuple(sorted((name, tuple(each)) for name, each in values.items()))


@cache
def _helpers() -> ThreadPoolExecutor:
    # Made at the first large question, so after a server has forked its workers.
    return ThreadPoolExecutor(max_workers=2, thread_name_prefix="search")


def _side_by_side(count: Any, looks: list[counting.Look]) -> Iterator[dict[str, dict[str, int]]]:
    return _helpers().map(count, looks)


def _one_by_one(count: Any, looks: list[counting.Look]) -> Iterator[dict[str, dict[str, int]]]:
    return map(count, looks)


def _keep(answers: OrderedDict[Hashable, Any], key: Hashable, answer: object, most: int) -> None:
    answers[key] = answer
    if len(answers) > most:
        answers.popitem(last=False)


def _copied(counts: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    return {name: dict(of) for name, of in counts.items()}
