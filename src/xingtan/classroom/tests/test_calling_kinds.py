"""Buzz in, random pick, raised hands, a timer, marks: as deeds, with who may not."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xingtan.activities import public as activities
from xingtan.activities.public import Move
from xingtan.activities.tests import factories
from xingtan.classroom.rules import buzzing, picking
from xingtan.classroom.tests.rooms import is_here, students
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.models import Outbox
from xingtan.people import registry

SECOND = timedelta(seconds=1)
PICK = {"count": 1, "again": False}
HANDS = {"hubs": ["Tartu", "Accra"], "by_turns": False, "by_hub": False}


def _results(activity, at):
    activity.refresh_from_db()
    return activities.folded([activity], at)[activity.pk].results


def _move(activity, by, at, do, **payload):
    return activities.make_move(activity=activity, do=do, payload=payload, by=by, now=at)


def _points():
    rows = Outbox.objects.filter(name="activities.points_given").order_by("pk")
    return [(row.body["person"], Decimal(str(row.body["score"]))) for row in rows]


def test_buzz_is_ordered_by_arrival_and_only_the_first_press_counts(session, grace, ada, now):
    (other,) = students(session.run, 1, now)
    made = factories.opened(session, grace, now, kind="buzz", config={"points": 2})
    factories.say(made, other, now + 2 * SECOND)
    factories.say(made, ada, now + SECOND)
    factories.say(made, ada, now + 3 * SECOND)

    places = _results(made, now)["places"]

    assert [(each["person"], each["place"], each["after_ms"]) for each in places] == [
        (ada.pk, 1, 0),
        (other.pk, 2, 1000),
    ]


def test_a_tie_is_said(session, grace, ada, now):
    (other,) = students(session.run, 1, now)
    made = factories.opened(session, grace, now, kind="buzz", config={"points": 0})
    factories.say(made, ada, now + SECOND)
    factories.say(made, other, now + SECOND + buzzing.TIE / 2)

    results = _results(made, now)

    assert [(each["place"], each["is_tied"]) for each in results["places"]] == [(1, True), (1, True)]
    assert set(results["turn"]) == {ada.pk, other.pk}


def test_who_was_wrong_had_their_turn_and_a_right_answer_earns_points(session, grace, ada, now):
    (other,) = students(session.run, 1, now)
    made = factories.opened(session, grace, now, kind="buzz", config={"points": 2})
    factories.say(made, ada, now + SECOND)
    factories.say(made, other, now + 2 * SECOND)

    _move(made, grace, now + 3 * SECOND, "judge", answer=f"{ada.pk}:wrong")
    turn = _results(made, now)["turn"]
    _move(made, grace, now + 4 * SECOND, "judge", answer=f"{other.pk}:right")

    assert turn == [other.pk]
    assert _points() == [(str(other.uid), Decimal(2))]
    assert _results(made, now)["is_solved"] is True


def test_the_next_round_begins_empty(session, grace, ada, now):
    made = factories.opened(session, grace, now, kind="buzz", config={"points": 0})
    factories.say(made, ada, now + SECOND)

    _move(made, grace, now + 2 * SECOND, "again")
    between = _results(made, now)["places"]
    factories.say(made, ada, now + 3 * SECOND)

    assert between == []
    assert [each["person"] for each in _results(made, now)["places"]] == [ada.pk]


def test_pick_draws_only_who_is_here_and_studies_here(session, grace, ada, mallory, now):
    absent, present = students(session.run, 2, now)
    made = factories.opened(session, grace, now, kind="pick", config=PICK)
    for person in (present, grace, mallory):
        is_here(session, person, now)

    draw = _move(made, grace, now, "draw").payload

    assert (draw["people"], draw["pool"]) == ([present.pk], [present.pk])
    assert absent.pk not in draw["pool"]


def test_nobody_is_picked_twice_in_a_session_whatever_the_activity(session, grace, now):
    three = students(session.run, 3, now)
    for person in three:
        is_here(session, person, now)
    first = factories.opened(session, grace, now, kind="pick", config=PICK)
    second = factories.opened(session, grace, now, kind="pick", config=PICK)

    drawn = [_move(made, grace, now, "draw").payload["people"][0] for made in (first, second, first)]

    assert sorted(drawn) == sorted(person.pk for person in three)
    with pytest.raises(RuleBroken, match="had a turn"):
        _move(second, grace, now, "draw")
    assert _move(second, grace, now, "draw", again="1").payload["people"][0] in drawn


def test_a_draw_waits_for_another_of_its_session(session, grace, now):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time, and has no locks to see")
    is_here(session, students(session.run, 1, now)[0], now)
    made = factories.opened(session, grace, now, kind="pick", config=PICK)

    with CaptureQueriesContext(connection) as asked:
        _move(made, grace, now, "draw")

    said = [each["sql"] for each in asked.captured_queries]
    locks = [number for number, sql in enumerate(said) if 'FOR UPDATE OF "teaching_session"' in sql]
    draws = [number for number, sql in enumerate(said) if sql.startswith("SELECT") and "\"do\" = 'draw'" in sql]
    assert locks
    assert draws
    assert locks[0] < draws[0]


def test_a_draw_can_be_replayed_from_what_was_kept(session, grace, now):
    for person in students(session.run, 8, now):
        is_here(session, person, now)
    made = factories.opened(session, grace, now, kind="pick", config={"count": 3, "again": True})

    draw = _move(made, grace, now, "draw").payload

    assert picking.pick(draw["pool"], seed=draw["seed"], count=3) == draw["people"]


def test_pick_says_that_nobody_is_here(session, grace, ada, now):
    made = factories.opened(session, grace, now, kind="pick", config=PICK)

    with pytest.raises(RuleBroken, match="check-in"):
        _move(made, grace, now, "draw")

    assert Move.objects.count() == 0


def test_a_point_goes_to_who_was_picked_and_to_nobody_else(session, grace, ada, now):
    is_here(session, ada, now)
    made = factories.opened(session, grace, now, kind="pick", config=PICK)
    _move(made, grace, now, "draw")

    _move(made, grace, now, "mark", person=str(ada.pk), points="1")

    assert _points() == [(str(ada.uid), Decimal(1))]
    with pytest.raises(RuleBroken):
        _move(made, grace, now, "mark", person=str(grace.pk), points="1")


def test_hands_go_up_and_down_and_keep_their_place(session, grace, ada, now):
    one, two = students(session.run, 2, now)
    made = factories.opened(session, grace, now, kind="hands", config=HANDS)
    for number, (person, up) in enumerate([(one, "1"), (ada, "1"), (two, "1"), (one, "1"), (ada, "0")], 1):
        factories.say(made, person, now + number * SECOND, up=up, hub="Tartu" if person == two else "Mars")

    line = _results(made, now)["line"]

    assert [(each["person"], each["hub"]) for each in line] == [(one.pk, ""), (two.pk, "Tartu")]


def test_the_teacher_gives_the_word_and_lowers_hands(session, grace, ada, now):
    one, two = students(session.run, 2, now)
    made = factories.opened(session, grace, now, kind="hands", config=HANDS)
    for person in (ada, one, two):
        factories.say(made, person, now + SECOND, up="1")

    _move(made, grace, now + 2 * SECOND, "word", person=str(one.pk))
    _move(made, grace, now + 3 * SECOND, "lower", person=str(two.pk))
    results = _results(made, now)

    assert (results["speaking"], results["turns"]) == (one.pk, {one.pk: 1})
    assert [each["person"] for each in results["line"]] == [ada.pk]
    _move(made, grace, now + 4 * SECOND, "lower_all")
    _move(made, grace, now + 5 * SECOND, "thanks")
    assert (_results(made, now)["line"], _results(made, now)["speaking"]) == ([], None)


def test_hubs_take_turns_and_who_spoke_waits(session, grace, ada, now):
    one, two = students(session.run, 2, now)
    made = factories.opened(session, grace, now, kind="hands", config={**HANDS, "by_hub": True, "by_turns": True})
    for number, (person, hub) in enumerate([(ada, "Tartu"), (one, "Tartu"), (two, "Accra")]):
        factories.say(made, person, now + number * SECOND, up="1", hub=hub)

    assert [each["person"] for each in _results(made, now)["line"]] == [ada.pk, two.pk, one.pk]


def test_a_raised_hand_is_no_fact_about_a_person(session, grace, ada, now):
    made = factories.opened(session, grace, now, kind="hands", config=HANDS)

    factories.say(made, ada, now, up="1")

    assert not Outbox.objects.filter(name="activities.responded").exists()


def test_a_timer_starts_as_it_is_opened_and_can_be_lengthened_and_stopped(session, grace, now):
    made = factories.opened(session, grace, now, kind="timer", config={"seconds": 60})
    started = _results(made, now)

    _move(made, grace, now + 10 * SECOND, "add", seconds="60")
    longer = _results(made, now)
    _move(made, grace, now + 30 * SECOND, "stop")
    stopped = _results(made, now)

    assert started["ends_at"] == now + 60 * SECOND
    assert longer["ends_at"] == now + 120 * SECOND
    assert stopped["left_when_stopped"] == "1:30"


def test_a_timer_that_ran_out_goes_on_from_now(session, grace, now):
    made = factories.opened(session, grace, now, kind="timer", config={"seconds": 60})

    _move(made, grace, now + 600 * SECOND, "add", seconds="60")

    assert _results(made, now)["ends_at"] == now + 660 * SECOND


def test_marks_are_told_as_points_and_can_be_taken_back_once(session, grace, ada, now):
    made = factories.opened(session, grace, now, kind="marks", config={"reasons": ["A good answer"]})
    _move(made, grace, now, "mark", person=str(ada.pk), points="2", reason="A good answer", other="")
    _move(made, grace, now + SECOND, "mark", person=str(ada.pk), points="-1", other=" Late again ")

    _move(made, grace, now + 2 * SECOND, "take_back", of="2")

    results = _results(made, now)
    assert [(each["points"], each["reason"], each["is_back"]) for each in results["marks"]] == [
        (-1, "Late again", True),
        (2, "A good answer", False),
    ]
    assert results["totals"] == {ada.pk: 2}
    assert _points() == [(str(ada.uid), Decimal(each)) for each in (2, -1, 1)]
    with pytest.raises(RuleBroken):
        _move(made, grace, now + 3 * SECOND, "take_back", of="2")


def test_marks_are_for_students_of_the_class(session, grace, mallory, now):
    made = factories.opened(session, grace, now, kind="marks", config={"reasons": []})

    with pytest.raises(RuleBroken):
        _move(made, grace, now, "mark", person=str(mallory.pk), points="1")
    with pytest.raises(RuleBroken):
        _move(made, grace, now, "mark", person=str(grace.pk), points="0")


@pytest.mark.parametrize(
    ("kind", "config"),
    [
        ("buzz", {"points": 1}),
        ("pick", PICK),
        ("hands", HANDS),
        ("timer", {"seconds": 60}),
        ("marks", {"reasons": []}),
        ("groups", {"rule": "chance", "measure": "size", "count": 3, "who": "all", "hubs": []}),
        ("group_task", {"task": ""}),
        ("rating", {"rubric": [{"key": "c1", "name": "Clear", "most": 5}], "each": 2, "middle": "median"}),
        ("camera", {"task": ""}),
    ],
)
@pytest.mark.parametrize(
    ("do", "payload"),
    [
        ("fly", {}),
        ("judge", {"answer": "x:right"}),
        ("judge", {"answer": ["1", "2"]}),
        ("word", {"person": "١٢"}),
        ("mark", {"person": "9" * 30, "points": "1"}),
        ("add", {"seconds": "-5"}),
        ("put", {"person": "1", "group": "many"}),
        ("settle", {"work": "7", "share": "101"}),
        ("assign", {"source": "\x00"}),
        ("take_down", {"of": {"a": 1}}),
        ("take_back", {"of": "1"}),
    ],
)
def test_moves_that_are_rubbish_are_refused(session, grace, now, kind, config, do, payload):
    made = factories.opened(session, grace, now, kind=kind, config=config)
    before = Move.objects.count()

    with pytest.raises(RuleBroken):
        _move(made, grace, now, do, **payload)

    assert Move.objects.count() == before


def test_a_person_takes_along_what_was_noted_about_them_and_has_it_emptied(session, grace, ada, now):
    (other,) = students(session.run, 1, now)
    made = factories.opened(session, grace, now, kind="marks", config={"reasons": []})
    _move(made, grace, now, "mark", person=str(ada.pk), points="2", other="Brilliant")
    _move(made, grace, now, "mark", person=str(other.pk), points="1", other="Good")

    noted = registry.exporters["activities"](ada)["marks, draws and judged answers"]
    registry.erasers["activities"](ada)
    registry.erasers["activities"](ada)

    assert [(each["points"], each["reason"]) for each in noted] == [(2, "Brilliant")]
    assert {each["person"]: each["reason"] for each in _results(made, now)["marks"]} == {ada.pk: "", other.pk: "Good"}


def test_work_handed_round_goes_with_who_made_it(session, grace, ada, now):
    (other,) = students(session.run, 1, now)
    task = factories.opened(session, grace, now, kind="group_task", config={"task": ""})
    factories.say(task, ada, now, words="My secret map", link="https://example.org/")
    factories.say(task, other, now, words="Another map")
    config = {"rubric": [{"key": "c1", "name": "Clear", "most": 5}], "each": 1, "middle": "median"}
    made = factories.opened(session, grace, now, kind="rating", config=config)
    _move(made, grace, now, "assign", source=str(task.uid))

    registry.erasers["activities"](ada)

    assert "secret" not in str(list(Move.objects.values_list("payload", flat=True)))
    assert "Another map" in str(list(Move.objects.values_list("payload", flat=True)))
