"""A harvest: every page once, whatever happens in between."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from xingtan.catalog import public as catalog
from xingtan.harvest import actions, tasks
from xingtan.harvest.models import Feed, Harvest, Hold
from xingtan.harvest.registry import Bad, Page
from xingtan.harvest.tests.factories import Fake, course, fake, feed, pages, platform
from xingtan.jobs import public as jobs
from xingtan.kernel.errors import OutsideFailed
from xingtan.notices import public as notices
from xingtan.people.public import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def source() -> Fake:
    return fake()


def gather(of: Feed) -> Harvest:
    """Gather a feed to its end, here and now."""
    job = tasks.start(feed=of, by=None)
    jobs.run(str(job.uid))
    of.refresh_from_db()
    harvest = of.harvests.order_by("-pk").first()
    assert harvest is not None
    return harvest


def listed() -> list[str]:
    return list(catalog.Listing.objects.live().order_by("remote_id").values_list("remote_id", flat=True))


def test_everything_is_gathered_page_by_page(source: Fake) -> None:
    source.pages = pages([1, 2], [3])
    mine = feed(options={"set": ""})

    harvest = gather(mine)

    assert (harvest.status, harvest.pages, harvest.added, listed()) == ("done", 2, 3, ["c1", "c2", "c3"])
    assert (mine.failures, mine.last_error, mine.state) == (0, "", {"next": 2, "is_end": True})
    assert mine.next_at
    assert mine.next_at > timezone.now() + timedelta(hours=23)
    assert source.terms[0].options == {"set": "all"}
    job = jobs.Job.objects.get()
    assert (job.status, job.result["added"]) == ("done", 3)


def test_what_a_whole_pass_no_longer_finds_is_gone(source: Fake) -> None:
    source.pages = pages([1, 2, 3])
    mine = feed()
    gather(mine)
    source.pages = pages([1, 2])

    harvest = gather(mine)

    assert (harvest.gone, harvest.same, listed()) == (1, 2, ["c1", "c2"])


def test_a_pass_of_changes_lets_nothing_vanish(source: Fake) -> None:
    source.pages = pages([1, 2, 3])
    mine = feed()
    gather(mine)
    source.pages = [Page(found=[course(4)], still=["c1"], gone=["c2"], state={"is_end": True}, is_last=True)]

    harvest = gather(mine)

    assert (harvest.added, harvest.same, harvest.gone, listed()) == (1, 1, 1, ["c1", "c3", "c4"])


def test_after_a_failure_it_goes_on_where_it_was(source: Fake) -> None:
    whole = pages([1, 2], [3], [4])
    source.pages = [whole[0], OutsideFailed("down")]
    mine = feed()
    first = gather(mine)
    source.pages = whole

    second = gather(mine)

    assert (first.status, first.error, first.added) == ("failed", "down", 2)
    assert source.states == [{}, {"next": 1, "is_end": False}]
    assert (second.status, second.added, second.gone, listed()) == ("done", 2, 0, ["c1", "c2", "c3", "c4"])


def test_a_format_that_breaks_is_the_feeds_failure(source: Fake, caplog: Any) -> None:
    source.pages = [ValueError("boom")]
    mine = feed()

    harvest = gather(mine)

    assert harvest.status == "failed"
    assert "ValueError" in mine.last_error
    assert jobs.Job.objects.get().status == "failed"


def test_a_feed_that_stops_before_its_end_failed(source: Fake) -> None:
    source.pages = pages([1], [2])[:1]

    assert gather(feed()).status == "failed"
    assert listed() == ["c1"]


def test_a_format_that_is_not_there_is_said(source: Fake) -> None:
    mine = feed(source="nothing")

    assert "nothing" in gather(mine).error


def test_failures_are_tried_later_and_later_and_told_once(
    source: Fake, relay: Any, grace: Person, coordinator: Person
) -> None:
    mine = feed(platform(), hours=1)
    catalog.platforms.name_contact(platform=mine.platform, email=grace.email or "", by=None, now=timezone.now())
    source.pages = [OutsideFailed("down")]

    waits = []
    for _number in range(4):
        gather(mine)
        relay()
        waits.append(round((mine.next_at - timezone.now()).total_seconds() / 3600) if mine.next_at else None)

    assert waits == [1, 2, 4, 8]
    told = notices.Notice.objects.filter(kind="harvest.failed")
    assert sorted(told.values_list("person__name", flat=True)) == sorted([coordinator.name, grace.name])

    source.pages = pages([1])
    gather(mine)
    source.pages = [OutsideFailed("down again")]
    gather(mine)
    gather(mine)
    relay()
    assert told.count() == 4


def test_a_state_that_leads_nowhere_is_given_up(source: Fake) -> None:
    source.pages = [*pages([1], [2])[:1], OutsideFailed("the token is unknown")]
    mine = feed()

    for _number in range(4):
        gather(mine)

    assert source.states[-1] == {}


def test_when_most_is_missing_a_person_is_asked(source: Fake, relay: Any, kofi: Person) -> None:
    mine = feed()
    catalog.platforms.name_contact(platform=mine.platform, email=kofi.email or "", by=None, now=timezone.now())
    source.pages = pages(list(range(20)))
    gather(mine)
    source.pages = pages(list(range(9)))

    harvest = gather(mine)
    gather(mine)
    relay()

    hold = Hold.objects.get()
    assert (harvest.status, hold.missing, hold.listed, len(listed())) == ("held", 11, 20, 20)
    assert notices.Notice.objects.filter(kind="harvest.held").count() == 1
    assert actions.decide(hold=hold, is_gone=True, by=kofi, now=timezone.now()) == 11
    assert actions.decide(hold=hold, is_gone=True, by=kofi, now=timezone.now()) == 0
    assert len(listed()) == 9


def test_what_is_kept_stays_until_it_is_found_again(source: Fake, kofi: Person) -> None:
    mine = feed()
    source.pages = pages(list(range(20)))
    gather(mine)
    source.pages = pages([1])
    gather(mine)
    actions.decide(hold=Hold.objects.get(), is_gone=False, by=kofi, now=timezone.now())
    assert len(listed()) == 20

    gather(mine)
    source.pages = pages(list(range(19)))
    gather(mine)

    assert len(listed()) == 19
    assert not Hold.objects.filter(decided_at=None).exists()


def test_an_empty_feed_is_asked_about_however_few_there_were(source: Fake) -> None:
    mine = feed()
    source.pages = pages([1, 2])
    gather(mine)
    source.pages = pages([])

    assert gather(mine).status == "held"
    assert listed() == ["c1", "c2"]


def test_bad_records_are_reported_with_their_place_and_the_rest_goes_on(source: Fake) -> None:
    broken = course(2, title={})
    source.pages = [
        Page(found=[course(1), broken, course(3)], bad=[Bad("line 7\x00\ud800", "No id.", "x" * 9000)], is_last=True)
    ]

    harvest = gather(feed())

    assert (harvest.added, harvest.bad, harvest.status) == (2, 2, "done")
    lines = list(jobs.Job.objects.get().lines.order_by("pk").values_list("place", "what"))
    assert lines == [("c2", "This record was left out."), ("line 7?", "No id.")]


def test_a_thousand_bad_records_are_counted_and_the_report_has_an_end(source: Fake) -> None:
    source.pages = [Page(bad=[Bad(str(number), "bad") for number in range(1200)], is_last=True)]

    assert gather(feed()).bad == 1200
    assert jobs.Job.objects.get().lines.count() == 1001


def test_two_harvests_do_not_trip_over_each_other(source: Fake) -> None:
    source.pages = pages([1])
    mine = feed()
    waiting = tasks.start(feed=mine, by=None)
    actions.begin(feed=mine, job=waiting.uid, now=timezone.now())

    second = tasks.start(feed=mine, by=None)
    jobs.run(str(second.uid))

    second.refresh_from_db()
    assert second.status == "failed"
    assert mine.harvests.get().status == "running"


def test_what_a_dead_job_began_another_ends(source: Fake) -> None:
    source.pages = pages([1])
    mine = feed()
    dead = tasks.start(feed=mine, by=None)
    actions.begin(feed=mine, job=dead.uid, now=timezone.now())
    jobs.Job.objects.filter(pk=dead.pk).update(status="failed")

    assert gather(mine).status == "done"
    assert mine.harvests.count() == 1


def test_somebody_may_stop_it(source: Fake) -> None:
    source.pages = pages([1], [2])
    mine = feed()
    job = tasks.start(feed=mine, by=None)

    def stop(_number: int) -> None:
        jobs.Job.objects.filter(pk=job.pk).update(cancel_asked_at=timezone.now())

    source.before = stop

    jobs.run(str(job.uid))

    job.refresh_from_db()
    assert (job.status, mine.harvests.get().status, listed()) == ("cancelled", "cancelled", ["c1"])
    mine.refresh_from_db()
    assert mine.failures == 0


def test_what_is_due_is_begun_and_planned(source: Fake) -> None:
    here = platform()
    due = feed(here)
    feed(here, url="https://terrace.example/off", is_on=False)
    left = platform("left", left_on="2021-01-01")
    feed(left)
    now = timezone.now()

    assert tasks.begin_due(now=now) == 1
    assert tasks.begin_due(now=now) == 0
    due.refresh_from_db()
    assert due.next_at
    assert due.next_at > now


def test_a_changed_address_is_read_from_its_beginning(source: Fake) -> None:
    source.pages = pages([1])
    mine = feed()
    gather(mine)

    actions.change_feed(feed=mine, by=None, now=timezone.now(), url="https://terrace.example/new")
    gather(mine)

    assert source.states == [{}, {}]


def test_a_catalogue_is_gathered_once(source: Fake) -> None:
    here = platform()
    feed(here)

    with pytest.raises(actions.FeedIsThere):
        feed(here)
