"""Programs find what people find, by the same words, and are told only once what did not change."""

from datetime import date

import pytest

from xingtan.catalog import actions, queries
from xingtan.catalog.models import Platform, Programme, ProgrammeCourse
from xingtan.catalog.registry import Dates, Facts, Institution
from xingtan.catalog.tests import factories
from xingtan.search import public as search

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_index(db):
    """Forget what the test before let be found."""
    search.rebuild(queries.COLLECTION)


@pytest.fixture
def gathered(now):
    platform = Platform.objects.create(
        slug="pear", name={"en": "Pear"}, country="CN", website="https://pear.example/", joined_on=date(2020, 2, 5)
    )
    facts = Facts(
        remote_id="7",
        url="https://pear.example/maps",
        title={"en": "Maps"},
        languages=("en",),
        institutions=(Institution(name={"en": "Pear University"}, country="CN"),),
        dates=(Dates(starts_on=date(2020, 2, 10)),),
    )
    actions.take_in(platform=platform, found=[facts], source="oai-pmh", now=now)
    return platform


def test_list_goes_on_where_it_ended(browse, apricot, relay, monkeypatch):
    monkeypatch.setattr("xingtan.catalog.api.courses.COURSES_A_PAGE", 2)
    for number in range(3):
        factories.published(apricot, f"course-{number}")
    relay()

    first = browse().get("/api/v1/courses").json()
    last = browse().get("/api/v1/courses", {"after": first["after"]}).json()

    assert (first["count"], len(first["courses"]), len(last["courses"]), last["after"]) == (3, 2, 1, None)
    assert {each["slug"] for each in first["courses"] + last["courses"]} == {"course-0", "course-1", "course-2"}


def test_partners_course_says_where_it_comes_from(browse, gathered, relay):
    relay()
    (listed,) = browse().get("/api/v1/courses", {"platform": "pear"}).json()["courses"]

    course = browse().get(f"/api/v1/courses/{listed['university']}/{listed['slug']}").json()

    assert listed["platform"] == "pear"
    (source,) = course["sources"]
    assert (source["platform"], source["url"]) == ("pear", "https://pear.example/maps")
    assert source["last_seen_at"]
    assert course["dates"] == [{"starts_on": "2020-02-10", "ends_on": None}]
    assert (course["runs"], course["partners"], course["programmes"]) == ([], [], [])


def test_who_has_it_already_is_not_told_again(browse, apricot):
    course = factories.published(apricot)
    browser = browse()
    first = browser.get("/api/v1/courses/apricot/maps")

    same = browser.get("/api/v1/courses/apricot/maps", headers={"If-None-Match": first["ETag"]})
    actions.describe_course(course=course, by=None, title={"en": "Charts"})
    changed = browser.get("/api/v1/courses/apricot/maps", headers={"If-None-Match": first["ETag"]})

    assert (same.status_code, same.content) == (304, b"")
    assert changed.json()["title"] == {"en": "Charts"}


def test_platforms_subjects_and_programmes_are_listed(browse, apricot, gathered, relay):
    course = factories.published(apricot, subject=factories.subject())
    programme = Programme.objects.create(university=apricot, slug="earth", title={"en": "Earth"}, is_published=True)
    ProgrammeCourse.objects.create(programme=programme, course=course, position=1)
    relay()

    (platform,) = browse().get("/api/v1/platforms").json()
    counted = {each["code"]: each["courses"] for each in browse().get("/api/v1/subjects").json()}
    (listed,) = browse().get("/api/v1/programmes").json()

    assert (platform["slug"], platform["tier"], platform["courses"]) == ("pear", "follower", 1)
    assert counted["0532"] == 1
    assert (listed["title"], listed["courses"]) == ({"en": "Earth"}, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_of_the_database_for_any_number(count, browse, apricot, relay, django_assert_num_queries):
    for number in range(count):
        factories.published(apricot, f"course-{number}")
    relay()
    browser = browse()

    with django_assert_num_queries(1):
        answer = browser.get("/api/v1/courses")

    assert len(answer.json()["courses"]) == count
