"""Problems on the pages of a run: drawn, answered with and without script, and looked at."""

from datetime import timedelta
from typing import Any

import pytest
from lxml import html

from xingtan.assessment.models import Attempt
from xingtan.assessment.tests.factories import RIGHT

PART = {"HX-Request": "true", "HX-Target": "block-every"}


@pytest.fixture
def unit(run):
    return f"{run.get_absolute_url()}units/unit/"


@pytest.fixture
def block(run):
    return f"{run.get_absolute_url()}blocks/every/"


def form_of(**words):
    return {f"answer-{name}": value for name, value in {**RIGHT, **words}.items()}


def drawn(response, key="every"):
    found: Any = html.fromstring(response.content.decode()).xpath(f'//section[@id="block-{key}"]')
    (section,) = found
    return section


def words(element, path="."):
    return [" ".join(each.text_content().split()) for each in element.xpath(path)]


def test_problem_is_drawn_with_labels(browse, ada, enrollment, unit, run):
    section = drawn(browse(ada).get(unit))

    assert words(section, ".//legend") == ["Which animal?", "Which are even?"]
    for control in section.xpath('.//input[@type="text"] | .//select | .//textarea'):
        assert control.get("aria-label") or section.xpath(f'.//label[@for="{control.get("id")}"]')
        for name in (control.get("aria-describedby") or "").split():
            assert len(section.xpath(f'.//*[@id="{name}"]')) == 1
    assert section.xpath("string(.//form/@action)") == f"{run.get_absolute_url()}blocks/every/"
    assert words(section, './/p[contains(@class, "problem-facts")]/span') == ["7 points", "3 attempts left"]
    assert words(section, ".//summary")[-2:] == ["Hint 1 of 2", "Hint 2 of 2"]
    assert section.xpath('.//details[@class="hint"]//details[@class="hint"]')
    assert not section.xpath('.//details[@class="solution"]')
    assert "[[q:" not in section.text_content()


def test_words_of_another_language_are_marked(browse, ada, enrollment, unit):
    browser = browse(ada)
    browser.cookies["django_language"] = "ar"

    section = drawn(browser.get(unit))

    assert section.xpath(".//legend/@lang") == ["en", "en"]
    assert section.xpath(".//legend/@dir") == ["ltr", "ltr"]
    assert not drawn(browse(ada).get(unit)).xpath(".//legend/@lang")


def test_right_answer_without_script(browse, ada, enrollment, block, unit):
    browser = browse(ada)
    response = browser.post(block, form_of())

    assert (response.status_code, response["Location"]) == (303, f"{unit}#block-every")
    section = drawn(browser.get(unit))
    assert words(section, './/p[@class="verdict-word"]') == ["Right"] * 6 + ["Question 7: Right"]
    assert words(section, './/p[contains(@class, "problem-facts")]/span') == ["7 of 7 points", "2 attempts left"]
    assert "It nursed them." in section.text_content()
    assert section.xpath('.//details[@class="solution"]')
    assert words(section, './/p[@class="quiet" and .//*[local-name()="math"]]') == ["Read as x2+2·x+1"]
    assert section.xpath('.//input[@id="every-q1-wolf"]/@checked')
    assert section.xpath('string(.//input[@id="every-q4"]/@value)') == "200 cm"


def test_wrong_answer_with_script_gives_the_part(browse, ada, enrollment, block):
    response = browse(ada).post(block, form_of(q1="bear", q2=["two", "three"], q5="stone"), headers=PART)
    section = drawn(response)

    assert response.status_code == 200
    assert "<html" not in response.content.decode()
    assert words(section, './/p[@class="verdict-word"]')[:5] == [
        "Not right",
        "Partly right",
        "Right",
        "Right",
        "Not right",
    ]
    assert "No bear here." in section.text_content()
    assert "A plant." in section.text_content()
    assert words(section, './/p[contains(@class, "problem-facts")]/span') == ["4.5 of 7 points", "2 attempts left"]
    assert not section.xpath('.//details[@class="solution"]')
    # Of several choices only the whole is judged, as long as there is something to find out.
    assert section.xpath(".//label[@data-state]/input/@id") == ["every-q1-bear"]


@pytest.mark.parametrize("headers", [{}, PART])
def test_unreadable_answer_is_repeated_with_reasons(browse, ada, enrollment, block, headers):
    response = browse(ada).post(block, form_of(q1="bear", q4="two metres", q5="<b>", q7=""), headers=headers)
    section = drawn(response)

    assert response.status_code == 422
    assert words(section, './/div[contains(@class, "form-errors")]') == [
        "Something is to be mended before this can be judged. What you wrote is kept, and no attempt was used."
    ]
    assert words(section, './/p[@class="errorlist"]') == [
        "The unit “metres” is not known here. Use one of: m, cm.",
        "Question 7: This is not answered yet.",
    ]
    assert section.xpath('string(.//input[@id="every-q4"]/@value)') == "two metres"
    assert section.xpath('string(.//input[@id="every-q5"]/@value)') == "<b>"
    assert section.xpath('.//input[@id="every-q1-bear"]/@checked')
    assert section.xpath(".//*[@aria-invalid]/@id") == ["every-q4", "every-q7"]
    assert not Attempt.objects.exists()


def test_attempts_end_and_the_answer_is_shown(browse, ada, enrollment, block, unit):
    browser = browse(ada)
    for _ in range(3):
        browser.post(block, form_of(q1="bear"))
    response = browser.post(block, form_of(), headers=PART)

    assert response.status_code == 422
    section = drawn(browser.get(unit))
    assert not section.xpath(".//form//button")
    assert all(
        control.get("disabled") is not None for control in section.xpath(".//input[@type!='hidden'] | .//select")
    )
    assert "You have used all attempts. Your score stays as it is." in section.text_content()
    assert words(section, './/details[@class="solution"]//dd')[0] == "Wolf"
    assert "Because." in section.text_content()


def test_answer_can_be_cleared(browse, ada, enrollment, block, unit):
    browser = browse(ada)
    browser.post(block, form_of(q1="bear"))
    assert "Clear and begin again" in drawn(browser.get(unit)).text_content()

    section = drawn(browser.post(block, {"do": "clear"}, headers=PART))
    assert section.xpath("string(.//input[@id='every-q4']/@value)") == ""
    assert not section.xpath('.//p[@class="verdict-word"]')
    assert words(section, './/p[contains(@class, "problem-facts")]/span') == ["6 of 7 points", "2 attempts left"]
    assert browser.post(block, {"do": "clear"}, headers=PART).status_code == 422


def test_ungraded_problem_has_a_notice_and_is_kept(browse, ada, enrollment, run, unit):
    browser = browse(ada)
    assert "not graded here" in drawn(browser.get(unit), "free").text_content()

    browser.post(f"{run.get_absolute_url()}blocks/free/", {"answer-q": "My words"})

    section = drawn(browser.get(unit), "free")
    assert section.xpath("string(.//input[@id='free-q']/@value)") == "My words"
    assert not section.xpath('.//p[@class="verdict-word"]')


def test_late_problem_takes_no_answer(browse, ada, enrollment, run, unit, block, now):
    type(run).objects.filter(pk=run.pk).update(ends_at=now - timedelta(hours=1))
    browser = browse(ada)

    section = drawn(browser.get(unit))
    assert not section.xpath(".//form//button")
    assert "The date for this has passed" in section.text_content()
    assert browser.post(block, form_of()).status_code == 422
    assert not Attempt.objects.exists()


def test_teacher_sees_the_problem_without_a_form(browse, grace, kofi, enrollment, unit):
    section = drawn(browse(kofi).get(unit))

    assert not section.xpath(".//form")
    assert words(section, ".//legend")[0] == "Which animal?"


def test_strangers_find_nothing(browse, mallory, enrollment, unit, block):
    assert browse(mallory).get(unit).status_code == 404
    assert browse(mallory).post(block, form_of()).status_code == 404
    assert browse(None).post(block, form_of()).status_code == 404


def test_visitor_looks_inside_without_answering(browse, run):
    response = browse(None).get(f"{run.course.get_absolute_url()}preview/")
    section = drawn(response)

    assert not section.xpath(".//form | .//button")
    assert 'class="solution"' not in response.content.decode()
    assert "Because." not in response.content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"answer-q1": "no such"},
        {"answer-q2": ["x"] * 300},
        {"answer-q4": "9" * 2000},
        {"answer-q5": "a\0b"},
        {"answer-q6": "(" * 400},
        {"do": "fly"},
        {"do": "clear"},
    ],
)
def test_strange_answers_are_never_an_error(browse, ada, enrollment, block, sent):
    assert browse(ada).post(block, {**form_of(), **sent} if "do" not in sent else sent).status_code in (303, 400, 422)
