"""Doors of the census: what is public is open to anyone, and what is not, or not yet, is not there."""

from typing import Any

from django.utils import timezone

from xingtan.census.models import Publication, Revision
from xingtan.census.rules.measures import MEASURES, Measure
from xingtan.kernel.errors import NotThere


def measure_to_read(person: Any, *, measure: str) -> Measure:
    """Find a measure by its key."""
    if measure not in MEASURES:
        raise NotThere
    return MEASURES[measure]


def publication_to_read(person: Any, *, publication: str) -> Publication:
    """Find a published table; before its release it is not there."""
    found = Publication.objects.released(timezone.now()).filter(slug=publication).first()
    if found is None:
        raise NotThere
    return found


def revision_to_read(person: Any, *, publication: str, number: int) -> Revision:
    """Find one revision of a published table."""
    table = publication_to_read(person, publication=publication)
    rows = Revision.objects.select_related("publication", "withdrawal")
    found = rows.filter(publication=table, number=min(number, 2**31 - 1)).first()
    if found is None:
        raise NotThere
    return found


def revision_to_take(person: Any, *, publication: str, number: int, form: str) -> tuple[Revision, str]:
    """Find one revision, to be taken along in a form."""
    return revision_to_read(person, publication=publication, number=number), form


def revisions_to_compare(person: Any, *, publication: str, number: int, other: int) -> tuple[Revision, Revision]:
    """Find two revisions of one table, the older first."""
    low, high = sorted((number, other))
    return (
        revision_to_read(person, publication=publication, number=low),
        revision_to_read(person, publication=publication, number=high),
    )
