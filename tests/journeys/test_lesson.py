"""A whole lesson: a teacher, a projector and five phones; everybody sees what the others do, by itself."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as TooLate

PHONES = ("ada", "student1", "student2", "student3", "student4")


@pytest.fixture
def lesson(visit: Callable[..., Page], sign_in: Callable[[Page, str], None]) -> tuple[Page, Page, list[Page]]:
    """Let a teacher, a projector and five phones come to the session that runs."""
    teacher = visit()
    sign_in(teacher, "grace")
    teacher.goto("/classes/")
    running = teacher.locator("li", has_text="Running").locator("a").first.get_attribute("href") or ""
    address = running.removesuffix("lead/")
    teacher.goto(f"{address}lead/")
    projector = visit()
    sign_in(projector, "grace")
    projector.goto(f"{address}screen/")
    phones = []
    for name in PHONES:
        phone = visit(width=360, height=740)
        sign_in(phone, name)
        phone.goto(address)
        phones.append(phone)
    return teacher, projector, phones


def test_teacher_projector_and_five_phones_hold_a_lesson(
    lesson: tuple[Page, Page, list[Page]], axe: Callable[[Page], list[str]]
) -> None:
    teacher, projector, phones = lesson
    for page in (teacher, projector, phones[0]):
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert axe(page) == []

    _check_in(teacher, phones)
    _ask_and_show(teacher, projector, phones)
    _draw_one(teacher, projector)
    _buzz(teacher, phones[1])
    _talk(phones)
    _step_down_and_end(teacher, projector, phones)


def _check_in(teacher: Page, phones: list[Page]) -> None:
    teacher.get_by_role("button", name="One tap").click()
    for phone in phones:
        phone.get_by_role("button", name="I am here: check in").click()
        expect(phone.get_by_text("You are checked in.")).to_be_visible()
    expect(teacher.get_by_text("5 of 24").first).to_be_visible()
    # A second way while one is open changes nothing, and says so.
    teacher.get_by_role("button", name="Gesture").click()
    expect(teacher.get_by_text("One is open already. Close it first, then open another.")).to_be_visible()


def _ask_and_show(teacher: Page, projector: Page, phones: list[Page]) -> None:
    asked = "How much larger is Africa than Greenland?"
    _activity(teacher, asked).get_by_role("button", name="Open it").click()
    expect(projector.get_by_text(asked).first).to_be_visible()
    for phone in phones:
        phone.get_by_label("Fourteen times").check()
        phone.get_by_role("button", name="Send my answer").click()
        expect(phone.get_by_text("Your answer is kept.")).to_be_visible()
        expect(phone.get_by_text("100 %")).to_have_count(0)

    _activity(teacher, asked).get_by_role("button", name="Show the results").click()
    for page in (projector, *phones):
        expect(page.get_by_text("100 %").first).to_be_visible()


def _draw_one(teacher: Page, projector: Page) -> None:
    asked = "Who reads the next map?"
    _activity(teacher, asked).get_by_role("button", name="Open it").click()
    _activity(teacher, asked).get_by_role("button", name="Pick").click()
    here = re.compile("Ada Lovelace|Lin Wei|Amara Wei|Jonas Wei|Priya Wei")
    expect(projector.get_by_text(here).first).to_be_visible()


def _buzz(teacher: Page, phone: Page) -> None:
    # It is sent once, and to a door that takes it: what is refused stands in the console, and fails the journey.
    asked = "Which projection keeps areas true?"
    _activity(teacher, asked).get_by_role("button", name="Open it").click()
    place = phone.get_by_text("You are number 1.")
    # A page that draws itself anew in the moment of the press shows the button again; then one presses again, and counts once.
    for _ in range(3):
        phone.get_by_role("button", name="I know it").click()
        with contextlib.suppress(TooLate):
            place.wait_for(timeout=3000)
            break
    expect(place).to_be_visible()


def _talk(phones: list[Page]) -> None:
    phones[0].get_by_label("What you want to say").fill("So the map lies?")
    phones[0].get_by_role("button", name="Say it").click()
    for phone in phones:
        expect(phone.get_by_text("So the map lies?").first).to_be_visible()


def _step_down_and_end(teacher: Page, projector: Page, phones: list[Page]) -> None:
    teacher.get_by_role("button", name="Audio and slides").click()
    for phone in phones:
        expect(phone.get_by_text("Audio and slides").first).to_be_visible()

    # One click does not end a lesson for everybody: what it opens does.
    teacher.locator("summary", has_text="End the session").click()
    teacher.get_by_role("button", name="End it for everybody").click()
    for page in (projector, *phones):
        expect(page.get_by_text("Held", exact=True).first).to_be_visible()
    teacher.get_by_role("link", name="The roll: who was here, to correct").click()
    expect(teacher.get_by_text("Ada Lovelace").first).to_be_visible()


def _activity(page: Page, title: str) -> Locator:
    return page.locator("article.activity", has_text=title).first
