"""The catalogue of 2020 at its true size: found in a blink, gathered, given on, and the same course seen twice.

Smaller, to try it: XINGTAN_BENCH_COURSES=20000 python3 run.py bench catalog
"""

from __future__ import annotations

import json
import os
import tempfile
import time
import urllib.request
from collections.abc import Mapping
from itertools import cycle
from typing import Any

from bench.kit import sites
from bench.kit.load import Ask, ask_once, best, machine_ms
from bench.kit.recall import recall60
from xingtan.site.commands.bench import Result
from xingtan.site.demo.generated.places import COURSES

PROGRAM = "bench.kit.gathered"
ROUNDS = 5
OFTEN, SELDOM = 2000, 40
HARVESTED = 100_000
CHANGES = 5


def measure(say: Any) -> list[Result]:
    """Measure all that is promised of the catalogue; a quarter of an hour at full size."""
    count = int(os.environ.get("XINGTAN_BENCH_COURSES", COURSES))
    results = [Result("courses", count, ""), Result("machine.loop_ms", round(machine_ms(), 1), "ms")]
    say("Sixty judged queries …")
    results += [Result("recall60.hit_at_10", round(recall60(), 3), "", ">=", 0.9)]

    def before(environment: Mapping[str, str]) -> None:
        results.extend(stored(environment, count, say))

    with sites.site(before=before) as site, sites.floor() as floor:
        say("The explore page …")
        results += explored(site, floor)
        say("A change, until it is found …")
        results += [Result("change_visible.s", round(max(seen(site) for _ in range(CHANGES)), 2), "s", "<=", 2)]
        say("Another site gathers from this one …")
        results += harvested(site, min(HARVESTED, count))
    return results


def stored(environment: Mapping[str, str], count: int, say: Any) -> list[Result]:
    """Take everything in, index it, ask, and look for what is there twice: all in the home, before it is served."""
    say(f"{count:,} courses …")
    filled = sites.in_home(environment, PROGRAM, "fill", str(count))
    say("The index …")
    built = sites.in_home(environment, PROGRAM, "build")
    say("Two hundred queries …")
    sites.in_home(environment, PROGRAM, "draw", str(count))
    asked = sites.in_home(environment, PROGRAM, "ask")
    say("The same course twice …")
    merged = sites.in_home(environment, PROGRAM, "match")
    return [
        Result("take_in.records_per_s", round(filled["records_per_s"]), "/s"),
        Result("build.s", round(built["seconds"], 1), "s", "<=", 180),
        Result("index.mb", round(built["index_mb"]), "MB"),
        Result("search.p95_ms", round(asked["search"]["p95"], 1), "ms", "<=", 30),
        Result("search.p50_ms", round(asked["search"]["p50"], 1), "ms"),
        Result("search_typo.p95_ms", round(asked["search_typo"]["p95"], 1), "ms", "<=", 30),
        Result("search_typo.p50_ms", round(asked["search_typo"]["p50"], 1), "ms"),
        Result("suggest.p95_ms", round(asked["suggest"]["p95"], 1), "ms", "<=", 10),
        Result("memory.search_mb", round(asked["memory_mb"]), "MB", "<=", 500),
        Result("merge.precision", round(merged["precision"], 4), "", ">=", 0.98),
        Result("merge.recall", round(merged["recall"], 4), "", ">=", 0.9),
        Result("merge.s", round(merged["seconds"], 1), "s"),
    ]


def explored(site: sites.Site, floor: Any) -> list[Result]:
    """Measure the page of the whole catalogue: as everybody gets it for a minute, and as it is made for one person."""
    for _ in range(8):
        ask_once(site.port, Ask("/explore/"))
    cached, ground, made = [], [], []
    sessions = cycle(site.made["sessions"])
    for _ in range(ROUNDS):
        ground.append(floor.cost(cycle([Ask("/")]), OFTEN))
        cached.append(site.web.cost(cycle([Ask("/explore/")]), OFTEN))
        mine = (Ask("/explore/", {"Cookie": f"sessionid={session}"}) for session in sessions)
        made.append(site.web.cost(mine, SELDOM))
    return [
        Result("explore_cached.cpu_over_floor", round(best(cached).cpu_ms / best(ground).cpu_ms, 2), "×", "<=", 4),
        # The first round warms both processes.
        Result("explore_uncached.cpu_ms", round(best(made[1:]).cpu_ms, 2), "ms", "<=", 10),
        Result("explore_uncached.bytes", made[-1].size, "B"),
    ]


def seen(site: sites.Site) -> float:
    """Change a course, and ask for the new word until it is found: seconds from the deed's end."""
    changed = site.in_its_home("change", program=PROGRAM)
    while time.time() - changed["at"] < 60:
        address = f"http://127.0.0.1:{site.port}/api/v1/courses?q={changed['word']}"
        asked = urllib.request.Request(address, headers={"Host": f"localhost:{site.port}"})
        with urllib.request.urlopen(asked, timeout=30) as answer:
            if json.load(answer)["courses"]:
                return time.time() - float(changed["at"])
        time.sleep(0.05)
    return 60.0


def harvested(site: sites.Site, count: int) -> list[Result]:
    """Gather from our own provider into another home, through the same job as any platform's courses."""
    with tempfile.TemporaryDirectory(prefix="xingtan-bench-") as folder:
        environment = sites.clean_environment(folder) | {
            "XINGTAN_OUTSIDE_ALLOWED": f"localhost:{site.port}",
            "XINGTAN_HARVEST_PAUSE": "0",
            # A page of a thousand for each request, and the three before the first page.
            "XINGTAN_HARVEST_MOST_REQUESTS": str(count // 1000 + 3),
        }
        got = sites.in_home(environment, PROGRAM, "harvest", f"http://localhost:{site.port}/oai", str(count))
    return [
        Result("harvest_oai.records_per_s", round(got["records"] / got["seconds"]), "/s", ">=", 2000),
        Result("harvest_oai.records", got["records"], ""),
    ]
