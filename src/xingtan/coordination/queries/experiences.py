"""Questions about the library of experiences: finding, and what the index is told."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from xingtan.coordination.models import Experience
from xingtan.search import public as search
from xingtan.search.registry import Document

COLLECTION = "experiences"
MOST_FOUND = 200
FEW = 3


@dataclass(frozen=True, slots=True)
class Looked:
    """What somebody looks for."""

    words: str = ""
    tag: str = ""
    language: str = ""


def find_experiences(looked: Looked) -> Any:
    """Find the published experiences that fit, the best first; if nothing is asked, the newest. A query set or a list."""
    rows = Experience.objects.published().select_related("university")
    filters = {name: [value] for name, value in (("tag", looked.tag), ("language", looked.language)) if value}
    if not (looked.words or filters):
        return rows.order_by("-changed_at", "-pk")
    uids = search.find(COLLECTION, looked.words, filters=filters, limit=MOST_FOUND).ids
    found = {str(each.uid): each for each in rows.filter(uid__in=uids)}
    return [found[uid] for uid in uids if uid in found]


def first_experiences(words: str) -> list[Experience]:
    """Give the few experiences that fit these words best; none where the words are only near. One query, or none."""
    found = search.find(COLLECTION, words, limit=FEW)
    if not (found.ids and found.is_exact):
        return []
    rows = {str(each.uid): each for each in Experience.objects.published().filter(uid__in=found.ids)}
    return [rows[uid] for uid in found.ids if uid in rows]


def tags_in_use() -> list[tuple[str, int]]:
    """Give the tags of published experiences with how many have each, the most frequent first: one query."""
    counted: Counter[str] = Counter()
    for tags in Experience.objects.published().values_list("tags", flat=True):
        counted.update(tags)
    return sorted(counted.items(), key=lambda each: (-each[1], each[0]))[:40]


def documents_of(ids: Sequence[str]) -> list[Document]:
    """Give what can be found of these published experiences."""
    rows = Experience.objects.published().filter(uid__in=ids).select_related("university")
    return [_document(each) for each in rows]


def _document(each: Experience) -> Document:
    named = each.university.name.values() if each.university else ()
    words = [*each.context.values(), *each.case.values(), *each.evidence.values(), *each.tags, *named]
    return Document(
        id=str(each.uid),
        title=" ".join(each.title.values()),
        text=" ".join(words),
        facets={"tag": each.tags, "language": each.languages},
        suggestion=str(each.title),
    )


def every_id() -> Iterable[str]:
    """Give the uid of every published experience."""
    rows = Experience.objects.published().order_by("pk").values_list("uid", flat=True)
    return (str(uid) for uid in rows.iterator())
