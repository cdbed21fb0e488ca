"""A solution comes on the list, is found by "offline, French, free", and the list of 13 March 2020 reads as it read then."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import Page, expect

OFFLINE_FRENCH_FREE = "/solutions/?offline=yes&language=fr&price=free"


def propose(page: Page) -> str:
    """Propose a solution, and give the address of its entry."""
    page.goto("/solutions/")
    page.get_by_role("link", name="Propose a solution").click()
    page.get_by_label("Name (required)").fill("Lanterne du soir")
    page.get_by_label("Address on the web (required)").fill("https://lanterne.example.org/")
    page.get_by_label("In which language").select_option("fr")
    page.get_by_label("Summary (required)").fill("Des leçons à emporter, sans connexion.")
    page.get_by_label("Strong offline functionality").check()
    page.get_by_label("Languages of its interface").fill("French, Arabic")
    page.get_by_label("Free of charge").check()
    page.get_by_label("Works without a connection").check()
    page.get_by_role("button", name="Propose it").click()
    page.wait_for_url("**/solutions/lanterne-du-soir/")
    expect(page.get_by_text("You proposed this.")).to_be_visible()
    return page.url


def test_solution_is_listed_found_and_the_past_stays_as_it_was(
    visit: Callable[..., Page], sign_in: Callable[[Page, str], None], axe: Callable[[Page], list[str]]
) -> None:
    ada, carmen, visitor = visit(), visit(), visit(width=360)
    sign_in(ada, "ada")
    sign_in(carmen, "carmen")
    entry = propose(ada)
    assert axe(ada) == []

    carmen.goto("/solutions/desk/")
    carmen.get_by_role("link", name="Lanterne du soir").click()
    for button, stands in (("Checked:", "Checked"), ("Reviewed:", "Reviewed"), ("List it", "Listed")):
        carmen.get_by_role("button", name=button).click()
        expect(carmen.locator("aside dd").first).to_have_text(stands)
    assert axe(carmen) == []
    ada.goto(f"{entry}history/")
    expect(ada.locator(".entry-history > li")).to_have_count(5)

    visitor.goto(OFFLINE_FRENCH_FREE)
    expect(visitor.get_by_role("link", name="Lanterne du soir")).to_be_visible()
    expect(visitor.get_by_role("link", name="Kolibri")).to_be_visible()
    expect(visitor.get_by_text("Being listed is no endorsement")).to_be_visible()
    assert visitor.get_by_role("link", name="Jitsi Meet").count() == 0
    assert visitor.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert axe(visitor) == []
    said = json.loads(visitor.request.get(OFFLINE_FRENCH_FREE.replace("/?", "/list.json?")).text())
    assert "lanterne-du-soir" in {each["slug"] for each in said["solutions"]}

    visitor.get_by_label("As it was on").fill("2020-03-13")
    visitor.get_by_role("button", name="Search").click()
    expect(visitor.get_by_text("The list as it stood on 13 March 2020")).to_be_visible()
    assert "on=2020-03-13" in visitor.url
    assert visitor.get_by_role("link", name="Lanterne du soir").count() == 0
    expect(visitor.get_by_role("link", name="Kolibri")).to_be_visible()

    visitor.goto("/solutions/?on=2020-03-13")
    for name in ("Edmodo", "Skype", "Hangouts Meet"):
        expect(visitor.get_by_role("link", name=name)).to_be_visible()
    assert visitor.get_by_role("link", name="Google Meet").count() == 0
    visitor.get_by_role("link", name="Hangouts Meet").click()
    expect(visitor.get_by_text("The entry as it read on 13 March 2020")).to_be_visible()
    visitor.get_by_role("link", name="Show it as it reads today").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Google Meet")
