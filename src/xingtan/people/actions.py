"""Deeds: opening an account."""

from django.utils.translation import gettext_lazy as _

from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.people.events import Joined
from xingtan.people.models import Person


class AddressIsTaken(RuleBroken):
    """Two people cannot sign in with one address."""

    message = _("There is already an account with this address. Sign in, or ask for a new password.")


@deed
def join(
    *,
    email: str,
    password: str | None = None,
    name: str = "",
    latin_name: str = "",
    locale: str = "en",
    zone: str = "UTC",
    is_operator: bool = False,
) -> Person:
    """Open an account.

    :raises AddressIsTaken: if somebody has one with this address
    """
    address = email.strip().lower()
    if Person.objects.filter(email=address).exists():
        raise AddressIsTaken

    person = Person(email=address, name=name, latin_name=latin_name, locale=locale, zone=zone, is_operator=is_operator)
    person.set_password(password)
    person.save()

    emit(Joined(actor=person.uid, person=person.uid))
    return person
