"""Who looks for courses is told what is new, when one opens, and can say what is wrong; partners' courses stay partners'."""

from __future__ import annotations

import json
import time
from datetime import timedelta

import pytest
from django.conf import settings

from xingtan.catalog import actions, queries, tasks
from xingtan.catalog.models import Correction, Course, Interest, PlatformContact, SavedSearch, Taste
from xingtan.catalog.rules import wanted_of
from xingtan.catalog.tests import factories
from xingtan.kernel.models import Errand
from xingtan.kernel.seals import seal
from xingtan.notices.public import Notice
from xingtan.people.registry import erasers, exporters

pytestmark = pytest.mark.django_db


@pytest.fixture
def pagoda(db):
    """Let a partner's courses be found."""
    return factories.platform("pagoda", contact_email="desk@pagoda.example")


@pytest.fixture
def silk(pagoda, bamboo):
    """Publish a course that runs on the partner's platform."""
    return factories.hosted(
        pagoda, bamboo, "silk", level="", subject=factories.subject(), teachers=[{"name": "Lin Wei"}]
    )


def keep(person, now, *, query="subject=05", pace="daily"):
    return actions.save_search(person=person, name="Earth", query=query, pace=pace, now=now)


def test_search_is_kept_once_and_tidied(ada, now):
    first = keep(ada, now, query="utm=x&subject=05&after=abc")
    again = keep(ada, now, query="subject=05", pace="weekly")

    assert first.pk == again.pk
    assert (again.query, again.pace) == ("subject=05", "weekly")


def test_person_keeps_so_many_searches_and_no_more(ada, now, monkeypatch):
    monkeypatch.setattr("xingtan.catalog.actions.searches.MOST", 1)
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
        actions.open_run(course=course, by=None, starts_at=now - timedelta(hours=1))
        relay()

    assert Notice.objects.get(kind="catalog.course_opens").data["has_opened"] is True
    assert "Tell me when it opens" not in browse().get(address).text


def test_who_knew_the_dates_is_told_when_it_begins(apricot, ada, now, relay):
    course = factories.published(apricot)
    actions.open_run(course=course, by=None, starts_at=now + timedelta(days=3), is_self_paced=False)
    actions.note_interest(course=course, person=ada, knows_dates=True, now=now)
    relay()
    assert not Notice.objects.exists()

    course.runs.update(starts_at=now - timedelta(minutes=1))
    actions.say_turned(courses=[course.uid])
    relay()

    assert Notice.objects.get().data["has_opened"] is True


def test_who_knew_no_dates_is_told_of_them(apricot, ada, now, relay):
    course = factories.published(apricot)
    actions.note_interest(course=course, person=ada, knows_dates=False, now=now)

    actions.open_run(course=course, by=None, starts_at=now + timedelta(days=3), is_self_paced=False)
    relay()

    assert Notice.objects.get().data["has_opened"] is False


def test_interest_can_be_taken_back(silk, ada, browse):
    browser, address = browse(ada), f"{silk.get_absolute_url()}interest/"
    browser.post(address)

    assert "Tell me no more" in browser.get(address).text
    browser.post(address, {"away": "1"})
    assert not Interest.objects.exists()


def test_time_goes_by_for_those_it_concerns(apricot, now, relay):
    course = factories.published(apricot)
    actions.open_run(course=course, by=None, starts_at=now + timedelta(seconds=1), is_self_paced=False)
    relay()
    course.runs.update(starts_at=now - timedelta(days=1))

    actions.say_turned(courses=queries.turned(now=now + timedelta(days=1)))
    relay()

    assert [each.title for each in queries.find(wanted_of("start=now")).cards] == ["Maps"]


def test_partner_course_leads_to_its_platform(silk, browse):
    shown = browse().get(silk.get_absolute_url()).text

    assert 'href="https://pagoda.example/silk"' in shown
    assert "Go to the course on Pagoda" in shown
    assert "last seen" in shown
    assert "moochub" in shown
    assert "Take a place" not in shown
    assert "No run is open" not in shown
    for door in ("facts", "runs", "roles"):
        assert browse().get(f"{silk.get_absolute_url()}{door}/").status_code == 404


def test_partner_course_on_two_platforms_names_both(silk, browse):
    tower = factories.platform("tower")
    factories.list_on(tower, silk)

    shown = browse().get(silk.get_absolute_url()).text

    assert "Go to the course on Pagoda" in shown
    assert "Go to Tower" in shown


def test_what_is_gone_leaves_a_stone(silk, browse):
    Course.objects.filter(pk=silk.pk).update(status=Course.Status.GONE)

    response = browse().get(silk.get_absolute_url())

    assert response.status_code == 410
    assert "No longer offered on Pagoda; last seen there on" in response.text
    assert browse().get(f"{silk.get_absolute_url()}interest/").status_code == 404


def test_what_was_merged_leads_to_the_other(silk, apricot, browse):
    other = factories.published(apricot)
    Course.objects.filter(pk=silk.pk).update(status=Course.Status.GONE, merged_into=other)

    response = browse().get(silk.get_absolute_url())

    assert (response.status_code, response["Location"]) == (301, other.get_absolute_url())


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
    actions.give_course_role(person=grace, course=course, role="teacher", by=None, now=now)
    browse().post(address, {"what": "dates"})

    assert [each.person for each in Notice.objects.filter(kind="catalog.correction").order_by("pk")] == [kofi, grace]
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


def test_similar_courses_say_why_and_can_be_hidden(apricot, silk, ada, browse, relay):
    geo = {"subject": factories.subject()}
    factories.published(apricot, "one", **geo, level="advanced")
    factories.published(apricot, "by-lin", teachers=[{"name": "Lin Wei"}])
    Course.objects.filter(pk=silk.pk).update(level="intermediate")
    relay()
    address = silk.get_absolute_url()

    shown = browse().get(address).context["similar"]
    assert {(each.card.title, each.why) for each in shown} == {
        ("By-Lin", "Also taught by Lin Wei"),
        ("One", "The next step in this subject"),
    }
    assert browse().get(f"{address}?similar=no").context["similar"] == []
    browse(ada).post("/similar/", {"away": "1", "back": address})
    assert browse(ada).get(address).context["similar"] == []
    assert browse(ada).post("/similar/", {"back": "//elsewhere.example/"})["Location"] == "/explore/"
    assert len(browse(ada).get(address).context["similar"]) == 2


def test_course_describes_itself_to_search_engines(silk, apricot, browse):
    Course.objects.filter(pk=silk.pk).update(
        title={"en": "</script><b>Silk"}, workload_hours="12.5", licence="CC-BY-4.0"
    )
    shown = browse().get(silk.get_absolute_url()).text

    course, trail = json.loads(shown.partition('ld+json">')[2].partition("</script>")[0])
    assert course["name"] == "</script><b>Silk"
    assert course["provider"]["name"] == "Bamboo Institute"
    assert course["description"]
    assert course["offers"][0] == {
        "@type": "Offer",
        "category": "Free",
        "url": "https://pagoda.example/silk",
        "price": 0,
        "priceCurrency": "EUR",
    }
    assert course["hasCourseInstance"][0]["courseMode"] == "Online"
    assert course["hasCourseInstance"][0]["courseWorkload"] == "PT12.5H"
    assert course["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert [each["position"] for each in trail["itemListElement"]] == [1, 2, 3]
    assert f'{silk.get_absolute_url()}">' in shown.partition('rel="canonical" href="')[2][:120]


def test_course_page_has_an_address_in_each_language(silk, browse):
    address = silk.get_absolute_url()

    arabic = browse().get(f"{address}?in=ar")

    assert (arabic["Content-Language"], 'dir="rtl"' in arabic.text) == ("ar", True)
    assert f'hreflang="zh-hans" href="{settings.XINGTAN.address}{address}?in=zh-hans"' in arabic.text
    assert browse().get(f"{address}?in=tlh")["Content-Language"] == "en"
    assert browse().get(address)["Content-Language"] == "en"


@pytest.mark.parametrize("count", [1, 3])
def test_course_page_asks_the_same_for_any_number_of_platforms(silk, browse, count, django_assert_num_queries):
    for number in range(count):
        factories.list_on(factories.platform(f"tower-{number}"), silk)
    browser = browse()
    browser.get(silk.get_absolute_url())

    with django_assert_num_queries(6):
        browser.get(silk.get_absolute_url())


def test_programme_is_made_changed_and_shown(apricot, kofi, mallory, browse):
    one, two = factories.published(apricot, "one"), factories.published(apricot, "two")
    said = {
        "language": "en",
        "title": "First steps",
        "slug": "first-steps",
        "courses": f"{two.get_absolute_url()}\nhttps://here.example{one.get_absolute_url()}?x=1",
    }
    browser = browse(kofi)

    assert browser.post("/u/apricot/programmes/", said).status_code == 303
    assert browse().get("/programmes/first-steps/").status_code == 404
    change = "/u/apricot/programmes/first-steps/"
    assert browser.post(change, {**said, "courses": "/courses/apricot/none/"}).status_code == 422
    assert browser.post(change, {**said, "is_published": "on"}).status_code == 303
    shown = browse().get("/programmes/first-steps/")
    assert [each.title for each in shown.context["courses"]] == ["Two", "One"]
    assert "First steps" in browse().get("/programmes/").text
    assert browse(mallory).get(change).status_code == 404
    assert browser.post("/u/apricot/programmes/", said).status_code == 422


def test_what_one_asked_for_is_exported_and_erased(silk, ada, now):
    keep(ada, now)
    actions.note_interest(course=silk, person=ada, knows_dates=False, now=now)
    actions.choose_similar(person=ada, hides=True)
    actions.report_correction(
        course=silk, platform=silk.host, what="text", body="Sick → Silk", person=ada, language="en", now=now
    )

    said = exporters["catalog"](ada)
    assert (len(said["searches"]), len(said["waits_for"]), said["hides_similar_courses"]) == (1, 1, True)
    assert said["reported"][0]["words"] == "Sick → Silk"
    erasers["catalog"](ada)
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
    assert reader.get(f"{base}/similar").json() == []
    told = reader.post(f"{base}/corrections", {"what": "dates"}, **sent)
    assert (told.status_code, told.json()["platform"]) == (201, "pagoda")
    assert reader.post(f"{base}/corrections", {"what": "dates", "platform": "x"}, **sent).status_code == 422
    assert reader.get("/api/v1/corrections").status_code == 404
    assert runs.get("/api/v1/corrections").json() == []
    assert browse().get("/api/v1/me/searches").status_code == 401
    assert browse().get("/api/v1/counts").json()["platforms"] == 0
    programme = {"title": {"en": "Silk road"}, "courses": [silk.get_absolute_url()], "is_published": True}
    assert runs.post("/api/v1/universities/apricot/programmes/silk-road", programme, **sent).json()["courses"] == 1
    broken = {**programme, "courses": ["/courses/a/b/"]}
    assert runs.put("/api/v1/universities/apricot/programmes/silk-road", broken, **sent).status_code == 422
    assert runs.put("/api/v1/universities/apricot/programmes/silk-road", programme, **sent).status_code == 200
