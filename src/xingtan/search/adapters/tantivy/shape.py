"""The shape of an index in a folder: its fields, and which facets are counted together."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import tantivy
from tantivy import Schema

from xingtan.search.registry import Document
from xingtan.search.rules import root, sayable, surfaces

# Raised when what is written changes: an index of another number is built anew.
FORMAT = 1
EVERYBODY = "*"
GAP = "|"
LONGEST_VALUE = 1000
# Counting costs a little for every hit and more for every bucket, so few buckets are worth it.
MOST_COMBINATIONS = 200


@dataclass(frozen=True)
class Shape:
    """What an index is made of.

    :param groups: facets whose values are also kept together, so that one look counts them all
    """

    facets: tuple[str, ...] = ()
    sorts: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()

    def schema(self) -> Schema:
        """Make the schema. Words come folded and with spaces between, in every script."""
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("audience", tokenizer_name="raw", index_option="basic")
        builder.add_text_field("all", tokenizer_name="whitespace")
        builder.add_text_field("title", tokenizer_name="whitespace")
        builder.add_text_field("typing", tokenizer_name="whitespace")
        builder.add_text_field("suggestion", stored=True, tokenizer_name="raw", index_option="basic")
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
        told = {"format": FORMAT, "facets": self.facets, "sorts": self.sorts, "groups": self.groups}
        (folder / "shape.json").write_text(json.dumps(told))

    def document(self, document: Document) -> tuple[tantivy.Document, list[str]]:
        """Make what is written of a document, and give the words it has, with their endings."""
        title, text = surfaces(document.title), surfaces(document.text)
        made = tantivy.Document()
        made.add_text("id", sayable(document.id))
        for each in {EVERYBODY, *document.audience}:
            made.add_text("audience", sayable(each))
        rooted = " ".join(map(root, title))
        made.add_text("title", rooted)
        made.add_text("all", f"{rooted} {GAP} {' '.join(map(root, text))}")
        if document.suggestion:
            made.add_text("suggestion", sayable(document.suggestion)[:LONGEST_VALUE])
            made.add_text("typing", " ".join(beginnings(document.suggestion)))
        tie = tie_of(document.id)
        made.add_integer("tie", tie)
        made.add_float("nudge", (tie & 0xFFFF) / 0xFFFF * 0.001)
        self._add_facets(made, document)
        for place, name in enumerate(self.sorts):
            if (number := document.numbers.get(name)) is not None:
                made.add_integer(f"n{place}", number)
        return made, title + text

    def _add_facets(self, made: tantivy.Document, document: Document) -> None:
        values = {name: values_of(document, name) for name in self.facets}
        for place, name in enumerate(self.facets):
            for value in values[name]:
                made.add_text(f"f{place}", value)
        for place, group in enumerate(self.groups):
            together = json.dumps([values[name] for name in group], ensure_ascii=False, separators=(",", ":"))
            made.add_text(f"g{place}", together)


def values_of(document: Document, facet: str) -> list[str]:
    """Give the values of a facet that can be kept, each once and always in the same order."""
    return sorted({sayable(value)[:LONGEST_VALUE] for value in document.facets.get(facet, ()) if value})


def tie_of(id: str) -> int:  # noqa: A002 - it is what the document calls it
    """Give a number that tells this document from those with the same score, on every machine the same."""
    return int.from_bytes(hashlib.blake2b(sayable(id).encode(), digest_size=8).digest(), "big") >> 1


def beginnings(text: str) -> list[str]:
    """Give the words of a title, and what each begins with: short beginnings are looked up, not searched for."""
    words = surfaces(text)
    found = [f"^{word[:length]}" for word in dict.fromkeys(words) for length in (1, 2, 3) if length <= len(word)]
    first = [f"^^{words[0][:length]}" for length in (1, 2, 3, 4, 5) if length <= len(words[0])] if words else []
    return [*words, *found, *first]


def read(folder: Path) -> Shape | None:
    """Read the shape of the index in this folder; nothing where there is none, or one of another format."""
    try:
        told = json.loads((folder / "shape.json").read_text())
    except (OSError, ValueError):
        return None
    if told.get("format") != FORMAT:
        return None
    return Shape(tuple(told["facets"]), tuple(told["sorts"]), tuple(tuple(each) for each in told["groups"]))


def grouped(facets: Sequence[str], sample: Sequence[Document]) -> tuple[tuple[str, ...], ...]:
    """Find facets of few values that together still have few combinations."""
    if not sample:
        return ()
    columns = {name: [tuple(values_of(each, name)) for each in sample] for name in facets}
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
    return tuple(tuple(members) for members, _ in bins if len(members) > 1)


@lru_cache(maxsize=100_000)
def apart(together: str) -> tuple[tuple[str, ...], ...]:
    """Take the values of a group apart again."""
    return tuple(tuple(values) for values in json.loads(together))
