"""Sessions are planned in bulk, again and again, and changed by hand in between."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from xingtan.kernel.models import Outbox
from xingtan.teaching import actions
from xingtan.teaching.actions import Plan
from xingtan.teaching.models import Change, Session, Venue
from xingtan.teaching.tests import factories

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
# Fewer than thirty for five hundred: SQLite takes a thousand values in one statement.
AT_ONCE = 30


def plans(run, count=3, **facts):
    return [
        Plan(
            run=run,
            origin=f"line {number}",
            starts_at=MONDAY + timedelta(days=7 * number),
            ends_at=MONDAY + timedelta(days=7 * number) + HOUR,
            zone="Asia/Shanghai",
            **facts,
        )
        for number in range(count)
    ]


def names():
    return list(Outbox.objects.order_by("pk").values_list("name", flat=True))


def test_plan_makes_sessions_and_says_so_once_a_class(run, grace, now):
    Outbox.objects.all().delete()

    done = actions.plan_sessions(plans=plans(run), by=grace, now=now)

    assert (len(done.made), done.changes, done.late, done.same) == (3, [], [], 0)
    assert Session.objects.filter(run=run).count() == 3
    assert names() == ["teaching.sessions_planned"]


def test_plan_again_changes_nothing(run, grace, now):
    actions.plan_sessions(plans=plans(run), by=grace, now=now)
    Outbox.objects.all().delete()

    done = actions.plan_sessions(plans=plans(run), by=grace, now=now)

    assert (done.made, done.changes, done.same) == ([], [], 3)
    assert (Change.objects.count(), names()) == (0, [])


def test_plan_of_nothing(db, now):
    done = actions.plan_sessions(plans=[], by=None, now=now)

    assert (done.made, done.same) == ([], 0)


def test_changed_plan_keeps_the_session_and_its_history(run, apricot, grace, now):
    actions.plan_sessions(plans=plans(run), by=grace, now=now)
    before = dict(Session.objects.values_list("origin", "uid"))
    hall = Venue.objects.create(university=apricot, code="H1")
    Outbox.objects.all().delete()

    done = actions.plan_sessions(plans=[*plans(run, 2), *plans(run, 3, venue=hall)[2:]], by=grace, now=now, why="Hall")

    assert dict(Session.objects.values_list("origin", "uid")) == before
    (change,) = Change.objects.all()
    assert (change.what, change.why, change.by) == ({"venue": ["", "H1"]}, "Hall", grace)
    assert (done.same, [each.session.origin for each in done.changes]) == (2, ["line 2"])
    assert names() == ["teaching.session_changed"]
    assert Session.objects.get(origin="line 2").venue == hall


def test_what_was_moved_by_hand_stays_until_the_timetable_changes(run, grace, now):
    actions.plan_sessions(plans=plans(run, 1), by=grace, now=now)
    session = Session.objects.get()
    actions.move_session(session=session, starts_at=MONDAY + 3 * HOUR, ends_at=MONDAY + 4 * HOUR, by=grace, now=now)

    actions.plan_sessions(plans=plans(run, 1), by=None, now=now)
    session.refresh_from_db()
    assert session.starts_at == MONDAY + 3 * HOUR

    actions.plan_sessions(plans=plans(run, 1, link="https://meet.example/9"), by=None, now=now)
    session.refresh_from_db()
    assert (session.starts_at, session.link) == (MONDAY, "https://meet.example/9")


def test_called_off_by_hand_stays_off_and_dropped_by_the_timetable_comes_back(run, grace, now):
    actions.plan_sessions(plans=plans(run, 2), by=grace, now=now)
    by_hand, dropped = Session.objects.order_by("pk")
    actions.call_off(session=by_hand, by=grace, now=now, why="Ill")
    actions.call_off_sessions(sessions=[dropped], by=None, now=now)

    actions.plan_sessions(plans=plans(run, 2), by=None, now=now)

    assert list(Session.objects.order_by("pk").values_list("status", flat=True)) == ["cancelled", "planned"]


def test_held_sessions_are_left_and_reported(run, grace, now):
    actions.plan_sessions(plans=plans(run, 1), by=grace, now=now)
    session = factories.held(Session.objects.light().get(), grace, MONDAY)

    done = actions.plan_sessions(plans=plans(run, 1, link="https://meet.example"), by=None, now=now)

    assert (done.late, done.changes) == ([session], [])
    session.refresh_from_db()
    assert session.link == ""


def test_time_that_runs_backwards_is_refused_whole(run, grace, now):
    bad = Plan(run=run, origin="x", starts_at=MONDAY, ends_at=MONDAY, zone="UTC")

    with pytest.raises(actions.EndsBeforeItStarts):
        actions.plan_sessions(plans=[*plans(run), bad], by=grace, now=now)

    assert not Session.objects.exists()


def test_twenty_ninth_of_february_and_the_hour_that_comes_twice(run, grace, now):
    berlin = ZoneInfo("Europe/Berlin")
    leap = datetime(2028, 2, 29, 10, tzinfo=berlin)
    # On this night the clocks go back from three to two: two hours pass between two and three.
    early = datetime(2026, 10, 25, 2, tzinfo=berlin)
    late = datetime(2026, 10, 25, 3, tzinfo=berlin)
    said = [
        Plan(run=run, origin="leap", starts_at=leap, ends_at=leap + HOUR, zone="Europe/Berlin"),
        Plan(run=run, origin="night", starts_at=early, ends_at=late, zone="Europe/Berlin"),
    ]

    actions.plan_sessions(plans=said, by=grace, now=now)

    found = {each.origin: each for each in Session.objects.all()}
    assert found["leap"].starts_at.astimezone(berlin).date().isoformat() == "2028-02-29"
    assert found["night"].ends_at - found["night"].starts_at == 2 * HOUR
    assert actions.plan_sessions(plans=said, by=grace, now=now).same == 2


@pytest.mark.parametrize("count", [50, 450])
def test_statements_do_not_grow_with_the_plan(count, run, grace, now, django_assert_max_num_queries):
    with django_assert_max_num_queries(AT_ONCE):
        actions.plan_sessions(plans=plans(run, count), by=grace, now=now)
    with django_assert_max_num_queries(AT_ONCE):
        actions.plan_sessions(plans=plans(run, count, link="https://meet.example"), by=grace, now=now)
