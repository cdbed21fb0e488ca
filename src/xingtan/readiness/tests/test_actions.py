"""Devices, reminders, pairs."""

from datetime import timedelta
from decimal import Decimal

import pytest

from xingtan.authoring.tests import factories as authoring
from xingtan.kernel.models import Outbox
from xingtan.learning import public as learning
from xingtan.notices.public import Notice
from xingtan.readiness import actions, queries
from xingtan.readiness.models import DeviceTest, Pairing, Reminder
from xingtan.readiness.plugs import erase, export
from xingtan.teaching import public as teaching
from xingtan.teaching.tests import factories


def row_of(university, person, now):
    return next(row for row in queries.board_of(university, now=now).rows if row.person == person)


def test_teacher_lacks_everything_at_first(apricot, grace, maps, drill, now):
    row = row_of(apricot, grace, now)

    assert row.lacks == ("drill", "devices", "week")
    assert (row.classes, row.classes_up, row.held) == (1, 0, 0)


def test_finishing_the_drill_counts(apricot, grace, maps, drill, now):
    place = learning.enroll(run=drill, learner=grace, now=now)
    for key, scored in (("hello", False), ("old", False), ("green", False), ("which", True)):
        if scored:
            learning.record_result(
                enrollment=place, key=key, score=Decimal(1), possible=Decimal(1), completed=True, now=now
            )
        else:
            learning.complete_block(enrollment=place, key=key, now=now)

    assert row_of(apricot, grace, now).drilled_at == now
    assert queries.own_readiness(grace, now=now).drills[0].done_at == now


def test_both_devices_are_to_work(apricot, grace, maps, now):
    actions.note_devices(person=grace, has_microphone=True, has_camera=False, now=now)
    assert "devices" in row_of(apricot, grace, now).lacks

    actions.note_devices(person=grace, has_microphone=False, has_camera=True, now=now + timedelta(hours=1))
    assert "devices" not in row_of(apricot, grace, now).lacks
    assert DeviceTest.objects.get().microphone_at == now
    with pytest.raises(actions.NothingWorks):
        actions.note_devices(person=grace, has_microphone=False, has_camera=False, now=now)


@pytest.mark.parametrize("where", ["session", "class", "text"])
def test_week_one_is_up_with_a_link_or_something_to_read(apricot, grace, unit, maps, now, where):
    if where == "session":
        factories.session(maps, grace, now, link="https://meet.example/1")
    elif where == "class":
        teaching.Class.objects.filter(run=maps).update(link="https://meet.example/2")
    else:
        authoring.take_in(apricot, course=maps.course)

    assert row_of(apricot, grace, now).classes_up == 1
    assert queries.own_readiness(grace, now=now).classes[0].is_up


def test_reminder_is_once_a_day_and_in_words(apricot, grace, kofi, maps, now):
    lacking = {grace: ("devices", "week")}

    told = [actions.remind(university=apricot, lacking=lacking, by=kofi, now=now) for _ in range(2)]
    later = actions.remind(university=apricot, lacking=lacking, by=kofi, now=now + timedelta(days=1))

    assert (told, later) == ([1, 0], 1)
    assert Notice.objects.filter(person=grace, kind="readiness.reminder").count() == 2
    assert actions.remind(university=apricot, lacking={grace: ()}, by=kofi, now=now + timedelta(days=3)) == 0


def test_pair_is_told_and_one_mentor_is_enough(apricot, grace, kofi, ada, maps, now):
    (pair,) = actions.pair(university=apricot, pairs=[(grace, ada)], by=kofi, now=now)

    assert Notice.objects.filter(kind="readiness.pairing").count() == 2
    assert [each.email for each in queries.own_readiness(grace, now=now).mentors] == [ada.email]
    for wrong in ([(grace, kofi)], [(ada, ada)], [(kofi, ada), (kofi, grace)]):
        with pytest.raises(actions.NobodyToPair):
            actions.pair(university=apricot, pairs=wrong, by=kofi, now=now)

    actions.end_pairing(pairing=pair, by=kofi, now=now)
    actions.end_pairing(pairing=pair, by=kofi, now=now)

    assert Outbox.objects.filter(name="readiness.pairing_ended").count() == 1
    assert not Pairing.objects.current().exists()


def test_who_held_sessions_is_proposed_to_who_is_new(apricot, grace, ada, kofi, unit, maps, now):
    factories.a_class(apricot, ada, now, slug="globes", unit=unit)
    for number in range(5):
        lesson = factories.session(maps, grace, now, starts_in=timedelta(hours=number), origin=f"s{number}")
        factories.held(lesson, grace, now)

    (proposal,) = queries.proposals_for(apricot, now=now)

    assert (proposal.novice, proposal.mentor, proposal.mentor_held, proposal.is_near) == (ada, grace, 5, True)


def test_workload_counts_sessions_minutes_and_replies(apricot, bamboo, grace, ada, maps, now):

    lesson = factories.held(factories.session(maps, grace, now), grace, now)
    for words in ("one", "two"):
        teaching.Message.objects.create(session=lesson, by=grace, at=now, words=words)
    today = actions.day_of(apricot, now)

    (row,) = queries.workload_of(apricot, from_on=today, to_on=today + timedelta(days=1))

    assert (row.person, row.sessions, row.minutes, row.messages, row.answers) == (grace, 1, 60, 2, 0)
    assert queries.workload_of(bamboo, from_on=today, to_on=today) == []
    old = queries.workload_of(apricot, from_on=today - timedelta(days=9), to_on=today - timedelta(days=3))
    assert old[0].sessions == 0


def test_person_takes_along_and_is_forgotten(apricot, grace, ada, kofi, maps, now):
    actions.note_devices(person=grace, has_microphone=True, has_camera=False, now=now)
    actions.remind(university=apricot, lacking={grace: ("drill",)}, by=kofi, now=now)
    actions.pair(university=apricot, pairs=[(grace, ada)], by=kofi, now=now)

    told = export(grace)
    assert (told["microphone_works_since"], told["pairs"][0]["as"]) == (now.isoformat(), "novice")
    assert len(told["reminded_at"]) == 1

    erase(kofi)
    assert Reminder.objects.get().by is None
    erase(grace)
    erase(grace)
    assert export(grace) == {
        "microphone_works_since": None,
        "camera_works_since": None,
        "reminded_at": [],
        "pairs": [],
    }
