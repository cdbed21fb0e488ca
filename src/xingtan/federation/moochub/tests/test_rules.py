"""What a course is in MOOChub, and what comes back of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from xingtan.catalog.registry import Dates, Facts, Institution
from xingtan.federation.moochub import rules
from xingtan.federation.moochub.tests.feeds import FEED, V2, V3, course

SEEN = datetime(2026, 3, 1, 10, tzinfo=UTC)


def read(record: Any) -> tuple[Facts | None, list[tuple[str, str]]]:
    facts, bad = rules.read(record, place="#1", base=FEED)
    return facts, [(each.what, each.why) for each in bad]


def of(**attributes: Any) -> Facts:
    facts, _ = read(course(1, **attributes))
    assert facts is not None
    return facts


def test_version_3_is_read() -> None:
    facts, bad = read(V3)

    assert bad == []
    assert facts == Facts(
        remote_id="8978f51e-770c-4d0a-a2e3-23fae8f6aa79",
        url="https://mooc.example/courses/tides2026",
        title={"de": "Tides of the North Sea"},
        about={"de": "<p>Why the water <b>comes and goes</b>.</p>"},
        outcomes=({"de": "Gezeiten erklären", "en": "Explain tides"},),
        languages=("de", "en"),
        subjects=("0532",),
        level="intermediate",
        workload_hours=Decimal(24),
        institutions=(
            Institution(name={"de": "Universität Nordsee"}, website="https://nordsee.example"),
            Institution(name={"de": "Bamboo Institute"}),
        ),
        teachers=("Prof. Dr. Jette Jansen",),
        licence="CC-BY-SA-4.0",
        kind="mooc",
        is_free=True,
        has_free_certificate=False,
        credits=Decimal(2),
        dates=(
            Dates(starts_on=date(2026, 1, 13), ends_on=date(2026, 2, 24)),
            Dates(starts_on=date(2026, 9, 1), ends_on=date(2026, 10, 13)),
        ),
        picture_url="https://mooc.example/tides.png",
        changed_at=SEEN,
    )


def test_version_2_is_read() -> None:
    facts, bad = read(V2)

    assert bad == []
    assert facts == Facts(
        remote_id="17",
        url="https://mooc.example/courses/tides",
        title={"de": "Grundlagen der Gezeiten"},
        summary={"de": "Ebbe & Flut"},
        about={"de": "<p>…</p>"},
        outcomes=({"de": "Gezeiten erklären"},),
        languages=("de",),
        workload_hours=Decimal(24),
        institutions=(Institution(name={"de": "Universität Nordsee"}, website="https://nordsee.example"),),
        teachers=("Jette Jansen",),
        licence="CC-BY-3.0-DE",
        kind="mooc",
        is_free=True,
        dates=(Dates(starts_on=date(2026, 1, 13), ends_on=date(2026, 2, 24)),),
        picture_url="https://mooc.example/2.png",
    )


FULL = Facts(
    remote_id="0199",
    url="https://xingtan.example/courses/apricot/maps/",
    title={"en": "Maps", "zh-hans": "地图"},
    summary={"en": "All about maps."},
    about={"en": "<p>Where is north?</p>", "zh-hans": "<p>北</p>"},
    outcomes=({"en": "Read a map", "zh-hans": "读图"}, {"en": "Draw one"}),
    languages=("zh-hans", "en"),
    captions=("en", "fr"),
    subjects=("0532",),
    level="advanced",
    workload_hours=Decimal("7.5"),
    institutions=(
        Institution(
            name={"en": "Apricot University", "zh-hans": "杏大学"}, country="CN", website="https://apricot.example"
        ),
        Institution(name={"en": "Bamboo Institute"}, country="GH"),
    ),
    teachers=("Grace Hopper", "孔子"),
    licence="CC-BY-NC-4.0",
    kind="other",
    is_free=True,
    has_free_certificate=True,
    needs_sign_in=True,
    works_on_phone=False,
    credits=Decimal("2.5"),
    dates=(Dates(starts_on=date(2026, 3, 1)), Dates(starts_on=date(2026, 5, 1), ends_on=date(2026, 6, 1)), Dates()),
    picture_url="https://xingtan.example/maps.png",
    changed_at=SEEN,
)


def written(facts: Facts) -> dict[str, Any]:
    return rules.write(
        facts,
        uid=facts.remote_id,
        publisher=("Xingtan", "https://xingtan.example/"),
        subjects={"0532": {"en": "Earth sciences"}},
        provenance=[("MOOC Example", "https://mooc.example/1", SEEN)],
    )


@pytest.mark.parametrize(
    "facts",
    [
        FULL,
        replace(FULL, dates=(), credits=None, has_free_certificate=False, summary={}, level="", workload_hours=None),
        replace(FULL, is_free=False, needs_sign_in=None, works_on_phone=None, licence="proprietary", changed_at=None),
        replace(FULL, title={"fr": "Cartes"}, about={"fr": "<p>Nord</p>"}, languages=("fr",), kind="mooc", teachers=()),
    ],
)
def test_another_xingtan_reads_back_what_was_written(facts: Facts) -> None:
    assert read(written(facts)) == (facts, [])


def test_texts_are_in_the_language_of_the_course() -> None:
    attributes = written(FULL)["attributes"]

    assert (attributes["name"], attributes["description"]) == ("地图", "<p>北</p>")


def test_lists_of_dates_belong_together_by_place() -> None:
    attributes = written(FULL)["attributes"]

    assert attributes["startDate"] == ["2026-05-01T00:00:00Z", "2026-03-01T00:00:00Z"]
    assert attributes["endDate"] == ["2026-06-01T00:00:00Z"]
    assert attributes["courseMode"] == ["online", "asynchronous"]


def test_provenance_is_said() -> None:
    assert written(FULL)["meta"]["xingtan"]["listedOn"] == [
        {"platform": "MOOC Example", "url": "https://mooc.example/1", "seenAt": "2026-03-01T10:00:00Z"}
    ]


@pytest.mark.parametrize(
    ("record", "what"),
    [
        (None, "This is no course: it has no attributes."),
        ("course", "This is no course: it has no attributes."),
        ({"id": "1"}, "This is no course: it has no attributes."),
        ({"id": "1", "attributes": []}, "This is no course: it has no attributes."),
        ({"id": None, "attributes": {"name": "Maps"}}, "The course has no id, or a very long one."),
        (
            {"id": "x" * 501, "attributes": {"name": "Maps", "url": "https://a.example"}},
            "The course has no id, or a very long one.",
        ),
        ({"id": "1", "attributes": {"name": " <br> ", "url": "https://a.example"}}, "The course has no name."),
        (
            {"id": "1", "attributes": {"name": "Maps", "url": "javascript:alert(1)"}},
            "The course has no address to go to.",
        ),
        (
            {"id": "1", "attributes": {"name": "Maps", "url": "https://me:pw@a.example/"}},
            "The course has no address to go to.",
        ),
    ],
)
def test_what_is_no_course_is_said(record: Any, what: str) -> None:
    facts, bad = read(record)

    assert (facts, [each[0] for each in bad]) == (None, [what])


def test_null_everywhere_is_a_course_that_says_little() -> None:
    nothing = dict.fromkeys([*V3["attributes"], *V2["attributes"]])

    facts, bad = read({"id": 5, "attributes": {**nothing, "name": "Maps", "url": "/courses/5"}})

    assert (facts, bad) == (
        Facts(remote_id="5", url="https://mooc.example/courses/5", title={"und": "Maps"}, kind="mooc"),
        [],
    )


@pytest.mark.parametrize(
    "junk", [0, -1, 1e400, True, "x", "", [], [[]], [None, 3, {}], {}, {"name": {"a": []}}, {"": None}]
)
def test_any_junk_in_any_field_is_survived(junk: Any) -> None:
    for name in {*V3["attributes"], *V2["attributes"]} - {"name", "url"}:
        facts, _ = read(course(1, **{name: junk}))
        assert facts is not None
        assert facts.title == {"und": "Course 1"} or facts.title == {"en": "Course 1"}


def test_lists_may_be_texts_and_titles_may_hold_html() -> None:
    facts, bad = read(
        course(
            1,
            name="<b>K&amp;uuml;nstliche</b>\x00 Intelligenz<script>alert(1)</script>",
            inLanguage="German; Klingon",
            instructor="Jette Jansen; Kofi Annan",
            creator="Universität Nordsee",
            license="https://creativecommons.org/publicdomain/zero/1.0/",
            access="free",
            educationalAlignment="Computer Science",
        )
    )

    assert facts is not None
    assert facts.title == {"de": "Künstliche Intelligenz"}
    assert (facts.languages, facts.teachers) == (("de",), ("Jette Jansen", "Kofi Annan"))
    assert facts.institutions == (Institution(name={"de": "Universität Nordsee"}),)
    assert (facts.licence, facts.is_free, facts.subjects) == ("CC0-1.0", True, ("06",))
    assert bad == [("A language is not known; it is left out.", "Klingon")]


def test_dates_that_cannot_be_are_left_out_and_said() -> None:
    facts, bad = read(course(1, startDate=["0000-00-00T00:00:00Z", "13.01.2026"], endDate="2025-12-31"))

    assert facts is not None
    assert facts.dates == (Dates(starts_on=date(2026, 1, 13)),)
    assert bad == [
        ("A date cannot be read; it is left out.", "0000-00-00T00:00:00Z"),
        ("The course ends before it starts; the end is left out.", "2026-01-13 – 2025-12-31"),
    ]


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ({"workload": {"timeValue": 2, "timeUnit": "h/day"}, "duration": "P10D"}, Decimal(20)),
        ({"workload": {"timeValue": 13, "timeUnit": "h/month"}, "duration": "P2M"}, Decimal(26)),
        ({"workload": 3, "startDate": ["2026-01-01"], "endDate": ["2026-01-15"]}, Decimal(6)),
        ({"workload": {"timeValue": 3, "timeUnit": "h/week"}}, None),
        ({"workload": {"timeValue": 3, "timeUnit": "h/decade"}, "duration": "P2W"}, None),
        ({"workload": {"timeValue": 9999, "timeUnit": "h/week"}, "duration": "P9999W"}, None),
        ({"duration": "PT12H30M"}, Decimal("12.5")),
        ({"duration": "6 weeks"}, None),
    ],
)
def test_workload_is_in_all(said: dict[str, Any], hours: Decimal | None) -> None:
    assert of(**said).workload_hours == hours


@pytest.mark.parametrize(
    ("said", "kind", "is_free"),
    [
        ({}, "mooc", None),
        ({"access": ["student"]}, "other", False),
        ({"access": ["paid"], "offer": [{"price": 10, "category": "course"}]}, "mooc", False),
        ({"offer": [{"price": "0,00", "category": "complete"}]}, "mooc", True),
        ({"courseMode": ["onsite"]}, "other", None),
        ({"courseMode": ["blended", "online"]}, "mooc", None),
    ],
)
def test_kind_and_price(said: dict[str, Any], kind: str, is_free: bool | None) -> None:
    facts = of(**said)

    assert (facts.kind, facts.is_free) == (kind, is_free)


def test_what_platforms_really_write_is_read() -> None:
    found = of(
        abtract="<p>How the <em>sea</em> moves.</p>",
        learningobjectives=["Explain tides"],
        instructors=[{"name": "Jette Jansen &amp; Kofi Annan", "image": None}],
        creator=[{"name": "Ada Lovelace", "honorificPrefix": "Dr."}, {"name": "MOOC Example"}],
        partnerInstitute=[{"name": "Universität Nordsee"}],
        moocProvider={"name": "MOOC Example", "url": "https://mooc.example"},
        licence="https://creativecommons.org/licenses/by/3.0/de/",
        isAccessibleForFree="false",
        workload=1080,
        duration="P6W",
        image="https://mooc.example/1.png",
    )

    assert found.summary == {"en": "How the sea moves."}
    assert found.outcomes == ({"en": "Explain tides"},)
    assert found.teachers == ("Jette Jansen", "Kofi Annan", "Dr. Ada Lovelace")
    assert found.institutions == (Institution(name={"en": "Universität Nordsee"}),)
    assert (found.licence, found.is_free, found.workload_hours) == ("CC-BY-3.0-DE", False, None)
    assert found.picture_url == "https://mooc.example/1.png"


def test_codes_of_other_lists_of_fields_are_not_taken_for_ours() -> None:
    other = {"educationalFramework": "OEFOS", "shortCode": "1020", "name": [{"inLanguage": "de", "name": "Informatik"}]}

    assert of(educationalAlignment=[other]).subjects == ("06",)


@pytest.mark.parametrize(
    ("accept", "number"),
    [
        ("", "3.0"),
        ("*/*", "3.0"),
        ("application/json", "3.0"),
        ("application/vnd.api+json", "3.0"),
        ("application/vnd.api+json; moochub-version=3", "3.0"),
        ('Application/Vnd.Api+Json;moochub-version="3.0"', "3.0"),
        ("application/vnd.api+json; moochub-version=3.0.1", "3.0"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "3.0"),
        ("application/vnd.api+json; moochub-version=2, application/vnd.api+json; moochub-version=3; q=0.5", "3.0"),
        ("application/vnd.api+json; moochub-version=2", None),
        ("application/vnd.api+json; moochub-version=3.1", None),
        ("application/vnd.api+json; moochub-version=30", None),
        ("application/vnd.api+json; moochub-version=x", None),
        ("application/vnd.api+json; moochub-version=3; q=0", None),
        ("text/html", None),
        (",;;=,", None),
    ],
)
def test_version_is_negotiated(accept: str, number: str | None) -> None:
    found = rules.choose(accept)

    assert (found.number if found else None) == number


def test_an_older_version_is_given_while_it_lasts() -> None:
    versions = (rules.Version("4.0"), rules.Version("3.0", SEEN))

    assert rules.choose("application/vnd.api+json; moochub-version=3", versions) == versions[1]
    assert rules.choose("application/vnd.api+json", versions) == versions[0]
