"""A timetable is brought, looked through and planned: once, wholly, and again without a change."""

import re
from datetime import date

import pytest

from xingtan.jobs import public as jobs
from xingtan.jobs.public import Job
from xingtan.kernel.errors import RuleBroken
from xingtan.teaching import public as teaching
from xingtan.timetables import actions, queries
from xingtan.timetables.models import Announcement, Intake, Pattern
from xingtan.timetables.tests import factories
from xingtan.timetables.tests.factories import NOW, table

M1 = "M1,Mon,08:00,09:40,1-8,A1,both"


def sessions(**facts):
    return teaching.Session.objects.filter(**facts).order_by("starts_at", "pk")


def test_a_dry_run_changes_nothing(term, maths, kofi):
    intake = factories.bring(term, table(M1), kofi)

    assert intake.state == Intake.State.READ
    assert intake.report["counts"]["new"] == 8
    assert intake.report["rooms"] == ["A1"]
    assert not sessions().exists()
    assert not Pattern.objects.exists()
    assert not teaching.Venue.objects.exists()


def test_a_confirmed_timetable_becomes_sessions(term, maths, kofi):
    factories.planned(term, table(M1), kofi)

    found = list(sessions(run=maths))
    assert len(found) == 8
    first = found[0]
    assert (first.starts_at.isoformat(), first.zone, str(first.venue)) == (
        "2026-03-02T00:00:00+00:00",
        "Asia/Shanghai",
        "A1",
    )
    assert first.mode == "both"


def test_the_same_again_is_no_change(term, maths, kofi):
    factories.planned(term, table(M1), kofi)
    before = list(sessions().values_list("uid", "changed_at"))

    intake = factories.planned(term, table(M1), kofi)

    counts = intake.report["counts"]
    assert {name: counts[name] for name in ("added", "changed", "gone", "new", "turned", "off")} == dict.fromkeys(
        ("added", "changed", "gone", "new", "turned", "off"), 0
    )
    assert counts["stay"] == 8
    assert list(sessions().values_list("uid", "changed_at")) == before
    assert not Announcement.objects.exists()


def test_a_lesson_that_moves_stays_the_same_session(term, maths, kofi):
    factories.planned(term, table(M1), kofi)
    before = set(sessions().values_list("uid", flat=True))

    factories.planned(term, table("M1,Wed,10:00,11:40,1-8,A1,both"), kofi)

    assert set(sessions().values_list("uid", flat=True)) == before
    assert sessions()[0].starts_at.isoformat() == "2026-03-04T02:00:00+00:00"


def test_a_line_that_is_gone_is_called_off_and_comes_back(term, maths, physics, kofi):
    both = table(M1, "P1,Tue,08:00,09:40,1-2,,online")
    factories.planned(term, both, kofi)

    factories.planned(term, table(M1), kofi)
    assert set(sessions(run=physics).values_list("status", flat=True)) == {"cancelled"}
    assert set(sessions(run=maths).values_list("status", flat=True)) == {"planned"}

    factories.planned(term, both, kofi)
    assert list(sessions(run=physics).values_list("status", flat=True)) == ["planned", "planned"]


def test_another_list_is_left_alone(term, maths, physics, kofi):
    factories.planned(term, table(M1), kofi)
    factories.planned(term, table("P1,Tue,08:00,09:40,1-2,,online"), kofi, source="physics")

    assert set(sessions().values_list("status", flat=True)) == {"planned"}


def test_what_a_teacher_moved_by_hand_stays_when_the_same_comes_again(term, maths, grace, kofi):
    factories.planned(term, table(M1), kofi)
    one = sessions()[0]
    teaching.call_off(session=one, by=grace, now=NOW)

    factories.planned(term, table(M1), kofi)

    assert sessions()[0].status == "cancelled"


def test_a_broken_timetable_is_refused_whole_with_every_line(term, maths, kofi):
    data = table(M1, "M1,Noday,08:00,09:40,1-8,,", "X9,Mon,08:00,09:40,,,", "M1,Tue,10:00,09:00,0,,", ",Mon,8,9,,,")

    intake = factories.bring(term, data, kofi)

    assert intake.state == Intake.State.REFUSED
    assert [(line, code) for line, code, _value in intake.report["problems"]] == [
        (3, "not_a_weekday"),
        (5, "not_weeks"),
        (5, "ends_before"),
        (6, "no_class"),
        (4, "no_such_class"),
    ]
    with pytest.raises(actions.NothingToPlan):
        actions.ask_to_plan(intake=intake, by=kofi)


def test_days_off_and_make_up_days_move_lessons_when_all_is_planned_again(term, maths, kofi):
    factories.planned(term, table(M1), kofi)
    before = list(sessions().values_list("uid", flat=True))
    actions.add_day_off(term=term, by=kofi, on=date(2026, 4, 6), why="Qingming")
    actions.add_make_up(term=term, by=kofi, on=date(2026, 4, 11), as_of=date(2026, 4, 6))

    intake = factories.look(actions.plan_again(term=term, by=kofi, now=NOW))
    factories.confirm(intake, kofi)

    assert intake.report["counts"]["turned"] == 1
    assert list(sessions().values_list("uid", flat=True)) == before
    assert sessions(uid=before[5]).get().starts_at.date() == date(2026, 4, 11)


def test_a_line_by_hand_is_added_changed_and_taken_away(term, maths, kofi):
    line = {"class": "M1", "weekday": "2", "from": "14:00", "to": "15:00", "weeks": "1-2"}
    intake = factories.look(actions.plan_by_hand(term=term, lines=[line], by=kofi, now=NOW))
    factories.confirm(intake, kofi)
    pattern = Pattern.objects.get()
    assert sessions().count() == 2

    changed = {**line, "id": pattern.key, "from": "14:30"}
    factories.confirm(factories.look(actions.plan_by_hand(term=term, lines=[changed], by=kofi, now=NOW)), kofi)
    assert sessions()[0].starts_at.isoformat() == "2026-03-03T06:30:00+00:00"

    away = actions.plan_by_hand(term=term, lines=[], away=[pattern], by=kofi, now=NOW)
    factories.confirm(factories.look(away), kofi)
    assert set(sessions().values_list("status", flat=True)) == {"cancelled"}


def test_a_kill_in_the_middle_leaves_nothing_and_the_next_start_does_all(term, maths, kofi, monkeypatch):
    intake = actions.ask_to_plan(intake=factories.bring(term, table(M1), kofi), by=kofi)

    class Killed(BaseException):
        pass

    def killed(**facts):
        raise Killed

    with monkeypatch.context() as patch:
        # Rooms, lines and sessions are written by then.
        patch.setattr(teaching, "call_off_sessions", killed)
        with pytest.raises(Killed):
            jobs.run(str(intake.job))
    assert (sessions().count(), Pattern.objects.count(), teaching.Venue.objects.count()) == (0, 0, 0)

    jobs.run(str(intake.job))
    assert Job.objects.get(uid=str(intake.job)).status == "done"
    assert sessions().count() == 8


def test_a_file_of_this_machine_is_planned_by_a_job(term, maths, kofi, tmp_path):
    path = tmp_path / "all.csv"
    path.write_bytes(table(M1))

    job = actions.take_in_timetable(term=term, path=path, by=kofi, now=NOW)
    jobs.run(str(job.uid))

    job.refresh_from_db()
    assert (job.status, job.result) == ("done", {"new": 8, "changed": 0, "called_off": 0})


def test_a_broken_file_fails_its_job_with_every_problem(term, maths, kofi, tmp_path):
    path = tmp_path / "all.csv"
    path.write_bytes(table(M1, "X9,Mon,08:00,09:40,,,"))

    job = actions.take_in_timetable(term=term, path=path, by=kofi, now=NOW)
    jobs.run(str(job.uid))

    job.refresh_from_db()
    assert job.status == "failed"
    assert job.lines.order_by("pk").first().place == "line 3"
    assert not sessions().exists()


def test_a_gigabyte_is_refused_before_it_is_read(term, kofi, tmp_path):
    path = tmp_path / "all.csv"
    with path.open("wb") as file:
        file.truncate(2**30)

    with pytest.raises(actions.TimetableIsTooLarge):
        actions.take_in_timetable(term=term, path=path, by=kofi, now=NOW)


def test_a_timetable_is_planned_once(term, maths, kofi):
    intake = factories.planned(term, table(M1), kofi)

    with pytest.raises(actions.WasPlannedAlready):
        actions.ask_to_plan(intake=intake, by=kofi)
    with pytest.raises(actions.WasPlannedAlready):
        actions.choose_columns(intake=intake, columns={}, by=kofi)


def test_columns_may_be_chosen(term, maths, kofi):
    data = table("M1,Mon,08:00,09:40", head="Kurs,weekday,from,to")

    intake = factories.bring(term, data, kofi)
    assert intake.report["problems"] == [[1, "no_column", "class"]]

    intake = factories.look(actions.choose_columns(intake=intake, columns={"class": "Kurs"}, by=kofi))
    assert intake.state == Intake.State.READ
    assert intake.report["counts"]["new"] == 18


def test_two_campuses_have_two_zones(term, maths, kofi):
    head = "class,weekday,from,to,weeks,zone,campus"
    factories.planned(
        term, table("M1,Mon,08:00,09:00,1,,Main", "M1,Mon,08:00,09:00,2,Europe/Berlin,Hub", head=head), kofi
    )

    assert [(each.zone, each.starts_at.hour) for each in sessions()] == [("Asia/Shanghai", 0), ("Europe/Berlin", 7)]


def test_two_campuses_may_each_have_a_room_of_one_code(term, maths, physics, kofi):
    head = "class,weekday,from,to,weeks,room,campus,mode"
    lines = ("M1,Mon,08:00,09:00,1,101,North,onsite", "P1,Mon,08:00,09:00,1,101,South,onsite")
    intake = factories.planned(term, table(*lines, head=head), kofi)

    rooms = teaching.Venue.objects.order_by("campus").values_list("campus", "code")
    assert list(rooms) == [("North", "101"), ("South", "101")]
    assert not [each for each in queries.clashes_of(term.university, term) if each.kind == "room"]
    again = factories.planned(term, table(*lines, head=head), kofi)
    assert (intake.report["counts"]["new"], again.report["counts"]["new"]) == (2, 0)
    # A line that names no campus means the room of its class's, or the one there is.
    factories.planned(term, table(*lines, "M1,Tue,08:00,09:00,1,101,,onsite", head=head), kofi)
    assert teaching.Venue.objects.count() == 2


def test_days_of_a_term_lie_in_it(term, kofi):
    for wrong in (date(2026, 1, 1), date(2027, 1, 1)):
        with pytest.raises(actions.NotInTheTerm):
            actions.add_day_off(term=term, by=kofi, on=wrong)
    with pytest.raises(actions.NotInTheTerm):
        actions.add_make_up(term=term, by=kofi, on=date(2026, 3, 7), as_of=date(2026, 3, 7))
    actions.add_day_off(term=term, by=kofi, on=date(2026, 3, 7))
    with pytest.raises(actions.DayIsInUse):
        actions.add_make_up(term=term, by=kofi, on=date(2026, 3, 7), as_of=date(2026, 3, 9))
    assert RuleBroken in actions.DayIsInUse.__mro__


def test_what_was_seen_is_planned_or_nothing(term, maths, kofi):
    intake = factories.bring(term, table(M1), kofi)
    actions.add_day_off(term=term, by=kofi, on=date(2026, 3, 9))

    intake = actions.ask_to_plan(intake=intake, by=kofi)
    jobs.run(str(intake.job))
    assert not sessions().exists()

    intake.refresh_from_db()
    assert intake.report["counts"]["new"] == 7
    factories.confirm(intake, kofi)
    assert sessions().count() == 7


def test_every_problem_has_words():
    from pathlib import Path

    from xingtan.timetables.queries import words

    found = set()
    for path in Path(words.__file__).parents[1].rglob("*.py"):
        if "tests" not in path.parts:
            found |= set(re.findall(r"""(?:note|Problem)\([^,()]+(?:\.[a-z]+)?, \"([a-z_]+)\"""", path.read_text()))
    assert {"endless", "not_weeks", "too_large"} <= found
    assert found <= words.known_codes()
