"""Deeds: a roster is handed in, looked through, and what was found is written down; then it is taken in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from xingtan.jobs import public as jobs
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people
from xingtan.rosters.events import LookedThrough, TakenIn
from xingtan.rosters.models import Candidate, ColumnMap, Doubt, Problem, Roster
from xingtan.rosters.queries.changes import Changes, unseen
from xingtan.rosters.queries.matching import identifier_of
from xingtan.rosters.registry import Bad
from xingtan.rosters.rules import name_of
from xingtan.universities import public as universities

LOOKING, TAKING = "rosters.look_through", "rosters.take_in"
KEPT_PROBLEMS = 5_000


class HasErrors(RuleBroken):
    """A roster with errors changes nothing."""

    message = _("There are errors in this roster, so nothing was taken in. Mend the lines below and hand it in again.")


class NotLookedThrough(RuleBroken):
    """One knows what a roster changes before it changes anything."""

    message = _("This roster is still being looked through. Wait until its report is here.")


class TakenAlready(RuleBroken):
    """A roster is taken in once; handed in again, it would change nothing."""

    message = _("This roster is taken in, or it is at it. Its job shows how far it is.")


class ManyWouldGo(RuleBroken):
    """A file that was cut off looks as if many had left."""

    message = _("Many would leave, which happens when a file was cut off. Say that this is meant. Nothing was changed.")


@deed
def bring(
    *,
    university: universities.University,
    form: str,
    name: str,
    digest: str,
    options: Mapping[str, Any],
    by: people.Person | None,
    now: datetime,
    source: str = "",
    looks_now: bool = True,
) -> Roster:
    """Hand in a roster that is kept (its digest); a job looks through it, and changes nothing.

    :param source: whose ids these are; those of another source are others
    """
    roster = Roster.objects.create(
        university=university,
        source=source or form,
        form=form,
        name=name[:200],
        digest=digest,
        options=dict(options),
        brought_by=by,
        brought_at=now,
    )
    return look_through(roster=roster, by=by) if looks_now else roster


@deed
def look_through(*, roster: Roster, by: people.Person | None, options: Mapping[str, Any] | None = None) -> Roster:
    """Look through it, again if need be.

    :param options: how it is to be read, besides what was said before
    :raises TakenAlready: if it is being taken in
    """
    roster = Roster.objects.select_for_update(of=("self",)).select_related("university").get(pk=roster.pk)
    if roster.taking_job:
        raise TakenAlready
    roster.options = {**roster.options, **(options or {})}
    roster.looked_at = None
    roster.job = jobs.start(kind=LOOKING, owner=by, params={"roster": str(roster.uid)}).uid
    roster.save(update_fields=["options", "looked_at", "job"])
    return roster


@deed
def say_columns(
    *,
    roster: Roster,
    columns: Mapping[str, int],
    headings: Sequence[str],
    stands: str,
    is_whole: bool,
    by: people.Person,
    now: datetime,
) -> Roster:
    """Say what stands in which column, remember it for the university's next table, and look through this one.

    :param stands: what people are where no column says it
    :param is_whole: who is not in it has left
    """
    ColumnMap.objects.update_or_create(
        university=roster.university,
        defaults={
            "columns": {field: headings[place] for field, place in columns.items()},
            "said_by": by,
            "said_at": now,
        },
    )
    return look_through(roster=roster, by=by, options={"columns": dict(columns), "role": stands, "is_whole": is_whole})


@deed
def note_report(*, roster: Roster, bad: list[Bad], changes: Changes | None, now: datetime) -> None:
    """Write down what was found."""
    roster = Roster.objects.select_for_update(of=("self",)).select_related("university").get(pk=roster.pk)
    Problem.objects.filter(roster=roster).delete()
    worst_first = sorted(bad, key=lambda each: (each.level != "error", each.file, each.line))
    Problem.objects.bulk_create(
        [
            Problem(
                roster=roster,
                level=each.level,
                file=_plain(each.file, 200),
                line=each.line,
                what=each.what,
                why=_plain(each.why, 300),
            )
            for each in worst_first[:KEPT_PROBLEMS]
        ],
        batch_size=500,
    )
    roster.errors = sum(each.level == "error" for each in bad)
    roster.warnings = len(bad) - roster.errors
    roster.looked_at = now
    roster.counts = {"kinds": changes.counts(), "accounts": changes.accounts()} if changes else {}
    roster.save(update_fields=["errors", "warnings", "looked_at", "counts"])
    if changes and not roster.errors:
        note_doubts(university=roster.university, source=roster.source, changes=changes, roster=roster)

    emit(
        LookedThrough(
            university=roster.university.uid, roster=roster.uid, errors=roster.errors, warnings=roster.warnings
        )
    )


def _plain(text: str, most: int) -> str:
    """Keep of a stranger's words what any database keeps."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()[:most]


@deed
def note_doubts(
    *, university: universities.University, source: str, changes: Changes, roster: Roster | None = None
) -> None:
    """Write down who may be somebody with an account here, so that somebody decides."""
    settled = Doubt.objects.filter(university=university, source=source, decided_at=None)
    still = {each.sourced_id for each in changes.doubts}
    if changes.is_whole:
        settled.exclude(sourced_id__in=still).delete()
    # Of whom this list says nothing, somebody still has to decide.
    for ids in unseen(changes.whom.keys() - still):
        settled.filter(sourced_id__in=ids).delete()
    for each in changes.doubts:
        doubt, _is_new = Doubt.objects.update_or_create(
            university=university,
            source=source,
            sourced_id=each.sourced_id,
            defaults={
                "roster": roster,
                "name": name_of(each.given, each.middle, each.family)[0],
                "email": each.email[:254],
                "identifier": identifier_of(each),
                "decided_at": None,
                "decided_by": None,
            },
        )
        Candidate.objects.filter(doubt=doubt).delete()
        candidates = changes.whom[each.sourced_id].candidates or {}
        Candidate.objects.bulk_create(
            [Candidate(doubt=doubt, person_id=person, how=how) for person, how in sorted(candidates.items())]
        )


@deed
def ask_to_take(*, roster: Roster, by: people.Person, meant: bool, now: datetime) -> Roster:
    """Let a job take the roster in; look through it again where another of its source was taken in since.

    :param meant: many would leave, and that is so
    :raises NotLookedThrough, HasErrors, TakenAlready, ManyWouldGo: see there
    """
    roster = Roster.objects.select_for_update(of=("self",)).select_related("university").get(pk=roster.pk)
    if roster.taking_job:
        raise TakenAlready
    if roster.looked_at is None:
        raise NotLookedThrough
    if roster.errors:
        raise HasErrors
    if is_outdated(roster):
        return look_through(roster=roster, by=by)
    if not meant and Problem.objects.filter(roster=roster, what__startswith="many_gone_").exists():
        raise ManyWouldGo

    roster.taken_by = by
    roster.taking_job = jobs.start(kind=TAKING, owner=by, params={"roster": str(roster.uid)}).uid
    roster.save(update_fields=["taken_by", "taking_job"])
    return roster


def is_outdated(roster: Roster) -> bool:
    """Test whether its report no longer holds, because another roster of its source was taken in since."""
    others = Roster.objects.filter(university=roster.university_id, source=roster.source, taken_at__gt=roster.looked_at)
    return roster.looked_at is not None and others.exclude(pk=roster.pk).exists()


@deed
def finish(*, roster: Roster, tally: Mapping[str, Mapping[str, int]], by: people.Person, now: datetime) -> None:
    """Write down that all of it is so now, and announce it once."""
    roster = Roster.objects.select_for_update(of=("self",)).select_related("university").get(pk=roster.pk)
    if roster.taken_at is not None:
        return
    roster.taken_at, roster.result = now, dict(tally)
    roster.save(update_fields=["taken_at", "result"])

    emit(
        TakenIn(
            actor=by.uid,
            university=roster.university.uid,
            roster=roster.uid,
            added=_sum(tally, "new"),
            changed=_sum(tally, "changed"),
            gone=_sum(tally, "gone"),
        )
    )


@deed
def let_try_again(*, roster: UUID) -> None:
    """Let a roster whose job was refused be looked through again."""
    Roster.objects.filter(uid=roster, taken_at=None).update(taking_job=None)


def _sum(tally: Mapping[str, Mapping[str, int]], what: str) -> int:
    return sum(of.get(what, 0) for of in tally.values())
