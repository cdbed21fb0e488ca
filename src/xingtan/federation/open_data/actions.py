"""Deeds: files that were made take the place of those before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from xingtan.federation.open_data.events import DataFilesMade
from xingtan.federation.open_data.models import DataFile
from xingtan.federation.open_data.queries import TABLES
from xingtan.kernel.deeds import deed
from xingtan.kernel.events import emit

KEPT_TABLES = 7


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made and kept."""

    kind: str
    name: str
    digest: str
    size_bytes: int
    rows: int


@deed
def put_in_place(*, made: Sequence[Made], now: datetime) -> set[str]:
    """Show these files instead of those before: every sitemap, and the tables of the last seven days.

    :returns: digests that no file has any more
    """
    before = set(DataFile.objects.values_list("digest", flat=True))
    names = {each.name for each in made}
    DataFile.objects.filter(kind=DataFile.Kind.SITEMAP).exclude(name__in=names).delete()
    for each in made:
        facts = {"kind": each.kind, "digest": each.digest, "size_bytes": each.size_bytes, "rows": each.rows}
        DataFile.objects.update_or_create(name=each.name, defaults={**facts, "made_at": now})
    for kind in TABLES:
        old = DataFile.objects.filter(kind=kind).order_by("-made_at", "-pk").values_list("pk", flat=True)[KEPT_TABLES:]
        DataFile.objects.filter(pk__in=list(old)).delete()

    emit(DataFilesMade(files=len(made), rows=max((each.rows for each in made), default=0)))
    return before - set(DataFile.objects.values_list("digest", flat=True))
