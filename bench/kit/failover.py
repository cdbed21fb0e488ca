"""A stream process is killed while a lesson runs: who listened there comes back elsewhere, and no answer is lost."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import Any

import psutil

from bench.kit.listeners import Page, open_all
from bench.kit.phones import Line, post
from bench.kit.sites import Site

TRIES = 20
BETWEEN_SECONDS = 0.02


@dataclass
class Seen:
    """What was measured."""

    longest_away: float
    moved: int
    lost: int
    twice: int


async def kill_one(site: Site, count: int) -> Seen:
    """Open so many pages, let students answer all the while, and kill one of the two processes in the middle."""
    heard: Counter[tuple[int, str]] = Counter()
    session = site.made["sessions"][0]
    pages: list[Page] = []

    def note(page: Page, name: str, data: str) -> None:
        if name.startswith(("activities.", "attendance.")):
            heard[id(page), page.last] += 1

    pages += [Page(site.port + 1, session["token"], note) for _ in range(count)]
    await open_all(pages)
    victim = streams_of(site)[0]
    answering = asyncio.gather(
        *(_answer(site, student, number) for number, student in enumerate(site.made["students"]))
    )
    await asyncio.sleep(1.0)
    victim.kill()
    statuses = await answering
    await asyncio.sleep(1.0)
    async with asyncio.timeout(20):
        while any(page.broke_at for page in pages):
            await asyncio.sleep(0.05)
    away = [each for page in pages for each in page.away]
    for page in pages:
        page.close()
    kept = site.in_its_home("count", program="bench.kit.lesson")["answers"]
    return Seen(
        longest_away=max(away, default=0.0),
        moved=len(away),
        lost=len(statuses) - min(kept, sum(status == 200 for status in statuses)),
        twice=sum(times > 1 for times in heard.values()),
    )


def streams_of(site: Site) -> list[psutil.Process]:
    """Find the processes that speak to pages."""
    found: list[Any] = [each for each in site.process.children() if each.name().startswith("xingtan-stream")]
    return found


async def _answer(site: Site, student: dict[str, Any], number: int) -> int:
    """Answer as the page's script does: what got no answer is sent again, with the same id."""
    await asyncio.sleep(number * BETWEEN_SECONDS % 4)
    line, status = Line(site.port + 1), 0
    uid = f"00000000-0000-7000-8000-{number:012x}"
    for _ in range(TRIES):
        status = await line.ask(post("/intake/answer", {"pass": student["answer"], "q0": "1", "uid": uid}))
        if status == 200:
            break
        await asyncio.sleep(0.3)
    line.close()
    return status
