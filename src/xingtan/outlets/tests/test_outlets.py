"""A course is handed over only when nothing stands in the way; what changed afterwards is told once; learners are reported."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xingtan.authoring.tests import factories as contents
from xingtan.catalog import public as catalog
from xingtan.catalog.tests import factories
from xingtan.notices.public import Notice
from xingtan.outlets import actions, queries
from xingtan.outlets.models import Demands, Handover, Outlet, Tally
from xingtan.people.registry import erasers, exporters

pytestmark = pytest.mark.django_db
BASE = "/courses/apricot/ferns/outlets/"


@pytest.fixture
def pagoda(db):
    return factories.platform("pagoda")


@pytest.fixture
def ferns(apricot, grace, now):
    made = contents.course_of(contents.take_in(apricot))
    catalog.describe_course(course=made, by=None, licence="CC-BY-4.0", status="published")
    catalog.give_course_role(course=made, run=None, person=grace, role="teacher", by=None, now=now)
    return catalog.Course.objects.select_related("university").get(pk=made.pk)


def hand_over(ferns, pagoda, grace, now, **said):
    return actions.hand_over(
        course=ferns,
        platform=pagoda,
        by=grace,
        now=now,
        **{"remote_id": "fern-1", "url": "https://p.example/f", **said},
    )


def test_handing_over_is_kept_with_its_version(ferns, pagoda, grace, now):
    outlet = hand_over(ferns, pagoda, grace, now)

    assert (outlet.remote_id, outlet.version.number) == ("fern-1", 1)
    assert [(row.outlet, row.is_behind) for row in queries.register_of(ferns)] == [(outlet, False)]


def test_what_stands_in_the_way_stops_it_and_is_all_said(ferns, pagoda, grace, now):
    Demands.objects.create(platform=pagoda, licences=["CC0-1.0"], languages=["fr"], cover_width=1200, cover_height=600)

    with pytest.raises(actions.NotReady) as refused:
        hand_over(ferns, pagoda, grace, now)

    assert str(refused.value) == (
        "The course cannot be handed to Pagoda yet. The licence is CC-BY-4.0; this platform takes CC0-1.0."
        " The course is in en; this platform takes fr."
        " There is no picture; this platform wants one of at least 1200 × 600."
    )
    assert not Outlet.objects.exists()


def test_change_after_handing_over_is_told_once(ferns, pagoda, grace, now, relay):
    outlet = hand_over(ferns, pagoda, grace, now)
    relay()

    catalog.describe_course(course=ferns, by=None, title={"en": "More ferns"})
    relay()
    contents.take_in(ferns.university, course=ferns)
    relay()

    assert [(each.person, each.kind) for each in Notice.objects.all()] == [(grace, "outlets.fell_behind")]
    assert queries.register_of(contents.course_of(outlet.version))[0].is_behind


def test_handed_over_again_it_is_as_here_and_the_alarm_is_set_anew(ferns, pagoda, grace, now, relay):
    hand_over(ferns, pagoda, grace, now)
    catalog.describe_course(course=ferns, by=None, title={"en": "More ferns"})
    relay()
    again = catalog.Course.objects.select_related("university").get(pk=ferns.pk)
    outlet = hand_over(again, pagoda, grace, now + timedelta(days=1))

    catalog.describe_course(course=again, by=None, title={"en": "Ferns again"})
    relay()

    assert Handover.objects.filter(outlet=outlet).count() == 2
    assert Notice.objects.filter(person=grace).count() == 2


def test_change_that_is_none_is_not_told(ferns, pagoda, grace, now, relay):
    hand_over(ferns, pagoda, grace, now)

    catalog.describe_course(course=ferns, by=None, title=ferns.title)
    relay()

    assert not Notice.objects.exists()


def test_learners_are_reported_up_to_a_day_that_has_been(ferns, pagoda, grace, now):
    outlet = hand_over(ferns, pagoda, grace, now)
    actions.count(outlet=outlet, as_of=now.date(), enrollments=120, by=grace, now=now)

    with pytest.raises(actions.ReportFromTheFuture):
        actions.count(outlet=outlet, as_of=now.date() + timedelta(days=1), enrollments=1, by=grace, now=now)

    assert [each.enrollments for each in Tally.objects.all()] == [120]


def test_taken_off_it_stays_with_what_was_reported(ferns, pagoda, grace, now, relay):
    outlet = hand_over(ferns, pagoda, grace, now)
    actions.count(outlet=outlet, as_of=now.date(), enrollments=120, by=grace, now=now)
    actions.end(outlet=outlet, by=grace, now=now)
    outlet.refresh_from_db()

    catalog.describe_course(course=ferns, by=None, title={"en": "More ferns"})
    relay()
    with pytest.raises(actions.NoLongerListed):
        actions.count(outlet=outlet, as_of=now.date(), enrollments=1, by=grace, now=now)

    assert not Notice.objects.exists()
    assert Tally.objects.count() == 1


def test_register_is_for_who_teaches_the_course(ferns, pagoda, browse, grace, ada, mallory):
    assert browse(grace).get(BASE).status_code == 200
    assert [browse(each).get(BASE).status_code for each in (ada, mallory, None)] == [404, 404, 404]


def test_teacher_hands_over_on_the_page_and_is_told_what_is_missing(ferns, pagoda, browse, grace):
    said = {"platform": "pagoda", "remote_id": "f", "url": "https://p.example/f"}

    assert browse(grace).post(BASE, said).status_code in (302, 303)
    catalog.describe_course(course=ferns, by=None, licence="")
    refused = browse(grace).post(BASE, said)

    assert refused.status_code == 422
    assert "No licence is said" in refused.content.decode()
    assert Handover.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_register_asks_the_same_for_any_number_of_platforms(ferns, grace, now, browse, count):
    for number in range(count):
        platform = factories.platform(f"p{number}")
        outlet = hand_over(ferns, platform, grace, now)
        actions.count(outlet=outlet, as_of=now.date(), enrollments=number, by=grace, now=now)
    browser = browse(grace)
    browser.get(BASE)

    with CaptureQueriesContext(connection) as asked:
        browser.get(BASE)

    assert len(asked) == 11


def test_report_and_end_on_the_page(ferns, pagoda, grace, now, browse):
    outlet = hand_over(ferns, pagoda, grace, now)
    page = f"{BASE}{outlet.uid}/"

    assert browse(grace).post(page, {"as_of": "2020-03-13", "enrollments": "75"}).status_code in (302, 303)
    assert browse(grace).post(page, {"as_of": "0000-00-00", "enrollments": "-1"}).status_code == 422
    assert "75" in browse(grace).get(page).content.decode()
    browse(grace).post(page, {"end": "1"})

    assert Outlet.objects.get().ended_at is not None


def test_learners_see_where_else_a_course_is(ferns, pagoda, grace, now, browse):
    assert "Also on" not in browse(None).get("/courses/apricot/ferns/").content.decode()

    hand_over(ferns, pagoda, grace, now)

    assert 'href="https://p.example/f"' in browse(grace).get("/courses/apricot/ferns/").content.decode()


def test_who_speaks_for_a_platform_says_what_it_asks(pagoda, coordinator, browse, ada, now):
    page = "/platforms/pagoda/demands/"
    said = {
        "licences": "CC-BY-4.0; CC0-1.0",
        "languages": "en",
        "cover_width": "1200",
        "cover_height": "600",
        "least_hours": "5",
        "most_hours": "9",
    }

    assert browse(ada).get(page).status_code == 404
    assert browse(coordinator).post(page, {**said, "most_hours": "2"}).status_code == 422
    assert browse(coordinator).post(page, {**said, "cover_width": "9" * 30}).status_code == 422
    browse(coordinator).post(page, said)

    kept = Demands.objects.get(platform=pagoda)
    assert (kept.licences, kept.languages, kept.cover_width, kept.most_hours) == (
        ["CC-BY-4.0", "CC0-1.0"],
        ["en"],
        1200,
        9,
    )


def test_program_hands_over_and_reports(ferns, pagoda, grace, browse):
    base = "/api/v1/courses/apricot/ferns/outlets"
    program = browse(grace)

    def post(address, said):
        return program.post(address, json.dumps(said), content_type="application/json")

    assert program.get(f"{base}/preflight/pagoda").json() == []
    made = post(base, {"platform": "pagoda", "remote_id": "f"})
    assert (made.status_code, made.json()["version"]) == (201, 1)
    assert post(f"{base}/{made.json()['uid']}/tallies", {"as_of": "2020-03-13", "enrollments": 9}).status_code == 204
    assert program.get(base).json()[0]["learners"] == 9
    assert program.delete(f"{base}/{made.json()['uid']}").status_code == 204


def test_export_and_erasure(ferns, pagoda, grace, now):
    outlet = hand_over(ferns, pagoda, grace, now)
    actions.count(outlet=outlet, as_of=now.date(), enrollments=5, by=grace, now=now)

    assert exporters["outlets"](grace)["reported"] == [
        {"course": "Ferns", "as_of": now.date().isoformat(), "learners": 5}
    ]
    erasers["outlets"](grace)

    assert (Handover.objects.get().by, Tally.objects.get().by) == (None, None)
