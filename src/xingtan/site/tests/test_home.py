"""The roof: the first page, what one teaches, and the demo's mail."""

import pytest

from xingtan.learning.tests import factories

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
