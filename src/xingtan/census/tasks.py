"""Tables are counted and frozen in the background: when they are asked for, and at night when later days came."""

from uuid import UUID

from django.utils import timezone

from xingtan.census import actions
from xingtan.census.models import Publication
from xingtan.census.queries import drawing, publications
from xingtan.kernel.tasks import every, task


@task(queue="heavy", retries=3)
def freeze(publication: str) -> None:
    """Count a table and keep it; nothing is kept where nothing changed."""
    found = Publication.objects.select_related("campaign").get(uid=UUID(publication))
    _freeze(found)


@every("17 4 * * *", queue="heavy")
def revise() -> None:
    """Look at every frozen table: a late day or report makes a new revision, and the old one stays."""
    for found in publications.stale(now=timezone.now()):
        if drawing.is_stale(found):
            _freeze(found)


def _freeze(publication: Publication) -> None:
    now = timezone.now()
    drawn = drawing.draw(publication, as_of=now)
    try:
        actions.freeze(publication=publication, drawn=drawn, person=None, now=now)
    except actions.NothingChanged:
        return
