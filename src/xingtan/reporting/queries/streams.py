"""Where the streams of platforms stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from xingtan.catalog import public as catalog
from xingtan.reporting.models import Batch, Stream
from xingtan.reporting.rules import missing_count

SILENT_AFTER = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One of the four streams of a platform, whether it has spoken or not."""

    kind: str
    label: str
    stream: Stream | None
    missing: list[list[int]]
    missing_count: int
    set_aside: int
    is_silent: bool


def standings_of(platform: catalog.Platform, *, now: datetime) -> list[Standing]:
    """Tell where each of the four streams stands: two queries."""
    found = {each.kind: each for each in Stream.objects.filter(platform=platform)}
    aside = dict(
        Batch.objects.filter(stream__platform=platform, is_accepted=False)
        .values_list("stream__kind")
        .annotate(count=Count("pk"))
        .order_by()
    )
    made = []
    for kind, label in Stream.Kind.choices:
        stream = found.get(kind)
        missing = list(stream.missing) if stream else []
        spoke_at = stream.accepted_at if stream else None
        made.append(
            Standing(
                kind=kind,
                label=str(label),
                stream=stream,
                missing=missing,
                missing_count=missing_count(missing),
                set_aside=aside.get(kind, 0),
                is_silent=bool(spoke_at and spoke_at < now - SILENT_AFTER),
            )
        )
    return made


def platforms_with_streams(*, now: datetime) -> list[tuple[catalog.Platform, int, int, bool]]:
    """Give every platform that has handed something in: its rows, what is missing, whether a stream is silent."""
    of: dict[int, list[Stream]] = {}
    for stream in Stream.objects.select_related("platform").order_by("platform__slug", "kind"):
        of.setdefault(stream.platform_id, []).append(stream)
    return [
        (
            streams[0].platform,
            sum(each.rows for each in streams),
            sum(missing_count(each.missing) for each in streams),
            any(each.accepted_at and each.accepted_at < now - SILENT_AFTER for each in streams),
        )
        for streams in of.values()
    ]


def last_batches(platform: catalog.Platform, *, count: int = 50) -> Sequence[Batch]:
    """Give what was handed in last, the newest first."""
    rows = Batch.objects.filter(stream__platform=platform).select_related("stream", "key")
    return list(rows.order_by("-pk")[:count])
