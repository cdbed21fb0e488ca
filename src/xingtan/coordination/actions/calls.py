"""Deeds: a call is written, opened and closed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from xingtan.coordination.actions.telling import tell_of_call
from xingtan.coordination.actions.walking import ReasonIsMissing
from xingtan.coordination.events import CallMoved
from xingtan.coordination.models import Call, CallStep, Criterion, Review
from xingtan.coordination.rules import CALL_MOVES
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.kernel.text import as_text
from xingtan.people import public as people

CRITERIA = (
    ("content", {"en": "Content"}, {"en": "Is it right, current and deep enough for its level?"}),
    ("teaching", {"en": "Teaching"}, {"en": "Does one learn by doing, and is told how it went?"}),
    ("reach", {"en": "Reach"}, {"en": "Can it be followed abroad: language, captions, weight, examples?"}),
    ("readiness", {"en": "Readiness"}, {"en": "Are its runs, its teachers and its licence in order?"}),
)
"""What a new call asks of experts, until its coordinators say otherwise. It is what a call says, not the interface."""


class CallAddressIsTaken(RuleBroken):
    """Two calls cannot have one address."""

    message = _("There is a call at “%(slug)s” already. Choose another address.")


class CallIsEmpty(RuleBroken):
    """Nobody can answer a call that asks for nothing."""

    message = _("Say first what is wanted, and by when. The call stays a draft.")


class CallIsNotOpen(RuleBroken):
    """A call takes no more than its time allows."""

    message = _("This call is not open. Nothing was changed.")


class CallStateIsOther(RuleBroken):
    """The step does not lead on from where the call is."""

    message = _("The call is “%(state)s”, and this step does not lead on from there. Nothing was changed.")


class CriteriaAreInUse(RuleBroken):
    """Marks of one course must mean what marks of the next one mean."""

    message = _("Experts have given marks by these criteria, so they stay as they are.")


def lock(call: Call) -> Call:
    """Hold the call until the deed ends."""
    return Call.objects.select_for_update().get(pk=call.pk)


@deed
def add_call(*, slug: str, by: people.Person, **facts: Any) -> Call:
    """Write a call, as a draft that only the desk sees.

    :raises CallAddressIsTaken: if there is one at this address
    """
    if Call.objects.filter(slug=slug).exists():
        raise CallAddressIsTaken(slug=slug)

    call = Call.objects.create(slug=slug, **facts)
    _write_criteria(call, CRITERIA)

    return call


@deed
def describe_call(*, call: Call, by: people.Person, **facts: Any) -> Call:
    """Change what the call says."""
    call = lock(call)
    for name, value in facts.items():
        setattr(call, name, value)
    call.save(update_fields=list(facts))

    return call


@deed
def set_criteria(*, call: Call, criteria: Sequence[tuple[str, Any, Any]], by: people.Person) -> None:
    """Say what experts mark: key, name and question of each.

    :raises CriteriaAreInUse: if somebody has given marks
    """
    call = lock(call)
    if Review.objects.filter(assignment__nomination__call=call).exists():
        raise CriteriaAreInUse

    Criterion.objects.filter(call=call).delete()
    _write_criteria(call, criteria)


@deed
def move_call(*, call: Call, move: str, by: people.Person, now: datetime, reason: str = "") -> CallStep:
    """Open the call, close it, or open it again.

    :raises CallStateIsOther: if this does not lead on from where it is
    :raises ReasonIsMissing: if it needs words
    :raises CallIsEmpty: if there is nothing to join
    """
    call = lock(call)
    step = CALL_MOVES[move]
    if call.state not in step.before:
        raise CallStateIsOther(state=call.get_state_display())
    if step.needs_reason and not reason.strip():
        raise ReasonIsMissing
    if step.after == Call.State.OPEN and not (str(call.title) and str(call.wanted) and call.due_at):
        raise CallIsEmpty

    made = CallStep.objects.create(
        call=call, move=move, before=call.state, after=step.after, by=by, at=now, reason=reason.strip()
    )
    call.state = step.after
    call.save(update_fields=["state"])
    if move == "open":
        tell_of_call(call, by=by, now=now)

    emit(CallMoved(actor=by.uid, call=call.uid, move=move, after=step.after))
    return made


def _write_criteria(call: Call, criteria: Sequence[tuple[str, Any, Any]]) -> None:
    Criterion.objects.bulk_create(
        Criterion(call=call, key=key, name=as_text(name), help=as_text(question), place=place)
        for place, (key, name, question) in enumerate(criteria)
    )
