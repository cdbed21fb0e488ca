"""The deed: what was looked through becomes sessions, all of it or nothing."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from xingtan.kernel.deeds import deed
from xingtan.kernel.events import emit
from xingtan.people import public as people
from xingtan.teaching import public as teaching
from xingtan.timetables.actions.bringing import TimetableIsBroken
from xingtan.timetables.events import TimetablePlanned
from xingtan.timetables.models import Announcement, Intake, Pattern, Term
from xingtan.timetables.queries.drafts import FACTS, Draft, with_venues

AT_ONCE = 500


@deed
def plan(*, intake: Intake, draft: Draft, by: people.Person | None, now: datetime) -> Intake:
    """Plan what was looked through. Those concerned are not told: that waits until somebody says so.

    :raises TimetableIsBroken: if there is a problem
    """
    Term.objects.select_for_update().get(pk=intake.term_id)
    intake = Intake.objects.select_for_update(of=("self",)).select_related("term__university").get(pk=intake.pk)
    if intake.state == Intake.State.PLANNED:
        return intake
    if draft.problems:
        raise TimetableIsBroken

    venues = _make_rooms(draft)
    _keep_patterns(draft, venues, now)
    # A class that had sessions before is told of one more; a timetable that is new is news to nobody.
    had = {there.run_id for _plan, there in draft.plans if there is not None} | {each.run_id for each in draft.off}
    wanted = with_venues([*draft.new, *(each for each, _there in draft.turned)], venues)
    planned = teaching.plan_sessions(plans=wanted, by=by, now=now)
    off = teaching.call_off_sessions(sessions=draft.off, by=by, now=now)
    extra = [each for each in planned.made if each.run_id in had and each.starts_at > now]
    _note_changes(intake, [*planned.changes, *off], extra, by, now)
    intake.state, intake.planned_by, intake.planned_at = Intake.State.PLANNED, by, now
    intake.save(update_fields=["state", "planned_by", "planned_at"])

    emit(
        TimetablePlanned(
            actor=by and by.uid,
            university=intake.term.university.uid,
            term=intake.term.uid,
            intake=intake.uid,
            kind=intake.kind,
            new=len(planned.made),
            changed=len(planned.changes),
            called_off=len(off),
        )
    )
    return intake


def _make_rooms(draft: Draft) -> dict[UUID, teaching.Venue]:
    named = draft.known.new_venues
    made = teaching.add_venues(
        university=draft.term.university, venues=[{"code": each.code, "campus": each.campus} for each in named]
    )
    return {name.uid: venue for name, venue in zip(named, made, strict=True)}


def _keep_patterns(draft: Draft, venues: dict[UUID, teaching.Venue], now: datetime) -> None:
    for each in (*draft.added, *draft.back, *draft.changed):
        if each.venue is not None and each.venue.uid in venues:
            each.venue = venues[each.venue.uid]
    for each in draft.gone:
        each.gone_at = now
    Pattern.objects.bulk_create(draft.added, batch_size=AT_ONCE)
    Pattern.objects.bulk_update([*draft.changed, *draft.back], [*FACTS, "gone_at"], batch_size=AT_ONCE)
    Pattern.objects.filter(pk__in=[each.pk for each in draft.gone]).update(gone_at=now)


def _note_changes(
    intake: Intake,
    changes: Sequence[teaching.Change],
    extra: Sequence[teaching.Session],
    by: people.Person | None,
    now: datetime,
) -> None:
    """Keep what those concerned may want to know: of what is over by now, nobody needs to hear."""
    told = [each for each in changes if _is_news(each, now)]
    if told or extra:
        Announcement.objects.create(
            term=intake.term,
            changes=[each.pk for each in told],
            extra=[each.pk for each in extra],
            made_by=by,
            made_at=now,
        )


def _is_news(change: teaching.Change, now: datetime) -> bool:
    before = change.what.get("starts_at", [""])[0]
    starts = [change.session.starts_at] + ([datetime.fromisoformat(before)] if before else [])
    return max(starts) > now
