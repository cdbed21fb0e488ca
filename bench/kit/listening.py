"""What it costs a stream process that thousands listen, and how long until all have heard."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from dataclasses import dataclass

import psutil

from bench.kit import sites
from bench.kit.listeners import Page, open_all
from bench.kit.phones import percentile
from xingtan.site.cli import CHECKOUT

SERVE = "from xingtan.site.second_origin import serve; import sys; serve('127.0.0.1', int(sys.argv[1]))"
SPEAK = (
    "from xingtan.kernel import wire; import sys;"
    "print(wire.token(['session:a'], ttl=3600), wire.token(['session:b'], ttl=3600), flush=True);"
    "[wire.carrier_of('local', '').send([wire.to_bytes(wire.Message('session:a', 'told', line.strip()))])"
    " for line in sys.stdin]"
)
ROUNDS = 12


@dataclass(frozen=True)
class Heard:
    """What was measured."""

    kb_each: float
    p50: float
    p95: float


async def measure(home: str, count: int) -> Heard:
    """Open so many pages on a stream process of its own, and tell them something a few times."""
    port, environment = sites.free_ports(), {**sites.clean_environment(home), "WIRE_URL": "local"}
    command = [sys.executable, "-c", SERVE, str(port)]
    with subprocess.Popen(command, cwd=CHECKOUT, env=environment) as server:
        try:
            return await _measure(port, count, environment, psutil.Process(server.pid))
        finally:
            server.terminate()


async def _measure(port: int, count: int, environment: dict[str, str], server: psutil.Process) -> Heard:
    speaker = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SPEAK, cwd=CHECKOUT, env=environment, stdin=-1, stdout=-1
    )
    assert speaker.stdin
    assert speaker.stdout
    token, other = (await speaker.stdout.readline()).decode().split()
    heard: list[float] = []
    first = [Page(port, other, lambda *_: None) for _ in range(50)]
    await open_all(first)
    # What the first cost is the process's own, not theirs.
    before = server.memory_info().rss
    pages = [
        Page(port, token, lambda _, name, __: heard.append(time.perf_counter()) if name == "told" else None)
        for _ in range(count)
    ]
    await open_all(pages)
    waits: list[float] = []
    for number in range(ROUNDS):
        heard.clear()
        told = time.perf_counter()
        speaker.stdin.write(f"{number}\n".encode())
        async with asyncio.timeout(30):
            while len(heard) < count:
                await asyncio.sleep(0.005)
        waits += [at - told for at in heard] if number else []
        await asyncio.sleep(0.2)
    kb_each = (server.memory_info().rss - before) / 1024 / count
    speaker.stdin.close()
    await speaker.wait()
    for page in [*first, *pages]:
        page.close()
    await asyncio.sleep(0.5)
    return Heard(kb_each, percentile(waits, 0.5), percentile(waits, 0.95))
