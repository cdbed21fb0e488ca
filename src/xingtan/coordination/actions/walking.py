"""The one way a nomination moves: every step of every action goes through ``walk``."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from xingtan.coordination import access
from xingtan.coordination.actions.telling import tell_of_step
from xingtan.coordination.events import NominationMoved
from xingtan.coordination.models import Nomination, Step
from xingtan.coordination.rules import NOMINATION_MOVES
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people


class StateIsOther(RuleBroken):
    """The step does not lead on from where the nomination is."""

    message = _("The nomination is “%(state)s”, and this step does not lead on from there. Nothing was changed.")


class ReasonIsMissing(RuleBroken):
    """Those who are told no are told why."""

    message = _("Say why. Nothing was changed.")


def lock(nomination: Nomination) -> Nomination:
    """Hold the nomination until the deed ends, so that two steps cannot be taken at once."""
    return Nomination.objects.select_for_update(of=("self",)).whole().get(pk=nomination.pk)


def check(nomination: Nomination, name: str, *, by: people.Person, reason: str) -> None:
    """Ask whether this person may take this step from here.

    :raises NotAllowed: if the step is somebody else's
    :raises ConflictOfInterest: if they have a stake in the course
    :raises ReviewersDoNotDecide: if they reviewed it
    :raises StateIsOther: if the step does not lead on from here
    :raises ReasonIsMissing: if it needs words
    """
    move = NOMINATION_MOVES[name]
    access.taker_of(by, move, nomination)
    if nomination.state not in move.before:
        raise StateIsOther(state=nomination.get_state_display())
    if move.needs_reason and not reason.strip():
        raise ReasonIsMissing


def walk(nomination: Nomination, name: str, *, by: people.Person, reason: str, now: datetime, **more: Any) -> Step:
    """Take the step that was checked: write who, when and why, and tell those whom it concerns.

    :param more: further fields of the nomination that change with the step
    """
    before, after = nomination.state, NOMINATION_MOVES[name].after
    step = Step.objects.create(
        nomination=nomination, move=name, before=before, after=after, by=by, at=now, reason=reason.strip()
    )
    nomination.state = after
    for field, value in more.items():
        setattr(nomination, field, value)
    nomination.save(update_fields=["state", *more])
    tell_of_step(step, nomination, now=now)
    emit(
        NominationMoved(
            actor=by.uid,
            university=nomination.university.uid,
            call=nomination.call.uid,
            nomination=nomination.uid,
            course=nomination.course.uid,
            move=name,
            before=before,
            after=after,
        )
    )
    return step
