"""Who runs a university sees by keyboard alone who is ready, reminds them, and looks at a session; nothing private is projected."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.hands import Hands


def test_dean_reminds_and_inspects_without_a_mouse(
    visit: Callable[..., Page], sign_in: Callable[[Page, str], None], axe: Callable[[Page], list[str]]
) -> None:
    page = visit()
    hands = Hands(page)
    sign_in(page, "kofi")

    # Two steps from the first page to the board.
    hands.follow(".masthead-nav a[href='/u/']")
    hands.follow("a[href='/u/apricot/readiness/']")
    assert axe(page) == []
    hands.press("main form[method=post] button:not([name])")
    expect(page.get_by_text("Tick first whom to remind.")).to_be_visible()
    hands.reach("input[name=person]")
    page.keyboard.press("Space")
    hands.press("main form[method=post] button:not([name])")
    expect(page.get_by_text("1 teacher was reminded.")).to_be_visible()

    # The days to draw from are there already: this week.
    page.goto("/u/apricot/inspections/")
    hands.press("main form button[data-kind=primary]")
    expect(page.locator("main .rows a").first).to_be_visible()
    assert axe(page) == []
    hands.follow("main .rows a")
    hands.write("main [name=note]", "A good pace; the slides are small.")
    hands.press("main form button[data-kind=primary]")
    expect(page.get_by_text("Those who teach the session read it on its page.")).to_be_visible()


def test_projector_is_read_from_the_last_row(
    visit: Callable[..., Page], sign_in: Callable[[Page, str], None], axe: Callable[[Page], list[str]]
) -> None:
    page = visit(width=1280, height=720)
    sign_in(page, "grace")
    page.goto("/classes/")
    planned = page.locator("main li:not(:has(.tag[data-kind])) a[href$='/lead/']").last
    page.goto((planned.get_attribute("href") or "").replace("lead/", "screen/"))

    # All of it is on one picture, and no word is smaller than a fortieth of its height.
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll("main :is(h1, p, span, strong)")]
            .filter(each => each.checkVisibility() && each.innerText)
            .map(each => parseFloat(getComputedStyle(each).fontSize)))"""
    )
    assert smallest >= 720 / 40
    assert axe(page) == []
