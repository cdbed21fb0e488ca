"""The table of scores, and one learner's answers."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from xingtan.assessment import actions, queries
from xingtan.assessment.rules import reading
from xingtan.assessment.tests.factories import EVERY_KIND, ONE, RIGHT, place
from xingtan.people import public as people


@pytest.fixture
def scores(run):
    return f"{run.get_absolute_url()}scores/"


@pytest.fixture
def answered(version, now):
    def given(enrollment, key, data, words):
        actions.answer(
            enrollment=enrollment, key=key, problem=reading.read(data), version=version, given=words, now=now
        )

    return given


@pytest.fixture
def learners(run, now):
    def joined(*names):
        return [
            place(
                run,
                people.join(email=f"{name.split()[0]}@learn.example".lower(), password="a long enough one", name=name),
                now,
            )
            for name in names
        ]

    return joined


def table(response):
    page: Any = html.fromstring(response.content.decode())
    return [[" ".join(" ".join(cell.itertext()).split()) for cell in row] for row in page.xpath("//table//tr")]


def names(response):
    return [row[0].split(" ")[0] for row in table(response)[1:]]


def test_scores_are_shown_for_each_unit(browse, kofi, ada, enrollment, answered, scores, learners):
    learners("Zoe Newcomer")
    answered(enrollment, "every", EVERY_KIND, {**RIGHT, "q1": "bear", "q2": ["two", "three"]})
    answered(enrollment, "one", ONE, {"q1": "wolf"})

    assert table(browse(kofi).get(scores)) == [
        ["Name", "Grade, %", "Points", "Unit of 8"],
        ["Ada Lovelace ada@example.org one by one", "81.2", "6.5", "6.5"],
        ["Zoe Newcomer zoe@learn.example one by one", "–", "0", "–"],
    ]


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", ["Ada", "Bea", "Cem"]),
        ("?sort=-name", ["Cem", "Bea", "Ada"]),
        ("?sort=points", ["Cem", "Ada", "Bea"]),
        ("?sort=-unit:unit", ["Bea", "Ada", "Cem"]),
        ("?sort=-score", ["Bea", "Ada", "Cem"]),
        ("?sort=unit:none", ["Ada", "Bea", "Cem"]),
        ("?sort=password", ["Ada", "Bea", "Cem"]),
        ("?q=bea+learn", ["Bea"]),
        ("?q=nobody", []),
        ("?page=99", ["Ada", "Bea", "Cem"]),
    ],
)
def test_table_is_searched_and_sorted(browse, kofi, enrollment, answered, scores, learners, query, order):
    bea, _cem = learners("Bea Two", "Cem None")
    answered(enrollment, "one", ONE, {"q1": "bear"})
    answered(bea, "one", ONE, {"q1": "wolf"})

    assert names(browse(kofi).get(scores + query)) == order


@pytest.mark.parametrize("count", [1, 3])
def test_table_takes_the_same_queries_for_any_number(
    run, version, answered, learners, count, django_assert_num_queries
):
    for each in learners(*[f"Name{number} Last" for number in range(count)]):
        answered(each, "one", ONE, {"q1": "wolf"})
    columns = queries.columns_of(version)

    # The learners, and their results.
    with django_assert_num_queries(2):
        rows = list(queries.rows_of(run, columns, queries.scores_on(run, columns, words="", sort="points")))

    assert len(rows) == count


def test_page_takes_the_same_queries_for_any_number(browse, kofi, scores, learners, django_assert_num_queries):
    learners("Name Last")
    browser = browse(kofi)
    browser.get(scores)
    with CaptureQueriesContext(connection) as one:
        browser.get(scores)
    learners("Other Last", "Third Last")

    with django_assert_num_queries(len(one)):
        browser.get(scores)


def test_table_is_taken_along_and_harmless_in_a_spreadsheet(browse, kofi, enrollment, answered, run, learners):
    answered(enrollment, "one", ONE, {"q1": "wolf"})
    learners("=cmd|' /C calc'!A0")

    response = browse(kofi).get(f"{run.get_absolute_url()}scores.csv?sort=-points")
    rows = list(csv.reader(StringIO(b"".join(response.streaming_content).decode().removeprefix("\ufeff"))))

    assert response["Content-Disposition"] == 'attachment; filename="scores-animals.csv"'
    assert rows == [
        ["name", "email", "grade_percent", "points", "Unit (8)", "given_by_a_teacher"],
        ["Ada Lovelace", "ada@example.org", "12.5", "1", "1", ""],
        ["'=cmd|' /C calc'!A0", "'=cmd|'@learn.example", "", "0", "", ""],
    ]


def test_answers_are_shown_as_they_were_given(browse, kofi, enrollment, answered, run, now):
    answered(enrollment, "every", EVERY_KIND, {**RIGHT, "q2": ["two", "three"], "q5": "<b>stone</b>"})
    answered(enrollment, "one", ONE, {"q1": "bear"})

    rows = table(browse(kofi).get(f"{run.get_absolute_url()}learners/{enrollment.uid}/answers/"))

    assert [row[0] for row in rows] == ["Problem", "one attempt 1", "All attempt 1"]
    assert rows[1][1:3] == ["Which animal? Bear not right", "0 / 1"]
    assert "Which are even? 2 · 3 partly right" in rows[2][1]
    assert "A word <b>stone</b> not right" in rows[2][1]


def test_answers_of_a_beginner_say_what_will_be_here(browse, kofi, enrollment, run):
    response = browse(kofi).get(f"{run.get_absolute_url()}learners/{enrollment.uid}/answers/")

    assert "Nothing is answered yet" in response.content.decode()


def test_answers_speak_the_language(enrollment, answered):
    answered(enrollment, "free", {"parts": [{"question": {"id": "q", "type": "text"}}], "ungraded": "No."}, {"q": "竹"})

    (given,) = queries.answers_of(enrollment, "zh-hans")

    assert [(each.question, each.answer, each.verdict) for each in given.said] == [("Say it", "竹", "")]


@pytest.mark.parametrize("place_of", ["scores/", "scores.csv", "learners/{uid}/answers/"])
def test_strangers_and_learners_find_no_scores(browse, ada, mallory, kofi_of_bamboo, enrollment, run, place_of):
    address = run.get_absolute_url() + place_of.format(uid=enrollment.uid)

    assert [browse(person).get(address).status_code for person in (None, mallory, ada, kofi_of_bamboo)] == [404] * 4


def test_ways_lead_to_scores_and_answers(browse, kofi, enrollment, run):
    browser, base = browse(kofi), run.get_absolute_url()

    assert f"{base}scores/" in browser.get(f"{base}learners/").content.decode()
    assert (
        f"{base}learners/{enrollment.uid}/answers/" in browser.get(f"{base}learners/{enrollment.uid}/").content.decode()
    )


def test_course_without_content_has_an_empty_table(browse, kofi, apricot, now):
    from xingtan.catalog import public as catalog

    course = catalog.add_course(university=apricot, slug="bare", by=None, title={"en": "Bare"})
    catalog.publish_course(course=course, by=None, now=now)
    run = catalog.open_run(course=course, by=None)

    assert "Nobody has a place yet" in browse(kofi).get(f"{run.get_absolute_url()}scores/").content.decode()
