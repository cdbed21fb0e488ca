"""What other programs are told of courses: all that the catalogue knows, at the same price for any number."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from xingtan.catalog import actions
from xingtan.catalog.models import Course, Partner
from xingtan.catalog.queries.telling import tell
from xingtan.catalog.registry import Dates, Facts, Institution
from xingtan.catalog.tests import factories

pytestmark = pytest.mark.django_db
ORIGIN = "https://here.example"


def told(*courses):
    rows = Course.objects.filter(pk__in=[each.pk for each in courses]).order_by("pk")
    return tell(rows, origin=ORIGIN)


def test_all_that_is_known_of_our_course_is_told(apricot, bamboo):
    image = f'<img src="file:{"0" * 64}/map.png" alt="A map">'
    course = factories.published(
        apricot,
        title={"en": "Maps", "zh-hans": "地图"},
        about={"en": f"<p>All of it {image}.</p>"},
        teachers=[{"name": {"zh-hans": "李", "en": "Li"}}, {"name": "Grace"}],
        outcomes=["Read a map", {"fr": "Lire"}],
        workload_hours="12.5",
        subject=factories.subject(),
    )
    Partner.objects.create(course=course, university=bamboo)
    actions.open_run(course=course, by=None, starts_at=factories.NOW)

    (only,) = told(course)

    facts = only.facts
    assert (only.path, only.university, only.subject, only.platform) == (
        "/courses/apricot/maps/",
        "apricot",
        "0532",
        "",
    )
    assert (facts.url, facts.remote_id) == (f"{ORIGIN}/courses/apricot/maps/", str(course.uid))
    assert facts.title == {"en": "Maps", "zh-hans": "地图"}
    assert facts.about == {"en": "<p>All of it .</p>"}
    assert (facts.teachers, facts.outcomes) == (("Li", "Grace"), ({"en": "Read a map"}, {"fr": "Lire"}))
    assert [each.name["en"] for each in facts.institutions] == ["Apricot University", "Bamboo Institute"]
    assert facts.dates == (Dates(starts_on=factories.NOW.date()),)
    assert facts.workload_hours == Decimal("12.5")


def test_partners_course_leads_to_where_it_runs(now):
    platform = factories.platform("pagoda")
    facts = Facts(
        remote_id="7",
        url="https://pagoda.example/silk",
        title={"fr": "La soie"},
        institutions=(Institution(name={"fr": "Université de la soie"}, country="FR"),),
        dates=(Dates(starts_on=date(2020, 2, 10), ends_on=date(2020, 5, 1)), Dates()),
    )
    actions.take_in(platform=platform, found=[facts], source="moochub", now=now)

    (only,) = told(*Course.objects.filter(host=platform))

    assert (only.platform, only.facts.url, only.facts.dates) == ("pagoda", facts.url, facts.dates)
    assert [(slug, url) for slug, url, _ in only.sources] == [("pagoda", facts.url)]


def test_of_what_is_not_shown_nothing_is_told(apricot):
    (only,) = told(factories.draft(apricot, "secret"))

    assert (only.is_shown, only.facts) == (False, None)


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_any_number(count, apricot, django_assert_num_queries):
    courses = [factories.published(apricot, f"course-{number}") for number in range(count)]

    with django_assert_num_queries(5):
        found = told(*courses)

    assert len(found) == count


def test_university_that_was_just_added_is_known(apricot, bamboo):
    told(factories.published(apricot))

    (only,) = told(factories.published(bamboo, "tea"))

    assert only.university == "bamboo"


def test_new_run_and_its_new_dates_are_a_change_of_the_course(apricot, now):
    course = factories.published(apricot)
    rows = Course.objects.filter(pk=course.pk)
    rows.update(changed_at=now - timedelta(days=9))

    run = actions.open_run(course=course, by=None)
    opened_at = rows.get().changed_at
    rows.update(changed_at=now - timedelta(days=9))
    actions.change_run(run=run, by=None, starts_at=now)

    assert opened_at >= now
    assert rows.get().changed_at >= now
