"""Measures of growth: the difference of two stocks, showing who joined and who left. No one types it in."""

from datetime import date
from typing import TYPE_CHECKING

from xingtan.census.rules.measures.base import Asked, Tables, measure
from xingtan.census.rules.measures.cutting import cut, quarter
from xingtan.census.rules.words import gettext_noop as _

if TYPE_CHECKING:
    from ibis.expr.types import Table

_STOCK = ("quarter", "university", "discipline", "platform", "country", "language")
_SILENT = _(
    "It does not say how many were announced. A quarter in which nothing joined or left has no row. "
    "By quarter, a stretch begins with the quarter its first day lies in."
)
_SLIP = "https://en.people.cn/ (18,000 other courses in the first quarter of 2020, where another source prints 180,000)"


@measure(
    key="new_moocs",
    version=1,
    owner="census",
    title=_("New MOOCs"),
    says=_("MOOCs open at the end, less those open before the beginning: those that joined less those that left."),
    unit=_("courses"),
    silent=_SILENT,
    sources=(_SLIP,),
    needs=("course", "university"),
    by=_STOCK,
    adds=_STOCK,
)
def new_moocs(t: Tables, asked: Asked) -> "Table":
    """Compare the stocks of MOOCs."""
    return _stocks(t, t.course.filter(t.course.kind == "mooc"), asked)


@measure(
    key="new_other_courses",
    version=1,
    owner="census",
    title=_("New other courses"),
    says=_("Other online courses open at the end, less those open before the beginning."),
    unit=_("courses"),
    silent=_SILENT,
    sources=(_SLIP,),
    needs=("course", "university"),
    by=_STOCK,
    adds=_STOCK,
)
def new_other_courses(t: Tables, asked: Asked) -> "Table":
    """Compare the stocks of courses that are no MOOCs."""
    return _stocks(t, t.course.filter(t.course.kind.fill_null("") != "mooc"), asked)


@measure(
    key="growth",
    version=1,
    owner="census",
    title=_("Growth of courses"),
    says=_(
        "Courses of every kind open at the end, less those open before the beginning: the sum of new MOOCs and others."
    ),
    unit=_("courses"),
    silent=_SILENT,
    needs=("course", "university"),
    by=(*_STOCK, "kind"),
    adds=(*_STOCK, "kind"),
)
def growth(t: Tables, asked: Asked) -> "Table":
    """Compare the stocks of all courses."""
    return _stocks(t, t.course, asked)


def _stocks(t: Tables, courses: "Table", asked: Asked) -> "Table":
    """Give the stocks before and after, joiners and leavers; ``value`` is their difference."""
    import ibis  # noqa: PLC0415 - loaded where something is counted, never when the site starts

    rows = cut(t, courses, Asked(tuple(name for name in asked.by if name != "quarter")))
    keep = [name for name in asked.by if name != "quarter"]
    joined = rows.select(*keep, day=rows.opened, came=ibis.literal(1, "int64"), went=ibis.literal(0, "int64"))
    gone = rows.filter(rows.closed.notnull())
    gone = gone.select(*keep, day=gone.closed, came=ibis.literal(0, "int64"), went=ibis.literal(1, "int64"))
    moves = joined.union(gone)
    if asked.end is not None:
        moves = moves.filter(moves.day <= ibis.date(asked.end.isoformat()))
    if "quarter" in asked.by:
        return _by_quarter(moves, keep, asked)
    early = moves.day < ibis.date((asked.start or date.min).isoformat())
    moves = moves.mutate(
        before=ibis.cases((early, moves.came - moves.went), else_=0),
        came=ibis.cases((early, 0), else_=moves.came),
        went=ibis.cases((early, 0), else_=moves.went),
    )
    sums = {name: moves[name].sum().cast("int64") for name in ("before", "came", "went")}
    found = moves.group_by(*keep).aggregate(**sums) if keep else moves.aggregate(**sums)
    found = found.mutate(**{name: found[name].fill_null(0) for name in sums})
    return _named(found, asked)


def _by_quarter(moves: "Table", keep: list[str], asked: Asked) -> "Table":
    import ibis  # noqa: PLC0415 - as above

    moves = moves.mutate(quarter=quarter(moves.day))
    found = moves.group_by(*keep, "quarter").aggregate(
        came=moves.came.sum().cast("int64"), went=moves.went.sum().cast("int64")
    )
    so_far = ibis.cumulative_window(group_by=keep, order_by="quarter")
    found = found.mutate(after=(found.came - found.went).sum().over(so_far).cast("int64"))
    found = found.mutate(before=found.after - found.came + found.went)
    if asked.start is not None:
        first = f"{asked.start.year}-Q{(asked.start.month + 2) // 3}"
        found = found.filter(found.quarter >= first)
    return _named(found, asked)


def _named(found: "Table", asked: Asked) -> "Table":
    return found.select(
        *asked.by,
        stock_start=found.before,
        joined=found.came,
        left=found.went,
        stock_end=found.before + found.came - found.went,
        value=found.came - found.went,
    )
