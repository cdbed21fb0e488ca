"""A lesson at scale: the start of the hour, thousands that listen, check-ins that are durable, a process that dies.

`XINGTAN_BENCH_PART=0.1` makes everything a tenth, to try it; `XINGTAN_BENCH_STAGES=hour_start,failover` chooses.
"""

from __future__ import annotations

import asyncio
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import uvloop

from bench.kit import failover, hour, listening, phones, sites
from tests.kill.house import Database
from xingtan.site.commands.bench import Result

PART = float(os.environ.get("XINGTAN_BENCH_PART", "1"))
FILES = 20_000
LINES = 256
CHECK_IN_SECONDS = 15
Say = Callable[[str], None]


def measure(say: Say) -> list[Result]:
    """Measure all that is promised of a lesson; a quarter of an hour."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(FILES, most), most))
    # The client shares the two processors with what it measures: it had better be light.
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    chosen = os.environ.get("XINGTAN_BENCH_STAGES", ",".join(STAGES)).split(",")
    results = []
    for name in chosen:
        measured = STAGES[name](say)
        # A stage takes minutes; what it found is not to be lost with a later one.
        say("  " + ", ".join(f"{each.name} {each.value:g}" for each in measured))
        results += measured
    return results


def part_of(count: int) -> int:
    """Give as many as the part asked for."""
    return max(int(count * PART), 1)


@contextmanager
def durable_postgresql() -> Iterator[str]:
    """Start a PostgreSQL that loses nothing it has promised."""
    with TemporaryDirectory(prefix="xingtan-bench-pg-") as folder:
        database = Database(Path(folder))
        try:
            yield database.url
        finally:
            database.end()


def a_lesson(sessions: int, students: int, rounds: int = 1) -> tuple[str, ...]:
    """Name the program that makes it."""
    return "bench.kit.lesson", "make", str(sessions), str(students), str(rounds)


def provision_hei(say: Say) -> list[Result]:
    """Take an average university in, on PostgreSQL."""
    say("An average university is taken in, on PostgreSQL …")
    with durable_postgresql() as url:
        return _provision("provision_hei", {"DATABASE_URL": url}, 60)


def provision_hei_sqlite(say: Say) -> list[Result]:
    """Take an average university in, on SQLite."""
    say("An average university is taken in, on SQLite …")
    return _provision("provision_hei_sqlite", {}, 120)


def _provision(name: str, settings: dict[str, str], promised: int) -> list[Result]:
    with TemporaryDirectory(prefix="xingtan-bench-") as folder:
        environment = sites.clean_environment(folder) | settings
        took = sites.in_home(environment, "bench.kit.university", str(part_of(12_200)))
    beside = ("roster_seconds", "timetable_seconds", "people", "enrollments", "sessions")
    return [
        Result(f"{name}.s", took["seconds"], "s", "<=", promised),
        *(Result(f"{name}.{each}", took[each], "s" if each.endswith("seconds") else "") for each in beside),
    ]


def hour_start(say: Say) -> list[Result]:
    """Three thousand students join sixty sessions in a minute, check in, answer a poll, and see its result."""
    sessions, students = part_of(60), part_of(3000)
    say(f"The start of the hour: {students} students, {sessions} sessions, PostgreSQL …")
    with (
        durable_postgresql() as url,
        sites.site(url, program=a_lesson(sessions, students), serve=("--streams", "2")) as site,
    ):
        seen = asyncio.run(hour.begin(site, seconds=60.0 if PART >= 0.2 else 20.0))
        kept = site.in_its_home("count", program="bench.kit.lesson")
    return [
        Result("hour_start.error_rate", round(seen.error_rate, 5), "", "<=", 0.001),
        Result("hour_start.join_p95_ms", round(phones.percentile(seen.joins, 0.95) * 1000, 1), "ms", "<=", 500),
        Result("poll_result.p95_ms", round(phones.percentile(seen.results, 0.95) * 1000, 1), "ms", "<=", 1000),
        Result("hour_start.join_p50_ms", round(phones.percentile(seen.joins, 0.5) * 1000, 1), "ms"),
        Result("hour_start.post_p95_ms", round(phones.percentile(seen.posts, 0.95) * 1000, 1), "ms"),
        Result("hour_start.shed", seen.shed, ""),
        Result("hour_start.lost", 2 * students - kept["check_ins"] - kept["answers"], ""),
    ]


def listeners5000(say: Say) -> list[Result]:
    """Five thousand pages listen to one process."""
    count = part_of(5000)
    say(f"{count} listeners on one stream process …")
    with TemporaryDirectory(prefix="xingtan-bench-") as folder:
        heard = asyncio.run(listening.measure(folder, count))
    return [
        Result("listeners5000.kb_each", round(heard.kb_each, 1), "kB", "<=", 16),
        Result("listeners5000.broadcast_p95_ms", round(heard.p95 * 1000, 1), "ms", "<=", 200),
        Result("listeners5000.broadcast_p50_ms", round(heard.p50 * 1000, 1), "ms"),
    ]


def checkins_postgresql(say: Say) -> list[Result]:
    """Check in for a while, each answered when PostgreSQL has it on disk."""
    say("Check-ins on PostgreSQL …")
    with durable_postgresql() as url:
        return _check_ins("checkins_postgresql", url, 1000)


def checkins_sqlite(say: Say) -> list[Result]:
    """Check in for a while, each answered when SQLite has it on disk."""
    say("Check-ins on SQLite …")
    return _check_ins("checkins_sqlite", "", 300)


def _check_ins(name: str, url: str, promised: int) -> list[Result]:
    # Each claim of a student is for another session: one that comes twice is kept once.
    students, rounds = part_of(4000), 9
    with sites.site(
        url, program=a_lesson(max(part_of(60), rounds), students, rounds), serve=("--streams", "2")
    ) as site:
        claims = [
            phones.post("/intake/check-in", {"pass": student["check_ins"][each]})
            for each in range(rounds)
            for student in site.made["students"]
        ]
        came = asyncio.run(phones.flood(site.port + 1, claims, lines=LINES, seconds=CHECK_IN_SECONDS))
        kept = site.in_its_home("count", program="bench.kit.lesson")["check_ins"]
    refused = sum(came.statuses.values()) - came.statuses[200]
    return [
        Result(f"{name}.per_s", round(came.per_second), "/s", ">=", promised),
        Result(f"{name}.p95_ms", round(phones.percentile(came.waits, 0.95) * 1000, 1), "ms"),
        Result(f"{name}.refused", refused, ""),
        Result(f"{name}.acknowledged_and_not_kept", max(came.statuses[200] - kept, 0), ""),
    ]


def dies(say: Say) -> list[Result]:
    """Kill a stream process in the middle of a lesson."""
    count = part_of(1000)
    say(f"A stream process dies under {count} listeners …")
    with (
        durable_postgresql() as url,
        sites.site(url, program=a_lesson(2, part_of(600)), serve=("--streams", "2")) as site,
    ):
        seen = asyncio.run(failover.kill_one(site, count))
    return [
        Result("failover.s", round(seen.longest_away, 2), "s", "<=", 5),
        Result("failover.moved", seen.moved, ""),
        Result("failover.responses_lost", seen.lost, ""),
        Result("failover.heard_twice", seen.twice, ""),
        Result("failover.unheard", seen.unheard, ""),
    ]


STAGES: dict[str, Callable[[Say], list[Result]]] = {
    "provision_hei": provision_hei,
    "provision_hei_sqlite": provision_hei_sqlite,
    "hour_start": hour_start,
    "listeners5000": listeners5000,
    "checkins_postgresql": checkins_postgresql,
    "checkins_sqlite": checkins_sqlite,
    "failover": dies,
}
