"""Gather a feed in this process, and say how far it came. It may be killed at any moment, and is then run again."""

import json
import sys
from datetime import date

from django.utils import timezone

from xingtan.catalog import public as catalog
from xingtan.harvest import public as harvest
from xingtan.jobs import public as jobs
from xingtan.site import tables


def main() -> None:
    """Do it."""
    name, url, options, *more = sys.argv[1:]
    if "--new" in more:
        tables.bring_up_to_date()
    feed = harvest.Feed.objects.first() or harvest.set_up_feed(
        platform=catalog.platforms.register_platform(
            slug="theirs",
            name={"en": "Theirs"},
            operator="Somebody Else",
            country="EE",
            website="https://theirs.example",
            joined_on=date(2020, 2, 2),
            by=None,
        ),
        source=name,
        url=url,
        options=json.loads(options),
        by=None,
        now=timezone.now(),
    )
    # As the queue does: what was cut off is begun again; what was begun three times in vain has failed.
    job = jobs.Job.objects.exclude(status__in=jobs.Job.ENDED).first() or harvest.start(feed=feed, by=None)
    print("begins", flush=True)
    jobs.run(str(job.uid))
    job.refresh_from_db()
    print(json.dumps({**books(feed), "job": job.status, "said": job.sentence}))


def books(feed: harvest.Feed) -> dict[str, object]:
    """Say what is known of the feed's courses."""
    feed.refresh_from_db()
    live = catalog.Listing.objects.live()
    passes = harvest.Harvest.objects.order_by("pk")
    return {
        "titles": sorted(json.dumps(each.title) for each in catalog.Course.objects.published()),
        "listings": live.count(),
        "gone": catalog.Listing.objects.count() - live.count(),
        "urls": live.values("url").distinct().count(),
        "owners": sorted({str(each.university.name) for each in catalog.Course.objects.select_related("university")}),
        "error": feed.last_error,
        "passes": list(passes.values("status", "pages", "added", "changed", "same", "back", "gone", "bad")),
    }
