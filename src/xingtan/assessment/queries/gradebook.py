"""The table of scores: a row for each learner of a run, a column for each unit that has points."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum

from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.kernel.text import Text
from xingtan.learning import public as learning

AT_ONCE = 500
SORTS = ("name", "score", "points")
"""What a column is sorted by: the name, the course grade, all points; or ``unit:`` and a unit's key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A unit with points."""

    key: str
    title: Text
    section: Text
    possible: Decimal
    worth: Mapping[str, Decimal]
    """The points of each of its blocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A learner's scores: one for each column, None where nothing was answered."""

    uid: str
    name: str
    email: str
    url: str
    scores_url: str
    cells: tuple[Decimal | None, ...]
    corrected: tuple[bool, ...]
    """Of each cell whether a teacher gave some of it."""
    points: Decimal
    percent: Decimal | None
    """The course grade by the policy of the course."""

    @property
    def shown(self) -> list[tuple[Decimal | None, bool]]:
        """Give each cell with whether a teacher gave some of it."""
        return list(zip(self.cells, self.corrected, strict=True))


def columns_of(version: authoring.Version) -> list[Column]:
    """List the units that count: those of graded sections, or in a course without any, all that have points."""
    outline = authoring.outline_of(version)
    graded = [section for section in outline.sections if section.graded_as] or outline.sections
    columns = []
    for section in graded:
        for unit in section.units:
            blocks = [block for block in outline.blocks_in(unit.key) if block.is_graded and block.possible > 0]
            if blocks:
                worth = {block.key: block.possible for block in blocks}
                possible = sum(worth.values(), Decimal(0))
                columns.append(
                    Column(key=unit.key, title=unit.title, section=section.title, possible=possible, worth=worth)
                )
    return columns


def scores_on(run: catalog.Run, columns: list[Column], *, words: str, sort: str) -> QuerySet[Any]:
    """Find the learners of the run who are looked for, in the order asked for."""
    found = learning.learners_on(run, words=words)
    name, is_falling = sort.removeprefix("-"), sort.startswith("-")
    wanted = [column for column in columns if name in ("points", f"unit:{column.key}")]
    if not wanted:
        return found.order_by(*(_order("grade" if name == "score" else "shown_name", is_falling=is_falling)), "pk")
    keys = [key for column in wanted for key in column.worth]
    earned = learning.Result.objects.filter(enrollment=OuterRef("pk"), key__in=keys).values("enrollment")
    return found.annotate(earned=Subquery(earned.annotate(sum=Sum("score")).values("sum"))).order_by(
        *_order("earned", is_falling=is_falling), "pk"
    )


def rows_of(run: catalog.Run, columns: list[Column], enrollments: Iterable[Any]) -> Iterator[Row]:
    """Make the rows of these learners, with one query for the results of each five hundred."""
    base = run.get_absolute_url()
    rest = iter(enrollments)
    while some := list(islice(rest, AT_ONCE)):
        results, given = _results_of([each.pk for each in some], columns)
        for each in some:
            shares = results.get(each.pk, {})
            cells = tuple(_cell(column, shares) for column in columns)
            yield Row(
                uid=str(each.uid),
                name=each.learner.get_full_name(),
                email=each.learner.email or "",
                url=f"{base}learners/{each.uid}/answers/",
                scores_url=f"{base}learners/{each.uid}/scores/",
                cells=cells,
                corrected=tuple(not given.get(each.pk, _NONE).isdisjoint(column.worth) for column in columns),
                points=sum((cell for cell in cells if cell is not None), Decimal(0)),
                percent=None if each.grade is None else _percent(each.grade),
            )


_NONE: frozenset[str] = frozenset()


def _results_of(
    enrollments: list[int], columns: list[Column]
) -> tuple[dict[int, dict[str, Decimal]], dict[int, set[str]]]:
    """Load the share of its points that each block earned, by enrollment and key; and which of them a teacher gave."""
    keys = [key for column in columns for key in column.worth]
    rows = learning.Result.objects.filter(enrollment__in=enrollments, key__in=keys, score__isnull=False)
    found: dict[int, dict[str, Decimal]] = {}
    given: dict[int, set[str]] = {}
    wanted = ("enrollment", "key", "score", "possible", "is_corrected")
    for enrollment, key, score, possible, is_corrected in rows.values_list(*wanted):
        found.setdefault(enrollment, {})[key] = score / possible if score is not None and possible else Decimal(0)
        if is_corrected:
            given.setdefault(enrollment, set()).add(key)
    return found, given


def _cell(column: Column, shares: Mapping[str, Decimal]) -> Decimal | None:
    """Add up a unit in the points that its blocks have today."""
    earned = [worth * min(shares[key], Decimal(1)) for key, worth in column.worth.items() if key in shares]
    return sum(earned, Decimal(0)).quantize(Decimal("0.01")).normalize() if earned else None


def _percent(share: Decimal) -> Decimal:
    """Write a grade as learning writes it, so that no two pages differ."""
    value = (share * 100).quantize(Decimal("0.1"))
    return value.quantize(Decimal(1)) if value == value.to_integral() else value


def _order(name: str, *, is_falling: bool) -> Iterator[Any]:
    # Nothing yet is less than anything, on both databases.
    yield F(name).desc(nulls_last=True) if is_falling else F(name).asc(nulls_first=True)
