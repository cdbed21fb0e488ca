"""Work by the clock: searches that are kept are asked again."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from xingtan.kernel.seals import seal
from xingtan.kernel.tasks import every
from xingtan.readers import actions, queries

STOP = "readers.search"
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
        stop = f"{settings.XINGTAN.address}{reverse('readers:search-stop', args=(sealed,))}"
        actions.tell_of_search(search=kept, titles=titles, total=total, until=until, stop=stop, now=now)
