"""Deeds: a harvest begins, keeps a page, and comes to its end, well or not."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.catalog import public as catalog
from xingtan.harvest.actions.holds import hold, release
from xingtan.harvest.events import HarvestEnded
from xingtan.harvest.models import Feed, Harvest, Validator
from xingtan.harvest.registry import Page
from xingtan.harvest.rules import FAILURES_TO_START_ANEW, must_ask, next_try
from xingtan.jobs import public as jobs
from xingtan.jobs.registry import Level
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit

Report = Callable[[Level, str, str, str], None]
"""Adds a line to the report: level, place, what, why."""

MOST_REPORTED = 1000
AT_ONCE = 1000


class AlreadyGathering(RuleBroken):
    """Two harvests of one feed would trip over each other."""

    message = gettext_lazy("This feed is being gathered right now. Wait until that harvest ends, or stop it.")


@deed
def begin(*, feed: Feed, job: UUID, now: datetime) -> Harvest:
    """Begin a pass over the feed, or go on with the one that was cut off.

    :raises AlreadyGathering: if another job is at it
    """
    feed = Feed.objects.select_for_update(of=("self",)).get(pk=feed.pk)
    running = feed.harvests.filter(status=Harvest.Status.RUNNING).order_by("-pk").first()
    if running and running.job != job and _is_alive(running.job):
        raise AlreadyGathering

    if running is None:
        running = Harvest(feed=feed, began_at=now)
    running.job = job
    running.save()
    if feed.pass_began_at is None:
        feed.pass_began_at = now
        # What a pass left here that never came to its end must not make us skip what it did not keep.
        feed.validators.filter(is_settled=False).delete()
    feed.last_begun_at = now
    feed.save(update_fields=["pass_began_at", "last_begun_at"])
    return running


@deed
def keep_page(
    *,
    harvest: Harvest,
    page: Page,
    told: Mapping[str, tuple[str, str]],
    report: Report,
    now: datetime,
) -> Harvest:
    """Take in one page and where to go on after it, both or neither.

    :param told: by address: what servers said of pages (ETag, Last-Modified)
    """
    feed = Feed.objects.select_for_update(of=("self",)).select_related("platform").get(pk=harvest.feed_id)
    harvest = Harvest.objects.get(pk=harvest.pk)

    _take_in(harvest, feed, page, report, now)
    feed.state = dict(page.state)
    Validator.objects.bulk_create(
        (Validator(feed=feed, url=url, etag=etag, modified=modified) for url, (etag, modified) in told.items()),
        update_conflicts=True,
        unique_fields=["feed", "url"],
        update_fields=["etag", "modified", "is_settled"],
    )
    harvest.pages += 1
    if page.is_last:
        _finish(harvest, feed, page, now)
    feed.save()
    harvest.save()

    if page.is_last:
        emit(_ended(harvest, feed))
    return harvest


@deed
def end_badly(*, harvest: Harvest, why: str, now: datetime, is_cancelled: bool = False) -> None:
    """Write down that a pass was cut off; the next one goes on where it was."""
    feed = Feed.objects.select_for_update(of=("self",)).select_related("platform").get(pk=harvest.feed_id)
    harvest = Harvest.objects.get(pk=harvest.pk)
    if harvest.status != Harvest.Status.RUNNING:
        return

    harvest.status = Harvest.Status.CANCELLED if is_cancelled else Harvest.Status.FAILED
    harvest.ended_at, harvest.error = now, why[:500]
    if not is_cancelled:
        feed.failures = min(feed.failures + 1, 1000)
        feed.last_error = why[:500]
        feed.next_at = next_try(now=now, hours=feed.hours, failures=feed.failures)
        if feed.failures % FAILURES_TO_START_ANEW == 0:
            # Where it stood may be what is wrong.
            feed.state, feed.pass_began_at = feed.state_at_end, None
    feed.save()
    harvest.save()

    emit(_ended(harvest, feed))


def _take_in(harvest: Harvest, feed: Feed, page: Page, report: Report, now: datetime) -> None:
    for start in range(0, len(page.found), AT_ONCE):
        part = page.found[start : start + AT_ONCE]
        taken = catalog.listings.take_in(
            platform=feed.platform, found=part, source=feed.format, now=now, origin=feed.origin
        )
        harvest.added += taken.added
        harvest.changed += taken.changed
        harvest.same += taken.same
        harvest.back += taken.back
        for no in taken.refused:
            _report(harvest, report, no.remote_id, _("This record was left out."), no.why)
    for start in range(0, len(page.still), AT_ONCE):
        ids = page.still[start : start + AT_ONCE]
        harvest.same += catalog.listings.say_still(platform=feed.platform, remote_ids=ids, now=now, origin=feed.origin)
    for start in range(0, len(page.gone), AT_ONCE):
        ids = page.gone[start : start + AT_ONCE]
        harvest.gone += catalog.listings.say_gone(platform=feed.platform, remote_ids=ids, now=now)
    for bad in page.bad:
        _report(harvest, report, bad.place, bad.what, bad.why)


def _report(harvest: Harvest, report: Report, place: str, what: str, why: str) -> None:
    harvest.bad += 1
    if harvest.bad <= MOST_REPORTED:
        report("warning", _bare(place), _bare(what), _bare(why)[:2000])
    elif harvest.bad == MOST_REPORTED + 1:
        report("warning", "", _("There are more lines like these; they are counted, and no longer listed."), "")


def _bare(said: str) -> str:
    """Write what a stranger said so that any database keeps it."""
    return str(said).replace("\x00", "").encode("utf-8", "replace").decode()


def _finish(harvest: Harvest, feed: Feed, page: Page, now: datetime) -> None:
    began_at = feed.pass_began_at or harvest.began_at
    harvest.status, harvest.ended_at = Harvest.Status.DONE, now
    if page.covers_all:
        unseen = catalog.listings.unseen(platform=feed.platform, since=began_at, origin=feed.origin).count()
        listed = catalog.Listing.objects.live().filter(platform=feed.platform, origin=feed.origin).count()
        # What this very pass found first was not there before it.
        before = listed - harvest.added - harvest.back
        if must_ask(listed=before, missing=unseen):
            harvest.status = Harvest.Status.HELD
            hold(feed=feed, since=began_at, listed=before, missing=unseen, now=now)
        else:
            release(feed=feed, now=now)
            harvest.gone += catalog.listings.say_gone_unseen(
                platform=feed.platform, since=began_at, now=now, origin=feed.origin
            )
    feed.state_at_end, feed.pass_began_at = feed.state, None
    feed.last_ok_at, feed.last_error, feed.failures = began_at, "", 0
    feed.next_at = next_try(now=now, hours=feed.hours, failures=0)
    feed.validators.filter(is_settled=False).update(is_settled=True)


def _is_alive(job: UUID | None) -> bool:
    found: Any = jobs.Job.objects.filter(uid=job).first() if job else None
    return found is not None and not found.has_ended


def _ended(harvest: Harvest, feed: Feed) -> HarvestEnded:
    return HarvestEnded(harvest=harvest.uid, feed=feed.uid, platform=feed.platform.uid, status=harvest.status)
