"""Writing an index in a folder: what changed, or all of it anew."""

import contextlib
import json
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import tantivy

from xingtan.search.adapters.tantivy.folder import Folder
from xingtan.search.adapters.tantivy.shape import Shape, read, shaped
from xingtan.search.adapters.tantivy.vocabulary import Vocabulary
from xingtan.search.registry import Document
from xingtan.search.rules import sayable

WRITER_BYTES = 30_000_000
BUILDER_BYTES = 150_000_000
COMMITS_EVERY_SECONDS = 1.0
REMEMBERS_EVERY = 50_000
WAITS_TENTHS = 100


class Store:
    """One index on disk, open for writing. The library lets one process in at a time."""

    def __init__(self, folder: Path, shape: Shape, *, heap: int) -> None:
        self.folder, self.shape = folder, shape
        (folder / "index").mkdir(exist_ok=True)
        self._index = tantivy.Index(shape.schema(), path=str(folder / "index"), reuse=True)
        self._index.config_reader(reload_policy="manual")
        self.words = Vocabulary(folder / "words")
        self._writer = _writer(self._index, heap)
        self._is_closed = False

    def add(self, document: Document) -> None:
        """Write a document whose id is in no other."""
        made = self.shape.document(document, self.words.roots)
        self.words.learn(document.title, document.text)
        self._writer.add_document(made)

    def put(self, document: Document) -> None:
        """Write a document in place of the one with its id."""
        self.drop(document.id)
        self.add(document)

    def drop(self, id: str) -> None:  # noqa: A002 - it is what the document calls it
        """Take a document out."""
        self._writer.delete_documents_by_term("id", sayable(id))

    def commit(self) -> None:
        """Let every reader see it."""
        self._writer.commit()
        self._index.reload()
        searcher = self._index.searcher()
        self.words.commit(lambda root: int(searcher.doc_freq("all", root)))

    def roll_back(self) -> None:
        """Forget what was written since the last commit."""
        self._writer.rollback()

    def close(self) -> None:
        """Wait for what is still being merged, and let others write."""
        if not self._is_closed:
            self._is_closed = True
            # Where another index took its place, its files are gone, and nothing is left to wait for.
            with contextlib.suppress(ValueError):
                self._writer.wait_merging_threads()


def _writer(index: tantivy.Index, heap: int) -> tantivy.IndexWriter:
    for wait in (*[0.1] * WAITS_TENTHS, 0):
        try:
            return index.writer(heap_size=heap, num_threads=1)
        except ValueError as reason:
            # Another process of this site is writing, which only happens where somebody runs a second relay.
            if "Lock" not in str(reason) or not wait:
                raise
            time.sleep(wait)
    raise AssertionError


class Keeper:
    """Writes what changed. It keeps the index open, so that a change costs no more than itself."""

    def __init__(self, folder: Folder, facets: Sequence[str], sorts: Sequence[str]) -> None:
        self._folder, self._facets, self._sorts = folder, tuple(facets), tuple(sorts)
        self._store: Store | None = None

    def replace(self, documents: Iterable[Document], gone: Collection[str]) -> None:
        """Write, in commits not over a second apart. All is on disk when this returns."""
        with self._folder.locked(), self._opened() as store:
            rest = iter(documents)
            since = time.monotonic()
            while some := list(islice(rest, 500)):
                for document in some:
                    store.put(document)
                self._folder.note([document.id for document in some])
                if time.monotonic() - since > COMMITS_EVERY_SECONDS:
                    store.commit()
                    since = time.monotonic()
            for each in gone:
                store.drop(each)
            self._folder.note(list(gone))
            store.commit()

    def clear(self) -> None:
        """Put an empty index in place."""
        with self._folder.locked():
            self.let_go()
            self._folder.put_in_place(self._made())

    def let_go(self) -> None:
        """Close the index, if it is open."""
        if self._store is not None:
            self._store.close()
            self._store = None

    @contextlib.contextmanager
    def _opened(self) -> Iterator[Store]:
        current = self._folder.current()
        shape = read(current) if current else None
        if current is None or shape is None:
            self.let_go()
            current = self._made()
            shape = read(current)
            self._folder.put_in_place(current)
        if self._store is None or self._store.folder != current:
            self.let_go()
            self._store = Store(current, shape or Shape(), heap=WRITER_BYTES)
        try:
            yield self._store
        except BaseException:
            # What was written and not committed must not come with the next commit.
            self._store.roll_back()
            raise

    def _made(self) -> Path:
        folder = self._folder.new()
        shape = shaped(self._facets, self._sorts, [])
        shape.save(folder)
        tantivy_folder = folder / "index"
        tantivy_folder.mkdir()
        tantivy.Index(shape.schema(), path=str(tantivy_folder))
        Vocabulary(folder / "words")
        return folder


class Builder:
    """Makes an index anew beside the one in use. See ``Building``."""

    def __init__(self, folder: Folder, shape: Shape) -> None:
        self._folder = folder
        with folder.locked():
            place = folder.building()
            found = read(place) if place else None
            self._goes_on = found is not None
            if place is None or found is None or (found.facets, found.sorts) != (shape.facets, shape.sorts):
                self._goes_on = False
                place = folder.new()
                shape.save(place)
                folder.begin(place)
                found = shape
        self._place = place
        self.reached = self._remembered()
        self._store = Store(place, found, heap=BUILDER_BYTES)
        self._pending = 0

    def add(self, documents: Iterable[Document], *, reached: str) -> None:
        """Write, and commit now and then."""
        for document in documents:
            self._store.put(document) if self._goes_on else self._store.add(document)
            self._pending += 1
        if self._pending >= REMEMBERS_EVERY:
            self._remember(reached)

    def finish(self, again: Callable[[Sequence[str]], Iterable[Document]]) -> None:
        """Read again what changed meanwhile, the last of it while nobody writes; then change places."""
        self._store.commit()
        done = self._again(0, again)
        with self._folder.locked():
            self._again(done, again)
            self._store.close()
            for name in ("reached", "journal"):
                (self._place / name).unlink(missing_ok=True)
            self._folder.put_in_place(self._place)

    def close(self) -> None:
        """Stop. What was remembered is there when it goes on."""
        self._store.close()

    def _again(self, start: int, again: Callable[[Sequence[str]], Iterable[Document]]) -> int:
        try:
            lines = (self._place / "journal").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return 0
        rest = iter(list(dict.fromkeys(lines[start:])))
        while ids := list(islice(rest, 500)):
            for each in ids:
                self._store.drop(each)
            for document in again(ids):
                self._store.add(document)
        self._store.commit()
        return len(lines)

    def _remember(self, reached: str) -> None:
        self._store.commit()
        (self._place / "reached.new").write_text(json.dumps(reached))
        (self._place / "reached.new").replace(self._place / "reached")
        self._pending = 0

    def _remembered(self) -> str:
        try:
            return str(json.loads((self._place / "reached").read_text()))
        except (OSError, ValueError):
            return ""
