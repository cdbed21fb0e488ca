"""Rounds, presence, deciding, correcting, forgetting."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID

import pytest

from xingtan.attendance import listeners, plugs, tasks
from xingtan.attendance.actions import corrections, details, presence, rounds
from xingtan.attendance.actions.check_ins import take_check_ins
from xingtan.attendance.actions.deciding import decide_sessions
from xingtan.attendance.adapters import signs
from xingtan.attendance.adapters.signs import Mark, Sign
from xingtan.attendance.models import Attendance, CheckIn, Correction, Excuse, Interval, Refusal, Round, Terms
from xingtan.attendance.queries.here import present_in
from xingtan.attendance.queries.tables import attendance_of
from xingtan.attendance.tests import factories
from xingtan.attendance.tests.factories import HOUR, MINUTE, NOW, claim, hold, round_in, student, was_there
from xingtan.kernel import home
from xingtan.kernel.models import Outbox
from xingtan.teaching import public as teaching

ASKING = rounds.Asking(means=["code"])


@pytest.fixture(autouse=True)
def _empty_spool() -> None:
    for place in home.path("spool", "x").parent.glob("presence*"):
        place.unlink()


def announced(name: str) -> list[dict[str, object]]:
    return list(Outbox.objects.filter(name=name).order_by("pk").values_list("body", flat=True))


def status_of(lesson, person) -> str:
    return Attendance.objects.get(session=lesson, person=person).status


def intervals() -> list[tuple[str, float, float]]:
    return [
        (row.where, (row.from_at - NOW) / MINUTE, (row.to_at - NOW) / MINUTE)
        for row in Interval.objects.order_by("person", "where", "from_at")
    ]


# Rounds


def test_second_teacher_who_opens_is_given_the_round_that_is_open(lesson, grace, kofi) -> None:
    first = rounds.open_round(session=lesson, way="in", asking=ASKING, by=grace, now=NOW)
    second = rounds.open_round(session=lesson, way="in", asking=ASKING, by=kofi, now=NOW + MINUTE)
    out = rounds.open_round(session=lesson, way="out", asking=ASKING, by=kofi, now=NOW)

    assert first == second
    assert out != first
    assert len(announced("attendance.round_opened")) == 2


def test_two_teachers_who_close_one_round_close_it_once(lesson, grace, kofi, ada) -> None:
    opened = round_in(lesson, grace)
    take_check_ins(claims=[claim(opened, ada)], now=NOW)

    rounds.close_round(opened=opened, by=grace, now=NOW + 5 * MINUTE)
    rounds.close_round(opened=opened, by=kofi, now=NOW + 6 * MINUTE)

    opened.refresh_from_db()
    assert (opened.closed_at, opened.closed_by) == (NOW + 5 * MINUTE, grace)
    assert [each["people"] for each in announced("attendance.round_closed")] == [1]


def test_round_that_closed_by_itself_makes_room_for_another(lesson, grace) -> None:
    asking = rounds.Asking(means=["tap"], minutes=5)
    first = rounds.open_round(session=lesson, way="in", asking=asking, by=grace, now=NOW)
    second = rounds.open_round(session=lesson, way="in", asking=asking, by=grace, now=NOW + 10 * MINUTE)

    first.refresh_from_db()
    assert first.closed_at == NOW + 5 * MINUTE
    assert second != first


def test_place_of_the_room_is_forgotten_when_the_round_closes(lesson, grace) -> None:
    asking = rounds.Asking(means=["place"], latitude=1.0, longitude=2.0)
    opened = rounds.open_round(session=lesson, way="in", asking=asking, by=grace, now=NOW)

    rounds.close_round(opened=opened, by=grace, now=NOW)

    opened.refresh_from_db()
    assert (opened.latitude, opened.longitude) == (None, None)


@pytest.mark.parametrize(
    ("asking", "error"),
    [(rounds.Asking(means=[]), rounds.NothingToShow), (rounds.Asking(means=["place"]), rounds.PlaceIsMissing)],
)
def test_round_asks_for_something(lesson, grace, asking, error) -> None:
    with pytest.raises(error):
        rounds.open_round(session=lesson, way="in", asking=asking, by=grace, now=NOW)


def test_session_that_is_over_has_no_check_in(lesson, grace) -> None:
    hold(lesson)

    with pytest.raises(teaching.SessionIsOver):
        rounds.open_round(session=lesson, way="in", asking=ASKING, by=grace, now=NOW)


def test_refusals_of_one_reason_become_one_row(lesson, grace) -> None:
    opened = round_in(lesson, grace)
    for why in ("old", "old", "closed"):
        Refusal.objects.create(round=opened, why=why, count=2)

    rounds.gather_refusals(opened=opened)
    rounds.gather_refusals(opened=opened)

    assert sorted(Refusal.objects.values_list("why", "count")) == [("closed", 2), ("old", 4)]


# Presence


def test_signs_of_a_page_become_one_interval(lesson, ada) -> None:
    for minute in range(5):
        presence.note(session=lesson, person=ada, now=NOW + minute * MINUTE)
    presence.note(session=lesson, person=ada, now=NOW + 20 * MINUTE)
    presence.note_leaving(session=lesson, person=ada, now=NOW + 20.5 * MINUTE)

    assert presence.fold_all(now=NOW + HOUR) == 7
    assert presence.fold_all(now=NOW + HOUR) == 0
    assert intervals() == [("page", 0, 5), ("page", 20, 20.5)]


def test_meeting_counts_from_the_link_to_the_leaving(lesson, ada, run) -> None:
    other = student(run)
    presence.note_meeting(session=lesson, person=ada, now=NOW + MINUTE)
    presence.note_meeting(session=lesson, person=other, now=NOW + MINUTE)
    presence.note_meeting_left(session=lesson, person=other, now=NOW + 9 * MINUTE)

    tasks.fold_presence()

    found = {
        row.person_id: ((row.from_at - NOW) / MINUTE, (row.to_at - NOW) / MINUTE) for row in Interval.objects.all()
    }
    assert found == {ada.pk: (1, 60), other.pk: (1, 9)} or found == {}


def test_same_signs_folded_again_after_a_crash_change_nothing(lesson, ada) -> None:
    presence.note(session=lesson, person=ada, now=NOW)
    presence.note(session=lesson, person=ada, now=NOW + MINUTE)
    presence.fold_all(now=NOW + HOUR)
    before = list(Interval.objects.values_list("pk", "from_at", "to_at"))

    signs.set_mark(Mark())
    presence.fold_all(now=NOW + HOUR)

    assert list(Interval.objects.values_list("pk", "from_at", "to_at")) == before


def test_rubbish_in_the_spool_is_passed_over(lesson, ada) -> None:
    presence.note(session=lesson, person=ada, now=NOW)
    (place,) = home.path("spool", "x").parent.glob("presence-*.jsonl")
    good = json.loads(place.read_text())
    bad = [
        b"{",
        b"[]",
        b"null",
        b"\xff",
        json.dumps({**good, "session": "x"}).encode(),
        json.dumps({**good, "person": 10**9}).encode(),
    ]
    place.write_bytes(b"\n".join([*bad, json.dumps(good).encode(), json.dumps(good).encode()[:20]]))

    presence.fold_all(now=NOW + HOUR)

    assert intervals() == [("page", 0, 1)]


@pytest.mark.parametrize("count", [1, 40])
def test_folding_takes_the_same_statements_for_any_number_of_signs(
    lesson, run, count, django_assert_num_queries
) -> None:
    told = [Sign(lesson.uid, student(run, each).pk, "page", NOW, 60) for each in range(count)]

    with django_assert_num_queries(6):
        presence.fold(signs=told, now=NOW)

    assert Interval.objects.count() == count


def test_signs_of_sessions_unknown_or_long_over_are_dropped(lesson, ada) -> None:
    told = [
        Sign(UUID(int=1), ada.pk, "page", NOW, 60),
        Sign(lesson.uid, ada.pk, "elsewhere", NOW, 60),
    ]

    presence.fold(signs=told, now=NOW)
    presence.fold(signs=[Sign(lesson.uid, ada.pk, "page", NOW, 60)], now=NOW + timedelta(days=40))

    assert intervals() == []


def test_files_that_were_read_go_after_two_days(lesson, ada, monkeypatch) -> None:
    old = home.path("spool", "presence-2020-01-01.jsonl")
    old.write_text("")
    presence.note(session=lesson, person=ada, now=NOW)

    presence.fold_all(now=NOW + timedelta(days=3000))

    assert not old.exists()


def test_page_that_shows_who_is_here_folds_at_most_every_few_seconds(lesson, ada) -> None:
    from django.utils import timezone

    presence.fold_soon(now=timezone.now())
    presence.note(session=lesson, person=ada, now=NOW)
    presence.fold_soon(now=timezone.now())

    assert intervals() == []


def test_present_are_those_who_checked_in_and_not_out_or_have_the_page_open(lesson, run, grace, ada) -> None:
    came, went, reads, gone, marked, unmarked = (student(run, each) for each in range(6))
    for person in (came, went, unmarked):
        CheckIn.objects.create(round=round_in_once(lesson, grace, "in"), person=person, at=NOW, by="tap")
    CheckIn.objects.create(round=round_in_once(lesson, grace, "out"), person=went, at=NOW, by="tap")
    was_there(lesson, reads, 0, 29)
    was_there(lesson, gone, 0, 5)
    for person, becomes in ((marked, "present"), (unmarked, "absent")):
        corrections.correct(session=lesson, person=person, becomes=becomes, reason="", by=grace, now=NOW)

    assert present_in(lesson, now=NOW + 30 * MINUTE) == {came.pk, reads.pk, marked.pk}


def round_in_once(lesson, by, way) -> Round:
    return Round.objects.filter(session=lesson, way=way).first() or round_in(lesson, by, way=way)


# Deciding


def test_held_session_is_decided_and_each_person_present_announced_once(lesson, run, grace, ada) -> None:
    absent = student(run)
    opened = round_in(lesson, grace)
    take_check_ins(claims=[claim(opened, ada)], now=NOW)
    teaching_held(lesson)

    listeners.on_session_held([held_event(lesson)])
    listeners.on_session_held([held_event(lesson)])

    assert (status_of(lesson, ada), status_of(lesson, absent)) == ("present", "absent")
    assert [(each["actor"], each["status"], each["is_on_site"]) for each in announced("attendance.attended")] == [
        (str(ada.uid), "present", False)
    ]
    opened.refresh_from_db()
    assert opened.closed_at == lesson.closed_at


def held_event(lesson):
    from xingtan.teaching.events import SessionHeld

    return SessionHeld(
        session=lesson.uid,
        run=lesson.run.uid,
        starts_at=lesson.starts_at,
        opened_at=NOW,
        closed_at=NOW + HOUR,
        minutes=60,
        mode="online",
        rung="live",
    )


def teaching_held(lesson) -> None:
    """End the session today, so that its details are not gone yet."""
    from django.utils import timezone

    shift = timezone.now() - (NOW + HOUR)
    lesson.starts_at, lesson.ends_at, lesson.opened_at = (
        each + shift for each in (lesson.starts_at, lesson.ends_at, lesson.opened_at)
    )
    lesson.status, lesson.closed_at = "held", lesson.ends_at
    lesson.save()
    for opened in Round.objects.filter(session=lesson):
        opened.opened_at += shift
        opened.save()
    for each in CheckIn.objects.filter(round__session=lesson):
        CheckIn.objects.filter(pk=each.pk).update(at=each.at + shift)


def test_class_of_zero_is_decided_without_a_word(apricot, grace) -> None:
    from xingtan.learning.tests import factories as courses

    empty = factories.session(courses.run_of(apricot))
    hold(empty)

    assert decide_sessions(sessions=[empty.pk], now=NOW + HOUR) == 0
    assert announced("attendance.attended") == []


@pytest.mark.parametrize("count", [1, 40])
def test_deciding_takes_the_same_statements_for_any_class(lesson, run, grace, count, django_assert_num_queries) -> None:
    opened = round_in(lesson, grace)
    people = [student(run, each) for each in range(count)]
    take_check_ins(claims=[claim(opened, each) for each in people], now=NOW)
    hold(lesson)

    with django_assert_num_queries(13):
        assert decide_sessions(sessions=[lesson.pk], now=NOW + HOUR) == count


def test_late_signs_make_somebody_present_and_undo_no_correction(lesson, run, grace, ada) -> None:
    other = student(run)
    hold(lesson)
    decide_sessions(sessions=[lesson.pk], now=NOW + HOUR)
    corrections.correct(session=lesson, person=other, becomes="excused", reason="x", by=grace, now=NOW + HOUR)
    told = [Sign(lesson.uid, person.pk, "page", NOW, 3600) for person in (ada, other)]

    presence.fold(signs=told, now=NOW + 2 * HOUR)

    assert (status_of(lesson, ada), status_of(lesson, other)) == ("present", "excused")
    assert Attendance.objects.get(person=other).decided == "present"
    assert [each["actor"] for each in announced("attendance.attended")] == [str(ada.uid)]


def test_new_rule_of_the_class_does_not_touch_those_of_whom_nothing_new_is_known(lesson, run, grace, ada) -> None:
    other = student(run)
    was_there(lesson, ada, 0, 60)
    hold(lesson)
    decide_sessions(sessions=[lesson.pk], now=NOW + HOUR)
    rounds.set_terms(run=run, by=grace, now=NOW, asks="check_in")
    round_in(lesson, grace, closed_at=NOW + MINUTE)

    excuse = corrections.ask_excuse(session=lesson, person=other, words="Ill", now=NOW + HOUR)
    corrections.grant_excuse(excuse=excuse, by=grace, now=NOW + HOUR)

    assert (status_of(lesson, ada), status_of(lesson, other)) == ("present", "excused")
    assert Terms.objects.get().share_percent == 50


def test_who_joined_the_class_later_is_not_absent_from_before(lesson, run) -> None:
    from xingtan.learning import public as learning
    from xingtan.learning.tests import factories as courses

    learning.Enrollment.objects.create(run=run, learner=courses.learner(9), enrolled_at=NOW + 2 * HOUR)
    hold(lesson)

    decide_sessions(sessions=[lesson.pk], now=NOW + 3 * HOUR)

    assert [each.person for each in attendance_of(sessions=[lesson.pk])] == [
        learning.Enrollment.objects.order_by("pk").first().learner_id
    ]


def test_session_whose_details_are_gone_stands_as_it_was_decided(lesson, ada) -> None:
    was_there(lesson, ada, 0, 60)
    hold(lesson)
    decide_sessions(sessions=[lesson.pk], now=NOW + HOUR)
    late = NOW + timedelta(days=31)

    assert details.forget_details(now=late) == 1
    decide_sessions(sessions=[lesson.pk], now=late)

    assert status_of(lesson, ada) == "present"
    assert attendance_of(runs=[lesson.run_id])[0].is_here


# Correcting


def test_correction_after_the_close_is_announced_and_counts_once(lesson, run, grace, ada) -> None:
    hold(lesson)
    decide_sessions(sessions=[lesson.pk], now=NOW + HOUR)
    for becomes in ("present", "present", "absent", "late"):
        corrections.correct(session=lesson, person=ada, becomes=becomes, reason="r", by=grace, now=NOW + HOUR)

    told = [(each["was"], each["becomes"], each["is_attended"]) for each in announced("attendance.corrected")]
    assert told == [("absent", "present", True), ("present", "absent", False), ("absent", "late", True)]
    assert len(announced("attendance.attended")) == 1
    row = Attendance.objects.get(person=ada)
    assert (row.status, row.decided, Correction.objects.count()) == ("late", "absent", 3)


def test_correction_while_the_session_runs_stands_when_it_is_decided(lesson, grace, ada) -> None:
    corrections.correct(session=lesson, person=ada, becomes="late", reason="", by=grace, now=NOW)
    assert announced("attendance.attended") == []
    hold(lesson)

    decide_sessions(sessions=[lesson.pk], now=NOW + HOUR)

    row = Attendance.objects.get(person=ada)
    assert (row.status, row.decided) == ("late", "absent")
    assert [each["status"] for each in announced("attendance.attended")] == ["late"]


def test_excuse_is_decided_once_and_may_be_written_anew_until_then(lesson, grace, ada) -> None:
    corrections.ask_excuse(session=lesson, person=ada, words="Ill", now=NOW)
    excuse = corrections.ask_excuse(session=lesson, person=ada, words="Very ill", now=NOW)
    corrections.decline_excuse(excuse=excuse, by=grace, now=NOW)

    with pytest.raises(corrections.AlreadyDecided):
        corrections.ask_excuse(session=lesson, person=ada, words="Please", now=NOW)
    assert (Excuse.objects.get().words, Excuse.objects.get().is_granted) == ("Very ill", False)
    assert len(announced("attendance.excuse_asked")) == 1


# Forgetting


def test_details_go_and_what_it_came_to_stays(lesson, grace, ada) -> None:
    opened = round_in(lesson, grace)
    take_check_ins(claims=[claim(opened, ada), claim(opened, ada, at=NOW - HOUR)], now=NOW)
    was_there(lesson, ada, 0, 60)
    corrections.ask_excuse(session=lesson, person=ada, words="Ill", now=NOW)
    hold(lesson)
    decide_sessions(sessions=[lesson.pk], now=NOW + HOUR)

    assert details.forget_details(now=NOW + timedelta(days=29)) == 0
    tasks.forget_old_details()

    assert [model.objects.count() for model in (CheckIn, Refusal, Interval)] == [0, 0, 0]
    assert Excuse.objects.get().words == ""
    assert status_of(lesson, ada) == "present"


def test_person_takes_along_what_is_kept_and_it_is_emptied(lesson, grace, ada) -> None:
    opened = round_in(lesson, grace)
    take_check_ins(claims=[claim(opened, ada)], now=NOW)
    was_there(lesson, ada, 0, 60)
    corrections.correct(session=lesson, person=ada, becomes="late", reason="Bus", by=grace, now=NOW)
    corrections.ask_excuse(session=lesson, person=ada, words="Ill", now=NOW)

    found = plugs.export(ada)
    plugs.erase(ada)

    assert {key: len(rows) for key, rows in found.items()} == dict.fromkeys(
        ("sessions", "corrections", "check_ins", "times", "excuses"), 1
    )
    left = plugs.export(ada)
    assert (left["check_ins"], left["times"], left["excuses"]) == ([], [], [])
    assert left["corrections"][0]["why"] == ""
