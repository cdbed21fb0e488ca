"""Evidence that a program may have learnt in somebody's place, and what is none."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from xingtan.insights.rules import scripted
from xingtan.insights.rules.scripted import Done

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


def film(number, at, seconds=600.0):
    return Done(run=1, key=f"film{number}", at=at, seconds=seconds)


def test_films_through_faster_than_they_play():
    done = [film(number, START + number * MINUTE) for number in range(5)]

    found = scripted.films_too_fast(done)

    assert [row["key"] for row in found] == ["film1", "film2", "film3", "film4"]
    assert found[0] == {"key": "film1", "at": (START + MINUTE).isoformat(), "film": 600, "passed": 60}


def test_films_at_double_speed_are_watched():
    assert scripted.films_too_fast(film(number, START + number * 5 * MINUTE) for number in range(9)) == []


def test_one_or_two_short_films_are_nothing():
    assert scripted.films_too_fast([film(0, START), film(1, START + MINUTE), film(2, START + 2 * MINUTE)]) == []
    assert scripted.films_too_fast(film(number, START + number * SECOND, 20.0) for number in range(9)) == []
    assert scripted.films_too_fast([]) == []


def test_many_courses_in_one_hour():
    done = [Done(run=number, key="k", at=START + number * MINUTE) for number in range(6)]

    assert scripted.many_courses(done) == [{"courses": 6, "from": START.isoformat(), "parts": 6}]
    assert scripted.many_courses(done[:4]) == []
    assert scripted.many_courses([Done(run=n, key="k", at=START + n * timedelta(hours=1)) for n in range(9)]) == []


def test_hours_without_sleep():
    hours = [START + timedelta(hours=number) for number in range(24)]

    assert scripted.impossible_hours(hours) == [{"from": START.isoformat(), "hours": 24}]
    assert scripted.impossible_hours(hours[:20]) == []
    assert scripted.impossible_hours(START + timedelta(hours=2 * number) for number in range(50)) == []


def answers(*students, step=5 * MINUTE, count=8):
    return {
        student: {f"q{number}": START + number * step + offset for number in range(count)}
        for student, offset in students
    }


def test_two_who_answer_at_the_same_seconds():
    found = scripted.same_timing(answers((1, timedelta(0)), (2, SECOND), (3, 90 * SECOND)))

    assert list(found) == [(1, 2)]
    assert len(found[1, 2]) == 8


def test_class_that_answers_together_is_left_alone():
    assert scripted.same_timing(answers((1, timedelta(0)), (2, SECOND), (3, SECOND))) == {}
    assert scripted.same_timing(answers((1, timedelta(0)), (2, SECOND), step=MINUTE)) == {}
    assert scripted.same_timing(answers((1, timedelta(0)), (2, SECOND), count=7)) == {}
    assert scripted.same_timing({}) == {}


done = st.builds(
    Done,
    run=st.integers(1, 8),
    key=st.text("abc", min_size=1, max_size=2),
    at=st.integers(0, 200_000).map(lambda seconds: START + timedelta(seconds=seconds)),
    seconds=st.floats(0, 4000),
)


@given(st.lists(done, max_size=40))
def test_nothing_crashes_and_order_does_not_matter(rows):
    for rule in (scripted.films_too_fast, scripted.many_courses):
        assert rule(rows) == rule(sorted(rows, key=lambda row: row.at)) or len({row.at for row in rows}) < len(rows)
    scripted.impossible_hours(row.at for row in rows)
