"""One Xingtan is gathered by another: all that is said arrives, once, through any number of kills, and what is gone is gone."""

import io
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from xingtan.catalog import public as catalog
from xingtan.catalog.tests import factories
from xingtan.federation.oai_pmh import queries
from xingtan.federation.oai_pmh.adapters.gathering import OaiPmh
from xingtan.harvest.registry import Reply, Terms

pytestmark = pytest.mark.django_db


class InlinePool:
    """Asks at once, in this thread, which has the test's transaction."""

    def __init__(self, **_: object) -> None:
        self.value: bytes = b""

    def submit(self, call, *args, **more) -> "InlinePool":
        self.value = call(*args, **more)
        return self

    def result(self) -> bytes:
        return self.value

    def shutdown(self, **_: object) -> None:
        pass


@pytest.fixture
def way(browse, monkeypatch):
    monkeypatch.setattr("xingtan.federation.oai_pmh.adapters.gathering.ThreadPoolExecutor", InlinePool)
    browser = browse()

    class Way:
        def get(self, url: str, **_: object) -> Reply:
            parts = urlsplit(url)
            body = browser.get(f"{parts.path}?{parts.query}").content
            return Reply(url, {}, io.BytesIO(body), len(body))

    return Way()


@pytest.fixture
def other(db):
    return catalog.Platform.objects.create(
        slug="other", name={"en": "Other"}, country="CN", website="https://o.example/", joined_on=date(2020, 2, 5)
    )


def gather(way, other, state, now, *, kill_after: int | None = None) -> dict[str, Any]:
    """Take in page after page, as a harvest does, until the end or a kill; give the state that was kept."""
    terms = Terms(url="https://o.example/oai", options={"set": "own", "prefix": ""})
    for number, page in enumerate(OaiPmh().read(terms, way, dict(state), now=now)):
        assert not page.bad
        catalog.listings.take_in(platform=other, found=page.found, source="oai-pmh", now=now)
        catalog.listings.say_gone(platform=other, remote_ids=page.gone, now=now)
        state = dict(page.state)
        if number == kill_after:
            break
    return dict(state)


def test_gathered_catalogue_is_the_same_however_often_it_is_killed(apricot, way, other, now, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 3)
    for number in range(10):
        factories.published(
            apricot, f"course-{number}", title={"en": f"Course {number}", "zh-hans": f"课{number}"}, level="advanced"
        )
    state: dict[str, Any] = {}

    for kill_after in (0, 0, 0, None):
        state = gather(way, other, state, now, kill_after=kill_after)

    assert "ended" in state
    listed = catalog.Listing.objects.filter(platform=other)
    assert sorted(each["title"]["en"] for each in listed.values_list("facts", flat=True)) == [
        f"Course {number}" for number in range(10)
    ]
    assert {each.level for each in catalog.Course.objects.filter(host=other)} == {"advanced"}


def test_next_time_only_what_changed_comes_and_what_is_gone_goes(apricot, way, other, now):
    courses = [factories.published(apricot, f"course-{number}") for number in range(3)]
    catalog.Course.objects.update(changed_at=now - timedelta(days=9))
    state = gather(way, other, {}, now)
    catalog.describe_course(course=courses[0], by=None, title={"en": "Anew"})
    catalog.withdraw_course(course=courses[1], by=None)

    gather(way, other, state, now + timedelta(hours=1))

    theirs = catalog.Course.objects.filter(host=other)
    assert sorted(str(each.title) for each in theirs.published()) == ["Anew", "Course-2"]
    assert [str(each.title) for each in theirs.filter(status=catalog.Course.Status.GONE)] == ["Course-1"]
