"""The blocks of a version, read once per process."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from xingtan.authoring.models import Block, Version
from xingtan.authoring.queries.outlines import outline_of
from xingtan.kernel.memory import Memory
from xingtan.kernel.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBlock:
    """A block to show. It is shared between requests: read it only."""

    key: str
    kind: str
    title: Text
    data: Mapping[str, Any]
    digest: str
    made: Mapping[str, Any] = field(default_factory=dict)
    """What its kind made of the data when the block was written: HTML, transcripts, sizes."""


def _weight(block: ReadBlock) -> int:
    """Weigh a block by the letters of its JSON, and what every object costs besides."""
    return 1000 + len(json.dumps(block.data)) + len(json.dumps(block.made))


_blocks: Memory[tuple[int, str], ReadBlock] = Memory(24_000_000, _weight)


def blocks_of(version: Version, keys: Iterable[str]) -> list[ReadBlock]:
    """Give these blocks of the version, in the order of the keys: one query for those not read before.

    A key that the version does not have is left out.
    """
    outline = outline_of(version)
    digests = [outline.blocks[key].digest for key in keys if key in outline.blocks]
    course = version.course_id
    found = {digest: block for digest in digests if (block := _blocks.get((course, digest)))}
    missing = set(digests) - set(found)
    if missing:
        rows = Block.objects.filter(course=course, digest__in=missing)
        found |= {row.digest: _blocks.keep((course, row.digest), _read(row)) for row in rows}
    return [found[digest] for digest in digests]


def _read(row: Block) -> ReadBlock:
    return ReadBlock(key=row.key, kind=row.kind, title=row.title, data=row.data, digest=row.digest, made=row.made)
