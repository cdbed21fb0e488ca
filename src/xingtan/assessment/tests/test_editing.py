"""Problems in the workbench: changed, added and translated in the page."""

from typing import Any

import pytest
from lxml import html

from xingtan.assessment.rules import reading
from xingtan.assessment.tests.factories import EVERY_KIND
from xingtan.authoring import public as authoring


@pytest.fixture
def workbench(version, run):
    return f"{run.course.get_absolute_url()}workbench/"


def newest(run, key):
    version = authoring.newest_version(run.course)
    assert version is not None
    (block,) = authoring.blocks_of(version, [key])
    return block


def sent_by(page):
    """Give what a browser would send of the editor."""
    forms: Any = html.fromstring(page.content.decode()).xpath('//form[.//textarea[@name="source"]]')
    (form,) = forms
    # A browser does not count the line end that stands at the beginning of a text area.
    return {name: value.removeprefix("\n") for name, value in form.form_values()}


def test_teacher_mends_a_typo_and_an_answer(browse, kofi, workbench, run):
    browser = browse(kofi)
    address = f"{workbench}blocks/every/"
    sent = sent_by(browser.get(address))

    response = browser.post(address, {**sent, "p0": "<p>Before, mended.</p>", "p4-answer": "3"})

    assert response.status_code == 303
    data = newest(run, "every").data
    assert (data["parts"][0]["html"], data["parts"][4]["question"]["answer"]) == ("<p>Before, mended.</p>", "3")
    assert data["hints"] == EVERY_KIND["hints"]


def test_what_is_wrong_is_said_and_nothing_is_saved(browse, kofi, workbench, run):
    browser = browse(kofi)
    address = f"{workbench}blocks/every/"
    sent = sent_by(browser.get(address))

    response = browser.post(address, {**sent, "p4-answer": "two metres"})

    assert response.status_code == 422
    assert "is not known here" in response.content.decode()
    assert "two metres" in response.content.decode()
    assert newest(run, "every").data["parts"][4]["question"]["answer"] == "2"


def test_translation_changes_words_and_never_what_is_right(browse, kofi, workbench, run):
    browser = browse(kofi)
    address = f"{workbench}blocks/every/?language=zh-hans"
    sent = sent_by(browser.get(address))
    assert sent["p1-label"] == "<p>Which animal?</p>"

    response = browser.post(
        address, {**sent, "p1-label": "<p>哪种动物？</p>", "p1-o0": "狼", "p5-accept": "bamboo\r\n竹子"}
    )

    assert response.status_code == 303
    data = newest(run, "every").data
    own: Any = reading.read(data).questions
    chinese: Any = reading.read(data, "zh-hans").questions
    assert (own[0].label, chinese[0].label) == ("<p>Which animal?</p>", "<p>哪种动物？</p>")
    assert [option.html for option in chinese[0].options] == ["狼", "Bear"]
    assert [option.is_correct for option in chinese[0].options] == [True, False]
    assert own[4].accept == chinese[4].accept == ("bamboo", "竹子")
    assert sent_by(browser.get(address))["p1-o0"] == "狼"


def test_problem_is_added(browse, kofi, workbench, run):
    browser = browse(kofi)
    address = f"{workbench}units/unit/problem/"
    sent = sent_by(browser.get(address))

    response = browser.post(
        address, {**sent, "block-title": "New", "p0-label": "Which?", "p0-o0": "This", "p0-o1": "That"}
    )

    assert response.status_code == 303
    version = authoring.newest_version(run.course)
    assert version is not None
    added = [block for block in authoring.outline_of(version).blocks_in("unit") if str(block.title) == "New"]
    assert [(block.kind, block.possible) for block in added] == [("problem", 1)]
