"""Figures come from rollups, and are what the measures say of the closed tables."""

from datetime import timedelta

from xingtan.census.adapters.rollups import day, sketches
from xingtan.census.adapters.rollups.day import NATION_BITS
from xingtan.census.adapters.rollups.reading import rows
from xingtan.census.queries import figures
from xingtan.closing.tests.factories import MONDAY, attend, moment, small
from xingtan.eventstore import public as eventstore


def test_an_empty_store_has_zeros():
    assert figures.totals() == figures.Totals()
    assert figures.by_day() == figures.by_university() == figures.by_country() == figures.by_quarter() == []
    assert figures.distinct(MONDAY, MONDAY) == figures.Estimate(0, 0.0)
    assert figures.retention() == figures.rates(1) == figures.history(1) == figures.top_courses() == []


def test_figures_of_a_small_spring():
    small(days=10).put()
    eventstore.close()

    totals = figures.totals()

    assert (totals.universities, totals.teachers, totals.courses, totals.lessons, totals.sections) == (2, 5, 4, 40, 4)
    assert (totals.attendances, totals.learners) == (960, 30)
    assert (totals.start, totals.end) == (MONDAY, MONDAY + timedelta(days=9))
    assert sum(day.attendances for day in figures.by_day()) == 960
    assert sum(day.attendances for day in figures.by_day(university=1)) == 480
    assert [(row.key, row.learners, row.courses) for row in figures.by_university()] == [("1", 30, 2), ("2", 30, 2)]
    assert [(row.key, row.learners, row.lessons) for row in figures.by_discipline()] == [
        ("arts", 30, 20),
        ("law", 30, 20),
    ]
    assert [row.attendances for row in figures.by_language()] == [480, 480]
    assert [row.universities for row in figures.by_platform()] == [2]
    assert [(row.learners, row.attendances, row.error) for row in figures.by_country()] == [(30, 960, 0.0)]
    assert [(each.quarter, each.kind, each.joined, each.stock_end) for each in figures.by_quarter()] == [
        ("2020-Q1", "mooc", 1, 1),
        ("2020-Q1", "other", 3, 3),
    ]
    assert figures.distinct(MONDAY, MONDAY + timedelta(days=9)).value == 30
    assert figures.distinct_exactly(MONDAY, MONDAY, university=1) == 30
    assert figures.retention() == [figures.Week(0, 30, 30), figures.Week(1, 30, 30)]
    assert [rate.attendances for rate in figures.rates(1)] == [24] * 10
    history = figures.history(0, limit=3)
    assert [visit.starts_at for visit in history] == sorted((each.starts_at for each in history), reverse=True)
    assert [visit.seconds for visit in history] == [600] * 3
    assert len(figures.history(0, limit=100)) == 30
    assert [course.attendances for course in figures.top_courses()] == [240] * 4


def test_a_day_whose_sessions_were_all_called_off_has_nothing():
    spring = small(days=1)
    monday = MONDAY + timedelta(days=7)
    spring.say("held", monday, session=9, course=10, run=20, starts_at=moment(monday), minutes=45, enrolled=1)
    spring.said["held", monday][-1]["is_cancelled"] = True
    spring.put()

    eventstore.close()

    assert [each.day for each in figures.by_day() if each.lessons] == [MONDAY]


def test_what_sketches_keep_of_learners_is_made_once_for_all_days():
    day._coupons.cache_clear()
    small(days=3).put()

    eventstore.close()

    assert day._coupons.cache_info().misses == 1


def test_a_range_of_days_is_what_its_days_saw_together():
    small(days=4).put()
    eventstore.close()
    told = dict(rows("select day, sketch from university_day where university = -1"))

    for first in range(4):
        for last in range(first, 4):
            start, end = MONDAY + timedelta(days=first), MONDAY + timedelta(days=last)
            days = [told[start + timedelta(days=each)] for each in range(last - first + 1)]
            assert figures.distinct(start, end).value == sketches.estimate(days, NATION_BITS)
            assert figures.distinct(start, end).value == figures.distinct_exactly(start, end)


def test_a_late_day_makes_a_new_version_and_the_old_one_stays():
    spring = small(days=2)
    spring.put()
    eventstore.close()
    before = figures.totals()
    attend(spring, MONDAY, 1000, 100, at=moment(MONDAY + timedelta(days=9)))
    spring.put("late")

    eventstore.close()

    after = figures.totals()
    assert after.version != before.version
    assert after.attendances == before.attendances + 1
    assert figures.totals(as_of=before.version) == before
    assert figures.totals(as_of="../../secrets") == figures.Totals()


def test_a_week_that_is_over_becomes_one_file():
    spring = small(days=5)
    spring.put()
    eventstore.close()
    before = figures.history(0, 100)
    assert len(eventstore.files("history")) == 5
    monday = MONDAY + timedelta(days=7)
    spring.say("held", monday, session=9, course=10, run=20, starts_at=moment(monday), minutes=45, enrolled=1)
    spring.said["held", monday][-1]["is_cancelled"] = False
    attend(spring, monday, 9, 100)
    spring.put("b")

    eventstore.close()

    tables = eventstore.manifest().tables["history"]
    assert [entry.rows > 0 for entries in tables.values() for entry in entries] == [
        True,
        False,
        False,
        False,
        False,
        True,
    ]
    assert figures.history(0, 100)[1:] == before
