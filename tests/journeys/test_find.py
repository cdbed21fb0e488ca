"""Somebody looks for a course: by words, by choices, by keyboard, without script; and keeps the search."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_list_is_narrowed_and_its_state_is_an_address(
    visit: Callable[..., Page], axe: Callable[[Page], list[str]], width: int, language: str
) -> None:
    page = visit(language=language, width=width)
    page.goto("/explore/")

    if width == 360:
        page.locator("label[for=narrowing]").click()
    page.locator("#level-introductory").check()
    expect(page.locator(".chip")).to_have_count(1)

    assert page.url.endswith("/explore/?level=introductory")
    assert page.evaluate("document.activeElement.id") == "level-introductory"
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert axe(page) == []


def test_title_is_taken_from_what_is_offered_by_keyboard(visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto("/explore/")

    page.locator("#q").press_sequentially("why ev", delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator(".card-title").first).to_contain_text("map")
    assert "q=" in page.url


def test_list_is_narrowed_without_script(visit: Callable[..., Page]) -> None:
    page = visit(script=False, width=360)
    page.goto("/explore/")

    page.locator("label[for=narrowing]").click()
    page.locator("#level-introductory").check()
    page.locator(".narrow-done").click()

    assert "level=introductory" in page.url
    assert page.locator(".chip").count() == 1


def test_search_is_kept_and_found_again(visit: Callable[..., Page], sign_in: Callable[[Page, str], None]) -> None:
    page = visit()
    sign_in(page, "ada")
    page.goto("/explore/?q=dragons&level=advanced")

    page.get_by_role("link", name="Tell me of new courses like these").click()
    page.get_by_role("button", name="Keep this search").click()

    expect(page.locator("main .rows li")).to_have_count(1)
    expect(page.locator("main .rows li")).to_contain_text("“dragons”, Advanced")
