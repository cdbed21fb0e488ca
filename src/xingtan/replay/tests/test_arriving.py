"""The census arrives at the truth: from dirty streams, to the last attendance."""

from copy import deepcopy

import pytest
from django.utils import timezone

from xingtan.replay import public as replay
from xingtan.replay.queries import holes

# A spring is generated and closed before the first of them.
pytestmark = pytest.mark.slow


def test_figures_are_the_truth(spring):
    assert replay.compare(replay.counted(), replay.truth()) == []


def test_attendances_are_not_lessons(spring):
    counted = replay.counted()["counted"]

    assert counted["attendances"] == spring.truth["counted"]["attendances"]
    assert counted["lessons"] == spring.truth["counted"]["lessons"]
    assert counted["attendances"] > 100 * counted["lessons"]


def test_what_never_came_is_named_with_its_days_and_how_much_it_is(spring):
    (lessons,) = holes("held")
    (attendances,) = holes("attended")

    assert lessons.source == attendances.source
    assert (lessons.events, attendances.events) == (
        spring.truth["lost"]["lessons"],
        spring.truth["lost"]["attendances"],
    )
    assert attendances.after < "2020-03-10"
    assert attendances.before > "2020-03-12"


def test_dated_records_say_which_of_two_sources_is_right(spring):
    by_source = {(each.kind, each.said): each for each in replay.readings()}

    assert by_source["other", 18].is_borne_out
    assert not by_source["other", 2].is_borne_out
    assert all(each.is_borne_out for each in replay.readings() if each.kind == "mooc")


@pytest.mark.django_db
def test_published_table_and_every_class_of_errors_are_reached_once_reports_are_in(spring):
    taken = replay.hand_in(until=replay.BY_3_APRIL.until, now=timezone.now())
    lines = {line.measure: line for line in replay.press_table()}
    row = replay.BY_3_APRIL.smaller(replay.fraction("1/10000"))

    assert (taken.institutions, taken.refused) == (2_688, 1)
    assert all(line.is_reached for line in lines.values())
    assert lines["universities"].together == 1_454
    assert (lines["lessons"].together, lines["attendances"].together) == (row.lessons, row.attendances)
    assert replay.find_planted() == replay.planted()


def test_difference_is_said_where_there_is_one(spring):
    found, true = replay.counted(), replay.truth()
    wrong = deepcopy(found)
    wrong["counted"]["lessons"] += 1
    del wrong["by_day"]["2020-02-17"]
    wrong["weeks"] = []

    assert [each.what for each in replay.compare(wrong, true)] == ["counted lessons", "by_day 2020-02-17", "weeks"]
    assert (
        str(replay.compare(wrong, true)[0])
        == f"counted lessons: {wrong['counted']['lessons']}, and it is {true['counted']['lessons']}"
    )


def test_nothing_is_told_where_nothing_was_replayed(tmp_path, monkeypatch):
    monkeypatch.setenv("XINGTAN_HOME", str(tmp_path))

    with pytest.raises(replay.NothingReplayed):
        replay.truth()
    assert holes("attended") == []
