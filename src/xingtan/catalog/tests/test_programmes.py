"""Programmes, what turns as time goes by, and what programs ask of both."""

from __future__ import annotations

from datetime import timedelta

import pytest

from xingtan.catalog import actions, queries
from xingtan.catalog.rules import wanted_of
from xingtan.catalog.tests import factories

pytestmark = pytest.mark.django_db


def test_time_goes_by_for_those_it_concerns(apricot, now, relay):
    course = factories.published(apricot)
    actions.open_run(course=course, by=None, starts_at=now + timedelta(seconds=1), is_self_paced=False)
    relay()
    course.runs.update(starts_at=now - timedelta(days=1))

    actions.say_turned(courses=queries.turned(now=now + timedelta(days=1)))
    relay()

    assert [each.title for each in queries.find(wanted_of("start=now")).cards] == ["Maps"]


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


def test_program_describes_a_programme(silk, kofi, apricot, browse):
    runs, sent = browse(kofi), {"content_type": "application/json"}

    assert browse().get(f"/api/v1/courses/bamboo/{silk.slug}/similar").json() == []
    assert browse().get("/api/v1/counts").json()["platforms"] == 0
    programme = {"title": {"en": "Silk road"}, "courses": [silk.get_absolute_url()], "is_published": True}
    assert runs.post("/api/v1/universities/apricot/programmes/silk-road", programme, **sent).json()["courses"] == 1
    broken = {**programme, "courses": ["/courses/a/b/"]}
    assert runs.put("/api/v1/universities/apricot/programmes/silk-road", broken, **sent).status_code == 422
    assert runs.put("/api/v1/universities/apricot/programmes/silk-road", programme, **sent).status_code == 200
