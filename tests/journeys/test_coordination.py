"""A course goes from a call to the international platform, and a visitor sees it there."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Page

from tests.journeys.hands import Hands

COURSE = "/courses/apricot/why-every-map-lies/"
CALL = "journeys"
DESK_CALL = f"/coordination/calls/{CALL}/"


def test_a_course_goes_from_call_to_platform(
    visit: Callable[..., Page],
    sign_in: Callable[[Page, str], None],
    axe: Callable[[Page], list[str]],
) -> None:
    carmen, kofi, ada, chen = visit(), visit(width=360), visit(width=360), visit()
    for page, name in ((carmen, "carmen"), (kofi, "kofi"), (ada, "ada"), (chen, "chen")):
        sign_in(page, name)
    faults: dict[str, list[str]] = {}

    def look(page: Page, place: str) -> None:
        is_narrow = page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        if found := [*axe(page), *([] if is_narrow else ["wider than the screen"])]:
            faults[place] = found

    _write_a_call(carmen, look)

    kofi.goto(DESK_CALL)
    kofi.locator('input[name="tier"][value="lead"]').check()
    _press(kofi, 'form[action$="/parties/"] button')
    look(kofi, "joined")
    _press(kofi, 'main a[data-kind="primary"][href$="/nominations/"]')
    kofi.locator('select[name="course"]').select_option(label=_course_in(kofi))
    kofi.locator('textarea[name="statement"]').fill("Learners abroad asked for it.")
    look(kofi, "nominate")
    _press(kofi, 'main form button[data-kind="primary"]')
    nomination = kofi.url.removeprefix("http://").partition("/")[2]
    look(kofi, "nominated")

    carmen.goto("/coordination/")
    look(carmen, "desk")
    _press(carmen, f'a[href="/{nomination}"]')
    _press(carmen, '[data-move="confirm"] button')
    carmen.locator('input[name="email"]').fill("ada@example.org")
    _press(carmen, 'form[action="experts/"] button')
    look(carmen, "experts asked")

    _review(ada, look)

    carmen.goto(f"/{nomination}")
    _press(carmen, '[data-move="close_review"] button')
    chen.goto("/coordination/")
    _press(chen, f'a[href="/{nomination}"]')
    chen.locator('[data-move="accept"] summary').click()
    chen.locator('[data-move="accept"] textarea').fill("The expert is sure, and so are we.")
    look(chen, "before the committee")
    _press(chen, '[data-move="accept"] button')
    carmen.goto(f"/{nomination}")
    _press(carmen, '[data-move="publish"] button')
    look(carmen, "published")

    visitor = visit(width=360)
    visitor.goto(f"/calls/{CALL}/")
    look(visitor, "call")
    visitor.locator(f'main a[href="{COURSE}"]').click()
    visitor.wait_for_url(f"**{COURSE}")
    _wait_until(visitor, "Selected for the international platform")
    visitor.goto("/experiences/")
    look(visitor, "experiences")
    _press(visitor, "main .card-title a")
    look(visitor, "experience")

    assert faults == {}


def _write_a_call(page: Page, look: Callable[[Page, str], None]) -> None:
    """Write a call by keyboard, from the menu on, and open it."""
    page.goto("/")
    page.locator('.menu:has(a[href="/coordination/"]) summary').click()
    _press(page, 'a[href="/coordination/"]')
    hands = Hands(page)
    hands.follow('main a[href="/coordination/calls/"]')
    hands.write('[name="slug"]', CALL)
    hands.write('[name="title"]', "A call of this journey")
    hands.write('[name="wanted"]', "One course that everybody can take.")
    page.locator('[name="due_on"]').fill("2190-01-01")
    page.locator('[name="reviews_wanted"]').fill("1")
    look(page, "write a call")
    hands.follow('main form button[data-kind="primary"]')
    _press(page, 'form[action$="/steps/"] button')
    look(page, "call opened")


def _review(page: Page, look: Callable[[Page, str], None]) -> None:
    """Review the course on a phone, as whoever was asked."""
    page.goto("/coordination/")
    _press(page, 'main a[href*="/coordination/reviews/"]')
    for criterion in ("content", "teaching", "reach", "readiness"):
        page.locator(f'input[name="mark-{criterion}"][value="5"]').check()
    page.locator('textarea[name="comment"]').fill("Clear, light, and in two languages.")
    page.locator('input[name="recommendation"][value="accept"]').check()
    look(page, "review")
    _press(page, 'main form button[data-kind="primary"]')
    look(page, "reviewed")


def _press(page: Page, selector: str) -> None:
    """Press what leads to another page, and wait for it."""
    with page.expect_navigation():
        page.locator(selector).first.click()
    page.wait_for_load_state()


def _course_in(page: Page) -> str:
    """Give the label of the course among those that can be nominated."""
    labels = page.locator('select[name="course"] option').all_inner_texts()
    return next(label for label in labels if "Why every map lies" in label)


def _wait_until(page: Page, words: str) -> None:
    """Look again until the page says so: what anyone sees may be a minute old."""
    until = time.monotonic() + 75
    while words not in page.content():
        assert time.monotonic() < until, f"the page does not say “{words}”"
        time.sleep(2)
        page.reload()
