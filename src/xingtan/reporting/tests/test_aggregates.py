"""Figures of days that platforms hand in by program count as a platform's word."""

from datetime import date, timedelta

import pytest

from xingtan.catalog import public as catalog
from xingtan.reporting import actions, queries, rules
from xingtan.reporting.models import Aggregate, Batch, PlatformKey, Stream
from xingtan.reporting.rules.aggregates import LARGEST
from xingtan.reporting.tests import factories

pytestmark = pytest.mark.django_db

FIRST, LAST = factories.FROM, factories.TO


@pytest.fixture(autouse=True)
def a_home_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv("XINGTAN_HOME", str(tmp_path))


@pytest.fixture
def campaign(coordinator, now):
    factories.institutions(3)
    return factories.opened(coordinator, now)


@pytest.fixture
def hand_in(db, now, monkeypatch):
    """Hand in figures of days, under a signature that holds."""
    numbers = {}

    def handed(*rows, platform="moon", at=now):
        found, _ = catalog.Platform.objects.get_or_create(
            slug=platform, defaults={"country": "CN", "website": "https://x.example", "joined_on": now.date()}
        )
        key, _ = PlatformKey.objects.get_or_create(
            platform=found, public_key=platform, defaults={"name": "x", "since": now}
        )
        monkeypatch.setattr(actions.streams, "_key_of", lambda came: key)
        number = numbers[platform] = numbers.get(platform, 0) + 1
        told = [dict(zip(("day", "institution", "measure", "value"), row, strict=True)) for row in rows]
        data = b"\n".join(rules.canonical(each) for each in told)
        came = actions.HandedIn(
            platform=found, stream="operation", number=number, version="1", form="aggregates", data=data,
            media="application/x-ndjson", signature="",
        )  # fmt: skip
        return actions.hand_in(came=came, now=at)

    return handed


def claims(measure, campaign, **asked):
    return [(each.university, each.value, each.class_, each.source) for each in queries.reported(measure, campaign=campaign, **asked)]  # fmt: skip


def test_days_become_a_claim_of_the_platform(campaign, hand_in):
    hand_in(
        ("2020-02-17", "00001", "lessons", 4), (LAST.isoformat(), "00001", "lessons", 5),
        ("2020-02-17", "00001", "teachers", 4), ("2020-02-18", "00001", "teachers", 3),
        ("2020-02-16", "00001", "lessons", 100), ((LAST + timedelta(days=1)).isoformat(), "00001", "lessons", 100),
        ("2020-02-17", "nobody", "lessons", 7), ("2020-02-17", "00002", "sunshine", 7),
        ("2020-02-17", "00002", "lessons", LARGEST * 10_000),
    )  # fmt: skip
    hand_in(("2020-02-17", "00001", "lessons", 2), platform="sun")

    assert claims("lessons", campaign) == [("00001", 9, "platform", "moon"), ("00001", 2, "platform", "sun")]
    # As people teach on several days, there were at least as many as on the greatest.
    assert claims("teachers", campaign) == [("00001", 4, "platform", "moon")]
    assert Aggregate.objects.count() == 8


def test_the_last_word_about_a_day_counts_and_the_earlier_one_is_still_known(campaign, hand_in, now):
    hand_in(("2020-02-17", "00001", "lessons", 4), ("2020-02-18", "00001", "lessons", 1))
    (before,) = queries.reported("lessons", campaign=campaign)
    later = now + timedelta(hours=1)
    hand_in(("2020-02-17", "00001", "lessons", 6), at=later)

    (after,) = queries.reported("lessons", campaign=campaign)

    assert (before.value, after.value) == (5, 7)
    assert before.digest != after.digest
    assert queries.reported("lessons", campaign=campaign, as_of=now) == [before]


def test_each_institution_counts_once_by_its_firmest_claim(campaign, hand_in, now):
    hand_in(*(("2020-02-17", f"0000{number}", "lessons", 10 * number) for number in (1, 2, 3)))
    hand_in(("2020-02-17", "00003", "lessons", 25), platform="sun")
    rows = [factories.taken(f"0000{number}", lessons=500) for number in (1, 2, 3)]
    actions.take_reports(campaign=campaign, rows=rows, now=now)

    settled = rules.settle({"00001": 3}, queries.claims_of(queries.reported("lessons", campaign=campaign)))

    chosen = [(each.institution, each.value, each.class_) for each in settled]
    assert chosen == [("00001", 3, "counted"), ("00002", 20, "platform"), ("00003", 30, "platform")]


def test_an_embargo_holds_for_them_too(campaign, hand_in):
    hand_in(("2020-02-17", "00001", "lessons", 4))

    assert claims("lessons", campaign, public_at=campaign.release_at - timedelta(days=1)) == []
    assert len(claims("lessons", campaign, public_at=campaign.release_at)) == 1


def test_a_platform_that_answered_so_has_answered(campaign, hand_in, now, browse, coordinator):
    hand_in(("2020-02-17", "00001", "lessons", 4), ("2020-02-18", "00001", "teachers", 2))
    hand_in(("2020-02-17", "00001", "lessons", 4), ("2020-02-17", "00002", "lessons", 0), platform="sun")
    # Neither is asked for: another time, and what no question of the campaign is about.
    hand_in(("2020-02-16", "00003", "lessons", 4), platform="star")
    campaign.questions.filter(measure="minutes").delete()
    hand_in(("2020-02-17", "00003", "minutes", 4), platform="star")
    # Who signs a report as well has answered once.
    rows = [factories.taken("00001", source="moon", class_="platform", lessons=9)]
    actions.take_reports(campaign=campaign, rows=rows, now=now)

    found = {each.code: each.platforms for each in queries.unanswered(campaign)}

    assert found == {"00001": 2, "00002": 1, "00003": 0}
    shown = browse(coordinator).get(campaign.desk_url).content.decode()
    assert "<dt>answers of platforms</dt><dd>3</dd>" in shown


@pytest.mark.parametrize("count", [1, 3])
def test_who_did_not_answer_is_read_at_once(campaign, hand_in, django_assert_num_queries, count):
    hand_in(*(("2020-02-17", f"0000{number}", "lessons", 1) for number in range(1, count + 1)))

    with django_assert_num_queries(4):
        assert sum(each.platforms for each in queries.unanswered(campaign)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_they_are_read_at_once(campaign, hand_in, django_assert_num_queries, count):
    hand_in(*(("2020-02-17", f"0000{number}", "lessons", 1) for number in range(1, count + 1)))

    with django_assert_num_queries(2):
        assert len(queries.reported("lessons", campaign=campaign)) == count


def test_what_is_set_aside_is_not_counted(campaign, hand_in):
    answer = hand_in(("2020-02-17", "00001", "lessons", 4), ("2020-02-17", "00001", "lessons", -4))

    assert not answer.batch.is_accepted
    assert Stream.objects.count() == Batch.objects.count() == 1
    assert queries.reported("lessons", campaign=campaign) == []


@pytest.mark.parametrize(("measure", "found"), [("lessons", 5), ("learners", 3), ("courses", 3)])
def test_what_is_there_on_several_days_is_not_added(measure, found):
    assert rules.of_period(measure, {date(2020, 3, 1): 2, date(2020, 3, 2): 3}) == found
    assert rules.of_period(measure, {}) == 0
