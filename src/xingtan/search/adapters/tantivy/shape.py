"""The shape of an index in a folder: its fields, and which facets are counted together."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import tantivy
from tantivy import Schema

from xingtan.search.registry import Document
from xingtan.search.rules import Roots, sayable, surfaces
from xingtan.search.rules.ties import LONGEST_VALUE, kept_values, tie_of

# Raised when what is written changes: an index of another number is built anew.
FORMAT = 1
EVERYBODY = "*"
GAP = "|"
# Beginnings of so many letters are kept; longer ones are few enough to be searched for.
SHORT = 2
# Counting costs a little for every hit and more for every bucket, so few buckets are worth it.
MOST_COMBINATIONS = 200


@dataclass(frozen=True)
class Shape:
    """What an index is made of.

    :param groups: facets whose values are also kept together, so that one look counts them all
    :param uneven: facets with no value or several at a time: slow to count but in a group, be it one of its own
    """

    facets: tuple[str, ...] = ()
    sorts: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    uneven: tuple[str, ...] = ()

    def schema(self) -> Schema:
        """Make the schema. Words come folded and with spaces between, in every script."""
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("audience", tokenizer_name="raw", index_option="basic")
        builder.add_text_field("all", tokenizer_name="whitespace")
        builder.add_text_field("title", tokenizer_name="whitespace")
        builder.add_text_field("typing", tokenizer_name="whitespace")
        # Never looked for, so as bytes, which need not be indexed.
        builder.add_bytes_field("suggestion", stored=True)
        builder.add_integer_field("tie", fast=True)
        builder.add_float_field("nudge", fast=True)
        for place in range(len(self.facets)):
            builder.add_text_field(f"f{place}", fast=True, tokenizer_name="raw", index_option="basic")
        for place in range(len(self.groups)):
            builder.add_text_field(f"g{place}", fast=True, tokenizer_name="raw", index_option="basic")
        for place in range(len(self.sorts)):
            builder.add_integer_field(f"n{place}", fast=True)
        return builder.build()

    def save(self, folder: Path) -> None:
        """Write it beside the index."""
        told = {"format": FORMAT, **asdict(self)}
        (folder / "shape.json").write_text(json.dumps(told))

    def document(self, document: Document, roots: Roots) -> tantivy.Document:
        """Make what is written of a document."""
        title, text = surfaces(document.title), surfaces(document.text)
        made = tantivy.Document()
        made.add_text("id", sayable(document.id))
        for each in {EVERYBODY, *document.audience}:
            made.add_text("audience", sayable(each))
        rooted = " ".join(roots.of(title))
        made.add_text("title", rooted)
        made.add_text("all", f"{rooted} {GAP} {' '.join(roots.of(text))}")
        if document.suggestion:
            made.add_bytes("suggestion", sayable(document.suggestion)[:LONGEST_VALUE].encode())
            made.add_text(
                "typing",
                " ".join(beginnings(title if document.suggestion == document.title else surfaces(document.suggestion))),
            )
        tie = tie_of(document.id)
        made.add_integer("tie", tie)
        made.add_float("nudge", (tie & 0xFFFF) / 0xFFFF * 0.001)
        self._add_facets(made, document)
        for place, name in enumerate(self.sorts):
            if (number := document.numbers.get(name)) is not None:
                made.add_integer(f"n{place}", number)
        return made

    def _add_facets(self, made: tantivy.Document, document: Document) -> None:
        fields, groups = self._places
        kept = [kept_values(document.facets.get(name, ())) for name in self.facets]
        for field, values in zip(fields, kept, strict=True):
            for value in values:
                made.add_text(field, value)
        for field, places in groups:
            made.add_text(field, together(tuple([kept[place] for place in places])))

    @cached_property
    def _places(self) -> tuple[list[str], list[tuple[str, list[int]]]]:
        fields = [f"f{place}" for place in range(len(self.facets))]
        groups = [(f"g{place}", [self.facets.index(name) for name in group]) for place, group in enumerate(self.groups)]
        return fields, groups


@lru_cache(maxsize=50_000)
def together(values: tuple[tuple[str, ...], ...]) -> str:
    """Write the values of several facets as one."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def beginnings(words: Sequence[str]) -> Iterator[str]:
    """Give the words of a title, and what they begin with: short beginnings are looked up, not searched for."""
    yield from words
    for word in words:
        yield f"^{word[0]}"
        if len(word) > 1:
            yield f"^{word[:2]}"
    if words:
        yield from {f"^^{words[0][:length]}" for length in range(1, SHORT + 2)}


def read(folder: Path) -> Shape | None:
    """Read the shape of the index in this folder; nothing where there is none, or one of another format."""
    try:
        told = json.loads((folder / "shape.json").read_text())
    except (OSError, ValueError):
        return None
    if told.get("format") != FORMAT:
        return None
    groups = tuple(tuple(each) for each in told["groups"])
    return Shape(tuple(told["facets"]), tuple(told["sorts"]), groups, tuple(told["uneven"]))


def shaped(facets: Sequence[str], sorts: Sequence[str], sample: Sequence[Document]) -> Shape:
    """Find facets of few values that together still have few combinations. Of no documents nothing is known."""
    if not sample:
        return Shape(tuple(facets), tuple(sorts), tuple((name,) for name in facets), tuple(facets))
    columns = {name: [kept_values(each.facets.get(name, ())) for each in sample] for name in facets}
    uneven = tuple(name for name in facets if any(len(values) != 1 for values in columns[name]))
    bins: list[tuple[list[str], list[tuple[object, ...]]]] = []
    for name in sorted(facets, key=lambda each: (len(set(columns[each])), each)):
        for members, rows in bins:
            joint = [(*row, value) for row, value in zip(rows, columns[name], strict=True)]
            if len(set(joint)) <= MOST_COMBINATIONS:
                members.append(name)
                rows[:] = joint
                break
        else:
            bins.append(([name], [(value,) for value in columns[name]]))
    groups = tuple(tuple(members) for members, _ in bins if len(members) > 1 or members[0] in uneven)
    return Shape(tuple(facets), tuple(sorts), groups, uneven)


@lru_cache(maxsize=100_000)
def apart(joined: str) -> tuple[tuple[str, ...], ...]:
    """Take the values of a group apart again."""
    return tuple(tuple(values) for values in json.loads(joined))
