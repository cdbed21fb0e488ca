"""Writing a block down: cleaned, checked, with its digest and what its kind makes of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from xingtan.authoring.models import Block
from xingtan.authoring.registry import kinds
from xingtan.authoring.registry.making import Cleans, Makes, Stock
from xingtan.authoring.rules.digests import block_digest
from xingtan.catalog import public as catalog
from xingtan.kernel import files, prose
from xingtan.kernel.errors import RuleBroken

HTML_FIELDS = {"html", "label", "explanation", "feedback", "feedback_right", "feedback_wrong"}
"""Fields of block data that hold HTML, or a list of it, at whatever depth."""
HTML_LISTS = {"hints"}


class BlockIsFaulty(RuleBroken):
    """The data is not what a block of this kind holds."""

    message = _("This cannot be saved yet: %(problems)s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A block as it will be kept."""

    key: str
    kind: str
    title: dict[str, str]
    data: dict[str, Any]
    made: dict[str, Any]
    digest: str
    possible: str
    is_graded: bool

    @property
    def row(self) -> dict[str, Any]:
        """Give what the version's table of blocks says of it."""
        return {
            "digest": self.digest,
            "kind": self.kind,
            "title": self.title,
            "possible": self.possible,
            "graded": self.is_graded,
        }


class Shelf:
    """The files this site keeps, as kinds ask for them."""

    def size(self, digest: str, /) -> int | None:
        """Tell how large the file is, or None if there is no such file."""
        return files.size(digest) if files.exists(digest) else None

    def read(self, digest: str, /) -> bytes | None:
        """Read the file, or give None if there is no such file."""
        return files.read(digest) if files.exists(digest) else None

    def keep(self, content: bytes, name: str, /) -> str:
        """Keep bytes that were made, and give their digest."""
        return files.keep(content, name=name).digest


def faults(kind: str, data: Mapping[str, Any]) -> list[str]:
    """Say what is wrong with the data; a kind that nobody knows here finds no fault."""
    known = kinds.named(kind)
    return known.check(data) if known else []


def write_down(*, key: str, kind: str, title: Mapping[str, str], data: Mapping[str, Any], stock: Stock) -> Written:
    """Clean and check the data, and make what readers would wait for.

    :raises BlockIsFaulty: if a block of this kind cannot hold the data
    """
    known = kinds.named(kind)
    more: object = known
    cleaned = more.clean(dict(data)) if isinstance(more, Cleans) else clean(dict(data))
    if problems := faults(kind, cleaned):
        raise BlockIsFaulty(problems=" ".join(problems))
    said = {language: words for language, words in title.items() if words}
    return Written(
        key=key,
        kind=kind,
        title=said,
        data=cleaned,
        made=more.make(cleaned, stock) if isinstance(more, Makes) else {},
        digest=block_digest(key=key, kind=kind, title=said, data=cleaned),
        possible=str(known.possible(cleaned)) if known else "0",
        is_graded=bool(known and known.graded and known.possible(cleaned)),
    )


def clean(value: Any) -> Any:
    """Clean every field of the data that holds HTML, at whatever depth."""
    if isinstance(value, dict):
        return {name: _clean_field(name, field) for name, field in value.items()}
    if isinstance(value, list):
        return [clean(each) for each in value]
    return value


def _clean_field(name: str, field: Any) -> Any:
    if name in HTML_FIELDS and isinstance(field, str):
        return str(prose.clean(field))
    if name in HTML_LISTS and isinstance(field, list):
        return [str(prose.clean(each)) if isinstance(each, str) else clean(each) for each in field]
    return clean(field)


def store(course: catalog.Course, written: Iterable[Written]) -> None:
    """Keep those blocks that the course does not have yet, in one insert."""
    Block.objects.bulk_create(
        [
            Block(
                course=course,
                digest=block.digest,
                key=block.key,
                kind=block.kind,
                title=block.title,
                data=block.data,
                made=block.made,
            )
            for block in written
        ],
        ignore_conflicts=True,
        batch_size=200,
    )
