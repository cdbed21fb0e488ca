"""The start of the hour: students come one after the other, check in and answer; then each teacher shows the result."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bench.kit.listeners import Page
from bench.kit.phones import Line, get, post
from bench.kit.sites import Site

# The page that asks to wait tries again by itself, for as long as it is open.
TRIES = 8
# The teachers of sixty sessions do not show their results in the same second.
SHOWN_WITHIN_SECONDS = 20.0
PART = {"HX_Request": "true", "HX_Target": "activities"}


@dataclass
class Seen:
    """What the phones met."""

    joins: list[float] = field(default_factory=list)
    posts: list[float] = field(default_factory=list)
    results: list[float] = field(default_factory=list)
    asked: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    shed: int = 0

    @property
    def error_rate(self) -> float:
        """Give the share of what was asked that failed for good."""
        return self.failed.total() / max(self.asked, 1)


class Phone:
    """One student's phone."""

    def __init__(self, site: Site, student: dict[str, Any], seen: Seen) -> None:
        self._student, self._seen = student, seen
        self._session = site.made["sessions"][student["session"]]
        self._path = f"/sessions/{self._session['uid']}/"
        self._web, self._intake = Line(site.port), Line(site.port + 1)
        self._page = Page(site.port + 1, self._session["token"], self._heard)
        self.shown_at = 0.0
        self._fetching: asyncio.Task[None] | None = None

    @property
    def session(self) -> int:
        """Give the number of the session it is in."""
        return int(self._student["session"])

    async def live(self, after: float) -> None:
        """Join, listen, check in, answer."""
        await asyncio.sleep(after)
        self._web.cookies["sessionid"] = self._student["cookie"]
        self._seen.joins.append(await self._ask("join", self._web, lambda: get(self._path, self._web.cookies)))
        await self._page.open()
        await asyncio.sleep(random.uniform(0.5, 3))
        form = {"pass": self._student["check_ins"][0]}
        self._seen.posts.append(await self._ask("check-in", self._intake, lambda: post("/intake/check-in", form)))
        await asyncio.sleep(random.uniform(0.5, 3))
        answer = {"pass": self._student["answer"], "q0": random.choice("012")}
        self._seen.posts.append(await self._ask("answer", self._intake, lambda: post("/intake/answer", answer)))

    async def _ask(self, what: str, line: Line, write: Callable[[], bytes]) -> float:
        """Ask as a browser and its script do: sent away for a moment, it comes again. Gives how long it took in all.

        :param write: the request, with the cookies as they are by then
        """
        started = time.perf_counter()
        self._seen.asked += 1
        status = 0
        for _ in range(TRIES):
            status = await line.ask(write())
            if status in (200, 204):
                break
            self._seen.shed += status == 503
            await asyncio.sleep(line.comes_again or random.uniform(0.5, 1.5))
        else:
            self._seen.failed[f"{what} {status}"] += 1
        return time.perf_counter() - started

    def _heard(self, page: Page, name: str, data: str) -> None:
        if name == "activities.changed" and self.shown_at:
            self._fetching = asyncio.ensure_future(self._fetch())

    async def _fetch(self) -> None:
        path = f"{self._path}activities/now/?seen=0"
        await self._ask("result", self._web, lambda: get(path, self._web.cookies, **PART))
        self._seen.results.append(time.perf_counter() - self.shown_at)

    async def has_fetched(self) -> None:
        """Wait until the result is on its screen."""
        async with asyncio.timeout(30):
            while self._fetching is None:
                await asyncio.sleep(0.01)
            await self._fetching

    def close(self) -> None:
        """Switch it off."""
        self._page.close()
        self._web.close()
        self._intake.close()


async def begin(site: Site, *, seconds: float) -> Seen:
    """Let all students come within so many seconds, then each teacher show the result of the poll."""
    seen = Seen()
    students = site.made["students"]
    phones = [Phone(site, student, seen) for student in students]
    await asyncio.gather(*(phone.live(random.uniform(0, seconds)) for phone in phones))
    await asyncio.gather(*(_show(site, number, phones, seen) for number in range(len(site.made["sessions"]))))
    for phone in phones:
        phone.close()
    return seen


async def _show(site: Site, number: int, phones: list[Phone], seen: Seen) -> None:
    await asyncio.sleep(random.uniform(0, SHOWN_WITHIN_SECONDS))
    session = site.made["sessions"][number]
    mine = [phone for phone in phones if phone.session == number]
    teacher = Line(site.port)
    for phone in mine:
        phone.shown_at = time.perf_counter()
    path = f"/sessions/{session['uid']}/activities/{session['activity']}/state/"
    status = await teacher.ask(post(path, {"do": "show"}, site.made["lead"]))
    if status not in (200, 303):
        raise RuntimeError(f"the result could not be shown: {status}")
    for phone in mine:
        try:
            await phone.has_fetched()
        except TimeoutError:
            seen.failed["result never came"] += 1
    teacher.close()
