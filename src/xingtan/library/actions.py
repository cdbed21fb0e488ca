"""Deeds: a file is added, and its renditions are recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from xingtan.kernel.deeds import deed
from xingtan.kernel.events import emit, emit_many
from xingtan.library.events import ResourceAdded, ResourceReady
from xingtan.library.models import Rendition, Resource
from xingtan.universities import public as universities


@dataclass(frozen=True)
class NewFile:
    """A file that is kept (``kernel.files``) and now gets an entry."""

    digest: str
    name: str
    media_type: str
    size_bytes: int


@deed
def add_resources(
    *, files: Sequence[NewFile], university: universities.University, licence: str, attribution: str, now: datetime
) -> list[Resource]:
    """Enter files of a university; those it has already stay as they are."""
    by_digest = {file.digest: file for file in files}
    known = set(Resource.objects.filter(university=university, digest__in=by_digest).values_list("digest", flat=True))
    added = Resource.objects.bulk_create(
        Resource(
            university=university,
            digest=file.digest,
            name=file.name[-255:],
            media_type=file.media_type[:100],
            size_bytes=file.size_bytes,
            licence=licence[:40],
            attribution=attribution[:300],
            added_at=now,
        )
        for digest, file in by_digest.items()
        if digest not in known
    )

    emit_many(
        [
            ResourceAdded(university=university.uid, resource=each.uid, digest=each.digest, media_type=each.media_type)
            for each in added
        ]
    )
    return added


@deed
def record_renditions(*, digest: str, made: Sequence[Rendition]) -> None:
    """Record what was made of a file; what was made before stays."""
    Rendition.objects.bulk_create(made, ignore_conflicts=True)

    emit(ResourceReady(digest=digest))
