"""Tables as those see them who publish: which there are, and what would be published if a draft were frozen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xingtan.census.public import Draft, Publication, Revision, publications
from xingtan.dashboards.queries.pages import published, words
from xingtan.reporting import public as reporting

HEAVY = ("content", "withheld", "measures", "inputs", "labels", "shares", "unanswered")
SHOWN = 50
"""So many changes, closed cells and names stand on the page."""


@dataclass(frozen=True, slots=True)
class State:
    """Where a table stands, in words."""

    label: str
    kind: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that will not be shown; never what is in it."""

    measure: str
    at: str
    why: str


@dataclass(frozen=True, slots=True)
class Prospect:
    """What would be published.

    :param revision: as it would be; it is in no database
    :param is_overtaken: another table was frozen since it was counted
    :param is_behind: days were closed again since it was counted
    """

    revision: Revision
    number: int
    last: int
    is_same: bool
    is_overtaken: bool
    is_behind: bool
    changes: list[published.Change]
    change_count: int
    are_changes_listed: bool
    closed: list[Cell]
    closed_words: str
    missing: list[str]
    missing_count: int


def tables() -> "QuerySet[Publication]":
    """List every table, the last made first, with what a list shows: two queries."""
    light = Revision.objects.defer(*HEAVY).select_related("withdrawal").order_by("-number")
    found = Publication.objects.select_related("draft", "campaign").defer("draft__drawn")
    return found.prefetch_related(Prefetch("revisions", queryset=light)).order_by("-made_at", "-pk")


def states(found: Sequence[Publication], *, now: datetime) -> dict[int, State]:
    """Say where each table stands: one query."""
    free = set(
        Publication.objects.released(now).filter(pk__in=[each.pk for each in found]).values_list("pk", flat=True)
    )
    return {each.pk: _state(each, is_released=each.pk in free) for each in found}


def _state(found: Publication, *, is_released: bool) -> State:
    draft = getattr(found, "draft", None)
    if draft is not None:
        return State(_("To be looked at"), "live") if draft.counted_at else State(_("Being counted"), "begun")
    return State(_("Published"), "done") if is_released else State(_("Under embargo"), "warning", found.release_at)


def prospect_of(draft: Draft) -> Prospect | None:
    """Tell what would be published if the draft were frozen; None while it is counted."""
    revision = publications.drawn_revision(draft)
    if revision is None:
        return None
    last = publications.revisions_of(draft.publication)[:1]
    before = publications.revision_of(draft.publication, last[0].number) if last else None
    changes = published.changes_between(before, revision) if before else published.Changes([], 0)
    missing = reporting.unanswered(draft.publication.campaign) if draft.publication.campaign else []
    return Prospect(
        revision=revision,
        number=revision.number,
        last=before.number if before else 0,
        is_same=before is not None and _is_same(before, revision),
        is_overtaken=publications.newest() > draft.after,
        is_behind=publications.is_behind(draft),
        changes=changes.listed[:SHOWN],
        change_count=changes.count,
        are_changes_listed=not changes.are_too_many,
        closed=_closed(revision),
        closed_words=_closed_words(revision),
        missing=[each.name for each in missing[:SHOWN]],
        missing_count=len(missing),
    )


def _is_same(before: Revision, revision: Revision) -> bool:
    """Test whether there is nothing to freeze: the same bytes by the same definitions, and those are in use."""
    versions = [{key: told["version"] for key, told in each.measures.items()} for each in (before, revision)]
    return before.sha256 == revision.sha256 and versions[0] == versions[1] and not hasattr(before, "withdrawal")


def _closed(revision: Revision) -> list[Cell]:
    small, others = _("tells of fewer than five people"), _("would give another away")
    return [
        Cell(
            measure=published.title_of(revision, measure),
            at=published.place_of(revision, at),
            why=small if is_small else others,
        )
        for measure, at, _numbers, is_small in _smallest_first(revision.withheld)[:SHOWN]
    ]


def _smallest_first(withheld: Iterable[Any]) -> list[Any]:
    return sorted(withheld, key=lambda each: not each[3])


def _closed_words(revision: Revision) -> str:
    if not revision.withheld:
        return ""
    small = sum(bool(each[3]) for each in revision.withheld)
    others = len(revision.withheld) - small
    return " ".join(
        (
            ngettext(
                "%(count)s cell tells of fewer than five people.",
                "%(count)s cells tell of fewer than five people.",
                small,
            )
            % {"count": words.number(small)},
            ngettext(
                "%(count)s more is withheld to protect them.", "%(count)s more are withheld to protect them.", others
            )
            % {"count": words.number(others)},
        )
    )
