"""Questions about the files that were made, and the courses to make them of."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from xingtan.catalog import public as catalog
from xingtan.catalog.registry import Told
from xingtan.federation.open_data.adapters.sitemaps import Entry
from xingtan.federation.open_data.models import DataFile
from xingtan.universities import public as universities

BATCH = 1000
TABLES = (DataFile.Kind.CSV, DataFile.Kind.PARQUET)


def tables() -> list[DataFile]:
    """Give the tables, the newest first."""
    return list(DataFile.objects.filter(kind__in=TABLES).order_by("-made_at", "name"))


def sitemaps() -> list[DataFile]:
    """Give the files of addresses."""
    return sorted(DataFile.objects.filter(kind=DataFile.Kind.SITEMAP), key=lambda each: (len(each.name), each.name))


def file_named(name: str) -> DataFile | None:
    """Find a file by its name; without a date in it, the newest of its kind."""
    found = DataFile.objects.filter(name=name).first()
    for kind in TABLES:
        if found is None and name == name_of(kind, ""):
            found = DataFile.objects.filter(kind=kind).order_by("-made_at", "-pk").first()
    return found


def name_of(kind: str, date: str) -> str:
    """Name a table of that day."""
    ending = "csv.gz" if kind == DataFile.Kind.CSV else "parquet"
    return f"courses-{date}.{ending}" if date else f"courses.{ending}"


def count() -> int:
    """Count the courses that anyone may see."""
    return catalog.Course.objects.published().count()


def every_course() -> Iterator[list[Told]]:
    """Give every course that anyone may see, a thousand at a time, each once whatever changes meanwhile."""
    after = 0
    while True:
        rows = catalog.Course.objects.published().filter(pk__gt=after).order_by("pk")
        keys = list(rows.values_list("pk", flat=True)[:BATCH])
        if not keys:
            return
        yield catalog.tell(catalog.Course.objects.filter(pk__in=keys).order_by("pk"), origin=settings.XINGTAN.address)
        after = keys[-1]


def other_pages() -> Iterator[Entry]:
    """Give the pages that are about no single course."""
    origin = settings.XINGTAN.address
    named = ("site:home", "catalog:explore", "catalog:subjects", "catalog:universities", "catalog:platforms")
    yield from ((f"{origin}{reverse(name)}", None) for name in named)
    lists = (
        ("catalog:subject", catalog.Subject.objects.order_by("code").values_list("code", flat=True)),
        ("catalog:university", universities.University.objects.order_by("slug").values_list("slug", flat=True)),
        ("catalog:platform", catalog.Platform.objects.order_by("slug").values_list("slug", flat=True)),
    )
    for name, keys in lists:
        yield from ((f"{origin}{reverse(name, args=(key,))}", None) for key in keys)
