"""Deeds: the secret addresses of somebody's calendars."""

from datetime import datetime

from xingtan.kernel.deeds import deed
from xingtan.people import public as people
from xingtan.timetables.models import Feed


@deed
def renew_feed(*, person: people.Person, now: datetime) -> Feed:
    """Give somebody's calendars addresses, or new ones: the old lead nowhere from now on."""
    feed, is_new = Feed.objects.select_for_update().get_or_create(person=person, defaults={"made_at": now})
    if not is_new:
        feed.number, feed.made_at = feed.number + 1, now
        feed.save(update_fields=["number", "made_at"])
    return feed


@deed
def forget_feed(*, person: people.Person) -> None:
    """Let the addresses lead nowhere. The number is kept in nothing: a later address is another one all the same."""
    Feed.objects.filter(person=person).delete()
