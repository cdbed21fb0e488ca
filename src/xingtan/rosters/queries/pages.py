"""What pages of rosters show."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from xingtan.jobs import public as jobs
from xingtan.kernel import files
from xingtan.rosters.adapters import tables
from xingtan.rosters.models import Candidate, ColumnMap, Doubt, Roster
from xingtan.rosters.registry import KINDS, Unreadable
from xingtan.rosters.rules import guess
from xingtan.universities import public as universities


@dataclass(frozen=True, slots=True)
class State:
    """How far a roster is: ``columns``, ``looking``, ``wrong``, ``ready``, ``taking``, ``taken`` or ``failed``."""

    name: str
    job: jobs.Job | None = None


def rosters_of(university: universities.University) -> QuerySet[Roster]:
    """Give what was handed in, the newest first."""
    return Roster.objects.filter(university=university).select_related("university", "brought_by").order_by("-pk")


def state_of(roster: Roster) -> State:
    """Tell how far a roster is, with the job that is at it."""
    if roster.taken_at:
        return State("taken")
    uid = roster.taking_job or roster.job
    job = jobs.Job.objects.filter(uid=uid).first() if uid else None
    if job is None:
        return State("columns")
    if job.status in ("failed", "cancelled") and (roster.taking_job or not roster.looked_at):
        return State("failed", job)
    if roster.taking_job:
        return State("taking", job)
    if roster.looked_at is None:
        return State("looking", job)
    return State("wrong" if roster.errors else "ready", job)


def counted(roster: Roster) -> list[tuple[str, dict[str, int]]]:
    """Give how many of each kind are new, changed, gone and the same, by the words for the kind."""
    words = {
        "org": _("Departments"),
        "term": _("Terms"),
        "course": _("Courses"),
        "class": _("Classes"),
        "user": _("People"),
        "role": _("Roles"),
        "enrollment": _("Places in classes"),
    }
    kinds = roster.counts.get("kinds", {})
    return [(words[kind], kinds[kind]) for kind in KINDS if any(kinds.get(kind, {}).values())]


def headings_of(roster: Roster) -> tuple[list[str], list[list[str]]]:
    """Give the headings of a kept table, and its first lines.

    :raises Unreadable: if it is no table
    """
    if not roster.digest:
        raise Unreadable(why=_("its file is no longer kept"))
    with files.open(roster.digest) as file:
        return tables.headings_of(file, roster.name)


def guessed(roster: Roster, headings: list[str]) -> dict[str, Any]:
    """Give what each column probably is: as it was said last for a heading of that name, else as headings mean."""
    said = ColumnMap.objects.filter(university=roster.university).values_list("columns", flat=True).first() or {}
    known = {field: headings.index(name) for field, name in said.items() if name in headings}
    found = {field: place for field, place in guess(headings).items() if place not in known.values()}
    columns = {**found, **known}
    before = roster.options.get("columns") or columns
    return {
        **{field: str(place) for field, place in before.items()},
        "stands": roster.options.get("role", "student"),
        "is_whole": roster.options.get("is_whole", False),
    }


def doubts_of(university: universities.University) -> QuerySet[Doubt]:
    """Give the people about whom somebody has to decide."""
    return Doubt.objects.filter(university=university, decided_at=None).order_by("pk")


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody who may be meant, as far as one has to know to decide."""

    uid: UUID
    name: str
    email: str
    why: str


def candidates_of(doubts: list[Doubt]) -> list[tuple[Doubt, list[Choice]]]:
    """Give who each may be: in one query."""
    found: dict[int, list[Choice]] = {each.pk: [] for each in doubts}
    words = {
        "identifier": _("another list of yours names them by the same number"),
        "email": _("they have the same e-mail address"),
        "sign_in": _("they sign in through the university with the same number"),
        "number": _("they sign in elsewhere with the same number"),
    }
    for each in Candidate.objects.filter(doubt__in=doubts).select_related("person").order_by("pk"):
        person = each.person
        found[each.doubt_id].append(
            Choice(person.uid, person.get_full_name(), _veiled(person.email or ""), words.get(each.how, ""))
        )
    return [(each, found[each.pk]) for each in doubts]


def _veiled(email: str) -> str:
    """Show enough of an address to know it by, and not enough to write to."""
    name, at, domain = email.partition("@")
    return f"{name[:2]}…{at}{domain}" if at else ""


def candidate_named(doubt: Doubt, uid: str) -> int | None:
    """Find who was chosen, among those who may be meant."""
    try:
        asked = UUID(uid)
    except ValueError:
        return None
    return Candidate.objects.filter(doubt=doubt, person__uid=asked).values_list("person_id", flat=True).first()
