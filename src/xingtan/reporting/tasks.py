"""By the clock: reminders of campaigns whose coordinator wants them, ends of embargoes, streams that fell silent."""

from datetime import datetime

from django.utils import timezone

from xingtan.kernel.tasks import every
from xingtan.reporting import actions
from xingtan.reporting.models import Campaign


@every("7 * * * *")
def look_at_the_clock() -> None:
    """Do what the hour brings."""
    do_what_is_due(now=timezone.now())


def do_what_is_due(*, now: datetime) -> None:
    """Remind by the plans, announce releases, tell of silence."""
    for campaign in Campaign.objects.filter(state=Campaign.State.OPEN, is_reminding=True).order_by("pk"):
        actions.remind_by_plan(campaign=campaign, now=now)
    actions.tell_releases(now=now)
    actions.tell_of_silence(now=now)
