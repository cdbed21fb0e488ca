"""Questions about files and their renditions."""

from collections.abc import Iterable

from xingtan.library.models import Rendition


def renditions_of(digests: Iterable[str]) -> dict[str, list[Rendition]]:
    """Give the renditions of these files, the smallest first: one query."""
    found: dict[str, list[Rendition]] = {}
    for rendition in Rendition.objects.filter(digest__in=set(digests)).order_by("size_bytes", "pk"):
        found.setdefault(rendition.digest, []).append(rendition)
    return found
