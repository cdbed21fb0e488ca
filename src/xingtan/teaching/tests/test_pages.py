"""Pages of sessions, for students, teachers, visitors and the projector, without script and in parts."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xingtan.teaching import actions, queries
from xingtan.teaching.models import Change, Hub, Message, Session, Venue
from xingtan.teaching.tests import factories

HTMX = {"headers": {"HX-Request": "true", "HX-Target": "part"}}


def test_student_sees_when_where_and_who(session, ada, browse):
    html = browse(ada).get(session.get_absolute_url()).content.decode()

    assert "Maps" in html
    assert "Grace Hopper" in html
    assert "Planned" in html
    assert "lead/" not in html
    assert "<xingtan-stream" in html


def test_link_of_the_class_is_the_way_in(session, run, ada, grace, now, browse):
    actions.open_class(run=run, by=grace, now=now, link="https://meet.example/maps")

    assert 'href="https://meet.example/maps"' in browse(ada).get(session.get_absolute_url()).content.decode()


def test_part_is_given_only_where_it_is_new(session, ada, grace, now, browse):
    client = browse(ada)
    part = f"{session.get_absolute_url()}state/"
    version = client.get(part, **HTMX).context["version"]
    assert client.get(f"{part}?v={version}", **HTMX).status_code == 204

    actions.open_session(session=session, by=grace, now=now)

    told = client.get(f"{part}?v={version}", **HTMX)
    assert told.status_code == 200
    assert "Running" in told.content.decode()
    assert "<html" not in told.content.decode()


def test_teacher_begins_steps_and_ends_without_script(session, grace, browse):
    client, url = browse(grace), session.get_absolute_url()
    assert "Begin the session" in client.get(f"{url}lead/").content.decode()

    assert client.post(f"{url}opening/").headers["Location"] == f"{url}lead/"
    assert client.post(f"{url}rung/", {"rung": "audio"}).status_code == 303
    assert client.post(f"{url}closing/").status_code == 303

    session.refresh_from_db()
    assert (session.status, session.rung) == ("held", "audio")
    html = client.get(f"{url}lead/").content.decode()
    assert "Held: Audio and slides; before: Live." in html


def test_what_cannot_be_done_is_said(session, grace, browse):
    client, url = browse(grace), session.get_absolute_url()

    ended = client.post(f"{url}closing/")
    stepped = client.post(f"{url}rung/", {"rung": "smoke signals"}, **HTMX)

    assert (ended.status_code, stepped.status_code) == (422, 422)
    assert "has not begun" in ended.content.decode()
    assert "Nothing was changed" in stepped.content.decode()


def test_link_is_given_and_rubbish_is_not(session, grace, browse):
    client, url = browse(grace), session.get_absolute_url()

    assert client.post(f"{url}link/", {"link": "javascript:alert(1)"}).status_code == 422
    assert client.post(f"{url}link/", {"link": "https://meet.example/7"}).status_code == 303

    session.refresh_from_db()
    assert session.link == "https://meet.example/7"


def test_chat_without_script(session, ada, browse):
    client, url = browse(ada), session.get_absolute_url()

    said = client.post(f"{url}chat/words/", {"words": "Can everybody <b>hear</b>?"})

    assert said.headers["Location"] == f"{url}#chat"
    html = client.get(url).content.decode()
    assert "Can everybody &lt;b&gt;hear&lt;/b&gt;?" in html
    assert client.get(f"{url}chat/").status_code == 200


def test_chat_in_parts_and_its_errors(session, ada, browse):
    client, url = browse(ada), session.get_absolute_url()

    part = client.post(f"{url}chat/words/", {"words": "Hello"}, **HTMX)
    empty = client.post(f"{url}chat/words/", {"words": "  "}, **HTMX)
    long = client.post(f"{url}chat/words/", {"words": "x" * 1001}, **HTMX)

    assert part.content.decode().lstrip().startswith('<section id="chat"')
    assert (empty.status_code, long.status_code) == (422, 422)
    assert "1001 characters" in long.content.decode()
    version = queries.chat_version(session)
    assert client.get(f"{url}chat/?v={version}", **HTMX).status_code == 204


def test_hundred_words_a_second_are_too_many(session, ada, browse):
    client, url = browse(ada), session.get_absolute_url()

    answers = [client.post(f"{url}chat/words/", {"words": f"spam {each}"}).status_code for each in range(25)]

    assert answers.count(429) >= 4
    assert Message.objects.count() <= 21


def test_hidden_words_are_seen_by_those_who_teach_only(session, ada, grace, now, browse):
    said = actions.say(session=session, words="Rude words", by=ada, now=now)
    url = session.get_absolute_url()

    browse(grace).post(f"{url}chat/{said.uid}/hiding/")

    assert "Rude words" not in browse(ada).get(url).content.decode()
    assert "Rude words" in browse(grace).get(f"{url}lead/").content.decode()
    browse(grace).post(f"{url}chat/{said.uid}/hiding/", {"away": "1"})
    assert "Rude words" in browse(ada).get(url).content.decode()


def test_projector_shows_the_hub_and_no_chat(session, run, ada, grace, now, browse):
    hub = actions.open_hub(run=run, name="Hall in Accra", by=grace)
    actions.say(session=session, words="Not for the wall", by=ada, now=now)

    html = browse(grace).get(f"{session.get_absolute_url()}screen/?at={hub.uid}").content.decode()

    assert "Hall in Accra" in html
    assert "Not for the wall" not in html
    assert browse(grace).get(f"{session.get_absolute_url()}screen/?at=rubbish").status_code == 200


def test_session_is_planned_and_moved_by_form(run, apricot, grace, browse):
    hall = Venue.objects.create(university=apricot, code="H1", name="Great hall")
    client, base = browse(grace), f"{run.get_absolute_url()}sessions/"
    typed = {
        "title": "Why maps lie",
        "starts_at": "2027-03-28T01:30",
        "ends_at": "2027-03-28T03:30",
        "zone": "Europe/Berlin",
        "mode": "both",
        "venue": hall.pk,
        "link": "",
    }

    made = client.post(f"{base}new/", typed)

    session = Session.objects.get()
    assert made.headers["Location"] == f"{session.get_absolute_url()}lead/"
    # The clocks went forward in between: two readings two hours apart, one hour of lesson.
    assert session.ends_at - session.starts_at == timedelta(hours=1)
    moved = client.post(
        f"{session.get_absolute_url()}edit/",
        {**typed, "starts_at": "2028-02-29T10:00", "ends_at": "2028-02-29T11:00", "why": "Leap"},
    )
    assert moved.status_code == 303
    change = Change.objects.latest("pk")
    assert (change.why, sorted(change.what)) == ("Leap", ["ends_at", "starts_at"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_at": "2027-01-02T10:00", "ends_at": "2027-01-02T10:00"},
        {"starts_at": "2027-01-02T10:00", "ends_at": "2027-01-05T10:00"},
        {"starts_at": "2027-02-29T10:00", "ends_at": "2027-02-29T11:00"},
        {"starts_at": "9999-12-31T23:00", "ends_at": "9999-12-31T23:59"},
        {"zone": "Mars/Olympus"},
        {"venue": "12345"},
        {"link": "ftp"},
    ],
)
def test_rubbish_is_refused_in_words(wrong, run, grace, browse):
    typed = {"starts_at": "2027-01-02T10:00", "ends_at": "2027-01-02T11:00", "zone": "UTC", "mode": "online"}

    refused = browse(grace).post(f"{run.get_absolute_url()}sessions/new/", {**typed, **wrong})

    assert refused.status_code == 422
    assert not Session.objects.exists()


def test_called_off_with_a_reason(session, ada, grace, browse):
    browse(grace).post(f"{session.get_absolute_url()}cancellation/", {"why": "Snow"})

    html = browse(ada).get(session.get_absolute_url()).content.decode()
    assert "Called off" in html
    assert "Snow" in html


def test_class_goes_back_to_the_classroom_and_keeps_everything(session, run, ada, grace, now, browse):
    actions.say(session=session, words="Still here", by=ada, now=now)
    base = f"{run.get_absolute_url()}sessions/"

    browse(grace).post(f"{base}class/mode/", {"mode": "both", "why": "Open again"})

    session.refresh_from_db()
    assert session.mode == "both"
    html = browse(ada).get(session.get_absolute_url()).content.decode()
    assert "Still here" in html
    assert "Open again" in html


def test_class_and_hubs_by_form(run, grace, browse):
    client, base = browse(grace), f"{run.get_absolute_url()}sessions/"

    assert client.post(f"{base}class/", {"code": "M-101", "campus": "North", "link": ""}).status_code == 303
    assert client.post(f"{base}class/hubs/", {"name": "Library", "seats": "30"}).status_code == 303
    assert client.post(f"{base}class/hubs/", {"name": "Library"}).status_code == 422
    assert "M-101" in client.get(base).content.decode()
    hub = Hub.objects.get()
    assert "Library" in client.get(f"{base}class/").content.decode()
    assert client.post(f"{base}class/hubs/{hub.uid}/").status_code == 303
    assert not Hub.objects.exists()


def test_my_week_begins_today_and_tells_what_one_teaches(session, ada, grace, mallory, browse):
    assert "Maps" in browse(ada).get("/classes/").content.decode()
    taught = browse(grace).get("/classes/").content.decode()
    assert "you teach" in taught
    assert "Nothing in these days" in browse(mallory).get("/classes/").content.decode()
    assert browse(ada).get("/classes/?from=2028-02-29").status_code == 200
    for rubbish in ("9999-12-31", "0001-01-01", "2027-02-29", "x", "'"):
        assert browse(ada).get("/classes/", {"from": rubbish}).status_code == 200


def test_next_sessions_stand_on_the_page_of_ones_courses(session, ada, browse):
    assert "Your next sessions" in browse(ada).get("/learn/").content.decode()


def test_class_of_zero_has_a_page(run, grace, browse):
    assert "No session is planned yet" in browse(grace).get(f"{run.get_absolute_url()}sessions/").content.decode()


def test_list_costs_the_same_for_many(run, place, ada, grace, now, browse):
    client, counted = browse(ada), []
    for number in range(3):
        factories.session(run, grace, now, starts_in=timedelta(days=number - 1))
        client.get(f"{run.get_absolute_url()}sessions/")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{run.get_absolute_url()}sessions/")
        counted.append(len(asked))

    # Rooms above fill a slot of this page, too.
    assert counted == counted[:1] * 3
    assert counted[0] <= 16


def test_week_costs_the_same_for_many(apricot, ada, grace, now, browse):
    client, counted = browse(ada), []
    for number in range(3):
        run = factories.a_class(apricot, grace, now, slug=f"maps-{number}")
        factories.place(run, ada, now)
        factories.session(run, grace, now)
        client.get("/classes/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/classes/")
        counted.append(len(asked))

    assert counted == counted[:1] * 3
    assert counted[0] <= 12


def test_session_costs_the_same_for_many_words(session, ada, grace, now, browse):
    client, counted = browse(ada), []
    for number in range(3):
        actions.say(session=session, words=f"Words {number}", by=grace, now=now)
        client.get(session.get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            client.get(session.get_absolute_url())
        counted.append(len(asked))

    # Rooms above fill the slots of this page, so that their queries are among these.
    assert counted == counted[:1] * 3
    assert counted[0] <= 30


def test_poll_of_a_phone_costs_four_queries(session, ada, browse, django_assert_num_queries):
    client, part = browse(ada), f"{session.get_absolute_url()}state/"
    version = client.get(part, **HTMX).context["version"]

    with django_assert_num_queries(4):
        assert client.get(f"{part}?v={version}", **HTMX).status_code == 204


def test_sessions_planned_in_one_moment_are_not_taken_for_each_other(run, place, ada, grace, now, browse):
    said = [
        actions.Plan(
            run=run,
            origin=f"line {number}",
            starts_at=now + timedelta(days=number),
            ends_at=now + timedelta(days=number, minutes=40 + number),
            zone="UTC",
        )
        for number in (1, 2)
    ]
    first, second = actions.plan_sessions(plans=said, by=grace, now=now).made

    assert "41 minutes" in browse(ada).get(first.get_absolute_url()).content.decode()
    assert "42 minutes" in browse(ada).get(second.get_absolute_url()).content.decode()


def test_page_of_a_session_that_began_or_ended_is_loaded_anew(session, grace, ada, browse, now):
    part = f"{session.get_absolute_url()}state/?v=old&status=planned"
    assert "HX-Refresh" not in browse(ada).get(part, **HTMX).headers

    actions.open_session(session=session, by=grace, now=now)
    answer = browse(ada).get(part, **HTMX)

    assert (answer.status_code, answer.headers["HX-Refresh"]) == (204, "true")
