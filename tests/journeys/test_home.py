"""A newcomer opens the home page, whatever they hold in their hands."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page


@pytest.mark.parametrize("language", ["en", "zh-CN", "ar"])
@pytest.mark.parametrize("width", [360, 1280])
def test_newcomer_can_read_the_home_page(
    visit: Callable[..., Page], axe: Callable[[Page], list[str]], language: str, width: int
) -> None:
    page = visit(language=language, width=width)

    page.goto("/")

    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert axe(page) == []


def test_newcomer_reaches_the_text_by_keyboard(visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto("/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.closest('main') !== null || location.hash !== ''")


def test_newcomer_without_script_can_read_and_sign_in(
    visit: Callable[..., Page], sign_in: Callable[[Page, str], None]
) -> None:
    page = visit(script=False)

    sign_in(page, "ada")

    assert "/accounts/" not in page.url
