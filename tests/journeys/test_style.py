"""The living style page holds together everywhere, and the islands of every page do what they say."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect


# Each size, direction, script and light at least once; all their products would take minutes.
@pytest.mark.parametrize(
    ("width", "language", "dark"),
    [(360, "en", False), (360, "ar", True), (1280, "zh-CN", True), (1280, "ar", False)],
)
def test_every_component_holds_together(
    visit: Callable[..., Page], axe: Callable[[Page], list[str]], width: int, language: str, dark: bool
) -> None:
    page = visit(language=language, width=width, dark=dark)

    page.goto("/ui/")

    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert axe(page) == []


def test_reader_chooses_the_night_without_script(visit: Callable[..., Page]) -> None:
    page = visit(script=False)
    page.goto("/ui/")
    day = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")

    page.get_by_role("button", name="Night").click()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != day
    assert page.url.endswith("/ui/")


def test_reader_changes_the_language_by_keyboard(visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto("/ui/")

    page.locator(".masthead summary").press("Enter")
    page.get_by_role("button", name="简体中文").press("Enter")

    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")


def test_menu_closes_when_one_leaves_it(visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto("/ui/")
    menu = page.locator(".masthead details.menu")

    page.locator(".masthead summary").click()
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")

    page.locator(".masthead summary").click()
    page.locator("h1").click()
    expect(menu).not_to_have_attribute("open", "")


def test_moment_is_said_in_the_readers_own_time_too(visit: Callable[..., Page]) -> None:
    page = visit()

    page.goto("/ui/")

    expect(page.locator("aside xingtan-time")).to_have_text(
        "3 November 2026, 14:00, Shanghai time (UTC+8) · Nov 3, 06:00 your time"
    )


def test_what_is_typed_survives_a_reload(visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto("/ui/")
    page.get_by_label("Notes").first.fill("Under the apricot tree")
    page.get_by_label("White").first.check()
    page.get_by_label("Password").first.fill("a secret")

    page.reload()

    expect(page.get_by_label("Notes").first).to_have_value("Under the apricot tree")
    expect(page.get_by_label("White").first).to_be_checked()
    expect(page.get_by_label("Password").first).to_have_value("")
    expect(page.locator(".keep-note").first).to_contain_text("What you had typed before is back.")
    page.get_by_role("button", name="Start afresh").click()
    expect(page.get_by_label("Notes").first).to_have_value("")


def test_form_stays_when_the_connection_is_lost_and_is_sent_by_a_press(visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto("/ui/")
    form = page.locator("xingtan-keep form")
    form.evaluate("form => form.noValidate = true")
    form.get_by_label("Notes").fill("Under the apricot tree")

    page.context.set_offline(True)
    form.get_by_role("button", name="Plant it").click()
    expect(page.locator(".keep-note")).to_contain_text("There is no connection.")
    page.context.set_offline(False)
    expect(page.locator(".keep-note")).to_contain_text("The connection is back.")
    page.get_by_role("button", name="Send it now").click()

    page.wait_for_url("**/ui/?*apricot*")
    assert page.evaluate("localStorage.getItem('keep:style-page')") is None
