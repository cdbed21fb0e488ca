"""Changes are told to exactly those concerned, when somebody says so, in their own language and time."""

from types import SimpleNamespace

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.translation import override

from xingtan.jobs import public as jobs
from xingtan.jobs.public import Job
from xingtan.kernel import relay
from xingtan.kernel.models import Outbox
from xingtan.notices.public import Notice
from xingtan.notices.registry import kinds
from xingtan.teaching import public as teaching
from xingtan.timetables import actions, queries
from xingtan.timetables.models import Announcement
from xingtan.timetables.tests import factories
from xingtan.timetables.tests.factories import NOW, table

M1 = "M1,Mon,08:00,09:40,1,A1,both"
P1 = "P1,Tue,08:00,09:40,1,,online"


@pytest.fixture
def moved(term, maths, physics, kofi, mallory):
    """Move the only session of M1; Mallory learns in P1, which stays."""
    factories.enroll(physics, mallory)
    factories.planned(term, table(M1, P1), kofi)
    factories.planned(term, table("M1,Wed,10:00,11:40,1,A1,both", P1), kofi)
    return Announcement.objects.get()


def tell(announcement, by):
    actions.tell_concerned(announcement=announcement, by=by, now=NOW)
    jobs.run(str(Job.objects.get(kind="timetables.tell").uid))
    announcement.refresh_from_db()


def test_nobody_is_told_before_somebody_says_so(moved):
    assert not Notice.objects.exists()
    assert not mail.outbox


def test_nobody_is_told_by_the_events_of_a_timetable(moved, monkeypatch, kofi, ada, grace, maths):
    monkeypatch.setattr("xingtan.teaching.listeners.timezone", SimpleNamespace(now=lambda: NOW))
    off = table("M1,Mon,08:00,09:40,3,A1,both", "P1,Tue,08:00,09:40,1,,online")
    factories.planned(moved.term, off, kofi)
    hear()

    assert not Notice.objects.exists()
    session = teaching.Session.objects.filter(run=maths, status="planned").get()
    teaching.call_off(session=session, by=kofi, now=NOW)
    hear()
    assert set(Notice.objects.values_list("person", "kind")) == {
        (ada.pk, "teaching.cancelled"),
        (grace.pk, "teaching.cancelled"),
    }


def hear():
    for _ in range(3):
        # PostgreSQL's relay stays behind open transactions, and a test is one.
        Outbox.objects.update(transaction=None)
        relay.relay_once()


def test_exactly_those_concerned_are_told(moved, kofi, ada, grace):
    tell(moved, kofi)

    assert set(Notice.objects.values_list("person", flat=True)) == {ada.pk, grace.pk}
    assert moved.told == 2


def test_old_and_new_time_are_by_the_readers_clock_and_in_their_language(moved, kofi, ada, grace):
    tell(moved, kofi)

    words = kinds[queries.CHANGED].words
    of_ada = words(Notice.objects.get(person=ada).data)
    of_grace = words(Notice.objects.get(person=grace).data)
    assert of_ada.sentence == "Your timetable changes: 1 session."
    assert of_ada.body == (
        "M1 moves from Mon, 2 March 2026, 00:00, London time (UTC+0) to Wed, 4 March 2026, 02:00, London time (UTC+0)."
        " Room: A1."
    )
    # In New York it is still the day before.
    assert "Sun, 1 March 2026, 19:00, New York time" in of_grace.body
    with override("fr"):
        assert "1 mars 2026" in words(Notice.objects.get(person=grace).data).body.lower()


def test_telling_again_tells_nobody_twice(moved, kofi):
    tell(moved, kofi)

    with pytest.raises(actions.WasToldAlready):
        actions.tell_concerned(announcement=moved, by=kofi, now=NOW)
    actions.tell_of_changes(announcement=moved, now=NOW, say=lambda done, total: None)
    assert Notice.objects.count() == 2


def test_one_may_decide_that_nobody_is_told(moved, kofi, browse):
    url = reverse("timetables:announcement", args=("apricot", moved.uid))
    page = browse(kofi).get(url).content.decode()
    assert "Tell 2 people" in page
    assert "M1 moves from" in page

    browse(kofi).post(url, {"away": "1"})

    assert browse(kofi).post(url).status_code == 422
    assert not Notice.objects.exists()


def test_what_is_called_off_and_what_is_added_is_told(term, maths, kofi, ada):
    factories.planned(term, table("M1,Mon,08:00,09:40,1-2,A1,both"), kofi)
    factories.planned(term, table("M1,Mon,08:00,09:40,2-3,A1,both"), kofi)

    tell(Announcement.objects.get(), kofi)

    body = kinds[queries.CHANGED].words(Notice.objects.get(person=ada).data).body.splitlines()
    assert [line.rpartition(": ")[2] for line in body] == ["called off.", "an extra session."]


def test_a_person_with_many_changes_gets_one_digest(term, maths, physics, kofi, ada):
    factories.planned(term, table("M1,Mon,08:00,09:40,1-18,,online", "P1,Tue,08:00,09:40,1-18,,online"), kofi)
    factories.planned(term, table("M1,Mon,08:10,09:50,1-18,,online", "P1,Tue,08:10,09:50,1-18,,online"), kofi)
    announcement = Announcement.objects.get()
    tell(announcement, kofi)

    notice = Notice.objects.get(person=ada)
    assert notice.data["count"] == 36
    assert len(mail.outbox) <= announcement.told


@pytest.mark.parametrize("who", ["ada", "grace", "mallory", "kofi_of_bamboo"])
def test_only_who_makes_the_timetable_tells(moved, browse, request, who):
    url = reverse("timetables:announcement", args=("apricot", moved.uid))
    browser = browse(request.getfixturevalue(who))

    assert (browser.get(url).status_code, browser.post(url).status_code) == (404, 404)
