"""Batches of partners: a file each, named by source and sequence, on disk before it is acknowledged."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from xingtan.eventstore import rules
from xingtan.eventstore.adapters import disk
from xingtan.kernel import home


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch that waits to be shipped."""

    path: Path
    source: int
    sequence: int

    @property
    def segment(self) -> str:
        """Name what is shipped of it."""
        return rules.batch_segment(self.source, self.sequence)

    def lines(self) -> list[bytes]:
        """Read its lines."""
        return self.path.read_bytes().split(b"\n")


def keep(source: int, sequence: int, data: bytes) -> None:
    """Keep a batch until it is shipped; the same one again changes nothing.

    :raises StoreIsFull: if there is no room
    """
    disk.write(_folder() / f"{rules.batch_segment(source, sequence)}.jsonl", lambda out: out.write(data))


def waiting() -> Iterator[Batch]:
    """Give the batches that wait, in order."""
    for place in sorted(_folder().glob("source*.jsonl")):
        source, sequence = place.stem.removeprefix("source").split("-")
        yield Batch(place, int(source), int(sequence))


def _folder() -> Path:
    return home.path("spool", "batches", "x").parent
