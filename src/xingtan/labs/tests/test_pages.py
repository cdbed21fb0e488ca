"""What one sees of experiments: in the unit, in the report, in the list, and what a person takes along."""

from decimal import Decimal

import pytest
from django.urls import reverse

from xingtan.authoring.registry import kinds
from xingtan.labs.models import Trial
from xingtan.labs.plugs.data import erase, export
from xingtan.labs.tests.factories import DATA, steps
from xingtan.learning import public as learning
from xingtan.learning.tests import factories as learners


@pytest.fixture
def done(send, ticket):
    send(ticket, steps("released", 3, "done"))
    return Trial.objects.get()


def unit_of(run):
    return f"{run.get_absolute_url()}units/unit/"


def test_learner_sees_the_experiment_in_its_frame(browse, ada, place, run):
    shown = browse(ada).get(unit_of(run)).content.decode()

    assert "<strong>g</strong>" in shown
    assert 'sandbox="allow-scripts"' in shown
    assert "/api/v1/trials/" in shown
    assert "needs its scripts" in shown


def test_who_looks_around_leaves_nothing(browse, kofi, run):
    shown = browse(kofi).get(unit_of(run)).content.decode()

    assert "nothing is recorded" in shown
    assert "/api/v1/trials/" not in shown


def test_learner_sees_what_came_of_it(browse, ada, place, run, done):
    shown = browse(ada).get(unit_of(run)).content.decode()

    assert "Points so far: 3 of 4" in shown
    assert reverse("labs:trial", args=(done.uid,)) in shown


def test_nothing_is_sent_by_hand(browse, ada, place, run):
    answer = browse(ada).post(f"{run.get_absolute_url()}blocks/swing/", {})

    assert answer.status_code == 422
    assert "recorded by itself" in answer.content.decode()


def test_report_is_for_the_learner_and_who_teaches(browse, ada, kofi, mallory, done):
    address = reverse("labs:trial", args=(done.uid,))

    assert "released" in browse(ada).get(address).content.decode()
    assert "Ada Lovelace" in browse(kofi).get(address).content.decode()
    assert [browse(each).get(address).status_code for each in (mallory, None)] == [404, 404]
    table = browse(ada).get(reverse("labs:trial-table", args=(done.uid,)))
    assert table.content.decode().splitlines()[1].startswith("1,")


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_trials_asks_the_same_however_long(
    browse, ada, kofi, run, place, send, now, count, django_assert_num_queries
):
    from xingtan.labs import access

    for _ in range(count):
        send(access.ticket_for(place, "swing", now=now.timestamp()), steps("a"))
    address = f"{run.get_absolute_url()}trials/"
    mine, everyones = browse(ada), browse(kofi)
    mine.get(address)

    with django_assert_num_queries(7):
        shown = mine.get(address).content.decode()

    assert shown.count("Not finished") == count
    assert "Ada Lovelace" in everyones.get(f"{address}?learner={place.uid}&experiment=swing").content.decode()
    assert everyones.get(f"{address}?learner=rubbish&page=rubbish").status_code == 200
    assert browse(None).get(address).status_code == 404


def test_learner_sees_own_trials_only(browse, ada, run, place, done, now):
    other = learners.learner(1)
    learning.enroll(run=run, learner=other, now=now)

    assert (
        "A pendulum" not in browse(other).get(f"{run.get_absolute_url()}trials/").content.decode().split("<tbody>")[-1]
    )
    assert browse(other).get(reverse("labs:trial", args=(done.uid,))).status_code == 404


def test_programs_read_trials(browse, ada, mallory, run, done):
    address = f"/api/v1{run.get_absolute_url()}trials"

    (listed,) = browse(ada).get(address).json()
    whole = browse(ada).get(f"/api/v1/trials/{done.uid}").json()

    assert (listed["score"], listed["steps"]) == ("3.0000", 3)
    assert [step["name"] for step in whole["report"]] == ["released", "score", "done"]
    assert browse(mallory).get(f"/api/v1/trials/{done.uid}").status_code == 404


def test_teachers_find_the_way(browse, kofi, run, place):
    shown = browse(kofi).get(f"{run.get_absolute_url()}learners/{place.uid}/").content.decode()

    assert f"trials/?learner={place.uid}" in shown
    assert f"{run.get_absolute_url()}trials/" in browse(kofi).get(run.get_absolute_url()).content.decode()


def test_person_takes_along_and_is_forgotten(ada, mallory, done):
    (trial,) = export(ada)["trials"]
    assert (trial["experiment"], trial["score"], len(trial["steps"])) == ("swing", "3.0000", 3)
    assert export(mallory) == {"trials": []}

    erase(ada)
    erase(ada)

    done.refresh_from_db()
    assert (done.score, done.steps.count()) == (None, 0)


def test_kind_says_what_is_wrong():
    kind = kinds.named("experiment")

    assert kind.check(DATA) == []
    assert len(kind.check({"file": "no", "about": 7, "possible": "many", "height": 7})) == 4
    assert [kind.possible({"possible": value}) for value in (4, "x", -1, float("nan"), 5000)] == [
        Decimal(4),
        Decimal(0),
        Decimal(0),
        Decimal(0),
        Decimal(1000),
    ]
