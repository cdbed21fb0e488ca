"""Course pages that no longer answer are found, and shown to those who can mend them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from xingtan.catalog import public as catalog
from xingtan.harvest import queries, tasks
from xingtan.harvest.tests.factories import NOW, course, platform
from xingtan.kernel import http

pytestmark = pytest.mark.django_db


def fetch(url: str, *, method: str = "GET", **_more: Any) -> http.Reply:
    """Answer by the number in the address: 1 is there, 2 is gone, 3 knows no HEAD, 4 does not answer, 5 is private."""
    if url.endswith("robots.txt"):
        return http.Reply(404, url, {}, b"")
    number = url[-1]
    if number == "4":
        raise http.NoAnswer("ConnectTimeout")
    status = {"1": 200, "2": 404, "3": 501 if method == "HEAD" else 200, "5": 403}[number]
    return http.Reply(status, url, {}, b"")


def look(now: Any) -> int:
    """Look for every page that is due."""
    return tasks.check_some_links(now=now, fetch=fetch, sleep=lambda seconds: None)


def test_pages_are_looked_for_once_a_week() -> None:
    here = platform()
    catalog.listings.take_in(platform=here, found=[course(number) for number in range(1, 6)], source="x", now=NOW)
    now = timezone.now()

    assert (look(now), look(now + timedelta(days=6)), look(now + timedelta(days=8))) == (5, 0, 5)
    failed = catalog.Listing.objects.order_by("remote_id").values_list("failed_checks", flat=True)
    assert list(failed) == [0, 2, 0, 2, 0]
    assert queries.dead_links(here) == []

    look(now + timedelta(days=16))
    assert [each.remote_id for each in queries.dead_links(here)] == ["c2", "c4"]


def test_a_page_that_answers_again_is_not_dead(client: Client) -> None:
    here = platform()
    catalog.listings.take_in(platform=here, found=[course(1)], source="x", now=NOW)
    catalog.Listing.objects.update(failed_checks=3)
    assert "did not answer" in client.get(catalog.Course.objects.get().get_absolute_url()).content.decode()

    look(timezone.now())

    assert queries.dead_links(here) == []
