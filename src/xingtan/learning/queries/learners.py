"""The learners of a run, as those who teach see them: searched, sorted, a page at a time, or all of them as a table."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.utils.html import format_html
from django.utils.safestring import SafeString

from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.kernel.text import Text
from xingtan.learning.models import Enrollment
from xingtan.learning.queries.progress import percent
from xingtan.ui import public as ui

SORTS: dict[str, tuple[str, ...]] = {
    "name": ("shown_name",),
    "done": ("share",),
    "score": ("grade",),
    "seen": ("seen_at",),
    "enrolled": ("enrolled_at",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnerRow:
    """One learner."""

    uid: str
    name: str
    email: str
    url: str
    percent: Decimal
    grade: Decimal | None
    unit: Text | None
    seen_at: datetime | None
    seen: SafeString
    enrolled_at: datetime
    enrolled: SafeString
    completed_at: datetime | None
    state: str
    """One of: left, completed, begun, not_started."""


def learners_on(run: catalog.Run, *, words: str = "", state: str = "", sort: str = "name") -> QuerySet[Enrollment]:
    """Find the learners of a run.

    :param words: parts of the name or address, each of which must be there
    :param state: keep only those who have not started, have begun, have completed, or have left
    :param sort: a name of `SORTS`, with ``-`` before it for the largest first
    """
    found = (
        Enrollment.objects.placed()
        .filter(run=run)
        .select_related("learner")
        .annotate(
            completed_at=F("completion__at"),
            shown_name=Coalesce(
                NullIf(F("learner__name"), Value("")), F("learner__latin_name"), output_field=CharField()
            ),
        )
    )
    for word in words.split()[:6]:
        found = found.filter(
            Q(learner__name__icontains=word)
            | Q(learner__latin_name__icontains=word)
            | Q(learner__email__icontains=word)
        )
    found = found.annotate(
        state=Case(
            When(is_current=False, then=Value("left")),
            When(completed_at__isnull=False, then=Value("completed")),
            When(started_at__isnull=False, then=Value("begun")),
            default=Value("not_started"),
            output_field=CharField(),
        )
    )
    if state:
        found = found.filter(Q(state=state))
    return found.order_by(*_order(sort), "pk")


def learner_rows(run: catalog.Run, enrollments: Iterable[Any]) -> Iterator[LearnerRow]:
    """Make rows of learners that `learners_on` found."""
    version = authoring.version_of(run)
    outline = authoring.outline_of(version) if version else None
    base = run.get_absolute_url()
    day = _days(run.zone)
    for each in enrollments:
        unit = outline.unit(each.last_unit) if outline and each.last_unit else None
        yield LearnerRow(
            uid=str(each.uid),
            name=each.learner.get_full_name(),
            email=each.learner.email or "",
            url=f"{base}learners/{each.uid}/",
            percent=percent(each.share),
            grade=None if each.grade is None else percent(each.grade),
            unit=unit.title if unit else None,
            seen_at=each.seen_at,
            seen=day(each.seen_at),
            enrolled_at=each.enrolled_at,
            enrolled=day(each.enrolled_at),
            completed_at=each.completed_at,
            state=each.state,
        )


def _days(zone: str) -> Callable[[datetime | None], SafeString]:
    """Make what writes days as the run's zone has them; a class of thousands shares some dozen days."""
    known: dict[date, SafeString] = {}
    place = ZoneInfo(zone)

    def day(at: datetime | None) -> SafeString:
        if at is None:
            return format_html("{}", "–")
        local = at.astimezone(place).date()
        if local not in known:
            known[local] = format_html(
                '<time datetime="{}">{}</time>', local.isoformat(), ui.moments.words(at, zone, "date")
            )
        return known[local]

    return day


def _order(sort: str) -> Iterator[Any]:
    is_falling = sort.startswith("-")
    for field in SORTS.get(sort.removeprefix("-"), SORTS["name"]):
        # Nothing yet is less than anything, on both databases.
        yield F(field).desc(nulls_last=True) if is_falling else F(field).asc(nulls_first=True)
