"""What a table is to be; it is frozen when it was counted, and withdrawn with a reason. No action takes a number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from xingtan.census.events import RevisionFrozen, RevisionWithdrawn
from xingtan.census.models import Publication, Revision, Withdrawal
from xingtan.census.queries.drawing import Drawn
from xingtan.census.rules import publishing as rules
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.people.public import Person
from xingtan.reporting.public import Campaign

RESERVED = frozenset({"new"})
"""Addresses that pages have."""


class SlugIsTaken(RuleBroken):
    """Another table has this address."""

    message = _("Another table has the address “%(slug)s”. Choose another.")


class CannotBeCounted(RuleBroken):
    """There is no such measure, or not by these dimensions."""

    message = _("This table cannot be counted: %(why)s.")


class EndsLater(RuleBroken):
    """The stretch has not ended."""

    message = _("The last day, %(day)s, has not passed. Publish the table when it has.")


class NothingChanged(RuleBroken):
    """The table would be the same to the byte."""

    message = _("Nothing has changed since revision %(number)s: there is no need for another.")


class WasWithdrawn(RuleBroken):
    """The revision is withdrawn already."""

    message = _("This revision was withdrawn already.")


class NeedsReason(RuleBroken):
    """Who withdraws a figure owes its readers a reason."""

    message = _("Say why, for those who have cited this revision.")


@dataclass(frozen=True, kw_only=True)
class Brief:
    """What a table is to be: which measures by what, of which days, and from when anyone may know.

    :param campaign: whose reports stand beside what was counted
    """

    slug: str
    title: Mapping[str, str]
    measures: Sequence[str]
    by: Sequence[str]
    starts_on: date | None
    ends_on: date
    release_at: datetime
    campaign: Campaign | None


def promise(brief: Brief, *, person: Person, now: datetime) -> Publication:
    """Make a table that can be counted; the deeds that call this say what is done with it.

    :raises SlugIsTaken: if another table has the address
    :raises CannotBeCounted: if a measure is unknown, approximate, or not counted by a dimension
    :raises EndsLater: if the last day has not passed
    """
    taken = Publication.objects.filter(slug=brief.slug).exists()

    if taken or brief.slug in RESERVED:
        raise SlugIsTaken(slug=brief.slug)
    why = rules.refusal(brief.measures, brief.by, brief.starts_on, brief.ends_on)
    if why:
        raise CannotBeCounted(why=why)
    if brief.ends_on >= now.date():
        raise EndsLater(day=brief.ends_on.isoformat())

    campaign = brief.campaign
    return Publication.objects.create(
        slug=brief.slug,
        title=dict(brief.title),
        measures=list(brief.measures),
        by=list(brief.by),
        starts_on=brief.starts_on,
        ends_on=brief.ends_on,
        # What a campaign keeps back, a table made of it keeps back as long.
        release_at=max(brief.release_at, campaign.release_at) if campaign else brief.release_at,
        campaign=campaign,
        made_at=now,
        made_by=person,
    )


@deed
def freeze(*, publication: Publication, drawn: Drawn, person: Person | None, now: datetime, note: str = "") -> Revision:
    """Keep what was counted, under the next number.

    :param now: when it was counted: what was known then is in it

    :raises NothingChanged: if the newest revision has the same bytes, by the same definitions
    """
    publication = Publication.objects.select_for_update().get(pk=publication.pk)
    last = publication.revisions.order_by("-number").first()

    versions = {key: told["version"] for key, told in drawn.measures.items()}
    same_words = last is not None and versions == {key: told["version"] for key, told in last.measures.items()}
    if (
        last is not None
        and last.sha256 == drawn.sha256
        and same_words
        and not Withdrawal.objects.filter(revision=last).exists()
    ):
        raise NothingChanged(number=last.number)

    revision = Revision.objects.create(
        publication=publication,
        number=last.number + 1 if last else 1,
        why=Revision.Why.FIRST if last is None else Revision.Why.INPUTS if same_words else Revision.Why.DEFINITION,
        frozen_at=now,
        by=person,
        inputs=drawn.inputs,
        inputs_sha256=drawn.inputs_sha256,
        measures=drawn.measures,
        engine=drawn.engine,
        content=drawn.content,
        sha256=drawn.sha256,
        shares=drawn.shares,
        universities=drawn.universities,
        unanswered=drawn.unanswered,
        labels=drawn.labels,
        withheld=drawn.withheld,
        note=note,
    )

    emit(
        RevisionFrozen(
            actor=person.uid if person else None,
            publication=publication.uid,
            number=revision.number,
            why=revision.why,
            sha256=revision.sha256,
        )
    )
    return revision


@deed
def withdraw(*, revision: Revision, reason: str, person: Person, now: datetime) -> Withdrawal:
    """Tell readers not to use this revision any longer, and why. Its address stays.

    :raises NeedsReason: if no reason is given
    :raises WasWithdrawn: if it was withdrawn before
    """
    revision = Revision.objects.select_for_update().select_related("publication").get(pk=revision.pk)

    if not reason.strip():
        raise NeedsReason
    if Withdrawal.objects.filter(revision=revision).exists():
        raise WasWithdrawn

    withdrawal = Withdrawal.objects.create(revision=revision, at=now, by=person, reason=reason.strip())

    emit(RevisionWithdrawn(actor=person.uid, publication=revision.publication.uid, number=revision.number))
    return withdrawal
