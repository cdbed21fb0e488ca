"""Points, flags and cases as deeds."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from xingtan.activities.events import PointsGiven, Responded
from xingtan.attendance.events import Attended, Corrected
from xingtan.insights import actions, listeners, queries, tasks
from xingtan.insights.models import Balance, Case, Entry, Flag
from xingtan.insights.plugs import erase, export
from xingtan.insights.rules import flags, scripted
from xingtan.kernel.events import Heard
from xingtan.kernel.models import Outbox
from xingtan.learning import public as learning
from xingtan.learning.events import BlocksCompleted, RunCompleted
from xingtan.learning.tests import factories as learners
from xingtan.notices.public import Notice
from xingtan.teaching.tests import factories

DAY = timedelta(days=1)


def test_nothing_is_worth_anything_until_a_teacher_says_so(place, happen):
    assert actions.book_points(happened=[happen()]) == 0
    assert not Entry.objects.exists()


def test_points_are_booked_once(place, rules, happen):
    once = happen()

    assert [actions.book_points(happened=[once, once]) for _ in range(2)] == [1, 0]
    assert queries.points_of(place) == 5
    assert Outbox.objects.filter(name="insights.points_booked").count() == 1


def test_stranger_to_the_class_gets_none(place, rules, happen, mallory):
    assert actions.book_points(happened=[happen(person=mallory)]) == 0


def test_rules_hold_from_now_on(maps, place, rules, happen, grace, now):
    actions.book_points(happened=[happen()])
    changed = actions.set_rules(run=maps, worth={**rules, "present": Decimal(0)}, by=grace, now=now + DAY)
    actions.book_points(happened=[happen(at=now + 2 * DAY), happen("late", at=now + 2 * DAY)])

    assert changed == 1
    assert queries.points_of(place) == 7
    assert "present" not in queries.worth_now(maps)


def test_counting_again_mends_a_wrong_sum(maps, place, rules, happen):
    actions.book_points(happened=[happen(), happen("given", amount=-2)])
    assert (queries.points_of(place), actions.count_again(run=maps)) == (Decimal(-1), 0)
    Balance.objects.update(points=99)

    assert (actions.count_again(run=maps), queries.points_of(place)) == (1, Decimal(-1))


def heard(event, at):
    return Heard(id=uuid4(), at=at, event=event)


def test_what_rooms_announce_is_booked(maps, place, rules, ada, grace, now):
    session, activity = uuid4(), uuid4()
    attended = Attended(actor=ada.uid, session=session, run=maps.uid, status="present", is_on_site=False)
    about = {"activity": activity, "kind": "poll", "run": maps.uid, "session": session, "person": ada.uid}
    answers = [Responded(**about, response=uuid4()) for _ in range(3)]
    mark = PointsGiven(**{**about, "kind": "marks"}, given=uuid4(), score=Decimal(2))

    listeners.on_attended([heard(attended, now)])
    listeners.on_answered([heard(each, now) for each in [*answers, mark]])
    assert queries.points_of(place) == 5 + 1 + 2 * 3

    told = {"actor": grace.uid, "session": session, "run": maps.uid, "person": ada.uid}
    absent = Corrected(**told, was="present", becomes="absent", is_attended=False)
    late = Corrected(**told, was="absent", becomes="left_early", is_attended=True)
    listeners.on_attended([heard(absent, now + DAY), heard(late, now + 2 * DAY)])
    assert queries.points_of(place) == 2 + 1 + 2 * 3
    assert actions.count_again(run=maps) == 0


def test_parts_of_a_course_are_booked_one_by_one(maps, place, grace, now):
    actions.set_rules(run=maps, worth={"block": Decimal(1), "course": Decimal(10)}, by=grace, now=now - DAY)
    parts = heard(BlocksCompleted(enrollment=place.uid, run=maps.uid, keys=["a", "b"]), now)
    whole = heard(RunCompleted(enrollment=place.uid, run=maps.uid, course=maps.course.uid), now)

    listeners.on_completed([parts, whole, parts])

    assert queries.points_of(place) == 12
    assert Entry.objects.count() == 3


def missed(maps, grace, now, count, relay):
    """Hold sessions at which nobody is; attendance hears of it, and says so."""
    for number in range(count):
        lesson = factories.session(maps, grace, now, starts_in=timedelta(hours=number), origin=f"s{number}")
        factories.held(lesson, grace, now)
    relay()


def test_flag_has_reasons_and_goes_with_them(maps, place, grace, ada, now, relay):
    missed(maps, grace, now, 3, relay)

    assert actions.find_flags(run=maps, now=now + 20 * DAY) == 1
    flag = Flag.objects.get()
    words = [queries.reason_words(reason) for reason in flag.reasons]
    assert words == ["Missed the last 3 sessions in a row.", "Was not seen for 20 days."]

    actions.set_watch(run=maps, missed_in_a_row=4, days_unseen=30)
    assert actions.find_flags(run=maps, now=now + 21 * DAY) == 0
    assert not Flag.objects.exists()
    assert not Notice.objects.exists()


def test_flag_remembers_since_when(maps, place, now):
    actions.find_flags(run=maps, now=now + 20 * DAY)
    actions.find_flags(run=maps, now=now + 25 * DAY)

    flag = Flag.objects.get()
    assert (flag.since, flag.found_at) == (now + 20 * DAY, now + 25 * DAY)


def test_lowest_points_are_a_reason_in_a_class(maps, place, rules, happen, grace, now):
    others = [learners.learner(number) for number in range(10)]
    for other in others:
        factories.place(maps, other, now)
    actions.book_points(happened=[happen(person=other) for other in others])

    found = queries.reasons_on(maps, now=now)

    assert [reason.code for reason in found[place.pk]] == [flags.POINTS]
    assert sum(bool(reasons) for reasons in found.values()) == 1


def test_nothing_handed_in_is_a_reason_where_there_is_work(apricot, ada, now):
    run = learners.run_of(apricot, starts_at=now - 9 * DAY)
    place = learning.enroll(run=run, learner=ada, now=now - DAY)

    assert [reason.code for reason in queries.reasons_on(run, now=now)[place.pk]] == [flags.WORK]
    learning.record_result(
        enrollment=place, key="which", score=Decimal(1), possible=Decimal(1), completed=True, now=now
    )
    assert queries.reasons_on(run, now=now)[place.pk] == []


EVIDENCE = [{"hours": 23, "from": "2026-03-01T00:00:00+00:00"}]


def opened(maps, place, now):
    actions.open_cases(run=maps, found={(place.pk, scripted.HOURS): EVIDENCE}, now=now)
    return Case.objects.select_related("enrollment__run__course__university", "enrollment__learner").latest("pk")


def test_case_is_opened_once_and_decided_in_words(maps, place, grace, now):
    case = opened(maps, place, now)
    opened(maps, place, now + DAY)
    assert Case.objects.count() == 1

    with pytest.raises(actions.SayWhy):
        actions.decide_case(case=case, decision="unfounded", words="  ", by=grace, now=now)
    with pytest.raises(actions.AlreadyDecided):
        actions.answer_case(case=case, words="But I", now=now)
    actions.decide_case(case=case, decision="unfounded", words="She was ill and read at night.", by=grace, now=now)
    with pytest.raises(actions.AlreadyDecided):
        actions.decide_case(case=case, decision="stands", words="No", by=grace, now=now)
    with pytest.raises(actions.SayAnswer):
        actions.answer_case(case=case, words=" ", now=now)
    actions.answer_case(case=case, words="Thank you.", now=now)
    with pytest.raises(actions.AlreadyDecided):
        actions.answer_case(case=case, words="Again", now=now)
    opened(maps, place, now + 30 * DAY)

    case.refresh_from_db()
    assert (case.decision, case.answer) == ("unfounded", "Thank you.")
    assert Case.objects.count() == 1
    assert not Notice.objects.exists()
    assert queries.points_of(place) == 0


def test_evidence_is_gathered_from_what_was_left_behind(apricot, ada, now):
    runs = [learners.run_of(apricot, learners.bundle(), starts_at=now - 9 * DAY) for _ in range(1)]
    (run,) = runs
    place = learning.enroll(run=run, learner=ada, now=now - 9 * DAY)
    for hour in range(22):
        learning.Result.objects.create(
            enrollment=place, key=f"k{hour}", completed_at=now - timedelta(hours=hour), changed_at=now
        )

    found = queries.evidence_on(run, now=now)

    assert [rule for _place, rule in found] == [scripted.HOURS]
    (words,) = queries.evidence_words(scripted.HOURS, found[place.pk, scripted.HOURS], "UTC")
    assert words.endswith("something in 22 of 24 hours.")


def test_classes_are_looked_through_at_night(maps, place, now):
    tasks.look_through_classes()

    assert Outbox.objects.filter(name="insights.flags_found").count() == 1


def test_words_survive_rubbish():
    assert queries.reason_words({}) == "A reason that this site no longer knows."
    assert queries.evidence_words("hours", [{"x": 1}], "UTC") == ["{'x': 1}"]
    assert len(queries.evidence_words("timing", [{"key": "q", "at": "never"}] * 20, "UTC")) == 13
    assert queries.rule_words("other") == "other"
    assert queries.what_words("activity:gone") == "Answering: gone"


def test_person_takes_along_and_is_forgotten(maps, place, rules, happen, ada, grace, now):
    actions.book_points(happened=[happen()])
    actions.find_flags(run=maps, now=now + 20 * DAY)
    actions.decide_case(case=opened(maps, place, now), decision="talked", words="Settled.", by=grace, now=now)

    told = export(ada)
    assert [each["points"] for each in told["points"]] == ["5.00"]
    assert told["flags"][0]["reasons"] == ["Was not seen for 20 days."]
    assert told["cases"][0]["words"] == "Settled."

    erase(grace)
    assert Case.objects.get().decided_by is None
    erase(ada)
    erase(ada)
    assert export(ada) == {"points": [], "flags": [], "cases": []}
