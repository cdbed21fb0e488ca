"""Deeds of who leads. Two teachers may do the same at the same moment: it happens once, and neither hears of an error."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xingtan.activities.actions.saying import NotFit, tell
from xingtan.activities.events import Closed, Opened, PointsGiven
from xingtan.activities.models import Activity, Move, Response
from xingtan.activities.registry import kinds
from xingtan.activities.registry.answers import Unfit
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit, emit_many
from xingtan.people import public as people

LONGEST_OPEN = timedelta(days=400)


class NotBegun(RuleBroken):
    """It lies ready in a class and has no session to happen in, or was not opened yet."""

    message = _("Open this in a session first.")


class OverAlready(RuleBroken):
    """A program's clock may be wrong by hours."""

    message = _("It cannot close at a time that is over by our clock: look at yours. Or say after how many minutes.")


class NotChosen(RuleBroken):
    """It came from a plan that names what this class does not have."""

    message = "%(why)s"


@deed
def open_activity(*, activity: Activity, by: Any, now: datetime, closes_at: datetime | None = None) -> Activity:
    """Open an activity: from now on the class sees it and answers are taken. Opened before, it stays as it is.

    :param closes_at: from then on no answer is taken; nothing: until somebody closes it
    :raises NotBegun: if it has no session
    :raises OverAlready: if it were closed before it is open
    :raises NotChosen: if something is still to be chosen in it
    """
    held = _hold(activity)
    if held.session is None:
        raise NotBegun
    if not held.is_draft:
        return held
    kind = kinds.named(held.kind)
    if kind is not None and (lack := kind.wants(held.config)):
        raise NotChosen(why=gettext(lack))

    held.state, held.opened_at = Activity.State.OPEN, now
    held.closes_at = _not_too_late(closes_at, now)
    _save(held, "state", "opened_at", "closes_at")
    _move_at_start(held, by, now)

    emit(Opened(**envelope(held, by), phase=held.phase))
    tell(held)
    return held


@deed
def close(*, activity: Activity, by: Any, now: datetime) -> Activity:
    """Close an activity: no answer is taken any more. Closed before, it stays as it is.

    :raises NotBegun: if it was never opened
    """
    held = _hold(activity)
    if held.is_draft:
        raise NotBegun
    if held.state == Activity.State.OPEN:
        _close([held], by, now)
    return held


@deed
def close_due(*, now: datetime) -> list[Activity]:
    """Close those whose time is over, so that what hears of it hears it, too. Answers were refused already."""
    due = Activity.objects.select_for_update(of=("self",), skip_locked=True)
    found = list(
        due.filter(state=Activity.State.OPEN, closes_at__lte=now)
        .select_related("session", "run__course__university")
        .order_by("pk")
    )
    _close(found, None, now)
    return found


@deed
def close_with_sessions(*, sessions: Collection[UUID], now: datetime) -> list[Activity]:
    """Close what was for the time of these sessions, which are over; what is for before or after class goes on."""
    rows = Activity.objects.select_for_update(of=("self",)).filter(
        session__uid__in=sessions, phase=Activity.Phase.IN, state=Activity.State.OPEN
    )
    found = list(rows.select_related("session", "run__course__university").order_by("pk"))
    _close(found, None, now)
    return found


@deed
def reopen(*, activity: Activity, now: datetime, closes_at: datetime | None = None) -> Activity:
    """Let answers in again, after it was closed; those given stay. While it is open, it stays as it is.

    :raises NotBegun: if it was never opened
    :raises OverAlready: if it were closed before it is open
    """
    held = _hold(activity)
    if held.is_draft:
        raise NotBegun
    if held.is_open(now):
        return held
    held.state, held.closed_at, held.closes_at = Activity.State.OPEN, None, _not_too_late(closes_at, now)
    _save(held, "state", "closed_at", "closes_at")
    tell(held)
    return held


@deed
def show_results(*, activity: Activity, now: datetime) -> Activity:
    """Let the class see the results; seen before, nothing changes.

    :raises NotBegun: if it was never opened
    """
    held = _hold(activity)
    if held.is_draft:
        raise NotBegun
    if held.shown_at is None:
        held.shown_at = now
        _save(held, "shown_at")
        tell(held)
    return held


@deed
def hide_results(*, activity: Activity) -> Activity:
    """Let the class see the results no longer."""
    held = _hold(activity)
    if held.shown_at is not None:
        held.shown_at = None
        _save(held, "shown_at")
        tell(held)
    return held


@deed
def make_move(*, activity: Activity, do: str, payload: Mapping[str, Any], by: Any, now: datetime) -> Move:
    """Do something in a running activity that its kind knows: like an idea, draw a name, turn to a slide.

    :raises NotBegun: if it was never opened
    :raises NotFit: if its kind knows no such move
    """
    held, kind = _hold(activity), kinds.named(activity.kind)
    if held.is_draft or kind is None:
        raise NotBegun
    try:
        kept = kind.move(held, do, payload, by=by, now=now)
    except Unfit as unfit:
        raise NotFit(unfit) from unfit
    made = Move.objects.create(activity=held, by=by, at=now, do=do, payload=kept)
    _save(held)

    _give(held, made, kind.gives(held, do, kept))
    tell(held)
    return made


def envelope(activity: Activity, by: Any) -> dict[str, Any]:
    """Give what every event of an activity says."""
    session = activity.session
    assert session is not None
    return {
        "actor": by.uid if by is not None else None,
        "university": activity.run.course.university.uid,
        "activity": activity.uid,
        "kind": activity.kind,
        "run": activity.run.uid,
        "session": session.uid,
    }


def _give(held: Activity, move: Move, points: Mapping[int, int]) -> None:
    if not points:
        return
    found = people.Person.objects.filter(pk__in=points).order_by("pk")
    emit_many(
        [
            PointsGiven(**envelope(held, move.by), person=each.uid, given=move.uid, score=Decimal(points[each.pk]))
            for each in found
        ]
    )


def _hold(activity: Activity) -> Activity:
    """Lock the row, and give it as it is now."""
    rows = Activity.objects.select_for_update(of=("self",))
    return rows.select_related("session", "run__course__university").get(pk=activity.pk)


def _save(held: Activity, *names: str) -> None:
    held.version += 1
    held.save(update_fields=[*names, "version"])


def _close(found: list[Activity], by: Any, now: datetime) -> None:
    if not found:
        return
    for each in found:
        each.state, each.version = Activity.State.CLOSED, each.version + 1
        # Its own time where it had one: somebody may come to close it later.
        each.closed_at = min(now, each.closes_at or now)
    Activity.objects.bulk_update(found, ["state", "closed_at", "version"])
    said = (
        Response.objects.filter(activity__in=found)
        .values("activity")
        .annotate(all=Count("pk"), people=Count("person", distinct=True))
    )
    counts = {row["activity"]: (row["people"], row["all"]) for row in said}
    events = []
    for each in found:
        people, responses = counts.get(each.pk, (0, 0))
        events.append(Closed(**envelope(each, by), people=people, responses=responses))
        tell(each)
    emit_many(events)


def _move_at_start(held: Activity, by: Any, now: datetime) -> None:
    kind = kinds.named(held.kind)
    first = kind.when_opened(held, by=by, now=now) if kind else {}
    Move.objects.bulk_create(
        Move(activity=held, by=by, at=now, do=do, payload=dict(payload)) for do, payload in first.items()
    )


def _not_too_late(closes_at: datetime | None, now: datetime) -> datetime | None:
    if closes_at is not None and closes_at <= now:
        raise OverAlready
    return min(closes_at, now + LONGEST_OPEN) if closes_at is not None else None
