"""Work by the clock: searches that are kept are asked again, and courses begin and end as time goes by."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from xingtan.catalog import actions, queries
from xingtan.kernel.seals import seal
from xingtan.kernel.tasks import every

STOP = "catalog.search"
STOP_WORKS = timedelta(days=400)
# What was published a moment ago may not be in the index yet: it is told the next time.
BEHIND = timedelta(minutes=15)


@every("20 5 * * *", queue="heavy")
def tell_of_new_courses() -> None:
    """Ask every search that is due again, and tell who keeps it what is new."""
    now = timezone.now()
    until = now - BEHIND
    for kept in queries.searches_due(now=now):
        total, titles = queries.new_since(kept, until=until)
        sealed = seal(STOP, kept.uid.bytes, ends_at=int((now + STOP_WORKS).timestamp()))
        stop = f"{settings.XINGTAN.address}{reverse('catalog:search-stop', args=(sealed,))}"
        actions.tell_of_search(search=kept, titles=titles, total=total, until=until, stop=stop, now=now)


@every("7 * * * *", queue="heavy")
def let_time_go_by() -> None:
    """Announce the courses that can now be begun at once, or soon, or no longer."""
    actions.say_turned(courses=queries.turned(now=timezone.now()))
