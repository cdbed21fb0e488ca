"""Every page is seen in a language that nobody speaks: what still reads as English could not be translated."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils import translation
from lxml import html

from tests.house.tree import SOURCES
from tools import messages

# The content of these tests is written in Chinese; what else may be in Latin letters is named here.
NAMES = {"Xingtan", "Ada", "Lovelace", "Grace", "Hopper", "Kofi", "Annan", "Apricot", "University", "apricot"}
SIGNS = {"MB", "KB", "UTC", "HTML", "CSV", "API", "key", "English", "Markdown", "YouTube", "zip", "tar", "gz"}
# Not ours to translate here: Django's months, and names from lists of the world's zones, languages and subjects.
DJANGOS = set(calendar.month_name) | set(calendar.month_abbr) | {"Sept"}
LISTS = " or ".join(f"@name='{name}'" for name in ("zone", "language", "locale", "subject"))
ADDRESS = re.compile(r"\S+@\S+|https?://\S+|/\S+/|\b[\w.-]+\.(?:zip|gz|md|yaml|csv)\b")
WORD = re.compile(r"\b[A-Za-z]{2,}\b")
AT = "/courses/apricot/ferns/"
TITLE = "蕨类"


@pytest.fixture(scope="module")
def pseudo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compile the pseudo-language once."""
    folder = tmp_path_factory.mktemp("locale")
    messages.write_pseudo(folder)
    return folder


@pytest.fixture
def spoken(pseudo_folder: Path) -> Iterator[None]:
    """Let the site speak it."""
    from django.conf import settings

    from xingtan.ui.templatetags import ui

    languages = [*settings.LANGUAGES, (messages.PSEUDO, "⟦⟧")]
    ui._languages.cache_clear()
    with override_settings(LANGUAGES=languages, LOCALE_PATHS=[pseudo_folder, *settings.LOCALE_PATHS]):
        yield
    ui._languages.cache_clear()
    translation.activate("en")


@pytest.fixture
def run(apricot: Any, grace: Any) -> Any:
    """Publish a course whose every word is Chinese, with all kinds of units, and let Grace teach it."""
    from dataclasses import replace

    from xingtan.authoring.tests import factories as authoring
    from xingtan.learning.tests import factories as learning

    text = authoring.text("hello", "<p>蕨类</p>", title=TITLE)
    asked = learning.problem("which")
    question = asked.data["parts"][0]["question"]
    options = [{**each, "html": TITLE} for each in question["options"]]
    asked = replace(
        asked,
        title={"en": TITLE},
        data={**asked.data, "parts": [{"question": {**question, "label": TITLE, "options": options}}]},
    )
    given = learning.bundle(
        learning.section("reading", authoring.unit("welcome", text, title=TITLE)),
        learning.section("quiz", authoring.unit("questions", asked, title=TITLE), graded_as=TITLE),
    )
    chapters = tuple(
        replace(
            chapter,
            title={"en": TITLE},
            sections=tuple(replace(each, title={"en": TITLE}) for each in chapter.sections),
        )
        for chapter in given.chapters
    )
    facts = replace(given.facts, title={"en": TITLE})
    policy = replace(
        given.policy,
        graders=tuple(replace(each, name=TITLE) for each in given.policy.graders),
        cutoffs={TITLE: Decimal("0.5")},
    )
    made = learning.run_of(apricot, replace(given, facts=facts, chapters=chapters, policy=policy))
    learning.teach(grace, made)
    return made


def english_in(page: bytes) -> list[str]:
    """List the pieces of a page that are in plain English."""
    tree = html.fromstring(page)
    for gone in tree.xpath(f"//script|//style|//code|//pre|//svg|//math|//textarea|//select[{LISTS}]"):
        gone.drop_tree()
    pieces: Any = tree.xpath("//text()|//@title|//@aria-label|//@placeholder|//@alt")
    found = [" ".join(piece.split()) for piece in pieces if english_in_text(piece)]
    return list(dict.fromkeys(found))


def english_in_text(text: str) -> list[str]:
    """List the English words of a text that are no names."""
    return [word for word in WORD.findall(ADDRESS.sub("", text)) if word not in NAMES | SIGNS | DJANGOS]


def seen(client: Client, *addresses: str) -> dict[str, list[str]]:
    """Visit pages in the pseudo-language; give what was English on each."""
    client.cookies["django_language"] = messages.PSEUDO
    found = {}
    for address in addresses:
        answer = client.get(address, follow=True)
        assert answer.status_code in {200, 404}, f"{address}: {answer.status_code}"
        assert "⟦" in answer.content.decode(), address
        if english := english_in(answer.content):
            found[address] = english
    return found


@pytest.mark.usefixtures("spoken")
def test_pages_for_everyone(client: Client, run: Any) -> None:
    pages = (
        "/",
        "/explore/",
        "/explore/?q=zzz",
        AT,
        f"{AT}preview/",
        "/certificates/",
        "/support/ask/",
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/password/reset/",
        "/nowhere/",
    )

    assert seen(client, *pages) == {}


@pytest.mark.usefixtures("spoken")
def test_pages_for_learners(client: Client, run: Any, ada: Any) -> None:
    client.force_login(ada)
    here = f"{AT}runs/{run.uid}/"
    own = (
        "/people/profile/",
        "/people/keys/",
        "/people/data/",
        "/notices/",
        "/notices/choices/",
        "/accounts/email/",
        "/accounts/sessions/",
        "/support/",
        "/certificates/mine/",
    )

    assert seen(client, "/learn/", here, *own) == {}

    client.post(f"{here}place/")
    pages = ("", "progress/", "units/welcome/", "units/questions/", "units/welcome/questions/", "announcements/")
    assert seen(client, "/learn/", *(f"{here}{page}" for page in pages)) == {}


@pytest.mark.usefixtures("spoken")
def test_pages_for_teachers(client: Client, run: Any, grace: Any, ada: Any) -> None:
    from xingtan.learning.tests import factories as learning

    learning.place(run, ada)
    client.force_login(grace)
    here = f"{AT}runs/{run.uid}/"
    bench = ("", "versions/", "versions/1/", "files/", "bring/", "units/welcome/", "blocks/hello/", "blocks/which/")
    course = ("facts/", "runs/", f"runs/{run.uid}/dates/")
    teaching = ("learners/", "scores/", "announcements/new/")

    pages = (
        [f"{AT}workbench/{page}" for page in bench]
        + [f"{AT}{page}" for page in course]
        + [f"{here}{page}" for page in teaching]
    )
    assert seen(client, "/teach/", *pages) == {}


@pytest.mark.usefixtures("spoken")
def test_pages_for_administrators(client: Client, run: Any, kofi: Any) -> None:
    client.force_login(kofi)

    assert (
        seen(
            client,
            "/u/",
            "/u/apricot/",
            "/u/apricot/roles/",
            "/u/apricot/bring/",
            f"{AT}roles/",
            "/jobs/",
            "/support/inbox/",
        )
        == {}
    )


@pytest.mark.usefixtures("spoken")
def test_mails() -> None:
    from django.template.loader import get_template

    words = {"address": "https://example.org", "greeting": TITLE, "title": TITLE, "text": TITLE}
    found = {}
    for path in SOURCES.glob("**/templates/*/_mail/*.txt"):
        name = "/".join(path.parts[-3:])
        with translation.override(messages.PSEUDO):
            found[name] = english_in_text(get_template(name).render(words))

    assert found
    assert {name: english for name, english in found.items() if english} == {}


def test_plain_english_is_found() -> None:
    page = (
        "<p>⟦Ĥéļļô⟧</p><p>Hello there</p><input placeholder='Type here'><code>print</code><p>ada@example.org, 3 MB</p>"
    )

    assert english_in(page.encode()) == ["Hello there", "Type here"]
