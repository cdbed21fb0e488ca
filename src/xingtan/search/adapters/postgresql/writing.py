"""Writing the index in the database: what changed, or all of it anew, in place."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection, transaction

from xingtan.search.adapters.postgresql.asking import quoted
from xingtan.search.registry import Document
from xingtan.search.rules import root, sayable, surfaces
from xingtan.search.rules.showing import is_word, shown
from xingtan.search.rules.slips import traces
from xingtan.search.rules.ties import kept_value, kept_values, tie_of

BATCH = 200
# PostgreSQL keeps no more places of a word, and no place further on.
MOST_PLACES, FURTHEST = 250, 16_000

_PUT = """
INSERT INTO search_document (collection, id, build, audience, facets, numbers, words, typing, suggestion, tie)
VALUES (%s, %s, %s, %s, %s, %s, %s::tsvector, %s::tsvector, %s, %s)
ON CONFLICT (collection, id) DO UPDATE SET build = excluded.build, audience = excluded.audience,
    facets = excluded.facets, numbers = excluded.numbers, words = excluded.words, typing = excluded.typing,
    suggestion = excluded.suggestion, tie = excluded.tie
"""
_LEARN = """
INSERT INTO search_word (collection, word, shown, count, traces) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (collection, word) DO UPDATE SET count = search_word.count + excluded.count
"""


def replace(collection: str, documents: Iterable[Document], gone: Collection[str]) -> None:
    """Write, all or nothing."""
    with transaction.atomic(), connection.cursor() as cursor:
        _wait_for_others(cursor, collection)
        _put(cursor, collection, documents, build=_number(cursor, collection))
        cursor.execute(
            "DELETE FROM search_document WHERE collection = %s AND id = ANY(%s)",
            [collection, [sayable(each) for each in gone]],
        )


def clear(collection: str) -> None:
    """Drop everything."""
    with transaction.atomic(), connection.cursor() as cursor:
        _wait_for_others(cursor, collection)
        for table in ("search_document", "search_word", "search_build"):
            cursor.execute(f"DELETE FROM {table} WHERE collection = %s", [collection])  # noqa: S608 - our own names


class Builder:
    """Writes everything again over what is there, then drops what it did not meet. See ``Building``."""

    def __init__(self, collection: str) -> None:
        self._collection = collection
        with transaction.atomic(), connection.cursor() as cursor:
            _wait_for_others(cursor, collection)
            cursor.execute(
                "INSERT INTO search_build VALUES (%s, 1, '', true) ON CONFLICT (collection) DO UPDATE"
                " SET number = search_build.number + (NOT search_build.is_open)::int, is_open = true,"
                " reached = CASE WHEN search_build.is_open THEN search_build.reached ELSE '' END"
                " RETURNING number, reached",
                [collection],
            )
            self._number, self.reached = cursor.fetchone()
            if not self.reached:
                cursor.execute("UPDATE search_word SET count = 0 WHERE collection = %s", [collection])

    def add(self, documents: Iterable[Document], *, reached: str) -> None:
        """Write, and remember it in the same transaction."""
        with transaction.atomic(), connection.cursor() as cursor:
            _wait_for_others(cursor, self._collection)
            _put(cursor, self._collection, documents, build=self._number)
            cursor.execute("UPDATE search_build SET reached = %s WHERE collection = %s", [reached, self._collection])

    def finish(self, again: Callable[[Sequence[str]], Iterable[Document]]) -> None:
        """Drop what is not there any more. What changed meanwhile was written as it changed."""
        with transaction.atomic(), connection.cursor() as cursor:
            _wait_for_others(cursor, self._collection)
            cursor.execute(
                "DELETE FROM search_document WHERE collection = %s AND build < %s", [self._collection, self._number]
            )
            cursor.execute("DELETE FROM search_word WHERE collection = %s AND count = 0", [self._collection])
            cursor.execute("UPDATE search_build SET is_open = false WHERE collection = %s", [self._collection])

    def close(self) -> None:
        """Stop: nothing is open."""


def _wait_for_others(cursor: Any, collection: str) -> None:
    """Let one write at a time: what is written is read from the room only once this lock is held."""
    cursor.execute("SELECT pg_advisory_xact_lock(hashtext('xingtan.search'), hashtext(%s))", [collection])


def _number(cursor: Any, collection: str) -> int:
    cursor.execute("SELECT number FROM search_build WHERE collection = %s", [collection])
    found = cursor.fetchone()
    return int(found[0]) if found else 0


def _put(cursor: Any, collection: str, documents: Iterable[Document], *, build: int) -> None:
    rest = iter(documents)
    while some := list(islice(rest, BATCH)):
        counts: Counter[str] = Counter()
        written: dict[str, str] = {}
        rows = []
        for document in some:
            title, text = surfaces(document.title), surfaces(document.text)
            words = {word for word in (*title, *text) if is_word(word)}
            counts.update(words)
            written |= shown(words - written.keys(), document.title, document.text)
            rows.append([collection, sayable(document.id), build, *_row(document, title, text)])
        cursor.executemany(_PUT, rows)
        cursor.executemany(
            _LEARN,
            [[collection, word, written[word], counts[word], sorted(traces(word))] for word in sorted(written)],
        )


def _row(document: Document, title: Sequence[str], text: Sequence[str]) -> list[Any]:
    facets = {name: kept_values(values) for name, values in document.facets.items()}
    return [
        [kept_value(each) for each in document.audience],
        json.dumps(facets),
        json.dumps(dict(document.numbers)),
        _vector([("A", [root(word) for word in title]), ("D", [root(word) for word in text])]),
        _vector([("D", surfaces(document.suggestion))]),
        sayable(document.suggestion),
        tie_of(document.id),
    ]


def _vector(texts: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Write a ``tsvector``, with a gap between texts that no phrase goes over."""
    places: dict[str, list[str]] = {}
    place = 0
    for weight, words in texts:
        for word in words:
            place = min(place + 1, FURTHEST)
            found = places.setdefault(word, [])
            if len(found) < MOST_PLACES:
                found.append(f"{place}{weight}")
        place += 2
    return " ".join(f"{quoted(word)}:{','.join(found)}" for word, found in places.items())
