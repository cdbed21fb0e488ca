"""Courses are found by their words, narrowed by what they are, and every state of the list is an address."""

from __future__ import annotations

from datetime import timedelta

import pytest

from xingtan.catalog import actions, queries
from xingtan.catalog.rules import wanted_of
from xingtan.catalog.tests import factories

pytestmark = pytest.mark.django_db


def titles(query: str) -> list[str]:
    return [each.title for each in queries.find(wanted_of(query)).cards]


@pytest.fixture
def shelf(apricot, bamboo, relay):
    """Publish three courses that differ in everything."""
    partner = factories.platform("pagoda")
    factories.published(
        apricot,
        "earth",
        title={"en": "Why every map lies", "zh-hans": "为什么每张地图都在说谎"},
        subject=factories.subject(),
        level="advanced",
        languages=["en", "zh-hans"],
        caption_languages=["fr"],
        workload_hours="30",
        licence="CC-BY-4.0",
        credits="3",
        teachers=[{"name": "Grace Hopper"}],
    )
    factories.published(
        bamboo, "paper", languages=["ar"], workload_hours="4", kind="other", is_free=None, has_free_certificate=False
    )
    factories.hosted(
        partner, bamboo, "silk", languages=["fr"], is_free=False, needs_sign_in=False, works_on_phone=False
    )
    relay()


def test_course_is_found_by_its_words_in_any_language(shelf):
    for words in ("map lies", "地图", "evrey map", "hopper", '"every map"'):
        assert titles(f"q={words}") == ["Why every map lies"], words


def test_draft_and_withdrawn_courses_are_not_found(apricot, relay):
    factories.draft(apricot, "secret")
    gone = factories.published(apricot, "gone")
    actions.withdraw_course(course=gone, by=None)
    relay()

    assert titles("") == titles("q=about") == []


NARROWED = [
    ("subject=0532", {"Why every map lies"}),
    ("subject=05", {"Why every map lies"}),
    ("subject=05&subject=0532", {"Why every map lies"}),
    ("language=zh", {"Why every map lies"}),
    ("language=zh-Hans&language=ar", {"Why every map lies", "Paper"}),
    ("captions=fr", {"Why every map lies"}),
    ("university=bamboo", {"Paper", "Silk"}),
    ("country=gh&level=introductory", {"Paper", "Silk"}),
    ("platform=here", {"Why every map lies", "Paper"}),
    ("platform=pagoda", {"Silk"}),
    ("kind=other", {"Paper"}),
    ("level=advanced", {"Why every map lies"}),
    ("workload=-5&workload=20-60", {"Why every map lies", "Paper"}),
    ("licence=CC-BY-4.0", {"Why every map lies"}),
    ("free=yes", {"Why every map lies"}),
    ("certificate=yes", {"Why every map lies", "Silk"}),
    ("credit=yes", {"Why every map lies"}),
    ("phone=yes", {"Why every map lies", "Paper"}),
    ("sign_in=no", {"Silk"}),
    ("kind=nonsense&level=%00&start=never", {"Why every map lies", "Paper", "Silk"}),
]


def test_list_is_narrowed_by_each_choice(shelf):
    for query, found in NARROWED:
        assert set(titles(query)) == found, query


def test_each_choice_says_how_many_it_leaves(shelf):
    wanted = wanted_of("language=ar")

    facets = {each.name: each for each in queries.facets_of(queries.find(wanted).counts, wanted)}

    counted = {each.key: (each.count, each.is_chosen) for each in facets["language"].choices}
    assert counted == {"ar": (1, True), "en": (1, False), "fr": (1, False), "zh": (1, False)}
    assert [(each.key, each.label, each.count) for each in facets["university"].choices] == [
        ("bamboo", "Bamboo Institute", 1)
    ]


def test_narrow_fields_are_offered_within_the_broad_one_that_is_chosen(shelf):
    def offered(query):
        wanted = wanted_of(query)
        facets = {each.name: each for each in queries.facets_of(queries.find(wanted).counts, wanted)}
        return [(each.key, each.depth) for each in facets["subject"].choices]

    assert offered("") == [("05", 0)]
    assert offered("subject=05") == [("05", 0), ("0532", 1)]


def test_beginning_is_told_as_time_goes_by(apricot, relay, now):
    course = factories.published(apricot)
    actions.open_run(course=course, by=None, is_self_paced=False, starts_at=now + timedelta(days=90))
    relay()
    assert titles("start=later") == ["Maps"]

    assert queries.turned(now=now + timedelta(days=29)) == []
    assert queries.turned(now=now + timedelta(days=31)) == [course.uid]


@pytest.mark.parametrize("count", [1, 3])
def test_explore_asks_the_same_of_the_database_for_any_number(
    apricot, bamboo, count, browse, ada, relay, django_assert_num_queries
):
    for number in range(count):
        factories.published((apricot, bamboo)[number % 2], f"course-{number}", workload_hours=f"{number + 1}.5")
    relay()
    browser = browse(ada)
    browser.get("/explore/")

    # Session, person, notices; the courses. What values are called was asked a moment ago.
    with django_assert_num_queries(4):
        response = browser.get("/explore/")

    assert response.text.count('class="card-title"') == count


@pytest.mark.parametrize("count", [1, 3])
def test_documents_are_read_in_bulk(apricot, count, django_assert_num_queries):
    partner = factories.platform("pagoda")
    for number in range(count):
        factories.published(apricot, f"ours-{number}")
        factories.hosted(partner, apricot, f"theirs-{number}")

    with django_assert_num_queries(9):
        assert len(queries.documents_of(list(queries.every_id()))) == 2 * count


def test_pages_follow_one_another_and_lead_back(apricot, relay, browse, monkeypatch):
    monkeypatch.setattr("xingtan.catalog.queries.finding.COURSES_A_PAGE", 2)
    monkeypatch.setattr(queries.ask, "__kwdefaults__", {"facets": (), "limit": 2})
    for number in range(5):
        factories.published(apricot, f"course-{number}")
    relay()
    browser, seen, pages = browse(), [], []
    address = "/explore/?sort=newest"
    while address:
        pages.append(address)
        context = browser.get(address).context
        seen += [each.title for each in context["courses"]]
        address = context["next"]

    assert len(pages) == 3
    assert sorted(seen) == [f"Course-{number}" for number in range(5)]
    assert browser.get(pages[2]).context["previous"] == pages[1]
    assert browser.get(pages[1]).context["previous"] == "/explore/?sort=newest"


def test_explore_without_any_course_says_what_will_be_here(browse, db):
    assert "No courses yet" in browse().get("/explore/").text


def test_nothing_found_says_what_to_leave_out(shelf, browse):
    response = browse().get("/explore/?q=paper&level=advanced")

    assert "Nothing fits all of that" in response.text
    # Each is what one thing less would leave.
    assert {(label, count) for label, count, _address in response.context["looser"]} == {
        ("“paper”", "1 course"),
        ("Advanced", "1 course"),
    }


def test_a_slip_is_said_and_what_was_meant_is_offered(shelf, browse):
    shown = browse().get("/explore/?q=evrey").text

    assert "Why every map lies" in shown
    assert "just so" in shown


def test_choices_can_be_taken_back_one_by_one(shelf, browse):
    context = browse().get("/explore/?q=map&language=en&language=zh&level=advanced").context

    assert ("中文", "/explore/?q=map&language=en&level=advanced") in context["chips"]


RUBBISH = [
    "q=" + "a" * 10_000,
    "q=%22%28%29%2B%2A%3F%5B%5D",
    "q=(a%2B)%2B%24&q=b",
    "after=rubbish&after=" + "x" * 5000,
    "subject=" + "&subject=".join(map(str, range(500))),
    "sort=--made;drop&workload=1e9&page=2",
    "language=" + "%F0%9F%A6%84" * 30,
    "country=%ED%A0%80",
    "university=..%2F..%2Fetc&platform='--",
]


def test_rubbish_is_answered_like_anything_else(shelf, browse):
    for query in RUBBISH:
        assert browse().get(f"/explore/?{query}").status_code == 200, query
        assert browse().get(f"/explore/by/university/?{query}").status_code == 200, query


def test_titles_are_offered_while_one_types(shelf, browse):
    response = browse().get("/explore/suggestions/", {"q": "why ev"})

    assert response.json() == {"suggestions": ["Why every map lies"]}
    assert browse().get("/explore/suggestions/").json() == {"suggestions": []}


def test_part_of_the_page_is_enough_for_htmx(shelf, browse):
    response = browse().get("/explore/?level=advanced", headers={"HX-Request": "true", "HX-Target": "found"})

    assert response.text.lstrip().startswith('<div id="found"')
    assert "<html" not in response.text


ABOUT = [
    ("/subjects/05/", "Natural sciences"),
    ("/subjects/0532/", "Earth sciences"),
    ("/universities/bamboo/", "Bamboo Institute"),
    ("/platforms/pagoda/", "Pagoda"),
    ("/countries/gh/", "Ghana"),
    ("/explore/subjects/", "Earth sciences"),
    ("/universities/", "Apricot University"),
    ("/platforms/", "Here, on Xingtan"),
    ("/countries/", "China"),
    ("/universities/?named=bamb", "Bamboo"),
]


def test_there_is_a_page_about_what_courses_have_in_common(shelf, browse):
    for address, words in ABOUT:
        response = browse().get(address)
        assert (response.status_code, words in response.text) == (200, True), address


@pytest.mark.parametrize(
    "address",
    [
        "/subjects/9999/",
        "/universities/nowhere/",
        "/platforms/nowhere/",
        "/countries/zz/",
        "/countries/ghana/",
        "/explore/by/sort/",
    ],
)
def test_there_is_no_page_about_nothing(browse, db, address):
    assert browse().get(address).status_code == 404


def test_page_about_a_university_lists_its_own(shelf, browse):
    context = browse().get("/universities/bamboo/?university=apricot&level=introductory").context

    assert {each.title for each in context["courses"]} == {"Paper", "Silk"}
    assert [address for _label, address in context["chips"]] == ["/universities/bamboo/"]


def test_counts_have_their_definitions(shelf, browse):
    shown = browse().get("/counts/").text

    assert "Languages in which at least one of these courses is held" in shown
    assert '<time datetime="' in shown


def test_program_finds_what_a_person_finds(shelf, browse):
    answer = browse().get("/api/v1/courses?level=introductory&level=advanced&platform=pagoda").json()

    assert (answer["count"], [each["slug"] for each in answer["courses"]], answer["after"]) == (1, ["silk"], None)
    assert answer["courses"][0]["is_free"] is False
