"""The quick forms of exact questions say what the measures say, row by row."""

from datetime import date, timedelta

import pytest

from xingtan.census.adapters import scans
from xingtan.census.adapters.engines import engine
from xingtan.census.rules.measures import MEASURES
from xingtan.closing.tests.factories import MONDAY, attend, moment, small
from xingtan.eventstore import public as eventstore

pytestmark = pytest.mark.usefixtures("closing_only")


def measured(key, **asked):
    with engine(counting="duckdb") as counting:
        return counting.rows(MEASURES[key].of(counting.tables(), **asked))


@pytest.fixture
def spring():
    made = small(days=2, learners=12)
    monday = MONDAY + timedelta(days=7)
    made.say("held", monday, session=9, course=10, run=20, starts_at=moment(monday), minutes=45, enrolled=9)
    made.said["held", monday][-1]["is_cancelled"] = False
    for account in (100, 101, 999):  # the last is nobody's, and comes in the second week only
        attend(made, monday, 9, account)
    made.put()
    eventstore.close()
    return made


@pytest.mark.parametrize(("waiting", "dense"), [(1 << 30, 1 << 30), (4, 1 << 30), (4, 2), (1 << 30, 2)])
def test_distinct_learners_by_university(spring, monkeypatch, waiting, dense):
    monkeypatch.setattr(scans, "WAITING", waiting)
    monkeypatch.setattr(scans, "DENSE", dense)

    told = {row["university"]: row["value"] for row in measured("distinct_learners", by=("university",))}

    assert scans.distinct_by_university() == told
    assert set(told) == {1, 2}


def test_retention(spring):
    end = MONDAY + timedelta(days=7)

    told = measured("retention", start=MONDAY, end=end)

    kept = scans.retention(MONDAY, end)
    assert [(row["since"], row["active"], row["numerator"]) for row in sorted(told, key=lambda row: row["since"])] == [
        (each.week, each.active, each.kept) for each in kept
    ]
    assert (kept[1].active, kept[1].kept) == (3, 2)


def test_attendances_by_university_and_day(spring):
    told = {
        (row["university"], date.fromisoformat(str(row["day"])[:10])): row["value"]
        for row in measured("attendances", by=("university", "day"))
    }

    assert scans.by_university_and_day() == told


def test_attendances_of_every_lesson(spring):
    lessons, counts = scans.rates()

    told = dict(zip(lessons.tolist(), counts.tolist(), strict=True))
    assert sum(told.values()) == measured("attendances")[0]["value"]
    assert len(told) == 9


def test_an_empty_store_has_nothing_to_scan():
    assert scans.distinct_by_university() == scans.by_university_and_day() == {}
    assert len(scans.rates()[0]) == 0
