"""Opening the index of a folder for reading, and seeing when it changed."""

import threading
from pathlib import Path

import tantivy

from xingtan.search.adapters.tantivy.folder import Folder
from xingtan.search.adapters.tantivy.reading import Snapshot
from xingtan.search.adapters.tantivy.shape import Shape, read
from xingtan.search.adapters.tantivy.vocabulary import Vocabulary

TRIES = 5


class Reader:
    """Finds the index in use, and looks at every question whether it is still that one, at its last commit."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._opened: _Opened | None = None

    def now(self) -> Snapshot | None:
        """Open the index as it is now; nothing where there is none."""
        for _ in range(TRIES):
            stamp = self._folder.stamp()
            if stamp is None:
                return None
            try:
                opened = self._opened
                if opened is None or opened.stamp != stamp:
                    opened = self._open(stamp)
                return opened.snapshot() if opened else None
            except FileNotFoundError:
                # Another index was put in place at this very moment.
                self._opened = None
        return None

    def _open(self, stamp: object) -> "_Opened | None":
        with self._lock:
            place = self._folder.current()
            shape = read(place) if place else None
            self._opened = _Opened(place, shape, stamp) if place and shape else None
            return self._opened


class _Opened:
    """An index that is open for reading."""

    def __init__(self, folder: Path, shape: Shape, stamp: object) -> None:
        self.stamp = stamp
        self._shape = shape
        self._meta = folder / "index" / "meta.json"
        self._index = tantivy.Index.open(str(folder / "index"))
        # Every question looks for itself, so no thread need watch.
        self._index.config_reader(reload_policy="manual")
        self._words = Vocabulary(folder / "words")
        self._commit: object = None
        self._snapshot: Snapshot | None = None
        self._lock = threading.Lock()

    def snapshot(self) -> Snapshot:
        """Give the last commit: one look at a file tells whether there is one that was not seen."""
        found = self._meta.stat()
        commit = (found.st_ino, found.st_mtime_ns)
        with self._lock:
            if self._snapshot is None or commit != self._commit:
                self._index.reload()
                self._words.reload()
                self._snapshot = Snapshot(self._index, self._shape, self._words)
                self._commit = commit
            return self._snapshot
