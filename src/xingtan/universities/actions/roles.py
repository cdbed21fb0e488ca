"""Deeds: a person is given a role or loses it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people
from xingtan.universities.events import RoleGiven, RoleWithdrawn
from xingtan.universities.models import Membership, Role, University


class LastAdministrator(RuleBroken):
    """A university that nobody runs cannot be helped."""

    message = _("This is the last administrator. Give somebody else the role first; nothing was changed.")


class OwnRole(RuleBroken):
    """Nobody makes themselves a member of the committee."""

    message = _("Somebody else gives you a role for the consortium. Nothing was changed.")


@deed
def give_role(
    *, person: people.Person, role: str, university: University | None, by: people.Person | None, now: datetime
) -> Membership:
    """Let the person serve the university, or the consortium; giving a role twice changes nothing."""
    membership, is_new = Membership.objects.get_or_create(
        person=person, university=university, role=role, defaults={"since": now}
    )

    people.note_duties(person=person)

    if is_new:
        emit(RoleGiven(actor=by and by.uid, university=university and university.uid, person=person.uid, role=role))
    return membership


@deed
def give_role_to_address(
    *, email: str, role: str, university: University | None, by: people.Person, now: datetime
) -> Membership:
    """Let whoever has this address serve the university, or the consortium.

    :raises NobodyHasThisAddress: if there is no such account
    :raises OwnRole: if a coordinator wants another role for themselves
    """
    person = people.person_with_address(email)
    if university is None and person == by and not by.is_operator:
        raise OwnRole
    return give_role(person=person, role=role, university=university, by=by, now=now)


@deed
def withdraw_role(*, membership: Membership, by: people.Person) -> None:
    """End the service; what the person made stays.

    :raises LastAdministrator: if nobody would be left to run the university
    """
    university = membership.university
    others = (
        Membership.objects.select_for_update()
        .filter(university=university, role=Role.ADMINISTRATOR)
        .exclude(pk=membership.pk)
    )
    if membership.role == Role.ADMINISTRATOR and not others.exists():
        raise LastAdministrator

    Membership.objects.filter(pk=membership.pk).delete()

    emit(
        RoleWithdrawn(
            actor=by.uid, university=university and university.uid, person=membership.person.uid, role=membership.role
        )
    )
