"""Published tables as pages show them: a revision with its cells, how to cite it, and what differs between two."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xingtan.census.public import MEASURES, TOTAL, Kept, Publication, Revision, Row, publications
from xingtan.dashboards.queries.meanings import dimension_words
from xingtan.dashboards.queries.pages import words
from xingtan.ui import public as ui

NAMES = {"csv": "csv", "sdmx": "sdmx.csv", "json": "json", "parquet": "parquet"}
"""How files of each form end."""
LARGE = 2 << 20
"""Above so many bytes a table is made into another form by a job."""
MOST_CHANGES = 10_000
"""So many cells that differ are put beside each other; where there are more, somebody takes both tables along."""
MOST_DRAWN = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One cell of a published table, in words."""

    measure: str
    url: str
    at: list[str]
    value: str
    class_: str
    is_withheld: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What one cell was in one revision and is in another."""

    measure: str
    at: str
    before: str
    after: str
    change: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two revisions.

    :param count: of cells; there may be more where they are too many to be listed
    """

    listed: list[Change]
    count: int

    @property
    def are_too_many(self) -> bool:
        """Test whether they are not listed."""
        return self.count > len(self.listed)


def is_large(size_bytes: int) -> bool:
    """Test whether a web process leaves it to a job to make a table of this size into another form."""
    return size_bytes > LARGE


def heads_of(table: Kept) -> list[str]:
    """Name the dimensions of a table."""
    known = dimension_words()
    return [said[:1].upper() + said[1:] for said in (known.get(name, name) for name in table.by)]


def lines_of(revision: Revision, table: Kept, rows: Iterable[Row]) -> list[Line]:
    """Word some rows of a revision."""
    classes = class_words()
    return [
        Line(
            measure=title_of(revision, row.measure),
            url=f"/census/measures/{row.measure}/",
            at=[publications.label_of(revision, name, code) for name, code in zip(table.by, row.at, strict=True)],
            value=_value(row),
            class_=str(classes.get(row.class_, row.class_)),
            is_withheld=row.is_withheld,
        )
        for row in rows
    ]


def class_words() -> dict[str, str]:
    """Say what the classes of evidence are."""
    return {
        "counted": _("counted from events"),
        "platform": _("reported by a platform"),
        "institution": _("reported by an institution"),
        "estimated": _("estimated"),
    }


def citation(revision: Revision, *, root: str) -> str:
    """Write how a revision is cited."""
    return _("Xingtan, “%(title)s”, revision %(number)s, %(day)s. %(address)s (SHA-256 %(hash)s)") % {
        "title": str(revision.publication.title),
        "number": revision.number,
        "day": words.day(revision.frozen_at.date()),
        "address": f"{root}{revision.get_absolute_url()}",
        "hash": revision.sha256,
    }


def changes_between(old: Revision, new: Revision) -> Changes:
    """Tell which cells differ, those that came and went among them."""
    was, became = publications.kept_of(old), publications.kept_of(new)
    gone, come = was.other_than(became), became.other_than(was)
    if (count := max(len(gone), len(come))) > MOST_CHANGES:
        return Changes([], count)
    before, after = ({(row.measure, row.at): row for row in each[:]} for each in (gone, come))
    found = []
    for key in [*before, *(key for key in after if key not in before)]:
        one, other = before.get(key), after.get(key)
        if _same(one, other):
            continue
        revision = new if other else old
        found.append(
            Change(
                measure=title_of(revision, key[0]),
                at=place_of(revision, key[1]),
                before=_value(one) if one else "–",
                after=_value(other) if other else "–",
                change=_change(one, other),
            )
        )
    return Changes(found, len(found))


def place_of(revision: Revision, at: Iterable[str]) -> str:
    """Name a cell's place in words."""
    named = zip(revision.publication.by, at, strict=False)
    return " · ".join(publications.label_of(revision, name, code) for name, code in named if code != TOTAL) or _("All")


def stretch_of(found: Publication) -> str:
    """Name the time that a table is of."""
    if found.starts_on is None:
        return _("as of %(day)s") % {"day": words.day(found.ends_on)}
    return _("%(start)s to %(end)s") % {"start": words.day(found.starts_on), "end": words.day(found.ends_on)}


def shares_of(revision: Revision) -> list[tuple[str, str, str]]:
    """Tell of each measure how much rests on which class of evidence."""
    classes = class_words()
    return [
        (title_of(revision, each.measure), classes.get(each.class_, each.class_), words.number(each.value))
        for each in publications.shares_of(revision)
    ]


def silent_of(revision: Revision) -> tuple[int, list[str]]:
    """Count who did not answer; name them where the campaign says that they are named."""
    names = [name for _code, name in revision.unanswered.get("names", [])]
    return revision.unanswered.get("count", len(names)), names


def chart_of(revision: Revision, table: Kept) -> ui.charts.Chart | None:
    """Draw the first measure of a table that has one dimension, where it is short."""
    # Its rows come first, the total before them; one more tells whether there are too many.
    top = table[: MOST_DRAWN + 2]
    if len(table.by) != 1 or not top:
        return None
    first = top[0].measure
    if len(top) > MOST_DRAWN + 1 and top[-1].measure == first:
        return None
    rows = [row for row in top if row.measure == first and row.at[0] != TOTAL and "value" in row.numbers]
    if len(rows) < 2 or not all(row.numbers["value"] >= 0 for row in rows):
        return None
    most = max(rows, key=lambda row: row.numbers["value"])
    charts = ui.charts
    labels = [publications.label_of(revision, table.by[0], row.at[0]) for row in rows]
    title = _("%(measure)s: most in %(where)s, %(count)s") % {
        "measure": title_of(revision, first),
        "where": publications.label_of(revision, table.by[0], most.at[0]),
        "count": words.short(most.numbers["value"]),
    }
    columns = (charts.Column(heads_of(table)[0], False), charts.Column(title_of(revision, first)))
    return charts.Chart(
        key=first,
        title=title,
        about=_("Revision %(number)s, %(day)s.")
        % {"number": revision.number, "day": words.day(revision.frozen_at.date())},
        columns=columns,
        rows=[
            charts.cells(columns, label, words.number(row.numbers["value"]))
            for label, row in zip(labels, rows, strict=True)
        ],
        drawn=charts.columns(
            [
                charts.Bar(value=row.numbers["value"], said=f"{label}: {words.number(row.numbers['value'])}")
                for label, row in zip(labels, rows, strict=True)
            ],
            says=title,
            words=words.scale,
            feet=charts.feet_of(labels),
        ),
    )


def withheld_words(table: Kept) -> str:
    """Say how many cells are not shown, and why."""
    count = table.withheld
    if not count:
        return ""
    return ngettext(
        "%(count)s cell is not shown: it would tell of fewer than five people, or give such a cell away.",
        "%(count)s cells are not shown: they would tell of fewer than five people, or give such a cell away.",
        count,
    ) % {"count": words.number(count)}


def title_of(revision: Revision, key: str) -> str:
    """Name a measure of a revision; one that is no more, as it was then."""
    known = MEASURES.get(key)
    return _(known.title) if known else str(revision.measures.get(key, {}).get("title", key))


def _value(row: Row) -> str:
    if row.is_withheld:
        return _("withheld")
    numbers = row.numbers
    if numbers.get("denominator"):
        share = numbers.get("numerator", 0) / numbers["denominator"]
        return f"{words.percent(share)} ({words.number(numbers.get('numerator', 0))} / {words.number(numbers['denominator'])})"
    return words.number(numbers["value"]) if "value" in numbers else "–"


def _same(one: Row | None, other: Row | None) -> bool:
    return (
        one is not None and other is not None and one.numbers == other.numbers and one.is_withheld == other.is_withheld
    )


def _change(one: Row | None, other: Row | None) -> str:
    if one is None or other is None or "value" not in one.numbers or "value" not in other.numbers:
        return ""
    by = other.numbers["value"] - one.numbers["value"]
    share = Decimal(by) / Decimal(one.numbers["value"]) if one.numbers["value"] else None
    said = f"{'+' if by > 0 else '−' if by < 0 else ''}{words.number(abs(by))}"
    return f"{said} ({'+' if share > 0 else '−'}{words.percent(abs(float(share)))})" if share else said
