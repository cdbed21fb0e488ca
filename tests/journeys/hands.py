"""Hands on a keyboard: nothing here points or clicks."""

from __future__ import annotations

from playwright.sync_api import Page

MOST_TABS = 250


class Hands:
    """Moves through a page by Tab, Enter, Space and the arrows, as somebody without a mouse does."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, selector: str) -> None:
        """Press Tab until the focus is on what the selector names, and see that the focus can be seen."""
        for _ in range(MOST_TABS):
            if self.is_on(selector):
                assert self._focus_is_visible(), f"nobody sees where they are on {selector}"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} cannot be reached by keyboard on {self.page.url}")

    def follow(self, selector: str) -> None:
        """Reach a link or button, press Enter, and wait for the page it leads to."""
        self.reach(selector)
        before = self.page.url
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda url: url != before)
        self.page.wait_for_load_state()

    def press(self, selector: str) -> None:
        """Reach a button and press Enter; the page may stay."""
        self.reach(selector)
        self.page.keyboard.press("Enter")

    def write(self, selector: str, words: str) -> None:
        """Reach a field and write in it."""
        self.reach(selector)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(words)

    def choose_one(self, name: str, value: str) -> None:
        """Reach a group of radio buttons and choose one by the arrows."""
        group = f'input[type=radio][name="{name}"]'
        self.reach(group)
        self.page.keyboard.press("Space")
        for _ in range(self.page.locator(group).count()):
            if self.page.locator(f'{group}[value="{value}"]').is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} cannot be chosen")

    def tick(self, name: str, values: list[str]) -> None:
        """Reach each of these boxes and tick it."""
        for value in values:
            box = f'input[type=checkbox][name="{name}"][value="{value}"]'
            self.reach(box)
            self.page.keyboard.press("Space")
            assert self.page.locator(box).is_checked()

    def pick(self, name: str, value: str) -> None:
        """Reach a list and pick from it by the arrows."""
        listed = f'select[name="{name}"]'
        self.reach(listed)
        for _ in range(self.page.locator(f"{listed} option").count()):
            if self.page.locator(listed).input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} cannot be picked")

    def is_on(self, selector: str) -> bool:
        """Test whether the focus is there."""
        return bool(self.page.evaluate("selector => document.activeElement.matches(selector)", selector))

    def _focus_is_visible(self) -> bool:
        return bool(
            self.page.evaluate(
                """() => {
                    // The ring may be drawn by what is focused, by what lies over it, or by what holds it.
                    const here = document.activeElement
                    const around = [here, here.parentElement, here.closest("label, li, article")].filter(Boolean)
                    const styles = [...around.map(each => getComputedStyle(each)), getComputedStyle(here, "::after")]
                    return styles.some(style => style.outlineStyle !== "none" || style.boxShadow !== "none")
                }"""
            )
        )
