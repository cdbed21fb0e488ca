"""Published tables: which there are, their revisions, and the forms in which each can be taken along."""

import io
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from xingtan.census.models import Draft, Publication, Revision
from xingtan.census.queries.drawing import Drawn, draw, has_moved
from xingtan.census.rules import formats, tables
from xingtan.census.rules.formats import Cited
from xingtan.census.rules.tables import TOTAL, Kept, Table

FORMS = {
    "csv": "text/csv; charset=utf-8",
    "sdmx": formats.SDMX_TYPE,
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}
"""The forms in which a revision is given, and what each is called on the wire."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A published table in a list, with its newest revision."""

    publication: Publication
    revision: Revision
    is_withdrawn: bool
    revisions: int


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a measure rests on one class of evidence."""

    measure: str
    class_: str
    institutions: int
    value: int


@dataclass(frozen=True, slots=True)
class Replay:
    """Whether a revision comes out again when it is counted again.

    :param has_same_inputs: False where days or reports have come since: then it need not
    """

    is_same: bool
    has_same_inputs: bool
    sha256: str


def publications(*, now: datetime) -> list[Listed]:
    """List the tables anyone may read, the last released first: two queries."""
    light = Revision.objects.defer("content", "withheld", "measures").select_related("withdrawal").order_by("-number")
    found = (
        Publication.objects.released(now)
        .order_by("-release_at", "-pk")
        .prefetch_related(Prefetch("revisions", queryset=light))
    )
    listed = []
    for each in found:
        revisions = list(each.revisions.all())
        newest = revisions[0]
        newest.publication = each
        listed.append(Listed(each, newest, _is_withdrawn(newest), len(revisions)))
    return listed


def announced(*, now: datetime) -> list[Publication]:
    """List the tables that are to come, the next first."""
    return list(Publication.objects.announced(now).order_by("release_at", "pk"))


def revisions_of(publication: Publication) -> list[Revision]:
    """List the revisions of a table, the newest first, without their bytes; ``size_bytes`` says how many they are."""
    found = publication.revisions.select_related("withdrawal").defer("content", "withheld")
    return list(found.annotate(size_bytes=Length("content")).order_by("-number"))


def revision_of(publication: Publication, number: int | None = None) -> Revision | None:
    """Find one revision; without a number the newest that was not withdrawn, or else the newest."""
    found = publication.revisions.select_related("publication", "withdrawal").order_by("-number")
    if number is not None:
        return found.filter(number=number).first()
    return found.filter(withdrawal=None).first() or found.first()


def table_of(revision: Revision) -> Table:
    """Give the rows of a revision, all of them: for a large one that takes seconds."""
    return tables.read(revision.data)


def kept_of(revision: Revision) -> Kept:
    """Give a revision to look at some of its rows."""
    return Kept.of(revision.data)


def label_of(revision: Revision, dimension: str, code: str) -> str:
    """Give the name behind a code as it was when the table was frozen."""
    if code == TOTAL:
        return _("All")
    named = revision.labels.get(dimension, {}).get(code)
    return named[0] if named and named[0] else code


def shares_of(revision: Revision) -> list[Share]:
    """Tell of each measure how much rests on which class of evidence."""
    return [
        Share(measure, class_, told["institutions"], told["value"])
        for measure, classes in revision.shares.items()
        for class_, told in classes.items()
    ]


def taken(revision: Revision, form: str, *, root: str) -> bytes:
    """Give a revision in one of ``FORMS``, each row linked to its definition and to the revision.

    :param root: where this site is, as in ``https://example.org``
    """
    if form == "csv":
        return revision.data
    table, cited = table_of(revision), _cited(revision, root)
    if form == "sdmx":
        return formats.sdmx(table, cited)
    if form == "json":
        return formats.as_json(table, cited)
    return _parquet(table, cited)


def replay(revision: Revision) -> Replay:
    """Count a revision again, from what counts now, and compare the bytes."""
    drawn = draw(revision.publication, as_of=revision.frozen_at, before=revision)
    return Replay(
        is_same=drawn.sha256 == revision.sha256,
        has_same_inputs=drawn.inputs_sha256 == revision.inputs_sha256,
        sha256=drawn.sha256,
    )


def newest() -> int:
    """Give the key of the newest revision of all; 0 where there is none."""
    return Revision.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def drawn_revision(draft: Draft) -> Revision | None:
    """Give a counted draft as the revision it would be; it is in no database. None where it was not counted yet."""
    if draft.counted_at is None:
        return None
    last = draft.publication.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    drawn = asdict(Drawn.from_json(draft.drawn))
    return Revision(
        publication=draft.publication, number=last + 1, frozen_at=draft.counted_at, note=draft.note, **drawn
    )


def is_behind(draft: Draft) -> bool:
    """Test whether days were closed again since a draft was counted."""
    return draft.counted_at is not None and has_moved(draft.publication.measures, draft.drawn["inputs"])


def with_measure(key: str, *, now: datetime) -> list[Revision]:
    """List the revisions that anyone may read in which a measure stands, the newest first: two queries."""
    found = [
        revision
        for listed in publications(now=now)
        if key in listed.publication.measures
        for revision in listed.publication.revisions.all()
    ]
    return sorted(found, key=lambda each: (each.frozen_at, each.pk), reverse=True)


def stale(*, now: datetime) -> Iterable[Publication]:
    """List the tables that were frozen before and may come out differently now."""
    return Publication.objects.filter(revisions__number=1, ends_on__lt=now.date()).order_by("pk")


def _is_withdrawn(revision: Revision) -> bool:
    return hasattr(revision, "withdrawal")


def _cited(revision: Revision, root: str) -> Cited:
    publication = revision.publication
    return Cited(
        title=str(publication.title),
        slug=publication.slug,
        number=revision.number,
        address=f"{root}{revision.get_absolute_url()}",
        sha256=revision.sha256,
        start=publication.starts_on,
        end=publication.ends_on,
        definition=lambda key: f"{root}/census/measures/{key}/",
        unit=lambda key: str(revision.measures[key]["unit"]),
    )


def _parquet(table: Table, cited: Cited) -> bytes:
    import pyarrow as pa  # noqa: PLC0415 - loaded when somebody takes this form, never when the site starts
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    columns: dict[str, Any] = {"measure": [row.measure for row in table.rows]}
    for place, name in enumerate(table.by):
        columns[name] = [row.at[place] for row in table.rows]
    for name in table.numbers:
        columns[name] = pa.array([row.numbers.get(name) for row in table.rows], pa.int64())
    columns["class"] = [row.class_ for row in table.rows]
    columns["withheld"] = [row.is_withheld for row in table.rows]
    about = {"revision": cited.address, "sha256": cited.sha256, "title": cited.title}
    about |= {f"definition:{key}": cited.definition(key) for key in {row.measure for row in table.rows}}
    made = pa.table(columns).replace_schema_metadata(about)
    out = io.BytesIO()
    pq.write_table(made, out, compression="zstd")
    return out.getvalue()
