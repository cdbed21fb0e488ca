"""Questions as the library asks them."""

import re
from collections.abc import Mapping, Sequence

from tantivy import FieldType, Occur, Query, Schema

from xingtan.search.adapters import Range, Wanted
from xingtan.search.adapters.tantivy.shape import EVERYBODY, Shape
from xingtan.search.rules import Asked, Part
from xingtan.search.rules.ties import kept_value

TITLE_WEIGHS = 2.0
PHRASE_WEIGHS = 2.0
FEW_VALUES = 8
LEAST, GREATEST = -(2**63), 2**63 - 1
Clause = tuple[Occur, Query]


class Asker:
    """Makes queries of one index."""

    def __init__(self, shape: Shape, schema: Schema) -> None:
        self._shape, self._schema = shape, schema

    def words(self, asked: Asked) -> list[Clause]:
        """Give what must be there."""
        if asked.at_least:
            parts = [(Occur.Should, self._part("all", part)) for part in asked.parts]
            return [(Occur.Must, Query.boolean_query(parts, minimum_number_should_match=asked.at_least))]
        return [(Occur.Must, self._part("all", part)) for part in asked.parts]

    def title(self, asked: Asked) -> list[Clause]:
        """Give what makes a document fit better: the same in the title, and side by side."""
        parts = [
            (Occur.Should, Query.boost_query(self._part("title", part), TITLE_WEIGHS))
            for part in asked.parts
            if part.ways
        ]
        plain = [part.ways[0][0] for part in asked.parts if len(part.ways) == 1 and len(part.ways[0]) == 1]
        if len(plain) > 1 and len(plain) == len(asked.parts):
            phrase = Query.phrase_query(self._schema, "title", list(plain), slop=1)
            parts.append((Occur.Should, Query.boost_query(phrase, PHRASE_WEIGHS)))
        return parts

    def filters(self, wanted: Wanted, *, but: str = "") -> list[Clause]:
        """Give what narrows, all but one facet if it is named."""
        found = [
            (Occur.Must, self._any_of(f"f{self._shape.facets.index(name)}", values))
            for name, values in wanted.filters.items()
            if values and name != but and name in self._shape.facets
        ]
        return found + [(Occur.Must, each) for each in self.ranges(wanted.ranges)]

    def audience(self, audience: Sequence[str]) -> list[Clause]:
        """Give who may find it."""
        return [(Occur.Must, self._any_of("audience", [each for each in audience if each != EVERYBODY]))]

    def ranges(self, ranges: Mapping[str, Range]) -> list[Query]:
        """Give what narrows by numbers."""
        return [
            self.between(f"n{self._shape.sorts.index(name)}", least, most)
            for name, (least, most) in ranges.items()
            if name in self._shape.sorts
        ]

    def between(self, field: str, least: int | None, most: int | None) -> Query:
        """Ask for numbers in this range, ends included."""
        if (least is not None and least > GREATEST) or (most is not None and most < LEAST):
            return Query.empty_query()
        return Query.range_query(
            self._schema,
            field,
            FieldType.Integer,
            LEAST if least is None else max(least, LEAST),
            GREATEST if most is None else min(most, GREATEST),
        )

    def beginning(self, field: str, letters: str) -> Query:
        """Ask for a word that begins so."""
        return Query.regex_query(self._schema, field, f"{re.escape(letters)}.*")

    def term(self, field: str, value: str) -> Query:
        """Ask for one word."""
        return Query.term_query(self._schema, field, value)

    def phrase(self, field: str, words: Sequence[str]) -> Query:
        """Ask for words one after another."""
        if len(words) == 1:
            return self.term(field, words[0])
        return Query.phrase_query(self._schema, field, list(words))

    def _any_of(self, field: str, values: Sequence[str]) -> Query:
        known = [kept_value(value) for value in values]
        if len(known) == 1:
            return Query.const_score_query(self.term(field, known[0]), 0.0)
        if 1 < len(known) <= FEW_VALUES:
            # A set is looked up in every document first; few values are quicker one by one.
            either = Query.boolean_query([(Occur.Should, self.term(field, value)) for value in known])
            return Query.const_score_query(either, 0.0)
        return Query.const_score_query(Query.term_set_query(self._schema, field, known), 0.0)

    def _part(self, field: str, part: Part) -> Query:
        if part.begins:
            return self.beginning(field, part.begins)
        ways = [self.phrase(field, way) for way in part.ways]
        return ways[0] if len(ways) == 1 else Query.boolean_query([(Occur.Should, way) for way in ways])


def all_of(clauses: Sequence[Clause]) -> Query:
    """Put clauses together; none is everything."""
    if not clauses:
        return Query.all_query()
    if len(clauses) == 1 and clauses[0][0] == Occur.Must:
        return clauses[0][1]
    return Query.boolean_query(list(clauses))
