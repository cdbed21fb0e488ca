"""Sessions are decided, and corrected."""

from __future__ import annotations

from datetime import timedelta

import pytest

from xingtan.attendance import listeners
from xingtan.attendance.actions import corrections, details, presence, rounds
from xingtan.attendance.actions.check_ins import take_check_ins
from xingtan.attendance.actions.deciding import decide_sessions
from xingtan.attendance.adapters.signs import Sign
from xingtan.attendance.models import Attendance, CheckIn, Correction, Excuse, Round, Terms
from xingtan.attendance.queries.tables import attendance_of
from xingtan.attendance.tests import factories
from xingtan.attendance.tests.factories import (
    HOUR,
    MINUTE,
    NOW,
    announced,
    claim,
    hold,
    round_in,
    status_of,
    student,
    was_there,
)


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


def test_late_sign_that_somebody_left_is_announced_to_whoever_counts(lesson, ada) -> None:
    hold(lesson)
    presence.fold(signs=[Sign(lesson.uid, ada.pk, "meeting", NOW, 3600)], now=NOW + HOUR)
    assert [each["status"] for each in announced("attendance.attended")] == ["present"]
    left = Sign(lesson.uid, ada.pk, "meeting", NOW + 5 * MINUTE, 0, ends=True)

    presence.fold(signs=[left], now=NOW + 2 * HOUR)
    presence.fold(signs=[left], now=NOW + 2 * HOUR)

    assert status_of(lesson, ada) == "absent"
    told = announced("attendance.corrected")
    assert [(each["actor"], each["person"], each["was"], each["becomes"], each["is_attended"]) for each in told] == [
        (None, str(ada.uid), "present", "absent", False)
    ]
    presence.fold(signs=[Sign(lesson.uid, ada.pk, "page", NOW, 3600)], now=NOW + 2 * HOUR)
    assert [each["is_attended"] for each in announced("attendance.corrected")] == [False, True]
    assert len(announced("attendance.attended")) == 1


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
