"""Gathering in the worker: by the clock, and because somebody asked."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.catalog import public as catalog
from xingtan.harvest import actions
from xingtan.harvest.adapters import Kept, PoliteWay, check
from xingtan.harvest.config import harvest as settings
from xingtan.harvest.models import Feed, Harvest
from xingtan.harvest.queries import links_to_check
from xingtan.harvest.registry import Source, Terms, named
from xingtan.jobs import public as jobs
from xingtan.jobs.registry import Cancelled, Work, kind
from xingtan.kernel.errors import OutsideFailed, RuleBroken
from xingtan.kernel.tasks import every
from xingtan.people import public as people

GATHERING = "harvest.gather"
MEGABYTE = 1024 * 1024
DUE_AT_ONCE = 50
LINKS_AT_ONCE = 2_000


class NoSuchFormat(RuleBroken):
    """The room that reads the format is not there."""

    message = gettext_lazy("Nothing here reads the format “%(name)s”. Choose another format for this feed.")


def start(*, feed: Feed, by: people.Person | None) -> jobs.Job:
    """Begin to gather the feed, as a job that can be watched."""
    actions.plan(feed=feed, now=timezone.now())
    return jobs.start(kind=GATHERING, owner=by, params={"feed": str(feed.uid)})


def _to_feed(_result: dict[str, Any], params: dict[str, Any]) -> tuple[str, str] | None:
    feed = Feed.objects.filter(uid=UUID(params["feed"])).first()
    return (_("The feed"), feed.get_absolute_url()) if feed else None


@kind(GATHERING, label=gettext_lazy("Gather a platform's catalogue"), link=_to_feed)
def gather(work: Work) -> None:
    """Read the feed to its end, each page kept with where to go on."""
    feed = Feed.objects.select_related("platform").get(uid=UUID(work.params["feed"]))
    harvest = actions.begin(feed=feed, job=UUID(work.uid), now=timezone.now())
    feed.refresh_from_db()
    try:
        harvest = _read(work, feed, harvest)
    except Cancelled:
        actions.end_badly(harvest=harvest, why=_("Stopped by hand."), now=timezone.now(), is_cancelled=True)
        raise
    except (OutsideFailed, RuleBroken) as no:
        _fail(harvest, str(no) or type(no).__name__)
        raise
    except Exception as trouble:  # a format is somebody else's code: its failure is the feed's, whatever it is
        _fail(harvest, _("Reading stopped at something nobody foresaw: %(what)s") % {"what": type(trouble).__name__})
        raise
    work.result.update({name: getattr(harvest, name) for name in ("added", "changed", "same", "back", "gone", "bad")})


def _read(work: Work, feed: Feed, harvest: Harvest) -> Harvest:
    source = named(feed.format)
    if source is None:
        raise NoSuchFormat(name=feed.format)
    way = PoliteWay(
        known=_known(feed),
        pause=settings.pause_seconds,
        most_requests=settings.most_requests,
        most_bytes=settings.most_megabytes * MEGABYTE,
    )
    is_last = False
    for page in source.read(_terms(feed, source), way, feed.state, now=timezone.now()):
        harvest = actions.keep_page(
            harvest=harvest,
            page=page,
            told=way.told(),
            report=work.line,
            now=timezone.now(),
        )
        is_last = page.is_last
        seen = harvest.seen + harvest.bad
        work.progress(seen, max(page.total or 0, seen + 1), _("%(seen)s courses found") % {"seen": harvest.seen})
        if is_last:
            break
    if not is_last:
        raise OutsideFailed(_("The feed stopped before its end."))
    return harvest


def _terms(feed: Feed, source: Source) -> Terms:
    options = {each.name: str(feed.options.get(each.name) or each.default) for each in source.options}
    return Terms(url=feed.url, options=options, last_ok_at=feed.last_ok_at, platform=feed.platform.slug)


def _known(feed: Feed) -> Callable[[str], Kept | None]:
    def known(url: str) -> Kept | None:
        row = feed.validators.filter(url=url, is_settled=True).values_list("etag", "modified").first()
        return Kept(*row) if row else None

    return known


def _fail(harvest: Harvest, why: str) -> None:
    actions.end_badly(harvest=harvest, why=why, now=timezone.now())


@every("*/5 * * * *")
def gather_what_is_due() -> None:
    """Begin a harvest of each feed whose time has come."""
    begin_due(now=timezone.now())


def begin_due(*, now: datetime) -> int:
    """Begin those that are due; says how many."""
    due = Feed.objects.on().filter(next_at__lte=now).order_by("next_at", "pk")[:DUE_AT_ONCE]
    for feed in due:
        start(feed=feed, by=None)
    return len(due)


@every("40 * * * *", queue="heavy")
def check_links() -> None:
    """Look for course pages that were not looked for in a week, some of them every hour."""
    check_some_links(now=timezone.now())


def check_some_links(*, now: datetime, **how: Any) -> int:
    """Look for the pages of those that wait longest; says how many were looked for."""
    answered, failed = check(links_to_check(now=now, count=LINKS_AT_ONCE), **how)
    catalog.platforms.note_checks(answered=answered, failed=failed, now=now)
    return len(answered) + len(failed)
