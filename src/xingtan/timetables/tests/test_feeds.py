"""Calendars to follow: secret, stable, right when read back by another program."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.urls import reverse

from xingtan.people import registry
from xingtan.teaching import public as teaching
from xingtan.timetables import actions
from xingtan.timetables.adapters import Entry, write
from xingtan.timetables.models import Feed
from xingtan.timetables.tests import factories
from xingtan.timetables.tests.factories import table

MOMENT = datetime(2026, 2, 20, 9, tzinfo=UTC)


@pytest.fixture
def soon(monkeypatch):
    """Look at the calendars before the term."""
    monkeypatch.setattr("xingtan.timetables.views.feeds.now", lambda: MOMENT)


@pytest.fixture
def planned(term, maths, physics, kofi, soon):
    factories.planned(term, table("M1,Mon,08:00,09:40,1-2,A1,both", "P1,Tue,08:00,09:40,1,,online"), kofi)


def addresses(browse, person):
    page = browse(person).get(reverse("timetables:addresses")).context
    return urlsplit(page["address"]).path, {code: urlsplit(url).path for code, url in page["classes"]}


def events(answer):
    return {str(each["SUMMARY"]): each for each in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")}


def test_a_calendar_has_all_sessions_of_a_person_and_one_has_those_of_a_class(planned, ada, browse):
    browse(ada).post(reverse("timetables:addresses"))
    mine, classes = addresses(browse, ada)

    answer = browse().get(mine)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = icalendar.Calendar.from_ical(answer.content)
    assert not found.errors
    assert len(found.walk("VEVENT")) == 3
    assert [str(each["TZID"]) for each in found.walk("VTIMEZONE")] == ["Asia/Shanghai"]
    assert list(events(browse().get(classes["P1"]))) == ["P1"]


def test_an_event_says_when_where_and_how_often_it_was_changed(planned, ada, kofi, browse):
    browse(ada).post(reverse("timetables:addresses"))
    mine, _classes = addresses(browse, ada)
    session = teaching.Session.objects.earliest("starts_at")

    def event():
        found = icalendar.Calendar.from_ical(browse().get(mine).content).walk("VEVENT")
        return next(each for each in found if str(each["UID"]).startswith(str(session.uid)))

    before = event()
    assert before["DTSTART"].dt == datetime(2026, 3, 2, 8, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert (before["SEQUENCE"], before["STATUS"], before["LOCATION"]) == (0, "CONFIRMED", "A1")

    teaching.call_off(session=session, by=kofi, now=MOMENT)
    after = event()
    assert (after["SEQUENCE"], after["STATUS"], after["UID"]) == (1, "CANCELLED", before["UID"])


def test_an_unchanged_calendar_is_not_sent_again(planned, ada, kofi, browse):
    browse(ada).post(reverse("timetables:addresses"))
    mine, _classes = addresses(browse, ada)
    tag = browse().get(mine)["ETag"]

    assert browse().get(mine, headers={"If-None-Match": tag}).status_code == 304
    teaching.call_off(session=teaching.Session.objects.earliest("pk"), by=kofi, now=MOMENT)
    assert browse().get(mine, headers={"If-None-Match": tag}).status_code == 200


def test_new_addresses_end_the_old_ones(planned, ada, browse):
    url = reverse("timetables:addresses")
    browse(ada).post(url)
    old, of_class = addresses(browse, ada)
    browse(ada).post(url)

    assert browse().get(old).status_code == 404
    assert browse().get(of_class["M1"]).status_code == 404
    mine, _classes = addresses(browse, ada)
    assert browse().get(mine).status_code == 200

    browse(ada).post(url, {"away": "1"})
    assert browse().get(mine).status_code == 404


def test_addresses_that_are_guessed_lead_nowhere(planned, ada, browse):
    browse(ada).post(reverse("timetables:addresses"))
    mine, _classes = addresses(browse, ada)

    for wrong in (mine.replace(".ics", "A.ics"), "/calendar/feeds/x.ics", "/calendar/feeds/" + "A" * 54 + ".ics"):
        assert browse().get(wrong).status_code == 404


def test_who_left_a_class_follows_it_no_longer(planned, maths, ada, browse):
    from xingtan.learning import public as learning

    browse(ada).post(reverse("timetables:addresses"))
    mine, classes = addresses(browse, ada)
    place = learning.Enrollment.objects.get(learner=ada, run=maths)
    learning.withdraw(enrollment=place, by=ada, now=MOMENT)

    assert browse().get(classes["M1"]).status_code == 404
    assert list(events(browse().get(mine))) == ["P1"]


def test_addresses_are_exported_and_forgotten(planned, ada, browse):
    browse(ada).post(reverse("timetables:addresses"))
    assert registry.exporters["timetables"](ada)["calendar_addresses_since"]

    registry.erasers["timetables"](ada)

    assert not Feed.objects.exists()
    assert registry.exporters["timetables"](ada)["calendar_addresses_since"] is None


def test_who_brought_a_timetable_is_forgotten_and_the_timetable_stays(planned, kofi):
    assert registry.exporters["timetables"](kofi)["timetables_brought"]

    registry.erasers["timetables"](kofi)

    assert not registry.exporters["timetables"](kofi)["timetables_brought"]
    assert teaching.Session.objects.count() == 3


@pytest.mark.parametrize("count", [1, 3])
def test_a_calendar_asks_the_same_however_long(term, maths, kofi, ada, browse, soon, count, django_assert_num_queries):
    factories.planned(term, table(f"M1,Mon,08:00,09:40,1-{count},A1,both"), kofi)
    actions.renew_feed(person=ada, now=MOMENT)
    mine, classes = addresses(browse, ada)

    with django_assert_num_queries(6):
        assert len(icalendar.Calendar.from_ical(browse().get(mine).content).walk("VEVENT")) == count
    with django_assert_num_queries(7):
        browse().get(classes["M1"])


def test_any_words_can_stand_in_a_calendar():
    words = 'Größe; a, b\\c "d"\r\nEND:VEVENT\n杏坛 \x00\x07' + "é" * 200
    entry = Entry(
        uid="1@x",
        sequence=0,
        starts_at=MOMENT,
        ends_at=MOMENT,
        zone="Europe/Berlin",
        changed_at=MOMENT,
        summary=words,
        place=words,
    )

    data = write(words, [entry])

    found = icalendar.Calendar.from_ical(data)
    (event,) = found.walk("VEVENT")
    assert str(event["SUMMARY"]) == words.replace("\r\n", "\n").replace("\x00", "").replace("\x07", "")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert data == write(words, [entry])


@pytest.mark.parametrize("hour", [0, 1])
def test_an_hour_that_comes_twice_is_told_apart(hour):
    starts = datetime(2026, 10, 25, hour, 15, tzinfo=UTC)
    entry = Entry(
        uid="1@x",
        sequence=0,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=30),
        zone="Europe/Berlin",
        changed_at=MOMENT,
        summary="Night",
    )

    (event,) = icalendar.Calendar.from_ical(write("x", [entry])).walk("VEVENT")

    assert event["DTSTART"].dt.astimezone(UTC) == starts
    assert event["DTEND"].dt.astimezone(UTC) == starts + timedelta(minutes=30)
