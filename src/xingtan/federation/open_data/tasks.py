"""Making the files: once a night, in one pass over the catalogue, outside of any transaction."""

import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from xingtan.federation.open_data import queries
from xingtan.federation.open_data.actions import Made, put_in_place
from xingtan.federation.open_data.adapters.rows import row_of
from xingtan.federation.open_data.adapters.sitemaps import Sitemaps
from xingtan.federation.open_data.adapters.tables import CsvFile, ParquetFile, Table
from xingtan.federation.open_data.models import DataFile
from xingtan.kernel import files
from xingtan.kernel.tasks import every


@every("20 2 * * *", queue="heavy")
def make_tonight() -> None:
    """Make every file anew."""
    make(now=timezone.now())


def make(*, now: datetime, say: Callable[[int], object] = lambda done: None) -> int:
    """Make every file anew. Gives how many courses are in them.

    :param say: is told how many courses were written so far
    """
    with tempfile.TemporaryDirectory(prefix="xingtan-data-") as folder:
        place = Path(folder)
        sitemaps = Sitemaps(place)
        tables: dict[str, tuple[Path, Table]] = {}
        for kind, opened in ((DataFile.Kind.CSV, CsvFile), (DataFile.Kind.PARQUET, ParquetFile)):
            path = place / queries.name_of(kind, f"{now:%Y-%m-%d}")
            tables[kind] = path, opened(path)
        count = _write([table for _, table in tables.values()], sitemaps, say)
        made = [_kept(kind, path, count) for kind, (path, _) in tables.items()]
        made += [_kept(DataFile.Kind.SITEMAP, path, rows) for path, rows in sitemaps.made]
    for digest in put_in_place(made=made, now=now):
        files.drop(digest)
    return count


def _write(tables: list[Table], sitemaps: Sitemaps, say: Callable[[int], object]) -> int:
    count, origin = 0, settings.XINGTAN.address
    sitemaps.add(queries.other_pages())
    for told in queries.every_course():
        rows = [row for each in told if (row := row_of(each, origin=origin))]
        for table in tables:
            table.add(rows)
        sitemaps.add((row["page"], row["changed_at"]) for row in rows)
        count += len(rows)
        say(count)
    for table in tables:
        table.close()
    sitemaps.close()
    return count


def _kept(kind: str, path: Path, rows: int) -> Made:
    with path.open("rb") as file:
        kept = files.keep(file, name=path.name)
    return Made(kind, path.name, kept.digest, kept.size_bytes, rows)
