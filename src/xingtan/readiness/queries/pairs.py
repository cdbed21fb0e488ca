"""Who stands by whom, and who could."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from xingtan.people import public as people
from xingtan.readiness import rules
from xingtan.readiness.models import Pairing
from xingtan.readiness.queries.teachers import held_by, teachers_of
from xingtan.universities import public as universities


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Two who could be paired."""

    novice: people.Person
    mentor: people.Person
    novice_held: int
    mentor_held: int
    is_near: bool
    """Whether they share a department."""

    @property
    def value(self) -> str:
        """Name both in a form."""
        return f"{self.novice.uid}:{self.mentor.uid}"


def pairs_of(university: universities.University) -> QuerySet[Pairing]:
    """Give the pairs that stand."""
    rows = Pairing.objects.current().filter(university=university).select_related("novice", "mentor")
    return rows.order_by("mentor__name", "novice__name", "pk")


def proposals_for(university: universities.University, *, now: datetime) -> list[Proposal]:
    """Propose a mentor for each teacher who has held few sessions and has none."""
    teachers = teachers_of(university, now=now)
    held = held_by(university, set(teachers))
    paired = dict(pairs_of(university).values_list("novice_id", "mentor_id"))
    # A teacher without a class has nothing to be helped with yet.
    colleagues = [
        rules.Colleague(key=key, units=frozenset(each.units), held=held[key])
        for key, each in teachers.items()
        if each.classes or held[key]
    ]
    return [
        Proposal(
            novice=teachers[novice].person,
            mentor=teachers[mentor].person,
            novice_held=held[novice],
            mentor_held=held[mentor],
            is_near=bool(teachers[novice].units & teachers[mentor].units),
        )
        for novice, mentor in rules.propose(colleagues, paired)
    ]


def teachers_among(
    university: universities.University, uids: Iterable[UUID], *, now: datetime
) -> dict[UUID, people.Person]:
    """Find these people among the teachers of a university; who is none is left out."""
    wanted = set(uids)
    teachers = teachers_of(university, now=now).values()
    return {each.person.uid: each.person for each in teachers if each.person.uid in wanted}
