"""Take the pictures of the guide anew: `python3 run.py python tools/pictures.py [--olx EXPORT.tar.gz]`.

Starts a demo of its own, walks through it as the cast does, and writes `docs/guide/pictures/`. It needs Chromium and the
tools of the tests (`python3 run.py test` brings them). Without an export of Open edX the picture of a report stays.
"""

from __future__ import annotations

import argparse
import io
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, FloatRect, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "guide" / "pictures"
COURSE = "/courses/apricot/why-every-map-lies/"
MOST_BYTES = 120_000
STARTS_WITHIN_SECONDS = 240
COUNTED_WITHIN_MS = 120_000
PHONE = 360
GAP = 24
EDGE = 20
TYPED = {
    "test-parallel": "91.5 km",
    "test-iceland": "577000 km2",
    "test-degree": "n*d*cos(phi)",
    "test-word": "great circle",
}


@contextmanager
def demo(port: int) -> Iterator[tuple[str, str]]:
    """Start a demo in a folder that goes with it, and give its address and the folder."""
    with tempfile.TemporaryDirectory() as home:
        process = subprocess.Popen(
            [sys.executable, "-m", "xingtan.site.cli", "demo", "--port", str(port)],
            env={**os.environ, "XINGTAN_HOME": home, "PYTHONPATH": str(ROOT / "src")},
            stdout=subprocess.DEVNULL,
        )
        try:
            yield _opened(f"http://localhost:{port}"), home
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)


def _opened(address: str) -> str:
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310 - our own demo
        except OSError:
            time.sleep(0.3)
        else:
            return address
    raise SystemExit("The demo did not start.")


class Walk:
    """A browser, and pictures of what it shows."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address

    def page(self, who: str = "", *, language: str = "en-GB", width: int = 1280, height: int = 860) -> Page:
        """Open a browser of one's own, signed in as one of the cast if a name is given."""
        context = self.browser.new_context(
            base_url=self.address,
            locale=language,
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            color_scheme="light",
            timezone_id="Africa/Accra",
        )
        page = context.new_page()
        if who:
            page.goto("/accounts/login/")
            page.fill("input[name=login]", f"{who}@example.org")
            page.fill("input[name=password]", page.locator(".alert code").first.inner_text())
            page.press("input[name=password]", "Enter")
            page.wait_for_url(lambda url: "/accounts/login" not in url)
        return page

    def learner(self) -> str:
        """Walk as Ada: answer, watch, pass. Gives the address of her run."""
        page = self.page("ada")
        page.goto(COURSE)
        page.locator('main form[action*="/place/"] button').first.click()
        page.wait_for_url("**/runs/*/")
        run = page.url

        page.goto(f"{run}units/orange-peel/")
        problem = page.locator("#block-what-unrolls")
        for words in ("a paper ice-cream cone", "the side of a drinking straw", "a saddle-shaped"):
            problem.get_by_text(words).click()
        _answer(page, "what-unrolls")
        problem.get_by_text("Hint 1 of 2").click()
        self.cut("answer", page, "#block-what-unrolls")

        page.goto(f"{run}units/two-numbers/")
        problem = page.locator("#block-length-of-a-parallel")
        problem.locator("input[type=text]").fill("2 pi R cos(phi)")
        _answer(page, "length-of-a-parallel")
        problem.get_by_text("How to write mathematics").click()
        self.cut("formula", page, "#block-length-of-a-parallel")

        page.goto(f"{run}units/growing-circles/")
        page.get_by_text("Transcript (English)").click()
        page.locator(".transcript-line").nth(6).click()
        page.wait_for_timeout(2500)
        page.locator("video").evaluate("film => film.pause()")
        page.mouse.move(0, 0)
        page.wait_for_timeout(3500)
        self.cut("video", page, "xingtan-video")

        self._pass(page, run)
        page.goto(f"{run}progress/")
        self.shoot("progress", page, to=".table >> nth=1")
        page.goto("/certificates/mine/")
        while not page.locator("main ul a").count():
            page.wait_for_timeout(500)
            page.reload()
        page.locator("main ul a").first.click()
        page.wait_for_url("**/certificates/*-*/")
        self.shoot("certificate", page, to='main a[href$="/pdf/"]')
        return run

    def _pass(self, page: Page, run: str) -> None:
        # The test comes first: the certificate says the grade of the moment in which the course was complete.
        page.goto(f"{run}units/test-yourself/")
        page.locator("#block-test-curvature input[value=curvature]").check()
        for key, words in TYPED.items():
            page.locator(f"#block-{key} input[type=text]").fill(words)
        for number, value in enumerate(("areas", "density")):
            page.locator("#block-test-ellipses select").nth(number).select_option(value)
        for value in ("equator", "meridian", "south"):
            page.locator(f"#block-test-shortest input[value={value}]").check()
        for key in (*TYPED, "test-curvature", "test-ellipses", "test-shortest"):
            _answer(page, key)
        page.goto(f"{run}units/orange-peel/")
        while not page.url.endswith("/test-yourself/"):
            before = page.url
            page.locator("form[action$='/done/'] button").click()
            while page.url == before:
                page.wait_for_timeout(100)
        page.locator("form[action$='/done/'] button").click()
        page.wait_for_timeout(1000)

    def visitors(self) -> None:
        """Show the first pages, on a desk and on three phones."""
        desk = self.page()
        desk.goto("/")
        self.shoot("home", desk)
        desk.goto(COURSE)
        self.shoot("course", desk)
        phones = []
        for language, address in (("en-GB", f"{COURSE}preview/"), ("zh-CN", COURSE), ("ar", "/")):
            phone = self.page(language=language, width=PHONE, height=720)
            phone.goto(address)
            phones.append(Image.open(io.BytesIO(phone.screenshot())))
        row = Image.new("RGB", (PHONE * 3 + GAP * 4, 720 + GAP * 2), "#d9d4ca")
        for number, picture in enumerate(phones):
            row.paste(picture, (GAP + number * (PHONE + GAP), GAP))
        written = io.BytesIO()
        row.save(written, "PNG")
        keep("phones", written.getvalue())

    def census(self, home: str) -> None:
        """Count a small spring of 2020, and show the figures with the chart of days."""
        for words in (("replay-2020", "--scale", "1/1000"), ("close",)):
            subprocess.run(
                [sys.executable, "-m", "xingtan.site.cli", "census", *words, "--home", home],
                env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
                stdout=subprocess.DEVNULL,
                check=True,
            )
        desk = self.page(height=1500)
        desk.goto("/census/?fresh")
        self.shoot("census", desk)

    def publisher(self) -> None:
        """Walk as Carmen, after the spring was counted: have a table counted, and look at it before it is frozen."""
        desk = self.page("carmen", height=1100)
        desk.goto("/census/publishing/new/")
        desk.fill("[name=title]", "Lessons and attendances by country, spring of 2020")
        desk.fill("[name=slug]", "spring-2020")
        for name, value in (("measures", "lessons"), ("measures", "attendances"), ("by", "country")):
            desk.check(f"input[name={name}][value={value}]")
        desk.fill("[name=starts_on]", "2020-02-17")
        desk.fill("[name=ends_on]", "2020-04-03")
        desk.fill("[name=note]", "For the yearbook of 2020.")
        desk.get_by_role("button", name="Count it, to look at it").click()
        desk.wait_for_selector("h2:has-text('What would be published')", timeout=COUNTED_WITHIN_MS)
        desk.reload()
        self.shoot("publishing", desk)
        phone = self.page("carmen", width=PHONE, height=1100)
        phone.goto(desk.url)
        self.shoot("publishing-phone", phone)

    def teacher(self, run: str) -> None:
        """Walk as Grace: change a text, look at the versions and at who learns."""
        page = self.page("grace")
        page.goto(f"{COURSE}workbench/blocks/orange-peel-text/?language=en")
        text = page.locator("textarea[name=source]")
        text.fill(text.input_value().replace("It cracks.", "It tears.", 1))
        page.get_by_role("button", name="Show how it looks").click()
        page.wait_for_selector("#preview .prose")
        text.evaluate("field => { field.scrollTop = 0; scrollTo(0, 0) }")
        self.shoot("change", page)
        page.get_by_role("button", name="Save as a new version").click()
        page.wait_for_url("**made=2")
        page.goto(f"{COURSE}workbench/versions/?made=2")
        self.shoot("versions", page, to=".table")
        page.goto(f"{run}learners/")
        self.shoot("learners", page, to=".table")

    def university(self, olx: Path | None) -> None:
        """Walk as Kofi: open a run by the clock of its zone, and look through a course of Open edX."""
        page = self.page("kofi", height=1150)
        page.goto(f"{COURSE}runs/")
        page.select_option("[name=zone]", "Africa/Accra")
        for name, moment in {"opens_at": "2027-01-04T08:00", "starts_at": "2027-02-01T08:00"}.items():
            page.fill(f"[name={name}]", moment)
        page.fill("[name=ends_at]", "2027-03-15T18:00")
        page.fill("[name=places]", "60")
        self.shoot("run", page, to="main form >> nth=-1")
        if olx is None:
            return
        page.goto("/u/apricot/bring/")
        page.set_input_files("main input[type=file]", olx)
        page.get_by_role("button", name="Look through it").click()
        page.wait_for_selector("dl.figures", timeout=120_000)
        self.shoot("report", page)

    def shoot(self, name: str, page: Page, *, to: str = "") -> None:
        """Picture a page from its top down to the end of what the selector names, or as far as the window shows."""
        if not to:
            keep(name, page.screenshot())
            return
        box = _box(page, to)
        end = box["y"] + box["height"] + EDGE
        keep(name, page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": 1280, "height": end}))

    def cut(self, name: str, page: Page, what: str) -> None:
        """Picture what the selector names, with a little air around it."""
        page.evaluate("scrollTo(0, 0)")
        box = _box(page, what)
        box["x"], box["y"] = box["x"] - EDGE, box["y"] - EDGE
        box["width"], box["height"] = box["width"] + 2 * EDGE, box["height"] + 2 * EDGE
        keep(name, page.screenshot(full_page=True, clip=box))


def keep(name: str, picture: bytes) -> None:
    """Write a picture without loss, or, where that is too heavy, nearly so."""
    opened, path = Image.open(io.BytesIO(picture)).convert("RGB"), PICTURES / f"{name}.webp"
    opened.save(path, lossless=True, method=6)
    if path.stat().st_size > MOST_BYTES:
        opened.save(path, quality=82, method=6)
    print(f"{path.relative_to(ROOT)}  {opened.width}×{opened.height}  {path.stat().st_size // 1000} kB")


def _box(page: Page, what: str) -> FloatRect:
    found = page.locator(what).first.bounding_box()
    if found is None:
        raise SystemExit(f"{what} is not on {page.url}")
    return found


def _answer(page: Page, key: str) -> None:
    with page.expect_response(lambda response: "/blocks/" in response.url):
        page.locator(f'#block-{key} button[value="answer"]').click()
    page.wait_for_timeout(500)


def main() -> int:
    """Take every picture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--olx", type=Path, help="an export of Open edX for the picture of a report")
    parser.add_argument("--port", type=int, default=8730, help="where the demo opens (and on the next port)")
    asked = parser.parse_args()

    from xingtan.site.workshop import INSTALLS_CHROMIUM, chromium

    if (found := chromium()) is None:
        raise SystemExit(INSTALLS_CHROMIUM)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demo(asked.port) as (address, home), sync_playwright() as started:
        browser = started.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        walk = Walk(browser, address)
        walk.visitors()
        run = walk.learner()
        walk.teacher(run)
        walk.university(asked.olx)
        walk.census(home)
        walk.publisher()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
