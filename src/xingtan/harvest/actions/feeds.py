"""Deeds: a feed is set up, changed, and planned."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from xingtan.catalog import public as catalog
from xingtan.harvest.events import FeedSetUp
from xingtan.harvest.models import Feed
from xingtan.harvest.rules import next_try
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people


class FeedIsThere(RuleBroken):
    """One catalogue is gathered once."""

    message = _("This platform already has a feed of this format at this address. Change that one instead.")


@deed
def set_up_feed(
    *, platform: catalog.Platform, source: str, url: str, by: people.Person | None, now: datetime, **facts: Any
) -> Feed:
    """Let a platform's catalogue be gathered, from now on.

    :param source: the name of a registered format
    :param facts: fields of the feed, by name
    :raises FeedIsThere: if it already is
    """
    if Feed.objects.filter(platform=platform, format=source, url=url).exists():
        raise FeedIsThere

    feed = Feed.objects.create(platform=platform, format=source, url=url, next_at=now, **facts)

    emit(FeedSetUp(actor=by and by.uid, feed=feed.uid, platform=platform.uid))
    return feed


@deed
def change_feed(*, feed: Feed, by: people.Person | None, now: datetime, **facts: Any) -> Feed:
    """Change where a feed is or how often it is gathered; what was gathered stays.

    :param facts: fields of the feed, by name
    :raises FeedIsThere: if another feed of the platform is there
    """
    feed = Feed.objects.select_for_update(of=("self",)).select_related("platform").get(pk=feed.pk)
    url = facts.get("url", feed.url)
    others = Feed.objects.filter(platform=feed.platform, format=feed.format, url=url).exclude(pk=feed.pk)
    if others.exists():
        raise FeedIsThere

    if url != feed.url or facts.get("options", feed.options) != feed.options:
        _forget(feed)
    for name, value in facts.items():
        setattr(feed, name, value)
    feed.next_at = now
    feed.save()

    emit(FeedSetUp(actor=by and by.uid, feed=feed.uid, platform=feed.platform.uid))
    return feed


@deed
def read_anew(*, feed: Feed) -> None:
    """Forget where the feed was read to, so that the next harvest reads everything."""
    feed = Feed.objects.select_for_update(of=("self",)).get(pk=feed.pk)
    _forget(feed)
    feed.save(update_fields=["state", "state_at_end", "pass_began_at"])


@deed
def plan(*, feed: Feed, now: datetime) -> None:
    """Say when the feed is next, as a harvest of it begins now."""
    Feed.objects.filter(pk=feed.pk).update(next_at=next_try(now=now, hours=feed.hours, failures=0))


def _forget(feed: Feed) -> None:
    feed.state, feed.state_at_end, feed.pass_began_at = {}, {}, None
    feed.validators.all().delete()
