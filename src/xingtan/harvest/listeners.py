"""What the harvest does when something went wrong: those who can mend it are told, once."""

from django.urls import reverse
from django.utils import timezone

from xingtan.harvest.events import HarvestEnded, PassHeld
from xingtan.harvest.models import Harvest, Hold
from xingtan.harvest.queries import watchers_of
from xingtan.harvest.rules import FAILURES_TO_TELL
from xingtan.kernel.events import hears
from xingtan.notices import public as notices


@hears(HarvestEnded)
def on_harvest_ended(ended: list[HarvestEnded]) -> None:
    """Tell of a feed that failed twice in a row, once until it works again."""
    failed = [each.harvest for each in ended if each.status == Harvest.Status.FAILED]
    for harvest in Harvest.objects.filter(uid__in=failed).select_related("feed__platform").order_by("pk"):
        feed = harvest.feed
        if feed.failures < FAILURES_TO_TELL:
            continue
        notices.tell(
            people=watchers_of(feed.platform),
            kind="harvest.failed",
            about=f"{feed.uid}:{feed.last_ok_at:%Y%m%d%H%M%S}" if feed.last_ok_at else f"{feed.uid}",
            data={"platform": dict(feed.platform.name), "error": harvest.error, "url": feed.get_absolute_url()},
            now=timezone.now(),
        )


@hears(PassHeld)
def on_pass_held(held: list[PassHeld]) -> None:
    """Ask whether what is missing is gone."""
    for hold in Hold.objects.filter(uid__in=[each.hold for each in held]).select_related("feed__platform"):
        platform = hold.feed.platform
        notices.tell(
            people=watchers_of(platform),
            kind="harvest.held",
            about=str(hold.uid),
            data={
                "platform": dict(platform.name),
                "missing": hold.missing,
                "listed": hold.listed,
                "url": reverse("harvest:feed", args=(hold.feed.uid,)),
            },
            now=timezone.now(),
        )
