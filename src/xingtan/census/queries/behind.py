"""Every table that was published before, with what is behind its cells: what the next table must not give away."""

from xingtan.census.models import Publication, Revision
from xingtan.census.rules import tables
from xingtan.census.rules.measures import MEASURES
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
