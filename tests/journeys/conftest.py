"""A real site in a folder of its own, and a real browser: what every journey starts with."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, sync_playwright

from tests.house.tree import ROOT
from tests.ports import free_port
from xingtan.site.demo import cast
from xingtan.site.workshop import chromium

STARTS_WITHIN_SECONDS = 240
SHOTS = ROOT / "tests" / "journeys" / ".shots"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


@dataclass(frozen=True)
class Site:
    """The demo, running."""

    address: str
    home: Path
    process: subprocess.Popen[bytes]

    def email_of(self, name: str) -> str:
        """Give the address one of the cast signs in with."""
        return f"{name}@example.org"

    @property
    def password(self) -> str:
        """Give the password of the whole cast."""
        return cast.PASSWORD


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Start the demo as a newcomer does, and end it as they do: with Ctrl-C."""
    home, port = tmp_path_factory.mktemp("home"), free_port(and_the_next=1)
    log = home / "log.txt"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "xingtan.site.cli", "demo", "--port", str(port), "--census", "0"],
            env={**os.environ, "XINGTAN_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "xingtan.site.settings"},
            stdout=out, stderr=out,
        )  # fmt: skip
    address = f"http://localhost:{port}"
    try:
        _wait_for(address, process, log)
        yield Site(address, home, process)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(10)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Start Playwright once."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Start the system's Chromium once."""
    found = chromium()
    if found is None:
        pytest.skip(reason="there is no Chromium on this machine")
    opened = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
    yield opened
    opened.close()


@pytest.fixture
def visit(browser: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Open a browser of one's own: its language, size and colors by keyword. A fault in its console fails the journey."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opened(
        *, language: str = "en", width: int = 1280, height: int = 800, dark: bool = False, script: bool = True
    ) -> Page:
        context = browser.new_context(
            base_url=site.address,
            locale=language,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            java_script_enabled=script,
            timezone_id="Africa/Accra",
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(_said(message)) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield opened
    if getattr(request.node, "failed", False):
        SHOTS.mkdir(exist_ok=True)
        for number, context in enumerate(contexts):
            for page in context.pages:
                page.screenshot(path=SHOTS / f"{request.node.name}-{number}.png", full_page=True)
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def sign_in(site: Site) -> Callable[[Page, str], None]:
    """Give a way to sign in as one of the cast."""

    def signed(page: Page, name: str) -> None:
        page.goto("/accounts/login/")
        page.locator("input[name=login]").fill(site.email_of(name))
        page.locator("input[name=password]").fill(site.password)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url(lambda url: "/accounts/login" not in url)

    return signed


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Give a way to ask axe what is wrong with a page for those who do not see or point."""

    def faults(page: Page) -> list[str]:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
        return [
            f"{fault['id']}: {node['target'][0]}: {node['failureSummary'].splitlines()[-1].strip()}"
            for fault in found["violations"]
            for node in fault["nodes"]
        ]

    return faults


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Remember that a journey failed, so that its last pages are kept as pictures."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]  # pluggy gives the result at the yield
    if report.when == "call" and report.failed:
        item.failed = True  # type: ignore[attr-defined]  # read by the fixture above


def _said(message: ConsoleMessage) -> str:
    return f"{message.text} ({message.location.get('url', '')})"


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"the demo did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")
