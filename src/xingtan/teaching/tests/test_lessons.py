"""Sessions are begun, stepped and ended; their classes are told; chats, samples, model lessons, export and erasure."""

from datetime import timedelta

import pytest

from xingtan.kernel.models import Outbox
from xingtan.notices.public import Notice
from xingtan.people import registry
from xingtan.teaching import actions, plugs, queries
from xingtan.teaching.models import Change, Class, Message, ModelLesson
from xingtan.teaching.rules.sampling import drawn
from xingtan.teaching.tests import factories

HOUR = timedelta(hours=1)


def bodies(name):
    return list(Outbox.objects.filter(name=name).order_by("pk").values_list("body", flat=True))


def test_session_that_two_teachers_end_is_one_lesson(session, grace, kofi, now):
    actions.open_session(session=session, by=grace, now=now)
    actions.open_session(session=session, by=kofi, now=now)

    actions.close_session(session=session, by=grace, now=now + HOUR)
    actions.close_session(session=session, by=kofi, now=now + 2 * HOUR)

    (held,) = bodies("teaching.session_held")
    assert (held["minutes"], held["mode"], held["rung"]) == (60, "online", "live")
    assert len(bodies("teaching.session_opened")) == 1
    session.refresh_from_db()
    assert (session.status, session.closed_at) == ("held", now + HOUR)


def test_session_of_another_day_is_not_begun(run, grace, now):
    later = factories.session(run, grace, now, starts_in=timedelta(days=2))

    with pytest.raises(actions.TooEarly):
        actions.open_session(session=later, by=grace, now=now)
    with pytest.raises(actions.NotBegun):
        actions.close_session(session=later, by=grace, now=now)


def test_what_is_over_stays_as_it_is(session, grace, now):
    held = factories.held(session, grace, now)

    for deed in (
        lambda: actions.open_session(session=held, by=grace, now=now),
        lambda: actions.step_to(session=held, rung="text", by=grace, now=now),
        lambda: actions.call_off(session=held, by=grace, now=now),
        lambda: actions.give_link(session=held, link="https://meet.example", by=grace, now=now),
    ):
        with pytest.raises(actions.SessionIsOver):
            deed()


def test_called_off_twice_is_called_off_once(session, grace, now):
    assert actions.call_off(session=session, by=grace, now=now) is not None
    assert actions.call_off(session=session, by=grace, now=now) is None
    with pytest.raises(actions.SessionIsOver):
        actions.close_session(session=session, by=grace, now=now)
    assert len(bodies("teaching.session_cancelled")) == 1


def test_ladder_goes_down_and_up_and_is_kept(session, grace, now):
    for rung in ("audio", "recorded", "text", "text", "live"):
        actions.step_to(session=session, rung=rung, by=grace, now=now)

    assert [each.what["rung"][1] for each in Change.objects.filter(what__has_key="rung").order_by("pk")] == [
        *("audio", "recorded", "text", "live")
    ]
    with pytest.raises(actions.NoSuchRung):
        actions.step_to(session=session, rung="telegram", by=grace, now=now)


def test_exactly_the_class_is_told_of_a_step(session, ada, grace, mallory, kofi, now, relay):
    actions.step_to(session=session, rung="text", by=grace, now=now)

    relay()

    (notice,) = Notice.objects.filter(kind="teaching.stepped")
    assert notice.person == ada
    words = plugs.stepped(notice.data)
    assert (words.sentence, words.url) == ("Maps: the session goes on by text.", session.get_absolute_url())


def test_many_moves_of_a_class_are_one_notice(run, place, ada, grace, now, relay):
    for day in range(3):
        made = factories.session(run, grace, now, starts_in=timedelta(days=day + 1))
        start = made.starts_at + HOUR
        actions.move_session(session=made, starts_at=start, ends_at=start + HOUR, by=grace, now=now)

    relay()

    (notice,) = Notice.objects.filter(kind="teaching.changed")
    words = plugs.changed(notice.data)
    assert (notice.person, words.sentence) == (ada, "Maps: 3 sessions are changed.")
    assert words.url == f"{run.get_absolute_url()}sessions/"
    assert len(words.body.splitlines()) == 3


def test_nobody_is_told_of_a_title_or_of_what_is_past(run, place, grace, now, relay):
    titled = factories.session(run, grace, now)
    actions.change_session(session=titled, title={"en": "Globes"}, by=grace, now=now)
    past = factories.session(run, grace, now, starts_in=timedelta(days=-3))
    actions.call_off(session=past, by=grace, now=now)

    relay()

    assert not Notice.objects.filter(kind__startswith="teaching.").exists()


def test_forgotten_session_ends_by_itself_and_counts_no_night(session, grace, now):
    actions.open_session(session=session, by=grace, now=now)

    assert actions.close_forgotten(now=now + 3 * HOUR) == 0
    assert actions.close_forgotten(now=now + 30 * HOUR) == 1

    assert bodies("teaching.session_held")[0]["minutes"] == 150


def test_same_words_of_a_nervous_finger_are_said_once(session, ada, now):
    first = actions.say(session=session, words="Hello", by=ada, now=now)
    again = actions.say(session=session, words="Hello ", by=ada, now=now)

    assert (first, Message.objects.count()) == (again, 1)


def test_switch_changes_what_is_planned_and_nothing_else(run, grace, now):
    held = factories.held(factories.session(run, grace, now), grace, now)
    planned = factories.session(run, grace, now)

    changes = actions.switch_mode(runs=[run], mode="onsite", by=grace, now=now)

    assert [each.session for each in changes] == [planned]
    held.refresh_from_db()
    assert (held.mode, Class.objects.get().mode) == ("online", "onsite")
    assert actions.switch_mode(runs=[run], mode="onsite", by=grace, now=now) == []


def test_classes_open_in_bulk_and_again_without_a_word(apricot, grace, now, django_assert_max_num_queries):
    runs = [factories.a_class(apricot, grace, now, slug=f"c{number}") for number in range(5)]
    said = [(run, {"code": f"K{run.pk}", "campus": "North"}) for run in runs]
    Outbox.objects.all().delete()

    with django_assert_max_num_queries(8):
        actions.open_classes(classes=said, by=None, now=now)
    assert len(bodies("teaching.class_opened")) == 5
    actions.open_classes(classes=said, by=None, now=now)

    assert len(bodies("teaching.class_opened")) == 5
    assert set(Class.objects.values_list("campus", flat=True)) == {"North"}


def test_sample_is_drawn_again_from_its_seed(run, apricot, grace, kofi, now):
    for number in range(6):
        factories.session(run, grace, now, starts_in=timedelta(hours=number))
    days = {"from_on": now.date() - timedelta(days=2), "to_on": now.date() + timedelta(days=2)}

    first = actions.draw_sample(university=apricot, count=2, by=kofi, now=now, **days)
    again = actions.draw_sample(university=apricot, count=2, by=kofi, now=now, seed=first.seed, **days)

    assert first.size == 6
    assert set(first.inspections.values_list("session", flat=True)) == set(
        again.inspections.values_list("session", flat=True)
    )
    with pytest.raises(actions.DaysAreTurned):
        actions.draw_sample(university=apricot, count=1, by=kofi, now=now, from_on=days["to_on"], to_on=days["from_on"])


def test_draw_of_more_than_there_are_is_all_of_them():
    assert drawn([], count=3, seed="x") == []


def test_teacher_sees_who_inspected(session, apricot, grace, kofi, ada, now, browse):
    day = session.starts_at.date()
    around = {"from_on": day - timedelta(days=1), "to_on": day + timedelta(days=1)}
    sample = actions.draw_sample(university=apricot, count=1, by=kofi, now=now, **around)
    (inspection,) = sample.inspections.all()

    assert "drew this session by chance" in browse(grace).get(session.get_absolute_url()).content.decode()
    noted = browse(kofi).post(f"/u/apricot/inspections/{inspection.uid}/", {"note": "Lively."})

    assert noted.status_code == 303
    assert "Kofi Annan looked at this session." in browse(grace).get(session.get_absolute_url()).content.decode()
    assert "Kofi" not in browse(ada).get(session.get_absolute_url()).content.decode()
    assert "looked at" in browse(kofi).get("/u/apricot/inspections/").content.decode()
    assert browse(kofi).post("/u/apricot/inspections/", {"from_on": "2026-02-30", "count": "0"}).status_code == 422


def test_model_lessons_are_those_to_come_first(run, grace, now):
    past = factories.session(run, grace, now, starts_in=timedelta(days=-2))
    coming = factories.session(run, grace, now)
    for each in (past, coming):
        actions.open_model(session=each, words="Groups", by=grace, now=now)

    assert [each.session for each in queries.model_lessons(now=now)] == [coming, past]
    actions.close_model(session=past, by=grace)
    assert ModelLesson.objects.count() == 1


def test_what_is_kept_of_a_person_is_given_and_forgotten(session, ada, grace, now):
    actions.say(session=session, words="Remember me", by=ada, now=now)
    assert plugs.export(ada)["said"][0]["words"] == "Remember me"
    assert plugs.export(grace)["changes"]

    plugs.erase(ada)

    assert not Message.objects.exists()
    assert "teaching" in registry.exporters


def test_class_is_told_of_a_step_in_overtime(run, place, ada, grace, now, relay):
    late = factories.opened(factories.session(run, grace, now, starts_in=timedelta(hours=-2)), grace, now)
    actions.step_to(session=late, rung="audio", by=grace, now=now)

    relay()

    assert [each.person for each in Notice.objects.filter(kind="teaching.stepped")] == [ada]
