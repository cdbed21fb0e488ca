"""Every table that was published before, with what is behind its cells: what the next table must not give away."""

from django.db.models import Q

from xingtan.census.models import Publication, Revision
from xingtan.census.rules import tables
from xingtan.census.rules.measures import MEASURES
from xingtan.census.rules.suppression import is_small
from xingtan.census.rules.tables import At, Table
from xingtan.census.rules.withholding import Behind, Withheld


def behind(publication: Publication, *, until: Revision | None = None) -> list[Behind]:
    """Give the revisions whose cells this table may share: of the same stretch, with a measure of people in common."""
    private = {key for key in publication.measures if MEASURES[key].people}
    if not private:
        return []
    found = Revision.objects.filter(
        publication__starts_on=publication.starts_on, publication__ends_on=publication.ends_on
    )
    if until is not None:
        found = found.filter(pk__lt=until.pk)
    return [
        _behind(each) for each in found.select_related("publication").order_by("pk") if private & set(each.measures)
    ]


def told_by_difference(publication: Publication, table: Table, *, until: Revision | None = None) -> dict[At, int]:
    """Find cells that a table of another stretch would tell of: those of few people in the days between the two.

    Only stretches that begin or end alike are compared: others leave no stretch by subtracting.
    """
    private = {key for key in publication.measures if MEASURES[key].people}
    alike = Q(publication__starts_on=publication.starts_on) ^ Q(publication__ends_on=publication.ends_on)
    found = Revision.objects.filter(alike, publication__by=publication.by)
    if until is not None:
        found = found.filter(pk__lt=until.pk)
    between: dict[At, int] = {}
    for revision in found.select_related("publication").order_by("pk"):
        shown = {(row.measure, row.at): row.numbers for row in tables.read(revision.data).rows if not row.is_withheld}
        for row in table.rows:
            for name, value in row.numbers.items() if row.measure in private else ():
                other = shown.get((row.measure, row.at), {}).get(name, value)
                if is_small(abs(value - other)):
                    between[row.at] = abs(value - other)
    return between


def _behind(revision: Revision) -> Behind:
    places = revision.labels.get("university", {})
    return Behind(
        table=tables.read(revision.data),
        withheld=[
            Withheld(measure, tuple(at), numbers, is_small) for measure, at, numbers, is_small in revision.withheld
        ],
        stretch=revision.publication.stretch,
        countries={code: country for code, (_, country) in places.items()},
        private=frozenset(key for key in revision.measures if key in MEASURES and MEASURES[key].people),
    )
