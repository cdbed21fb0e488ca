"""The intake: every member of an archive passes here, and the first that breaks a bound ends it."""

import time
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from xingtan.kernel.archives.refusal import TURNING, ArchiveRefused

MIB = 1024 * 1024
# A small archive may pack as well as it likes: a page of zeros is no bomb.
FREE_BYTES = 16 * MIB


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much may come out of one archive."""

    files: int = 20_000
    total_bytes: int = 4096 * MIB
    file_bytes: int = 2048 * MIB
    ratio: int = 200
    name_bytes: int = 255
    path_bytes: int = 1000
    depth: int = 20
    seconds: float = 600


@dataclass(slots=True)
class Intake:
    """Takes members of an archive one by one, and refuses the first that breaks a limit.

    On disk a member has a number for a name, so no name from outside ever reaches the file system.
    """

    limits: Limits
    folder: Path
    packed_bytes: int = 0
    places: dict[str, Path] = field(default_factory=dict)
    taken_bytes: int = 0
    _spellings: dict[str, str] = field(default_factory=dict)
    _files: set[str] = field(default_factory=set)
    _entries: int = 0
    _deadline: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self._deadline += self.limits.seconds

    def take_folder(self, name: str) -> str:
        """Note a folder, and give its path as we write it."""
        path = self._admit(name)
        if path:
            self._note_folders(path, path.split("/"))
        return path

    def take_file(self, name: str, size_bytes: int, chunks: Iterable[bytes]) -> None:
        """Store a file of this announced size; what arrives is counted, whatever was announced."""
        path = self.note_file(name, size_bytes)
        place = self.folder / f"{len(self.places):06}"
        arrived = 0
        with place.open("xb") as out:
            for chunk in chunks:
                arrived += len(chunk)
                self.taken_bytes += len(chunk)
                self.check(path, arrived)
                out.write(chunk)
        if arrived != size_bytes:
            raise ArchiveRefused("damaged", path)
        self.places[path] = place

    def note_file(self, name: str, size_bytes: int) -> str:
        """Admit a file's name and size, and give its path as we write it."""
        path = self._admit(name)
        if not path:
            raise ArchiveRefused("name", name)
        self.check(path, size_bytes)
        *folders, _last = path.split("/")
        self._note_folders(path, folders)
        key = path.casefold()
        if key in self._spellings:
            raise ArchiveRefused("twice", path)
        self._spellings[key] = path
        self._files.add(key)
        return path

    def check(self, path: str, file_bytes: int) -> None:
        """Refuse if any bound on size or time is passed."""
        if file_bytes > self.limits.file_bytes:
            raise ArchiveRefused("file-large", path)
        if self.taken_bytes > self.limits.total_bytes:
            raise ArchiveRefused("large", path)
        if self.packed_bytes and self.taken_bytes > FREE_BYTES + self.limits.ratio * self.packed_bytes:
            raise ArchiveRefused("ratio", path)
        if time.monotonic() > self._deadline:
            raise ArchiveRefused("slow", path)

    def _admit(self, name: str) -> str:
        self._entries += 1
        if self._entries > self.limits.files:
            raise ArchiveRefused("many", name)
        return normal(name, self.limits)

    def _note_folders(self, path: str, folders: list[str]) -> None:
        for end in range(1, len(folders) + 1):
            spelled = "/".join(folders[:end])
            key = spelled.casefold()
            if key in self._files or self._spellings.setdefault(key, spelled) != spelled:
                raise ArchiveRefused("twice", path)


def normal(name: str, limits: Limits) -> str:
    """Write a member's name in the one way we know it, or refuse it. The folder at the top is an empty name."""
    if any("\ud800" <= letter <= "\udfff" for letter in name):
        raise ArchiveRefused("encoding", name)
    if name.startswith("/") or "\\" in name or (name[1:2] == ":" and name[:1].isalpha()):
        raise ArchiveRefused("name", name)
    if any(letter in TURNING or unicodedata.category(letter) == "Cc" for letter in name):
        raise ArchiveRefused("name", name)
    parts = [part for part in unicodedata.normalize("NFC", name).split("/") if part not in ("", ".")]
    if ".." in parts:
        raise ArchiveRefused("name", name)
    if len(parts) > limits.depth:
        raise ArchiveRefused("deep", name)
    path = "/".join(parts)
    if len(path.encode()) > limits.path_bytes or any(len(part.encode()) > limits.name_bytes for part in parts):
        raise ArchiveRefused("long", name)
    return path
