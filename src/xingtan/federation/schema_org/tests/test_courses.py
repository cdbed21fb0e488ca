"""What pages say of courses, however it is nested."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from xingtan.catalog.registry import Dates, Facts, Institution
from xingtan.federation.schema_org import rules
from xingtan.federation.schema_org.tests.sites import SITE, course, page

PAGE = f"{SITE}/courses/maps"


def facts_of(*documents: Any) -> list[Facts]:
    says = rules.said_on(page(*documents).decode())
    found = [rules.read(node, page=PAGE, language=says.language)[0] for node in rules.courses_of(says.documents, PAGE)]
    return [each for each in found if each]


def only(**said: Any) -> Facts:
    [found] = facts_of(course("Maps", **said))
    return found


FULL: dict[str, Any] = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebPage", "@id": f"{PAGE}#page", "name": "Maps – University"},
        {
            "@type": ["Course", "LearningResource"],
            "@id": f"{PAGE}#course",
            "url": PAGE,
            "name": "Maps",
            "abstract": "All about maps.",
            "description": "<p>Where is <b>north</b>?</p>",
            "provider": {"@id": f"{SITE}/#organization"},
            "inLanguage": ["en-GB", {"@type": "Language", "name": "French", "alternateName": "fr"}],
            "teaches": ["Read a map", {"@type": "DefinedTerm", "name": "Draw a map"}],
            "about": [{"@type": "DefinedTerm", "termCode": "0532", "inDefinedTermSet": "ISCED-F 2013"}, "Geography"],
            "educationalLevel": {"@type": "DefinedTerm", "name": "Beginner"},
            "license": "https://creativecommons.org/licenses/by-sa/4.0/",
            "image": [{"@type": "ImageObject", "url": "/maps.png"}],
            "numberOfCredits": {"@type": "StructuredValue", "value": 3, "credentialUnit": "ECTS"},
            "offers": {"@type": "Offer", "category": "Partially Free", "price": "49.00", "priceCurrency": "EUR"},
            "dateModified": "2026-03-01T10:00:00Z",
            "hasCourseInstance": [
                {
                    "@type": "CourseInstance",
                    "courseMode": "Online",
                    "instructor": [{"@type": "Person", "name": "Grace Hopper"}],
                    "startDate": "2026-09-01",
                    "endDate": "2026-10-01",
                    "courseWorkload": "PT22H",
                    "subtitleLanguage": "de",
                },
                {"@type": "CourseInstance", "courseMode": "Online", "courseSchedule": {"startDate": "2027-03-01"}},
            ],
            "coursePrerequisites": {"@type": "Course", "name": "Paper", "provider": {"name": "Somebody"}},
        },
        {
            "@type": "CollegeOrUniversity",
            "@id": f"{SITE}/#organization",
            "name": "Apricot University",
            "url": "https://apricot.example",
            "address": {"@type": "PostalAddress", "addressCountry": "cn"},
        },
    ],
}


def test_everything_is_read() -> None:
    assert facts_of(FULL) == [
        Facts(
            remote_id=f"{PAGE}#course",
            url=PAGE,
            title={"en": "Maps"},
            summary={"en": "All about maps."},
            about={"en": "<p>Where is <b>north</b>?</p>"},
            outcomes=({"en": "Read a map"}, {"en": "Draw a map"}),
            languages=("en", "fr"),
            captions=("de",),
            subjects=("0532",),
            level="introductory",
            workload_hours=Decimal(22),
            institutions=(
                Institution(name={"en": "Apricot University"}, country="CN", website="https://apricot.example"),
            ),
            teachers=("Grace Hopper",),
            licence="CC-BY-SA-4.0",
            kind="mooc",
            is_free=True,
            credits=Decimal(3),
            dates=(
                Dates(starts_on=date(2026, 9, 1), ends_on=date(2026, 10, 1)),
                Dates(starts_on=date(2027, 3, 1)),
            ),
            picture_url=f"{SITE}/maps.png",
            changed_at=datetime(2026, 3, 1, 10, tzinfo=UTC),
        )
    ]


def test_prefixes_and_lists_make_no_difference() -> None:
    said = [[{"@type": "http://schema.org/Course", "schema:name": "Maps", "https://schema.org/description": "North."}]]

    assert [(each.title, each.summary) for each in facts_of(*said)] == [({"en": "Maps"}, {"en": "North."})]


def test_a_page_speaks_of_its_own_course() -> None:
    related = [course(f"Other {number}", url=f"{SITE}/courses/{number}") for number in range(3)]

    assert [each.title["en"] for each in facts_of(*related, course("Maps", url=f"{PAGE}/"))] == ["Maps"]


def test_lines_of_a_list_are_no_courses() -> None:
    items = [
        {"@type": "ListItem", "item": {"@type": "Course", "name": f"C{number}", "url": f"/{number}"}}
        for number in range(3)
    ]

    assert facts_of({"@type": "ItemList", "itemListElement": items}) == []


def test_a_list_that_tells_all_is_taken() -> None:
    items = [{"@type": "ListItem", "item": course(f"C{number}", url=f"/{number}")} for number in range(3)]

    assert [each.url for each in facts_of({"@type": "ItemList", "itemListElement": items})] == [
        f"{SITE}/{n}" for n in range(3)
    ]


@pytest.mark.parametrize(
    "script",
    [
        '<!-- {"@type": "Course", "name": "Maps"} -->',
        '//<![CDATA[\n{"@type": "Course", "name": "Maps"}\n//]]>',
        '{"@type": "Course", "name": "Maps",}',
        '{"@type": "Course", "name": "Maps"};',
        "{&quot;@type&quot;: &quot;Course&quot;, &quot;name&quot;: &quot;Maps&quot;}",
        '{"@type": "Course", "name": "Ma\tps", "description": "two\nlines"}',
    ],
)
def test_broken_scripts_are_mended(script: str) -> None:
    assert len(facts_of(script)) == 1


def test_what_cannot_be_mended_is_said() -> None:
    says = rules.said_on(page('{"@type": "Course", "name": }', course("Maps")).decode())

    assert (says.broken, len(says.documents)) == (['{"@type": "Course", "name": }'], 1)


def test_things_that_point_to_each_other_have_an_end() -> None:
    knot = [
        {"@id": f"#{a}", "@type": "Course", "name": f"C{a}", "provider": [{"@id": f"#{b}"} for b in range(40)]}
        for a in range(40)
    ]

    assert facts_of({"@graph": knot}) != []


def test_depth_without_end_is_survived() -> None:
    deep: Any = course("Maps")
    for _ in range(900):
        deep = {"x": deep}

    assert facts_of(deep) == []
    assert rules.said_on(page("[" * 100_000).decode()).documents == []


@pytest.mark.parametrize("opening", ["<script", "<script type=application/ld+json>", "<html lang", "<"])
def test_a_page_of_beginnings_takes_no_time(opening: str) -> None:
    assert rules.said_on(opening * 20_000).documents == []


@pytest.mark.parametrize(
    ("said", "is_free"),
    [
        ({"isAccessibleForFree": True, "offers": {"price": 10}}, True),
        ({"isAccessibleForFree": "http://schema.org/False"}, None),
        ({"offers": [{"category": "Paid"}]}, False),
        ({"offers": {"price": "0"}}, True),
        ({"offers": {"@type": "AggregateOffer", "price": "1.234,00"}}, False),
        ({"hasCourseInstance": {"offers": {"category": "Free"}}}, True),
        ({}, None),
    ],
)
def test_price(said: dict[str, Any], is_free: bool | None) -> None:
    assert only(**said).is_free == is_free


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ({"timeRequired": "PT10H"}, Decimal(10)),
        (
            {
                "hasCourseInstance": {
                    "courseSchedule": {"duration": "PT3H", "repeatFrequency": "Weekly", "repeatCount": 10}
                }
            },
            Decimal(30),
        ),
        ({"hasCourseInstance": {"courseWorkload": "3 hours per week"}}, None),
        ({"timeRequired": "P6W"}, None),
    ],
)
def test_workload(said: dict[str, Any], hours: Decimal | None) -> None:
    assert only(**said).workload_hours == hours


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"hasCourseInstance": {"courseMode": ["onsite"]}}, "other"),
        ({"hasCourseInstance": {"courseMode": "https://schema.org/online"}}, "mooc"),
        ({"audience": {"@type": "EducationalAudience", "educationalRole": "student"}, "courseMode": "online"}, "other"),
        ({}, ""),
    ],
)
def test_kind(said: dict[str, Any], kind: str) -> None:
    assert only(**said).kind == kind


def test_no_dates_mean_always_online_and_nothing_elsewhere() -> None:
    assert only(hasCourseInstance={"courseMode": "Online"}).dates == (Dates(),)
    assert only(hasCourseInstance=[{"name": "A", "courseMode": "Full-time"}, {"name": "B"}]).dates == ()
    assert only(availableLanguage=["en", "German"]).languages == ("en", "de")


def test_people_and_houses_are_told_apart() -> None:
    found = only(
        author=[{"@type": "Person", "name": "Grace Hopper"}, {"@type": "Organization", "name": "Bamboo Institute"}],
        publisher={"@type": "Organization", "name": "Platform"},
    )

    assert found.teachers == ("Grace Hopper",)
    assert found.institutions == (Institution(name={"en": "Bamboo Institute"}),)


def test_credits_of_elsewhere_are_none_of_ours() -> None:
    assert only(numberOfCredits={"value": 3, "credentialUnit": "US semester hours"}).credits is None
    assert only(numberOfCredits="4").credits == Decimal(4)


@pytest.mark.parametrize(
    "junk", [None, 0, True, 1e400, "x", "", [], [[]], [None, 3, {}], {}, {"@id": 3}, {"name": {"a": []}}]
)
def test_any_junk_in_any_field_is_survived(junk: Any) -> None:
    for name in FULL["@graph"][1]:
        if name not in ("@type", "name"):
            assert len(facts_of({**course("Maps"), name: junk})) <= 1
    assert facts_of({"@type": junk, "name": junk}, {"@graph": junk}, junk) == []


def test_a_course_without_a_name_is_reported() -> None:
    facts, bad = rules.read({"@type": "Course", "description": "x"}, page=PAGE, place="#1")

    assert (facts, [(each.place, each.what) for each in bad]) == (None, [(PAGE, "The course has no name.")])
