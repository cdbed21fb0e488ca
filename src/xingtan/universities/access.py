"""Who may do what for a university, and the doors to it."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models

from xingtan.kernel.errors import NotThere
from xingtan.kernel.prepared import Prepared
from xingtan.people import public as people
from xingtan.universities.models import Membership, Role, University


@dataclass(frozen=True)
class Service:
    """A person's roles: by university (its key), and for the consortium."""

    at: dict[int, frozenset[str]] = field(default_factory=dict)
    consortium: frozenset[str] = frozenset()


_roles = Prepared[tuple[int | None, str]](
    lambda person: Membership.objects.filter(person=person).values_list("university_id", "role"),
    person=models.BigIntegerField(),
)


def service_of(person: people.Person) -> Service:
    """Load what this person serves as, in one query."""
    at: dict[int, set[str]] = {}
    consortium = set()
    for university, role in _roles.all(person=person.pk):
        if university is None:
            consortium.add(role)
        else:
            at.setdefault(university, set()).add(role)
    return Service({key: frozenset(roles) for key, roles in at.items()}, frozenset(consortium))


def can_administer(person: Any, university: University) -> bool:
    """Test whether this person runs the university here."""
    return person.is_authenticated and Role.ADMINISTRATOR in person.standing.universities.at.get(university.pk, ())


def serves(person: Any, university: University) -> bool:
    """Test whether this person has any role at the university."""
    return person.is_authenticated and university.pk in person.standing.universities.at


def coordinates(person: Any) -> bool:
    """Test whether this person coordinates the consortium."""
    return person.is_authenticated and Role.COORDINATOR in person.standing.universities.consortium


def is_on_committee(person: Any) -> bool:
    """Test whether this person sits on the consortium's committee."""
    return person.is_authenticated and Role.COMMITTEE in person.standing.universities.consortium


def university_to_administer(person: Any, *, university: str) -> University:
    """Find the university, or say it is not there."""
    found = University.objects.filter(slug=university).first()
    if found is None or not can_administer(person, found):
        raise NotThere
    return found


def university_to_serve(person: Any, *, university: str) -> University:
    """Find the university for anyone who serves it."""
    found = University.objects.filter(slug=university).first()
    if found is None or not serves(person, found):
        raise NotThere
    return found


def university_to_see(person: Any, *, university: str) -> University:
    """Find the university for anyone."""
    found = University.objects.filter(slug=university).first()
    if found is None:
        raise NotThere
    return found


def membership_to_end(person: Any, *, university: str, membership: int) -> Membership:
    """Find a role at the university for who runs it."""
    place = university_to_administer(person, university=university)
    found = Membership.objects.filter(pk=membership, university=place).select_related("person", "university").first()
    if found is None:
        raise NotThere
    return found


def can_staff_consortium(person: Any) -> bool:
    """Test whether this person gives the consortium's roles: coordinators do, and operators, who give the first one."""
    return coordinates(person) or (person.is_authenticated and person.is_operator)


def consortium_to_staff(person: Any) -> None:
    """Open the consortium's roles to those who give them."""
    if not can_staff_consortium(person):
        raise NotThere


def consortium_role_to_end(person: Any, *, membership: int) -> Membership:
    """Find a role of the consortium for those who may end it."""
    consortium_to_staff(person)
    found = Membership.objects.filter(pk=membership, university__isnull=True).select_related("person").first()
    if found is None:
        raise NotThere
    return found
