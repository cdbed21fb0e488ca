"""Deeds: a university joins, a person is given a role or loses it."""

from datetime import datetime

from xingtan.kernel.deeds import deed
from xingtan.kernel.events import emit
from xingtan.kernel.text import as_text
from xingtan.people import public as people
from xingtan.universities.events import RoleGiven, RoleWithdrawn, UniversityJoined
from xingtan.universities.models import Membership, University


@deed
def admit(
    *, slug: str, name: dict[str, str] | str, country: str, zone: str = "UTC", about: dict[str, str] | str = "", website: str = ""
) -> University:
    """Admit a university to the consortium."""
    university = University.objects.create(slug=slug, name=as_text(name), about=as_text(about), country=country, zone=zone, website=website)

    emit(UniversityJoined(university=university.uid))
    return university


@deed
def give_role(*, person: people.Person, role: str, university: University | None, by: people.Person | None, now: datetime) -> Membership:
    """Let the person serve the university, or the consortium; giving a role twice changes nothing."""
    membership, is_new = Membership.objects.get_or_create(person=person, university=university, role=role, defaults={"since": now})

    if is_new:
        emit(RoleGiven(actor=by and by.uid, university=university and university.uid, person=person.uid, role=role))
    return membership


@deed
def withdraw_role(*, membership: Membership, by: people.Person) -> None:
    """End the service; what the person made stays."""
    university = membership.university
    Membership.objects.filter(pk=membership.pk).delete()

    emit(RoleWithdrawn(actor=by.uid, university=university and university.uid, person=membership.person.uid, role=membership.role))
