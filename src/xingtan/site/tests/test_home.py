"""The roof: the first page, what one teaches, and the demo's mail."""

import pytest
from django.urls import reverse

from xingtan.catalog import public as catalog
from xingtan.learning.tests import factories
from xingtan.site.demo.cast import CAST
from xingtan.site.demo.university import provisioning
from xingtan.teaching.tests import factories as lessons

pytestmark = pytest.mark.django_db


def test_first_page_says_what_this_is(browse, apricot, relay):
    factories.run_of(apricot)
    relay()

    shown = browse().get("/").text

    assert "open to anyone" in shown
    assert "Ferns" in shown
    assert "Teach" not in shown


def test_first_page_leads_a_learner_back(browse, apricot, ada):
    run = factories.run_of(apricot)
    factories.place(run, ada)
    browser = browse(ada)

    assert "Begin your course" in browser.get("/").text
    browser.get(f"{run.get_absolute_url()}units/welcome/")
    assert "Go on where you were" in browser.get("/").text


def test_teacher_finds_what_they_teach(browse, apricot, grace, ada):
    factories.teach(grace, factories.run_of(apricot))

    assert "Workbench" in browse(grace).get("/teach/").text
    assert "No course yet" in browse(ada).get("/teach/").text
    assert browse().get("/teach/").status_code == 303


def test_university_page_offers_to_bring_a_course_in(browse, apricot, kofi, grace):
    assert "/u/apricot/bring/" in browse(kofi).get("/u/apricot/").text


def test_mail_of_the_demo_is_there_in_the_demo_only(browse, db, monkeypatch):
    from xingtan.site.views import demo

    assert browse().get("/demo/mail/").status_code == 404

    class Demo:
        is_demo = True

    monkeypatch.setattr(demo, "site", Demo)
    assert browse().get("/demo/mail/").status_code == 200


def test_first_page_shows_who_has_classes_their_next_session(browse, apricot, grace, ada, mallory, now):
    run = lessons.a_class(apricot, grace, now)
    lessons.place(run, ada, now)
    session = lessons.session(run, grace, now)

    assert f'href="/sessions/{session.uid}/lead/"' in browse(grace).get("/").text
    assert f'href="/sessions/{session.uid}/"' in browse(ada).get("/").text
    assert "Your next sessions" not in browse(mallory).get("/").text


@pytest.mark.parametrize(("count", "said"), [(12, None), (13, "And 1 more")])
def test_university_with_very_many_courses_leads_on(browse, apricot, kofi, count, said):
    for number in range(count):
        catalog.add_course(university=apricot, slug=f"c{number:03}", by=kofi, title={"en": f"Course {number:03}"})

    shown = browse(kofi).get("/u/apricot/").text

    assert shown.count(">Workbench<") == count
    assert ("more</summary>" in shown, (said or "") in shown) == (said is not None, True)


def test_demo_names_whom_to_sign_in_as_and_where_each_looks_first():
    for member in (*CAST, *provisioning.PEOPLE):
        assert not member.first or reverse(member.first)
    assert {provisioning.REGISTRAR, *provisioning.HERE_ALREADY} == {member.email for member in provisioning.PEOPLE}
