"""Deeds: a task is given, a party says what it has done of it, and a coordinator looks."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from xingtan.coordination import access
from xingtan.coordination.actions.telling import tell_of_evidence
from xingtan.coordination.actions.walking import ReasonIsMissing
from xingtan.coordination.events import EvidenceChecked, EvidenceGiven
from xingtan.coordination.models import Call, Departure, Evidence, EvidenceCheck, Party, Task
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people


class NotAsked(RuleBroken):
    """A task asks something of some, and of no others."""

    message = _("This task asks nothing of them. Nothing was kept.")


class AlreadyChecked(RuleBroken):
    """One piece of evidence is looked at once."""

    message = _("Somebody has looked at this before. Nothing was changed.")


class OwnEvidence(RuleBroken):
    """Nobody accepts what they said themselves, or what was said in the name of their own."""

    message = _("This is your own evidence, so another coordinator looks at it. Nothing was changed.")


@deed
def add_task(*, call: Call, by: people.Person, **facts: Any) -> Task:
    """Ask something of the parties of the call."""
    return Task.objects.create(call=call, **facts)


@deed
def describe_task(*, task: Task, by: people.Person, **facts: Any) -> Task:
    """Change what the task asks. What was accepted for it counts as before."""
    task = Task.objects.select_for_update().get(pk=task.pk)
    for name, value in facts.items():
        setattr(task, name, value)
    task.save(update_fields=list(facts))

    return task


@deed
def give_evidence(
    *, task: Task, party: Party, count: int, link: str, note: str, by: people.Person, now: datetime
) -> Evidence:
    """Say what was done.

    :raises NotAsked: if the task asks nothing of this party
    """
    gone = Departure.objects.standing().filter(party=party).exists()
    if gone or party.call_id != task.call_id or not task.concerns(party):
        raise NotAsked

    evidence = Evidence.objects.create(task=task, party=party, count=count, link=link, note=note, by=by, at=now)

    emit(
        EvidenceGiven(
            actor=by.uid,
            university=party.university and party.university.uid,
            task=task.uid,
            party=party.uid,
            evidence=evidence.uid,
            count=count,
        )
    )
    return evidence


@deed
def check_evidence(
    *, evidence: Evidence, is_accepted: bool, reason: str, by: people.Person, now: datetime
) -> EvidenceCheck:
    """Accept what was said to be done, or return it with a reason.

    :raises OwnEvidence: if they said it themselves, or stand for who did
    :raises AlreadyChecked: if somebody looked before
    :raises ReasonIsMissing: if it is returned without words
    """
    evidence = (
        Evidence.objects.select_for_update(of=("self",))
        .select_related("task", "party__university", "party__platform", "by")
        .get(pk=evidence.pk)
    )
    if evidence.by_id == by.pk or access.can_speak_for(by, evidence.party):
        raise OwnEvidence
    if EvidenceCheck.objects.filter(evidence=evidence).exists():
        raise AlreadyChecked
    if not is_accepted and not reason.strip():
        raise ReasonIsMissing

    made = EvidenceCheck.objects.create(
        evidence=evidence, is_accepted=is_accepted, by=by, at=now, reason=reason.strip()
    )
    tell_of_evidence(made, now=now)

    emit(
        EvidenceChecked(
            actor=by.uid,
            university=evidence.party.university and evidence.party.university.uid,
            task=evidence.task.uid,
            party=evidence.party.uid,
            evidence=evidence.uid,
            accepted=is_accepted,
        )
    )
    return made
