"""By the clock: at night tables are counted again when later days or reports came."""

from django.utils import timezone

from xingtan.census import actions
from xingtan.census.models import Publication
from xingtan.census.queries import drawing, publications
from xingtan.kernel.tasks import every


@every("17 4 * * *", queue="heavy")
def revise() -> None:
    """Look at every frozen table: a late day or report makes a new revision, and the old one stays."""
    for found in publications.stale(now=timezone.now()):
        if drawing.is_stale(found):
            _revise(found)


def _revise(publication: Publication) -> None:
    now = timezone.now()
    drawn = drawing.draw(publication, as_of=now)
    try:
        actions.freeze(publication=publication, drawn=drawn, person=None, now=now)
    except actions.NothingChanged:
        return
