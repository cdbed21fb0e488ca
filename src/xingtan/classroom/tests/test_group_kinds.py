"""Groups, what they hand in, and rating each other's work."""

from datetime import timedelta
from decimal import Decimal

import pytest

from xingtan.activities import public as activities
from xingtan.activities.tests import factories
from xingtan.classroom.tests.rooms import is_here, students
from xingtan.kernel.errors import RuleBroken
from xingtan.learning import public as learning

SECOND = timedelta(seconds=1)
BY_SIZE = {"rule": "chance", "measure": "size", "count": 3, "who": "all", "hubs": []}
RUBRIC = {
    "rubric": [{"key": "c1", "name": "Clear", "most": 5}, {"key": "c2", "name": "Correct", "most": 5}],
    "each": 2,
    "middle": "median",
}


def _results(activity, at):
    activity.refresh_from_db()
    return activities.folded([activity], at)[activity.pk].results


def _move(activity, by, at, do, **payload):
    return activities.make_move(activity=activity, do=do, payload=payload, by=by, now=at)


def _groups(activity, at):
    return [sorted(each["people"]) for each in _results(activity, at)["groups"]]


def test_groups_are_made_as_it_opens_and_hold_everyone_once(session, grace, ada, now):
    everyone = [ada, *students(session.run, 6, now)]

    made = factories.opened(session, grace, now, kind="groups", config=BY_SIZE)

    found = _groups(made, now)
    assert sorted(person for group in found for person in group) == sorted(each.pk for each in everyone)
    assert sorted(map(len, found)) == [2, 2, 3]


def test_groups_of_those_who_are_here(session, grace, ada, now):
    is_here(session, ada, now)
    students(session.run, 3, now)

    made = factories.opened(session, grace, now, kind="groups", config={**BY_SIZE, "who": "here"})

    assert _groups(made, now) == [[ada.pk]]


def test_groups_of_an_empty_class(session, grace, place, now):
    learning.withdraw(enrollment=place, by=grace, now=now)
    made = factories.opened(session, grace, now, kind="groups", config=BY_SIZE)

    assert _groups(made, now) == []
    with pytest.raises(RuleBroken):
        _move(made, grace, now, "deal")


def test_groups_by_place_wait_until_people_said_where_they_sit(session, grace, ada, now):
    one, two, three = students(session.run, 3, now)
    made = factories.opened(
        session, grace, now, kind="groups", config={**BY_SIZE, "rule": "hub", "hubs": ["Tartu", "Accra"]}
    )
    for person, hub in ((ada, "Tartu"), (one, "Accra"), (two, "Tartu"), (three, "Mars")):
        factories.say(made, person, now, hub=hub)
    before = _groups(made, now)

    _move(made, grace, now + SECOND, "deal")

    assert before == []
    assert sorted(_groups(made, now)) == sorted([[three.pk], [one.pk], sorted([ada.pk, two.pk])])


def test_a_person_is_moved_by_hand_and_a_group_left_by_all_is_gone(session, grace, ada, now):
    one, two = students(session.run, 2, now)
    made = factories.opened(session, grace, now, kind="groups", config={**BY_SIZE, "count": 1})
    of = _results(made, now)["of"]

    _move(made, grace, now + SECOND, "put", person=str(ada.pk), group=str(of[one.pk]))

    assert sorted(_groups(made, now)) == sorted([sorted([ada.pk, one.pk]), [two.pk]])
    _move(made, grace, now + 2 * SECOND, "put", person=str(ada.pk), group="4")
    assert _results(made, now)["of"][ada.pk] == 4
    _move(made, grace, now + 3 * SECOND, "put", person=str(ada.pk), group="0")
    assert ada.pk not in _results(made, now)["of"]


def test_who_is_not_in_the_class_is_put_nowhere(session, grace, mallory, ada, now):
    made = factories.opened(session, grace, now, kind="groups", config=BY_SIZE)

    with pytest.raises(RuleBroken):
        _move(made, grace, now, "put", person=str(mallory.pk), group="1")


def test_what_any_member_hands_in_last_counts_for_the_group(session, grace, ada, now):
    one, two = students(session.run, 2, now)
    dealt = factories.opened(session, grace, now, kind="groups", config={**BY_SIZE, "count": 1})
    of = _results(dealt, now)["of"]
    _move(dealt, grace, now, "put", person=str(one.pk), group=str(of[ada.pk]))
    task = factories.opened(session, grace, now, kind="group_task", config={"task": "Draw a map."})

    factories.say(task, ada, now + SECOND, words="A first map")
    factories.say(task, one, now + 2 * SECOND, words="A better map", link="https://example.org/map")
    results = _results(task, now)

    assert [(each["words"], sorted(each["people"]), each["times"]) for each in results["works"]] == [
        ("A better map", sorted([ada.pk, one.pk]), 2)
    ]
    assert results["missing"] == [of[two.pk]]
    assert results["by"][ada.pk]["words"] == "A better map"


def test_without_groups_everybody_hands_in_alone(session, grace, ada, now):
    (other,) = students(session.run, 1, now)
    task = factories.opened(session, grace, now, kind="group_task", config={"task": ""})

    factories.say(task, ada, now, words="Mine")
    factories.say(task, other, now, words="Mine, too")

    assert [each["people"] for each in _results(task, now)["works"]] == [[ada.pk], [other.pk]]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "https://", "http:// x", 'https://x/"onclick', "x" * 600])
def test_addresses_that_are_none_are_refused(session, grace, ada, now, link):
    task = factories.opened(session, grace, now, kind="group_task", config={"task": ""})

    with pytest.raises(RuleBroken):
        factories.say(task, ada, now, words="Look", link=link)


@pytest.fixture
def rated(session, grace, ada, now):
    """Let three hand something in, and hand it round so that each is rated by both others."""
    people = [ada, *students(session.run, 2, now)]
    task = factories.opened(session, grace, now, kind="group_task", config={"task": ""})
    for person in people:
        factories.say(task, person, now, words=f"Work of {person.pk}")
    made = factories.opened(session, grace, now, kind="rating", config=RUBRIC)
    _move(made, grace, now, "assign", source=str(task.uid))
    return made, people


def _work_of(results, person):
    return next(each for each in results["works"] if person.pk in each["people"])


def test_everybody_rates_others_and_nobody_their_own(rated, now):
    made, people = rated

    results = _results(made, now)

    for person in people:
        assert results["made"][person.pk] not in results["to_rate"][person.pk]
        assert len(results["to_rate"][person.pk]) == 2


def test_the_middle_of_the_ratings_counts(rated, ada, now):
    made, people = rated
    number = _results(made, now)["made"][ada.pk]
    for person, points in zip(people[1:], (2, 4), strict=True):
        factories.say(made, person, now + SECOND, work=str(number), c1=str(points), c2="5", words="Good")

    work = _work_of(_results(made, now), ada)

    assert (work["points"], work["share"]) == ({"c1": Decimal("3.0"), "c2": Decimal("5.0")}, Decimal("80.00"))
    assert (work["missing"], work["words"]) == ([], ["Good", "Good"])


def test_a_rating_of_what_one_was_not_given_does_not_count(rated, session, ada, now):
    made, _people = rated
    (late,) = students(session.run, 1, now, first=9)
    number = _results(made, now)["made"][ada.pk]

    factories.say(made, ada, now + SECOND, work=str(number), c1="5", c2="5")
    factories.say(made, late, now + SECOND, work=str(number), c1="0", c2="0")

    assert _work_of(_results(made, now), ada)["by"] == {}


@pytest.mark.parametrize("sent", [{}, {"work": "1"}, {"work": "1", "c1": "6", "c2": "1"}, {"appeal": " "}])
def test_half_a_rating_is_refused(rated, ada, now, sent):
    made, _people = rated

    with pytest.raises(RuleBroken):
        factories.say(made, ada, now, **sent)


def test_an_appeal_reaches_the_teacher_whose_word_stands(rated, grace, ada, now):
    made, people = rated
    number = _results(made, now)["made"][ada.pk]
    for person in people[1:]:
        factories.say(made, person, now + SECOND, work=str(number), c1="0", c2="0")
    factories.say(made, ada, now + 2 * SECOND, appeal="The map has a scale.")
    asked = _work_of(_results(made, now), ada)

    _move(made, grace, now + 3 * SECOND, "settle", work=str(number), share="70", words="It has.")

    assert (asked["share"], [each["words"] for each in asked["appeals"]]) == (Decimal(0), ["The map has a scale."])
    settled = _work_of(_results(made, now), ada)
    assert (settled["share"], settled["rated"]) == (Decimal(70), Decimal("0.00"))


def test_one_work_alone_cannot_be_handed_round(session, grace, ada, now):
    task = factories.opened(session, grace, now, kind="group_task", config={"task": ""})
    made = factories.opened(session, grace, now, kind="rating", config=RUBRIC)
    with pytest.raises(RuleBroken):
        _move(made, grace, now, "assign", source=str(task.uid))

    factories.say(task, ada, now, words="Only mine")

    with pytest.raises(RuleBroken):
        _move(made, grace, now, "assign", source=str(task.uid))


def test_work_of_another_session_is_not_handed_round(session, run, grace, now):
    other = factories.session(run, grace, now, starts_in=timedelta(days=2))
    task = factories.opened(other, grace, now, kind="group_task", config={"task": ""})
    made = factories.opened(session, grace, now, kind="rating", config=RUBRIC)

    with pytest.raises(RuleBroken):
        _move(made, grace, now, "assign", source=str(task.uid))
