"""The feed as a harvester finds it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.test import Client
from django.utils.http import parse_http_date

from xingtan.catalog import public as catalog
from xingtan.catalog.registry import Dates, Facts, Institution
from xingtan.catalog.tests import factories
from xingtan.federation.moochub import rules

FEED = "/moochub/v3/courses"
SCHEMA = Path(__file__).parents[6] / "shared/samples/schemas/moochub-schema-3.json"
ASKING = {"HTTP_ACCEPT": "application/vnd.api+json; moochub-version=3"}
pytestmark = pytest.mark.django_db


def get(address: str = FEED, **headers: Any) -> Any:
    parts = urlsplit(address)
    return Client().get(f"{parts.path}?{parts.query}" if parts.query else parts.path, **{**ASKING, **headers})


def names(document: Any) -> list[str]:
    return [each["attributes"]["name"] for each in document["data"]]


@pytest.fixture
def maps(apricot: Any, bamboo: Any) -> Any:
    """Publish a course that says all a course can say."""
    course = factories.published(
        apricot,
        title={"en": "Maps", "zh-hans": "地图"},
        about={"en": "<p>Where is north?</p>", "zh-hans": "<p>北</p>"},
        languages=["en", "zh-hans"],
        caption_languages=["en"],
        outcomes=[{"en": "Read a map"}],
        teachers=[{"name": {"en": "Grace Hopper"}, "about": {}}],
        level="advanced",
        workload_hours=12,
        licence="CC-BY-4.0",
        subject=factories.subject(),
    )
    start = datetime(2026, 9, 1, 8, tzinfo=UTC)
    catalog.open_run(course=course, by=None, is_self_paced=False, starts_at=start, ends_at=start + timedelta(days=42))
    return course


@pytest.fixture
def theirs(apricot: Any) -> Any:
    """Take in a course of a partner."""
    platform = catalog.Platform.objects.create(
        slug="icourse",
        name={"en": "iCourse"},
        country="CN",
        website="https://icourse.example",
        joined_on=date(2020, 2, 1),
    )
    facts = Facts(
        remote_id="77",
        url="https://icourse.example/77",
        title={"zh-hans": "力学"},
        languages=("zh-hans",),
        institutions=(Institution(name={"en": "Apricot University"}, country="CN"),),
        dates=(Dates(),),
    )
    catalog.listings.take_in(platform=platform, found=[facts], source="moochub", now=datetime(2026, 3, 1, tzinfo=UTC))
    return platform


def test_a_course_is_told_whole(maps: Any) -> None:
    response = get()

    assert response["Content-Type"] == "application/vnd.api+json; moochub-version=3.0"
    [found] = response.json()["data"]
    attributes = found["attributes"]
    assert (found["id"], found["type"]) == (str(maps.uid), "Course")
    assert attributes["url"] == "http://localhost:8000/courses/apricot/maps/"
    assert attributes["startDate"] == ["2026-09-01T00:00:00Z"]
    assert attributes["license"] == [{"identifier": "CC-BY-4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}]
    assert attributes["creator"] == [{"type": "Organization", "name": "Apricot University", "url": None}]
    assert attributes["publisher"] == {"type": "Organization", "name": "Xingtan", "url": "http://localhost:8000/"}
    assert attributes["educationalAlignment"][0]["name"][0] == {"inLanguage": "en", "name": "Earth sciences"}
    assert attributes["duration"] == "PT12H"
    assert attributes["access"] == ["free"]


def test_what_is_told_is_read_back(maps: Any) -> None:
    [record] = get().json()["data"]

    facts, bad = rules.read(record, place="#1", base="https://elsewhere.example")

    [told] = catalog.tell(catalog.Course.objects.all(), origin="http://localhost:8000")
    assert (facts, bad) == (told.facts, [])


def test_the_official_schema_is_kept(maps: Any, theirs: Any, bamboo: Any) -> None:
    if not SCHEMA.exists():
        pytest.skip("the official schema is not beside this checkout")
    from jsonschema import (  # type: ignore[import-untyped]  # its authors ship no types
        Draft202012Validator,
        FormatChecker,
    )

    factories.published(bamboo, "bare", summary={}, languages=[], title={"und": "Bare"})
    document = get(f"{FEED}?platforms=all&page[size]=2").json()
    validator = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")), format_checker=FormatChecker())

    assert len(document["data"]) == 2
    for each in (document, get(document["links"]["next"]).json(), get().json()):
        assert [f"{'/'.join(map(str, error.path))}: {error.message}" for error in validator.iter_errors(each)] == []


def test_what_every_course_has_to_say_is_said(maps: Any, theirs: Any) -> None:
    required = {"name", "learningResourceType", "publisher", "url", "license", "creator"}

    for each in get(f"{FEED}?platforms=all").json()["data"]:
        assert set(each) == {"id", "type", "attributes", "meta"}
        assert required <= {name for name, value in each["attributes"].items() if value}


def test_partners_courses_are_told_only_when_asked_for(maps: Any, theirs: Any) -> None:
    assert names(get().json()) == ["Maps"]
    assert names(get(f"{FEED}?platforms=own").json()) == ["Maps"]

    found = get(f"{FEED}?platforms=all").json()

    assert sorted(names(found)) == ["Maps", "力学"]
    partner = next(each for each in found["data"] if each["attributes"]["name"] == "力学")
    assert partner["attributes"]["url"] == "https://icourse.example/77"
    assert partner["attributes"]["publisher"]["name"] == "iCourse"
    assert partner["meta"]["xingtan"]["listedOn"] == [
        {"platform": "iCourse", "url": "https://icourse.example/77", "seenAt": "2026-03-01T00:00:00Z"}
    ]


def test_a_draft_is_not_told(apricot: Any) -> None:
    factories.draft(apricot)

    document = get().json()

    assert (document["data"], set(document["links"])) == ([], {"self", "first", "last"})


@pytest.fixture
def seven(apricot: Any) -> list[str]:
    """Publish seven courses."""
    return [str(factories.published(apricot, f"c{number}").title) for number in range(7)]


def follow(address: str, link: str) -> list[Any]:
    found = [get(address).json()]
    while link in found[-1]["links"]:
        found.append(get(found[-1]["links"][link]).json())
    return found


def test_pages_follow_one_another_both_ways(seven: list[str]) -> None:
    forth = follow(f"{FEED}?page[size]=3", "next")
    back = follow(forth[-1]["links"]["last"], "prev")

    assert [names(each) for each in forth] == [seven[:3], seven[3:6], seven[6:]]
    assert [names(each) for each in back] == [seven[4:], seven[1:4], seven[:1]]
    assert get(forth[1]["links"]["self"]).json() == forth[1]
    assert get(forth[2]["links"]["first"]).json() == forth[0]
    assert [set(each["links"]) - {"self", "first", "last"} for each in forth] == [{"next"}, {"next", "prev"}, {"prev"}]


def test_nothing_is_lost_or_repeated_while_courses_come_and_go(seven: list[str], apricot: Any) -> None:
    first = get(f"{FEED}?page[size]=3").json()
    catalog.withdraw_course(course=catalog.Course.objects.get(slug="c2"), by=None)
    catalog.withdraw_course(course=catalog.Course.objects.get(slug="c0"), by=None)
    factories.published(apricot, "c8")

    rest = follow(first["links"]["next"], "next")

    assert [name for each in rest for name in names(each)] == ["C3", "C4", "C5", "C6", "C8"]


@pytest.mark.parametrize(
    "query",
    [
        "page[after]=x",
        "page[before]=1",
        "page[size]=0",
        "page[size]=-1",
        "page[size]=²",
        "page[size]=9999999",
        "platforms=x",
    ],
)
def test_what_is_no_place_is_refused(query: str, db: None) -> None:
    response = get(f"{FEED}?{query}")

    assert response.status_code == 400
    assert response.json()["errors"][0]["source"] == {"parameter": query.partition("=")[0]}


def test_another_version_is_refused(db: None) -> None:
    response = get(HTTP_ACCEPT="application/vnd.api+json; moochub-version=2")

    assert (response.status_code, response["Content-Type"]) == (406, "application/vnd.api+json")
    assert response.json()["errors"][0]["status"] == "406"


def test_the_end_of_a_version_is_announced(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    ends_at = datetime(2028, 8, 15, tzinfo=UTC)
    monkeypatch.setattr(rules, "choose", lambda accept: rules.Version("3.0", ends_at))

    assert get()["Sunset"] == "Tue, 15 Aug 2028 00:00:00 GMT"


def test_who_has_it_is_told_so(maps: Any) -> None:
    first = get()
    again = get(HTTP_IF_NONE_MATCH=first["ETag"])

    assert (again.status_code, again.content) == (304, b"")
    assert first["Cache-Control"] == "public, max-age=60"
    assert "Accept" in first["Vary"].split(", ")
    assert parse_http_date(first["Last-Modified"]) == int(maps.changed_at.timestamp())

    catalog.open_run(course=maps, by=None)

    assert get(HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


def test_programmes_are_named(maps: Any) -> None:
    programmes = apps.get_model("catalog", "Programme").objects
    programme = programmes.create(university=maps.university, slug="earth", title={"en": "Earth"}, is_published=True)
    programme.places.create(course=maps, position=1)

    [found] = get().json()["data"]

    assert found["attributes"]["isPartOf"] == [
        {"type": "Program", "url": "http://localhost:8000/programmes/earth/", "title": "Earth"}
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(count: int, apricot: Any, django_assert_num_queries: Any) -> None:
    for number in range(count):
        factories.published(apricot, f"c{number}", subject=factories.subject())

    with django_assert_num_queries(8):
        get()
