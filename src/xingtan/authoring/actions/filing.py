"""The deed that puts another file in the place of one, for all blocks that point to it."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import IO, Any

from xingtan.authoring.actions.publishing import ChangedMeanwhile, NothingChanged, hold, publish
from xingtan.authoring.actions.writing import Shelf, Written, write_down
from xingtan.authoring.models import Block, Version
from xingtan.authoring.registry import references
from xingtan.catalog import public as catalog
from xingtan.kernel import files
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import NotThere
from xingtan.people import public as people


def replace_file(
    *, course: catalog.Course, path: str, content: IO[bytes], by: people.Person | None, now: datetime
) -> Version:
    """Put other bytes in the place of a file, for all blocks that point to it.

    :raises NotThere: if the course has no file at this path
    :raises NothingChanged: if the bytes are the same
    """
    # The upload is kept before the deed: it may take seconds.
    kept = files.keep(content, name=path.rpartition("/")[2])
    newest = Version.objects.filter(course=course).order_by("-number").only("blocks", "files").first()
    if newest is None or path not in newest.files:
        raise NotThere
    old = newest.files[path]["digest"]
    facts = {"digest": kept.digest, "size_bytes": kept.size_bytes, "media_type": kept.media_type}
    digests = [row["digest"] for row in newest.blocks.values()]
    users = [
        block
        for block in Block.objects.filter(course=course, digest__in=digests)
        if old in references.digests_in(block.data)
    ]
    written = [
        write_down(
            key=block.key, kind=block.kind, title=block.title, data=pointing_to(block.data, old, facts), stock=Shelf()
        )
        for block in users
    ]
    was = {block.key: block.digest for block in users}
    return _replace_file(course=course, path=path, old=old, facts=facts, written=written, was=was, by=by, now=now)


@deed
def _replace_file(
    *,
    course: catalog.Course,
    path: str,
    old: str,
    facts: dict[str, Any],
    written: list[Written],
    was: dict[str, str],
    by: people.Person | None,
    now: datetime,
) -> Version:
    held = hold(course)
    draft = held.draft
    if draft.files.get(path, {}).get("digest") != old or any(
        draft.blocks.get(key, {}).get("digest") != digest for key, digest in was.items()
    ):
        raise ChangedMeanwhile
    if facts["digest"] == old:
        raise NothingChanged

    # Another path with the same bytes is the same file to every block, so it changes too.
    paths = {name: facts if row["digest"] == old else row for name, row in draft.files.items()}
    changed = replace(draft, files=paths, blocks={**draft.blocks, **{block.key: block.row for block in written}})
    return publish(
        held=held,
        draft=changed,
        written=written,
        change=Version.Change.FILE_REPLACED,
        what=path,
        by=by,
        now=now,
    )


def pointing_to(data: Mapping[str, Any], old: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Give block data that points to the new file wherever it pointed to the old one."""
    # A digest is 64 letters that occur nowhere by chance, so the text of the JSON can be searched.
    pointed: dict[str, Any] = json.loads(json.dumps(data).replace(old, facts["digest"]))
    _describe(pointed, facts)
    return pointed


def _describe(value: Any, facts: Mapping[str, Any]) -> None:
    """Let what stands beside the file say its new size and type."""
    if isinstance(value, dict):
        if value.get("file") == facts["digest"]:
            value.update({name: facts[name] for name in ("size_bytes", "media_type") if name in value})
        for each in value.values():
            _describe(each, facts)
    elif isinstance(value, list):
        for each in value:
            _describe(each, facts)
