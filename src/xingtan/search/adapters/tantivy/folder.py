"""The folder of a collection: which index in it is in use, who may write, and what is being built beside it.

``current`` names the folder in use. While another is built, ``building`` names it, and ids that change
are also written to its journal. One lock is held while anything is written or put in place.
"""

import contextlib
import fcntl
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path


class Folder:
    """See above. Nothing is made before something is written."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._current = place / "current"
        self._building = place / "building"

    def stamp(self) -> tuple[int, int] | None:
        """Give what changes when another index is put in place: cheap enough for every search."""
        try:
            found = self._current.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns

    def current(self) -> Path | None:
        """Find the index in use."""
        return self._named(self._current)

    def building(self) -> Path | None:
        """Find the index that is being built."""
        return self._named(self._building)

    def new(self) -> Path:
        """Make a folder for another index."""
        numbers = [int(each.name) for each in self.place.glob("[0-9]*") if each.name.isdigit()]
        made = self.place / str(max(numbers, default=0) + 1)
        made.mkdir(parents=True)
        return made

    def put_in_place(self, folder: Path) -> None:
        """Use this index from now on, and sweep all others away: who reads one still has it open."""
        _write(self._current, folder.name)
        self._building.unlink(missing_ok=True)
        for each in self.place.iterdir():
            if each not in (folder, self._current) and each.name != "lock" and not each.name.endswith(".lock"):
                shutil.rmtree(each) if each.is_dir() else each.unlink(missing_ok=True)

    def begin(self, folder: Path) -> None:
        """Tell every writer that this index is being built."""
        _write(self._building, folder.name)

    def note(self, ids: Sequence[str]) -> None:
        """Remember that these changed, for the index that is being built."""
        building = self.building()
        if building is not None:
            with (building / "journal").open("a", encoding="utf-8") as journal:
                journal.writelines(f"{each}\n" for each in ids)

    @contextlib.contextmanager
    def locked(self, name: str = "lock") -> Iterator[None]:
        """Keep every other writer waiting."""
        self.place.mkdir(parents=True, exist_ok=True)
        with (self.place / name).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _named(self, pointer: Path) -> Path | None:
        try:
            found = self.place / pointer.read_text().strip()
        except FileNotFoundError:
            return None
        return found if found.is_dir() and found != self.place else None


def _write(pointer: Path, name: str) -> None:
    new = pointer.with_name(f".{pointer.name}")
    new.write_text(name)
    new.replace(pointer)
