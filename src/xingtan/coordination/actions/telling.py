"""Telling those whom it concerns: what waits for them, and what became of what they gave."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from xingtan.catalog import public as catalog
from xingtan.coordination.models import Assignment, Call, EvidenceCheck, Experience, Nomination, Party, Step
from xingtan.notices import public as notices
from xingtan.people import public as people
from xingtan.universities import public as universities

WORK, NEWS, CALL = "coordination.work", "coordination.news", "coordination.call"


def those_who(role: str, university: universities.University | None = None) -> list[people.Person]:
    """Give who serves so, for the university or for the consortium."""
    rows = universities.Membership.objects.filter(role=role, university=university).select_related("person")
    return [each.person for each in rows.order_by("pk")]


def tell_of_step(step: Step, nomination: Nomination, *, now: datetime) -> None:
    """Tell the university what became of its course, and the desk what waits for it now."""
    about, said = str(step.uid), {"what": step.after, **_named(nomination)}
    _tell(
        those_who(universities.Role.ADMINISTRATOR, nomination.university),
        NEWS,
        about,
        {**said, "reason": step.reason},
        step.by,
        now,
    )
    waits_for = {
        "nominated": universities.Role.COORDINATOR,
        "to_decide": universities.Role.COMMITTEE,
        "accepted": universities.Role.COORDINATOR,
    }
    if role := waits_for.get(step.after):
        _tell(those_who(role), WORK, about, said, step.by, now)


def tell_expert(assignment: Assignment, *, now: datetime) -> None:
    """Ask an expert for a review."""
    said = {"what": "review", **_named(assignment.nomination), "url": assignment.get_absolute_url()}
    _tell([assignment.expert], WORK, str(assignment.uid), said, assignment.by, now)


def tell_of_evidence(made: EvidenceCheck, *, now: datetime) -> None:
    """Tell those who speak for the party what became of their evidence."""
    evidence = made.evidence
    said = {
        "what": "evidence_accepted" if made.is_accepted else "evidence_returned",
        "title": dict(evidence.task.title),
        "url": f"/coordination/tasks/{evidence.task.uid}/",
        "reason": made.reason,
    }
    _tell([evidence.by, *speakers_of(evidence.party)], NEWS, str(evidence.uid), said, made.by, now)


def tell_of_call(call: Call, *, by: people.Person, now: datetime) -> None:
    """Tell everyone who runs a university that there is a call to join."""
    runs = universities.Membership.objects.filter(role=universities.Role.ADMINISTRATOR).select_related("person")
    said = {"title": dict(call.title), "url": call.get_absolute_url()}
    _tell([each.person for each in runs.order_by("pk")], CALL, str(call.uid), said, by, now)


def tell_of_experience(
    experience: Experience, *, what: str, reason: str, about: str, by: people.Person, now: datetime
) -> None:
    """Tell who wrote it what became of it, and coordinators that one waits."""
    said = {"what": what, "title": dict(experience.title), "url": experience.get_absolute_url(), "reason": reason}
    if what == "experience_submitted":
        _tell(those_who(universities.Role.COORDINATOR), WORK, about, said, by, now)
    else:
        _tell([experience.author], NEWS, about, said, by, now)


def speakers_of(party: Party) -> list[people.Person]:
    """Give who speaks for the party."""
    if party.university:
        return those_who(universities.Role.ADMINISTRATOR, party.university)
    rows = catalog.PlatformContact.objects.filter(platform=party.platform_id).select_related("person")
    return [each.person for each in rows.order_by("pk")]


def _named(nomination: Nomination) -> dict[str, Any]:
    return {"title": dict(nomination.course.title), "url": nomination.get_absolute_url()}


def _tell(
    told: Iterable[people.Person], kind: str, about: str, data: dict[str, Any], by: people.Person, now: datetime
) -> None:
    """Tell each of them once; nobody is told what they did themselves."""
    others = {each.pk: each for each in told if each.pk != by.pk}
    notices.tell(people=list(others.values()), kind=kind, about=about, data=data, now=now)
