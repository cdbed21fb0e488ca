"""What the census plugs in below: how a closed day is rolled up, and export and erasure of those who publish.

What counts is heavy, and loaded when it counts.
"""

from importlib import import_module
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.census import actions
from xingtan.census.models import Draft, Publication, Revision, Withdrawal
from xingtan.census.queries import attended, drawing, publications
from xingtan.eventstore.registry import Closing, closer
from xingtan.jobs import registry as jobs
from xingtan.jobs.registry import Work
from xingtan.people import registry
from xingtan.people.public import Person

ROLLUPS = "xingtan.census.adapters.rollups"
TRIES = 3


@closer("attended", "held", order=60)
def roll_up(closing: Closing) -> None:
    """Roll a closed day up."""
    import_module(f"{ROLLUPS}.day").close(closing)


@closer("attended", "held", by_day=False, order=70)
def roll_weeks_up(closing: Closing) -> None:
    """Make the weeks anew of which a day has changed."""
    import_module(f"{ROLLUPS}.weeks").close(closing)


@closer("attended", "held", by_day=False, order=71)
def sort_histories(closing: Closing) -> None:
    """Sort the weeks of which a day has changed by learner."""
    import_module(f"{ROLLUPS}.histories").close(closing)


@closer("attended", "held", "courses", "facts", by_day=False, order=80)
def make_version(closing: Closing) -> None:
    """Make a new version of the figures."""
    import_module(f"{ROLLUPS}.version").close(closing)


def _to_draft(result: dict[str, Any], _params: dict[str, Any]) -> tuple[str, str] | None:
    return (_("Look at what was counted"), result["at"]) if "at" in result else None


@jobs.kind(actions.COUNTING, label=gettext_lazy("Count a table, to look at it"), link=_to_draft)
def count_draft(work: Work) -> None:
    """Count a table that somebody waits for; a day that was closed meanwhile is no reason to give up."""
    draft = Draft.objects.select_related("publication__campaign").filter(uid=UUID(work.params["draft"])).first()
    if draft is None:
        return
    _count(draft, work, tries=TRIES)
    work.result["at"] = draft.publication.desk_url


def _count(draft: Draft, work: Work, *, tries: int) -> None:
    now, after = timezone.now(), publications.newest()
    try:
        drawn = drawing.draw(draft.publication, as_of=now, say=work.progress)
    except drawing.StoreMoved:
        if tries == 1:
            raise
        return _count(draft, work, tries=tries - 1)
    return actions.keep_drawn(draft=draft, drawn=drawn, after=after, now=now)


@registry.exports("census")
def export(person: Person) -> dict[str, Any]:
    """Give what was counted of this person, and what they published and withdrew."""
    published = Publication.objects.filter(made_by=person).order_by("pk")
    withdrawn = Withdrawal.objects.filter(by=person).select_related("revision__publication").order_by("pk")
    return {
        "attended": attended.attended_by(person),
        "published": [{"table": each.slug, "at": each.made_at.isoformat()} for each in published],
        "drafts": [
            {"table": each.publication.slug, "at": each.asked_at.isoformat(), "note": each.note}
            for each in Draft.objects.filter(by=person).select_related("publication").defer("drawn").order_by("pk")
        ],
        "withdrawn": [
            {
                "table": each.revision.publication.slug,
                "revision": each.revision.number,
                "at": each.at.isoformat(),
                "reason": each.reason,
            }
            for each in withdrawn
        ],
    }


@registry.erases("census")
def erase(person: Person) -> None:
    """Take this person's name from what they published; the tables stay, for they are cited."""
    Publication.objects.filter(made_by=person).update(made_by=None)
    Revision.objects.filter(by=person).update(by=None)
    Withdrawal.objects.filter(by=person).update(by=None)
    Draft.objects.filter(by=person).update(by=None)
