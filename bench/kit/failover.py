"""A stream process is killed while a lesson runs: who listened there comes back elsewhere, and no answer is lost."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from dataclasses import dataclass
from typing import Any

import psutil

from bench.kit.listeners import Page, open_all
from bench.kit.phones import Line, post
from bench.kit.sites import Site
from xingtan.site.cli import CHECKOUT

TRIES = 20
ACCEPTED = (200, 303)
BETWEEN_SECONDS = 0.02
LONGEST_SECONDS = 4
TELLERS = 2
MESSAGES = 150


@dataclass
class Seen:
    """What was measured.

    :param lost: answers that were acknowledged and are not there, or never were acknowledged
    :param twice: messages that a page heard more than once
    :param unheard: messages that a page whose line held did not hear
    """

    longest_away: float
    moved: int
    lost: int
    twice: int
    unheard: int


async def kill_one(site: Site, count: int) -> Seen:
    """Open so many pages, tell them things and let students answer all the while, and kill one of two processes."""
    session = site.made["sessions"][0]
    heard: dict[Page, Counter[str]] = {}
    pages = [
        Page(site.port + 1, session["token"], lambda page, name, data: _note(heard, page, name, data))
        for _ in range(count)
    ]
    heard.update((page, Counter()) for page in pages)
    await open_all(pages)
    told = asyncio.gather(*(_tell(site, f"session:{session['uid']}") for _ in range(TELLERS)))
    while not any(heard.values()):
        await asyncio.sleep(0.05)
    answering = asyncio.gather(*(_answer(site, each, number) for number, each in enumerate(site.made["students"])))
    await asyncio.sleep(0.7)
    streams_of(site)[0].kill()
    statuses = await answering
    await told
    async with asyncio.timeout(20):
        while any(page.broke_at for page in pages):
            await asyncio.sleep(0.05)
    for page in pages:
        page.close()
    kept = await asyncio.to_thread(site.in_its_home, "count", program="bench.kit.lesson")
    away = [each for page in pages for each in page.away]
    return Seen(
        longest_away=max(away, default=0.0),
        moved=len(away),
        lost=len(statuses) - min(kept["answers"], sum(status in ACCEPTED for status in statuses)),
        twice=sum(times > 1 for page in pages for times in heard[page].values()),
        unheard=sum(TELLERS * MESSAGES - len(heard[page]) for page in pages if not page.away),
    )


def _note(heard: dict[Page, Counter[str]], page: Page, name: str, data: str) -> None:
    if name == "bench.told":
        heard[page][data] += 1


async def _tell(site: Site, channel: str) -> None:
    command = [sys.executable, "-m", "bench.kit.lesson", "tell", channel, str(MESSAGES)]
    teller = await asyncio.create_subprocess_exec(*command, cwd=CHECKOUT, env=dict(site.environment), stdout=-3)
    await teller.wait()


def streams_of(site: Site) -> list[psutil.Process]:
    """Find the processes that speak to pages."""
    found: list[Any] = [each for each in site.process.children() if each.name().startswith("xingtan-stream")]
    return found


async def _answer(site: Site, student: dict[str, Any], number: int) -> int:
    """Answer as the page's script does: what got no answer is sent again, with the same id. Every third has no script."""
    await asyncio.sleep(number * BETWEEN_SECONDS % LONGEST_SECONDS)
    form = {"q0": "1", "uid": f"00000000-0000-7000-8000-{number:012x}"}
    session = site.made["sessions"][student["session"]]
    if number % 3:
        line, request = Line(site.port + 1), post("/intake/answer", {"pass": student["answer"], **form})
    else:
        path = f"/sessions/{session['uid']}/activities/{session['activity']}/responses/"
        line, request = Line(site.port), post(path, form, student["cookie"])
    status = 0
    for _ in range(TRIES):
        status = await line.ask(request)
        if status in ACCEPTED:
            break
        await asyncio.sleep(0.3)
    line.close()
    return status
