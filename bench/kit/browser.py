"""What a browser waits for and receives: Chromium through Playwright, on a slow line and a slow phone."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, ViewportSize, sync_playwright

from bench.kit.sites import Site
from xingtan.site.commands.bench import Result
from xingtan.site.workshop import INSTALLS_CHROMIUM, chromium

PHONE: ViewportSize = {"width": 390, "height": 844}
SLOW_LINE = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
SLOWER = 6
TIMES = 3
# Watches from before the first byte: long work on the page's own thread, and how long each touch waited for its picture.
WATCH = """
window.watched = {work: [], touches: []};
new PerformanceObserver(list => watched.work.push(...list.getEntries().map(e => e.startTime + e.duration)))
  .observe({type: "longtask", buffered: true});
new PerformanceObserver(list => watched.touches.push(...list.getEntries().filter(e => e.interactionId).map(e => e.duration)))
  .observe({type: "event", buffered: true, durationThreshold: 16});
"""
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
INTERACTIVE = f"""Math.max({FIRST_PAINT}, performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd,
  ...watched.work)"""


@dataclass
class Received:
    """What came over the line."""

    size: float = 0
    addresses: list[str] = field(default_factory=list)


def measure(site: Site, say: Callable[[str], None]) -> list[Result]:
    """Measure with the system's Chromium, or say how to install it."""
    found = chromium()
    if found is None:
        say(INSTALLS_CHROMIUM)
        return []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        try:
            return [*_visits(browser, site), *_first_paint(browser, site), *_slow_phone(browser, site)]
        finally:
            browser.close()


def _visits(browser: Browser, site: Site) -> list[Result]:
    """Open the home page and a course, each as a first visit and once more; the heavier of the two counts."""
    first: list[Received] = []
    again: list[Received] = []
    for path in ("/", site.made["course"]):
        with _opened(browser) as (page, line):
            for visits in (first, again):
                received = _listen(line)
                page.goto(f"{site.address}{path}", wait_until="networkidle")
                visits.append(received())
                page.goto("about:blank")
    return [
        Result("first_visit.kb", round(max(each.size for each in first) / 1000, 1), "kB", "<=", 60),
        Result("first_visit.requests", max(len(each.addresses) for each in first), "", "<=", 12),
        Result("repeat_visit.kb", round(max(each.size for each in again) / 1000, 1), "kB", "<=", 15),
    ]


def _first_paint(browser: Browser, site: Site) -> list[Result]:
    """Open the same two pages over a slow line, for the first time."""
    paints: dict[str, list[float]] = {"/": [], site.made["course"]: []}
    for path, times in paints.items():
        for _ in range(TIMES):
            with _opened(browser) as (page, line):
                line.send("Network.emulateNetworkConditions", SLOW_LINE)
                page.goto(f"{site.address}{path}", wait_until="load", timeout=120_000)
                page.wait_for_function(f"{FIRST_PAINT} > 0")
                times.append(page.evaluate(FIRST_PAINT))
    return [Result("first_paint.s", round(max(map(min, paints.values())) / 1000, 2), "s", "<=", 1.8)]


def _slow_phone(browser: Browser, site: Site) -> list[Result]:
    """Open a unit with a problem for the first time, on a slow phone and a slow line; then touch what is there."""
    address = f"{site.address}{site.made['run']}units/"
    ready, touches = [], []
    for session in site.made["sessions"][:TIMES]:
        with _opened(browser) as (page, line):
            page.context.add_cookies([{"name": "sessionid", "value": session, "url": site.address}])
            line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            line.send("Network.emulateNetworkConditions", SLOW_LINE)
            page.add_init_script(WATCH)
            page.goto(f"{address}{site.made['units'][2]}/", wait_until="load", timeout=120_000)
            page.wait_for_timeout(1500)
            ready.append(page.evaluate(INTERACTIVE))
            _touch(page)
            touches.append(max(page.evaluate("watched.touches"), default=0))
    return [
        Result("unit_page_slow_phone.interactive_s", round(min(ready) / 1000, 2), "s", "<=", 3),
        Result("unit_page_slow_phone.inp_ms", round(min(touches)), "ms", "<=", 200),
    ]


def _touch(page: Page) -> None:
    """Choose, send the answer, open the menu: what a learner does on a unit's page."""
    for option in page.locator(".problem input[type=radio]").all()[:3]:
        option.click()
        page.wait_for_timeout(200)
    page.locator(".problem button[value=answer]").click()
    page.wait_for_timeout(2500)
    with contextlib.suppress(Exception):
        page.locator("summary").first.click(timeout=5000)
    page.wait_for_timeout(1000)


@contextmanager
def _opened(browser: Browser) -> Iterator[tuple[Page, CDPSession]]:
    """Open a browser that has never been here, on a phone."""
    context = browser.new_context(viewport=PHONE, locale="en")
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    try:
        yield page, line
    finally:
        context.close()


def _listen(line: CDPSession) -> Callable[[], Received]:
    """Count from now on what comes over the line; what the browser kept comes from its own store."""
    received = Received()
    local: set[str] = set()

    def asked(event: dict[str, Any]) -> None:
        if event["request"]["url"].startswith(("data:", "about:", "blob:")):
            local.add(event["requestId"])

    def kept(event: dict[str, Any]) -> None:
        local.add(event["requestId"])

    def loaded(event: dict[str, Any]) -> None:
        if event["requestId"] not in local:
            received.size += event["encodedDataLength"]
            received.addresses.append(event["requestId"])

    heard = {
        "Network.requestWillBeSent": asked,
        "Network.requestServedFromCache": kept,
        "Network.loadingFinished": loaded,
    }
    for name, listener in heard.items():
        line.on(name, listener)

    def end() -> Received:
        for name, listener in heard.items():
            line.remove_listener(name, listener)
        return received

    return end
