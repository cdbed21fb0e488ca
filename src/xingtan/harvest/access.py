"""Who may do what with feeds, and the doors to them."""

from typing import Any
from uuid import UUID

from xingtan.catalog import public as catalog
from xingtan.harvest.models import Feed, Harvest, Hold, Sheet
from xingtan.kernel.errors import NotAllowed, NotThere
from xingtan.universities import public as universities


def can_manage(person: Any) -> bool:
    """Test whether this person registers platforms and sets feeds up: coordinators, and operators of the site."""
    return universities.coordinates(person) or getattr(person, "is_operator", False)


def can_speak_for(person: Any, platform: catalog.Platform) -> bool:
    """Test whether this person sees how the platform is gathered: its contacts, and who manages them all."""
    if not person.is_authenticated:
        return False
    return can_manage(person) or is_contact(person, platform)


def is_contact(person: Any, platform: catalog.Platform) -> bool:
    """Test whether this person is a named contact of the platform: they alone sign for its courses."""
    return person.is_authenticated and platform.contacts.filter(person=person).exists()


def platforms_to_look_after(person: Any) -> None:
    """Open the desk to who manages platforms, and to everyone who serves somewhere; they see those they speak for."""
    if not person.is_authenticated or not (person.has_duties or can_manage(person)):
        raise NotThere


def manage(person: Any) -> None:
    """Open what only coordinators and operators do."""
    if not can_manage(person):
        raise NotThere


def platform_to_speak_for(person: Any, *, platform: str) -> catalog.Platform:
    """Find a platform for those who speak for it."""
    found = catalog.platform_to_see(person, platform=platform)
    if not can_speak_for(person, found):
        raise NotThere
    return found


def platform_to_manage(person: Any, *, platform: str) -> catalog.Platform:
    """Find a platform for those who manage them all."""
    found = platform_to_speak_for(person, platform=platform)
    if not can_manage(person):
        raise NotAllowed
    return found


def contact_to_drop(person: Any, *, platform: str, contact: int) -> catalog.PlatformContact:
    """Find who speaks for a platform, to end that."""
    of = platform_to_manage(person, platform=platform)
    found = catalog.PlatformContact.objects.filter(pk=contact, platform=of).select_related("platform").first()
    if found is None:
        raise NotThere
    return found


def feed_to_see(person: Any, *, feed: UUID) -> Feed:
    """Find a feed for those who speak for its platform; they may start it, too."""
    found = Feed.objects.filter(uid=feed).select_related("platform").first()
    if found is None or not can_speak_for(person, found.platform):
        raise NotThere
    return found


def feed_to_change(person: Any, *, feed: UUID) -> Feed:
    """Find a feed for those who set feeds up."""
    found = feed_to_see(person, feed=feed)
    if not can_manage(person):
        raise NotAllowed
    return found


def harvest_to_see(person: Any, *, harvest: UUID) -> Harvest:
    """Find a harvest for those who speak for the platform."""
    found = Harvest.objects.filter(uid=harvest).select_related("feed__platform").first()
    if found is None or not can_speak_for(person, found.feed.platform):
        raise NotThere
    return found


def hold_to_decide(person: Any, *, hold: UUID) -> Hold:
    """Find what waits for a word, for those who may say it: who speaks for the platform."""
    found = Hold.objects.filter(uid=hold).select_related("feed__platform").first()
    if found is None or not can_speak_for(person, found.feed.platform):
        raise NotThere
    return found


def sheet_to_see(person: Any, *, sheet: UUID) -> Sheet:
    """Find a sheet for those who speak for its platform."""
    found = Sheet.objects.filter(uid=sheet).select_related("platform", "made_by", "signed_by").first()
    if found is None or not can_speak_for(person, found.platform):
        raise NotThere
    return found


def sheet_to_sign(person: Any, *, sheet: UUID) -> Sheet:
    """Find a sheet for a named contact of its platform: nobody else stands up for its courses."""
    found = sheet_to_see(person, sheet=sheet)
    if not is_contact(person, found.platform):
        raise NotAllowed
    return found
