"""A table is counted to be looked at, and then frozen as it was seen, or discarded. No action takes a number."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from xingtan.census.actions.publishing import Brief, NeedsReason, freeze, promise
from xingtan.census.events import DraftAsked, DraftDiscarded
from xingtan.census.models import Draft, Publication, Revision
from xingtan.census.queries import publications
from xingtan.census.queries.drawing import Drawn
from xingtan.jobs import public as jobs
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.people.public import Person

COUNTING = "census.draft"
"""The job that counts a draft."""


class NotCountedYet(RuleBroken):
    """There is nothing to be frozen yet."""

    message = _("This table is still being counted. Look at it when that is done, and freeze it then.")


class CountAgain(RuleBroken):
    """Two tables may tell together what neither tells alone."""

    message = _(
        "Another table was frozen since this one was counted, and both together could tell of few people. Count it again."
    )


@deed
def prepare(*, brief: Brief, note: str, person: Person, now: datetime) -> Draft:
    """Have a new table counted, to be looked at. Nobody else knows of it until it is frozen.

    :raises SlugIsTaken: if another table has the address
    :raises CannotBeCounted: if a measure is unknown, approximate, or not counted by a dimension
    :raises EndsLater: if the last day has not passed
    """
    publication = promise(brief, person=person, now=now)

    return _draft(publication, note=note, person=person, now=now)


@deed
def prepare_again(*, publication: Publication, note: str, person: Person, now: datetime) -> Draft:
    """Have a table counted again, to be looked at; a draft that was there gives way.

    :raises NeedsReason: if it was frozen before, and nobody says why it should be again
    """
    publication = Publication.objects.select_for_update().get(pk=publication.pk)

    if not note.strip() and publication.revisions.exists():
        raise NeedsReason

    Draft.objects.filter(publication=publication).delete()
    return _draft(publication, note=note, person=person, now=now)


@deed
def keep_drawn(*, draft: Draft, drawn: Drawn, after: int, now: datetime) -> None:
    """Keep what was counted for a draft, if it is there still.

    :param after: the newest revision of any table before counting began
    :param now: before which reports were signed that are in it
    """
    Draft.objects.filter(pk=draft.pk).update(drawn=drawn.as_json(), after=after, counted_at=now)


@deed
def confirm(*, draft: Draft, person: Person, now: datetime) -> Revision:
    """Freeze a draft as it was looked at. It is public at once, or when its embargo ends.

    :raises NotCountedYet: if it was not counted yet
    :raises CountAgain: if another table was frozen since it was counted
    :raises NothingChanged: if the newest revision has the same bytes, by the same definitions
    """
    publication = Publication.objects.select_for_update().get(pk=draft.publication_id)
    found = Draft.objects.filter(pk=draft.pk).first()

    if found is None or found.counted_at is None:
        raise NotCountedYet
    if publications.newest() > found.after:
        raise CountAgain

    drawn = Drawn.from_json(found.drawn)
    revision = freeze(publication=publication, drawn=drawn, person=person, now=found.counted_at, note=found.note)
    found.delete()
    return revision


@deed
def discard(*, draft: Draft, person: Person) -> None:
    """Do not freeze what was counted; a table that was never frozen goes with its draft."""
    publication = Publication.objects.select_for_update().get(pk=draft.publication_id)

    emit(DraftDiscarded(actor=person.uid, publication=publication.uid))

    Draft.objects.filter(pk=draft.pk).delete()
    if not publication.revisions.exists():
        publication.delete()


def _draft(publication: Publication, *, note: str, person: Person, now: datetime) -> Draft:
    draft = Draft.objects.create(publication=publication, asked_at=now, by=person, note=note.strip())
    draft.job = jobs.start(kind=COUNTING, owner=person, params={"draft": str(draft.uid)}).uid
    draft.save(update_fields=["job"])

    emit(DraftAsked(actor=person.uid, publication=publication.uid))
    return draft
