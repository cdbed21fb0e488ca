"""Who looks for courses is told what is new, when one opens, and can say what is wrong; partners' courses stay partners'."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from xingtan.catalog import public as catalog
from xingtan.catalog.events import CoursesTurned
from xingtan.catalog.public import Course, PlatformContact
from xingtan.catalog.tests import factories
from xingtan.kernel.events import emit
from xingtan.kernel.models import Errand
from xingtan.kernel.seals import seal
from xingtan.notices.public import Notice
from xingtan.people.registry import erasers, exporters
from xingtan.readers import actions, tasks
from xingtan.readers.models import Correction, Interest, SavedSearch, Taste

pytestmark = pytest.mark.django_db


def keep(person, now, *, query="subject=05", pace="daily"):
    return actions.save_search(person=person, name="Earth", query=query, pace=pace, now=now)


def test_search_is_kept_once_and_tidied(ada, now):
    first = keep(ada, now, query="utm=x&subject=05&after=abc")
    again = keep(ada, now, query="subject=05", pace="weekly")

    assert first.pk == again.pk
    assert (again.query, again.pace) == ("subject=05", "weekly")


def test_person_keeps_so_many_searches_and_no_more(ada, now, monkeypatch):
    monkeypatch.setattr("xingtan.readers.actions.searches.MOST", 1)
    keep(ada, now)

    with pytest.raises(actions.TooManySearches, match="1"):
        keep(ada, now, query="subject=06")


def test_search_too_long_to_be_kept_is_refused(ada, now):
    query = "&".join(f"university={number}{'x' * 75}" for number in range(40))

    with pytest.raises(actions.SearchIsTooLong):
        keep(ada, now, query=query)


def test_new_courses_are_told_once(apricot, ada, now, relay):
    kept = keep(ada, now - timedelta(days=2))
    factories.published(apricot, "old", subject=factories.subject())
    Course.objects.update(published_at=now - timedelta(days=3))
    factories.published(apricot, "new", subject=factories.subject())
    Course.objects.filter(slug="new").update(published_at=now - timedelta(hours=1))
    factories.published(apricot, "other")
    relay()

    for _twice in range(2):
        tasks.tell_of_new_courses()

    notice = Notice.objects.get()
    assert (notice.person, notice.data["total"], notice.data["titles"]) == (ada, 1, ["New"])
    kept.refresh_from_db()
    assert kept.looked_at > now - timedelta(hours=1)


def test_stopped_search_is_not_asked(apricot, ada, now, relay, browse):
    kept = keep(ada, now - timedelta(days=2))
    factories.published(apricot, subject=factories.subject())
    relay()
    address = f"/searches/stop/{seal(tasks.STOP, kept.uid.bytes, ends_at=int(time.time()) + 60)}/"

    assert "Tell me no more" in browse().get(address).text
    assert browse().post(address).status_code == 303
    assert "no more of this search" in browse().get(address).text
    tasks.tell_of_new_courses()

    assert not Notice.objects.exists()
    assert browse().get("/searches/stop/forged/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_searches_are_kept_shown_changed_and_forgotten(ada, mallory, browse, count, now, django_assert_num_queries):
    browser = browse(ada)
    for number in range(count):
        said = {"name": f"Search {number}", "pace": "weekly"}
        assert browser.post(f"/searches/new/?subject=0{number}", said).status_code == 303
    kept = SavedSearch.objects.latest("pk")

    with django_assert_num_queries(4):
        shown = browser.get("/searches/").text
    assert shown.count("Search ") == 2 * count
    assert browser.post(f"/searches/{kept.uid}/", {"name": "Renamed", "pace": "never"}).status_code == 303
    assert browse(mallory).get(f"/searches/{kept.uid}/").status_code == 404
    assert browser.post(f"/searches/{kept.uid}/", {"away": "1"}).status_code == 303
    assert SavedSearch.objects.count() == count - 1


def test_visitor_signs_in_first_to_keep_a_search(browse, db):
    assert browse().get("/searches/new/?subject=05").status_code == 303


def test_who_waits_is_told_once_when_it_opens(apricot, ada, now, browse, relay):
    course = factories.published(apricot)
    address = course.get_absolute_url()
    assert "Tell me when it opens" in browse().get(address).text
    assert browse(ada).post(f"{address}interest/").status_code == 303

    for _twice in range(2):
        catalog.open_run(course=course, by=None, starts_at=now - timedelta(hours=1))
        relay()

    assert Notice.objects.get(kind="readers.course_opens").data["has_opened"] is True
    assert "Tell me when it opens" not in browse().get(address).text


def test_who_knew_the_dates_is_told_when_it_begins(apricot, ada, now, relay):
    course = factories.published(apricot)
    catalog.open_run(course=course, by=None, starts_at=now + timedelta(days=3), is_self_paced=False)
    actions.note_interest(course=course, person=ada, knows_dates=True, now=now)
    relay()
    assert not Notice.objects.exists()

    course.runs.update(starts_at=now - timedelta(minutes=1))
    emit(CoursesTurned(courses=[course.uid]))
    relay()

    assert Notice.objects.get().data["has_opened"] is True


def test_who_knew_no_dates_is_told_of_them(apricot, ada, now, relay):
    course = factories.published(apricot)
    actions.note_interest(course=course, person=ada, knows_dates=False, now=now)

    catalog.open_run(course=course, by=None, starts_at=now + timedelta(days=3), is_self_paced=False)
    relay()

    assert Notice.objects.get().data["has_opened"] is False


def test_interest_can_be_taken_back(silk, ada, browse):
    browser, address = browse(ada), f"{silk.get_absolute_url()}interest/"
    browser.post(address)

    assert "Tell me no more" in browser.get(address).text
    browser.post(address, {"away": "1"})
    assert not Interest.objects.exists()


def test_report_reaches_the_platform(silk, pagoda, ada, mallory, browse, now):
    PlatformContact.objects.create(platform=pagoda, person=ada, since=now)
    address = f"{silk.get_absolute_url()}corrections/"
    assert "comes from Pagoda" in browse().get(address).text

    for _twice in range(2):
        assert browse().post(address, {"what": "link", "body": "It is at /silk2"}).status_code == 303
    assert browse().post(address, {"what": "rubbish"}).status_code == 422

    correction = Correction.objects.get()
    assert (correction.platform, correction.person) == (pagoda, None)
    assert Notice.objects.get().person == ada
    mails = [each.kwargs["to"] for each in Errand.objects.order_by("pk") if "to" in each.kwargs]
    assert mails.count("desk@pagoda.example") == 1
    assert "It is at /silk2" in browse(ada).get("/corrections/").text
    assert browse(mallory).get("/corrections/").status_code == 404
    settlement = f"/corrections/{correction.uid}/settlement/"
    assert browse(mallory).post(settlement).status_code == 404
    assert browse(ada).post(settlement).status_code == 303
    assert "It is at /silk2" in browse(ada).get("/corrections/?show=settled").text


def test_report_about_ours_reaches_its_teachers_or_who_runs_the_university(apricot, kofi, grace, browse, now):
    course = factories.published(apricot)
    address = f"{course.get_absolute_url()}corrections/"
    browse().post(address, {"what": "text"})
    catalog.give_course_role(person=grace, course=course, role="teacher", by=None, now=now)
    browse().post(address, {"what": "dates"})

    assert [each.person for each in Notice.objects.filter(kind="readers.correction").order_by("pk")] == [kofi, grace]
    assert browse(grace).get("/corrections/").text.count("correction") >= 2
    assert Correction.objects.to_settle_by(kofi).count() == 2


@pytest.mark.parametrize("count", [1, 3])
def test_reports_are_listed_with_the_same_queries(apricot, kofi, browse, count, now, django_assert_num_queries):
    for number in range(count):
        course = factories.published(apricot, f"course-{number}")
        actions.report_correction(
            course=course, platform=None, what="text", body="", person=None, language="en", now=now
        )

    browser = browse(kofi)
    browser.get("/corrections/")

    with django_assert_num_queries(6):
        shown = browser.get("/corrections/").text
    assert shown.count("/settlement/") == count


def test_what_one_asked_for_is_exported_and_erased(silk, ada, now):
    keep(ada, now)
    actions.note_interest(course=silk, person=ada, knows_dates=False, now=now)
    actions.choose_similar(person=ada, hides=True)
    actions.report_correction(
        course=silk, platform=silk.host, what="text", body="Sick → Silk", person=ada, language="en", now=now
    )

    said = exporters["readers"](ada)
    assert (len(said["searches"]), len(said["waits_for"]), said["hides_similar_courses"]) == (1, 1, True)
    assert said["reported"][0]["words"] == "Sick → Silk"
    erasers["readers"](ada)
    assert not any(model.objects.exists() for model in (SavedSearch, Interest, Taste))
    assert Correction.objects.get().person is None


def test_program_does_what_a_person_does(silk, apricot, ada, kofi, browse):
    reader, runs, base = browse(ada), browse(kofi), f"/api/v1/courses/bamboo/{silk.slug}"
    sent = {"content_type": "application/json"}

    made = reader.post("/api/v1/me/searches", {"name": "Earth", "query": "subject=05&x=1"}, **sent)
    assert (made.status_code, made.json()["query"]) == (201, "subject=05")
    search = f"/api/v1/me/searches/{made.json()['uid']}"
    assert reader.put(search, {"name": "Soil", "pace": "never"}, **sent).json()["name"] == "Soil"
    assert [each["name"] for each in reader.get("/api/v1/me/searches").json()] == ["Soil"]
    assert runs.delete(search).status_code == 404
    assert reader.delete(search).status_code == 204
    assert reader.put(f"{base}/interest").status_code == 204
    assert reader.delete(f"{base}/interest").status_code == 204
    assert reader.delete("/api/v1/me/similar").status_code == 204
    told = reader.post(f"{base}/corrections", {"what": "dates"}, **sent)
    assert (told.status_code, told.json()["platform"]) == (201, "pagoda")
    assert reader.post(f"{base}/corrections", {"what": "dates", "platform": "x"}, **sent).status_code == 422
    assert reader.get("/api/v1/corrections").status_code == 404
    assert runs.get("/api/v1/corrections").json() == []
    assert browse().get("/api/v1/me/searches").status_code == 401


def test_similar_courses_are_hidden_until_asked_for_again(apricot, silk, ada, browse, relay):
    factories.published(apricot, "one", subject=factories.subject())
    relay()
    address = silk.get_absolute_url()
    assert len(browse(ada).get(address).context["similar"]) == 1

    browse(ada).post("/similar/", {"away": "1", "back": address})
    assert browse(ada).get(address).context["similar"] == []
    assert browse(ada).post("/similar/", {"back": "//elsewhere.example/"})["Location"] == "/explore/"
    assert len(browse(ada).get(address).context["similar"]) == 1


def test_mail_of_new_courses_says_where_such_mails_end(apricot, ada, now, relay, tasks_now, mailoutbox, browse):
    keep(ada, now - timedelta(days=2))
    factories.published(apricot, "new", subject=factories.subject())
    Course.objects.filter(slug="new").update(published_at=now - timedelta(hours=1))
    relay()

    tasks.tell_of_new_courses()

    (mail,) = mailoutbox
    leave = mail.extra_headers["List-Unsubscribe"].strip("<>")
    assert browse().get(leave.partition("localhost:8000")[2] or leave).status_code == 200
