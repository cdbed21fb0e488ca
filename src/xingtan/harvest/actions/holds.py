"""Deeds: a pass that found too little waits for a person, who says whether the rest is gone."""

from datetime import datetime

from xingtan.catalog import public as catalog
from xingtan.harvest.events import HoldDecided, PassHeld
from xingtan.harvest.models import Feed, Hold
from xingtan.kernel.deeds import deed
from xingtan.kernel.events import emit
from xingtan.people import public as people


@deed
def hold(*, feed: Feed, since: datetime, listed: int, missing: int, now: datetime) -> Hold:
    """Keep what is missing until a person says that it is gone; one that already waits is brought up to date."""
    waiting = feed.holds.filter(decided_at__isnull=True).first()
    if waiting:
        waiting.since, waiting.listed, waiting.missing = since, listed, missing
        waiting.save(update_fields=["since", "listed", "missing"])
        return waiting

    made = Hold.objects.create(feed=feed, since=since, listed=listed, missing=missing, asked_at=now)

    emit(PassHeld(hold=made.uid, feed=feed.uid, platform=feed.platform.uid, missing=missing))
    return made


@deed
def release(*, feed: Feed, now: datetime) -> None:
    """Ask no longer: a later pass found it again."""
    feed.holds.filter(decided_at__isnull=True).update(decided_at=now)


@deed
def decide(*, hold: Hold, is_gone: bool, by: people.Person, now: datetime) -> int:
    """Say whether what is missing is gone, or kept until a pass finds it again. Returns how many went.

    Deciding twice changes nothing.
    """
    hold = Hold.objects.select_for_update(of=("self",)).select_related("feed__platform").get(pk=hold.pk)
    if hold.decided_at:
        return 0

    feed = hold.feed
    hold.decided_at, hold.decided_by, hold.is_gone = now, by, is_gone
    hold.save(update_fields=["decided_at", "decided_by", "is_gone"])
    gone = 0
    if is_gone:
        gone = catalog.listings.say_gone_unseen(platform=feed.platform, since=hold.since, now=now, origin=feed.origin)

    emit(HoldDecided(actor=by.uid, hold=hold.uid, feed=feed.uid, platform=feed.platform.uid, is_gone=is_gone))
    return gone
