"""A newcomer walks the whole way by keyboard: home, course, sign up, study, pass, certificate, verify."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.house.tree import ROOT
from tests.journeys.hands import Hands

COURSE = "why-every-map-lies"
FOLDER = ROOT / "src" / "xingtan" / "site" / "demo" / "courses" / COURSE
PASSWORD = "a lamp over the terrace"


def _questions_of_the_test() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give each question of the course's last unit, with the key of its block."""
    from xingtan.authoring.registry import formats
    from xingtan.kernel import archives

    with archives.unpack(FOLDER) as tree:
        bundle = formats.recognised(tree).read(tree)
    unit = next(unit for unit in bundle.units() if unit.key == "test-yourself")
    for block in unit.blocks:
        for part in block.data.get("parts", ()):
            if "question" in part:
                yield block.key, part["question"]


def _answer(hands: Hands, key: str, question: dict[str, Any], typed: dict[str, Any]) -> None:
    name = f"answer-{question['id']}"
    right = [option["id"] for option in question.get("options", ()) if option.get("correct")]
    match question["type"]:
        case "single":
            hands.choose_one(name, right[0])
        case "multiple":
            hands.tick(name, right)
        case "dropdown":
            hands.pick(name, right[0])
        case _:
            hands.write(f'#block-{key} [name="{name}"]', typed[key][question["id"]]["right"][0])


def _code_for(page: Page, address: str) -> str:
    """Read the code from the mail that the demo would have sent."""
    until = time.monotonic() + 40
    while time.monotonic() < until:
        shown = page.request.get("/demo/mail/").text()
        letter = shown.partition(address)[2].partition("</article>")[0]
        if found := re.search(r"<p>\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*</p>", letter):
            return found.group(1)
        time.sleep(0.3)
    raise AssertionError("the mail with the code did not come")


def _sign_up(hands: Hands, name: str, address: str) -> None:
    hands.follow('a[href*="/accounts/signup/"]')
    hands.write('main [name="name"]', name)
    hands.write('main [name="email"]', address)
    hands.write('main [name="password1"]', PASSWORD)
    hands.page.keyboard.press("Enter")
    hands.page.wait_for_url("**/confirm-email/**")
    hands.write('main [name="code"]', _code_for(hands.page, address))
    hands.page.keyboard.press("Enter")
    hands.page.wait_for_url(lambda url: "confirm-email" not in url)


@pytest.mark.parametrize(("language", "name"), [("en", "Ngozi Okafor"), ("zh-CN", "李清照")])
def test_newcomer_walks_from_home_to_a_verified_certificate(
    visit: Callable[..., Page], axe: Callable[[Page], list[str]], language: str, name: str
) -> None:
    page = visit(language=language, width=360 if language == "zh-CN" else 1280)
    hands = Hands(page)
    address = f"newcomer-{language.lower()}@example.org"
    seen: dict[str, list[str]] = {}

    def look(place: str) -> None:
        if faults := axe(page):
            seen[place] = faults

    page.goto("/")
    hands.follow('main a[href^="/explore/"]')
    look("explore")
    hands.write("#q", "地图" if language == "zh-CN" else "map")
    page.keyboard.press("Enter")
    page.wait_for_url("**/explore/?q=*")
    look("found")
    hands.follow(f'main a[href*="{COURSE}"]')
    look("course")

    hands.press('main form[action*="/place/"] button, main a[href*="/place/"]')
    page.wait_for_url("**/accounts/login/**")
    look("sign in")
    _sign_up(hands, name, address)
    look("signed up")
    if COURSE not in page.url:
        page.goto(f"/courses/apricot/{COURSE}/")
    if page.locator('main form[action*="/place/"] [data-kind="primary"]').count():
        hands.press('main form[action*="/place/"] [data-kind="primary"]')
        page.wait_for_selector('main a[data-kind="primary"][href*="/units/"]')
    look("run")

    hands.follow('main a[data-kind="primary"][href*="/units/"]')
    for _ in range(20):
        if page.url.endswith("/units/test-yourself/"):
            break
        look(page.url.rsplit("/", 2)[-2])
        hands.follow('form[action$="/done/"] button, a[rel="next"]')

    typed = json.loads((ROOT / "tests" / "house" / "demo_answers.json").read_text(encoding="utf-8"))[COURSE]
    questions = list(_questions_of_the_test())
    for number, (key, question) in enumerate(questions):
        _answer(hands, key, question, typed)
        if number + 1 == len(questions) or questions[number + 1][0] != key:
            with page.expect_response(lambda response: "/blocks/" in response.url and response.status < 400):
                hands.press(f'#block-{key} button[value="answer"]')
            page.wait_for_load_state()
    look("answered")
    hands.follow('form[action$="/done/"] button')

    until = time.monotonic() + 20
    while not page.locator('main a[href*="/certificates/"]').count() and time.monotonic() < until:
        page.wait_for_timeout(500)
        page.reload()
    hands.follow('main a[href*="/certificates/"]')
    look("certificate")
    assert name in page.locator("h1").inner_text()
    assert page.request.get(f"{page.url}pdf/").body().startswith(b"%PDF-")

    stranger = visit(language=language)
    stranger.goto(page.url)
    assert name in stranger.locator("h1").inner_text()
    assert stranger.locator('.alert[data-kind="done"]').count() == 1
    assert seen == {}


@pytest.mark.parametrize("width", [360, 1280])
def test_arabic_is_a_mirror(visit: Callable[..., Page], axe: Callable[[Page], list[str]], width: int) -> None:
    page = visit(language="ar", width=width)
    for address in (
        "/",
        "/explore/",
        f"/courses/apricot/{COURSE}/",
        f"/courses/apricot/{COURSE}/preview/",
        "/accounts/login/",
    ):
        page.goto(address)

        assert page.locator("html").get_attribute("dir") == "rtl"
        brand, main = page.locator("header a").first.bounding_box(), page.locator("main").bounding_box()
        assert brand
        assert main
        assert brand["x"] + brand["width"] > main["x"] + main["width"] / 2, f"the brand stands on the left of {address}"
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address
        assert axe(page) == []
