"""Deeds: a partner platform is registered, changes, leaves; somebody speaks for it."""

from datetime import datetime
from typing import Any

from django.db.models import F
from django.db.models.functions import Least
from django.utils.translation import gettext_lazy as _

from xingtan.catalog.events import PlatformChanged, PlatformRegistered
from xingtan.catalog.models import Listing, Platform, PlatformContact
from xingtan.catalog.rules.wanted import HERE
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people

MOST_FAILED = 1000


class PlatformAddressIsTaken(RuleBroken):
    """Two platforms cannot have one address."""

    message = _("There is already a platform at “%(slug)s”. Choose another address.")


@deed
def register_platform(*, slug: str, by: people.Person | None, **facts: Any) -> Platform:
    """Let a partner's courses be found here, from now on.

    :param facts: fields of the platform, by name
    :raises PlatformAddressIsTaken: if there is one at this address
    """
    # One name stands for this site where platforms are listed.
    if slug == HERE or Platform.objects.filter(slug=slug).exists():
        raise PlatformAddressIsTaken(slug=slug)

    platform = Platform.objects.create(slug=slug, **facts)

    emit(PlatformRegistered(actor=by and by.uid, platform=platform.uid))
    return platform


@deed
def change_platform(*, platform: Platform, by: people.Person | None, **facts: Any) -> Platform:
    """Change what is known of a platform, or write down that it left; its address and its courses stay.

    :param facts: fields of the platform, by name
    """
    platform = Platform.objects.select_for_update().get(pk=platform.pk)
    for name, value in facts.items():
        setattr(platform, name, value)
    platform.save(update_fields=list(facts))

    emit(PlatformChanged(actor=by and by.uid, platform=platform.uid))
    return platform


@deed
def name_contact(*, platform: Platform, email: str, by: people.Person | None, now: datetime) -> PlatformContact:
    """Let whoever has this address speak for the platform; naming somebody twice changes nothing.

    :raises NobodyHasThisAddress: if there is no such account
    """
    person = people.person_with_address(email)
    contact, is_new = PlatformContact.objects.get_or_create(platform=platform, person=person, defaults={"since": now})

    people.note_duties(person=person)

    if is_new:
        emit(PlatformChanged(actor=by and by.uid, platform=platform.uid))
    return contact


@deed
def drop_contact(*, contact: PlatformContact, by: people.Person) -> None:
    """Let somebody no longer speak for the platform."""
    platform = contact.platform
    PlatformContact.objects.filter(pk=contact.pk).delete()

    emit(PlatformChanged(actor=by.uid, platform=platform.uid))


@deed
def note_checks(*, answered: list[int], failed: list[int], now: datetime) -> None:
    """Write down which listings' pages answered when they were looked for, by key."""
    Listing.objects.filter(pk__in=answered).update(failed_checks=0, checked_at=now)
    Listing.objects.filter(pk__in=failed).update(
        failed_checks=Least(F("failed_checks") + 1, MOST_FAILED), checked_at=now
    )
