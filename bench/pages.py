"""Pages: what they cost the server, the network and the one who waits, on both databases."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from itertools import count, cycle, product

from bench.kit import browser, sites
from bench.kit.load import Ask, Cost, Server, ask_once, best, machine_ms
from tests.databases import postgresql
from xingtan.site.commands.bench import Result

ROUNDS = 5
# The processor's time is told in hundredths of a second, so what costs little is asked for often.
OFTEN, SELDOM = 4000, 240
CSRF = "b" * 32
Say = Callable[[str], None]


def measure(say: Say) -> list[Result]:
    """Measure all that is promised of pages; ten minutes at most."""
    results = []
    say("A course of 49 activities and 120 learners, on SQLite …")
    with sites.site() as site, sites.floor() as floor:
        for _ in range(8):
            open_all(site)
        # Every kind of page was drawn, and nobody is here. The child that judges formulas starts with the first of them.
        results += [Result("memory.idle_mb", round(site.memory_mb(), 1), "MB", "<=", 300)]
        ask_once(site.port, as_learner(site, f"units/{site.made['units'][-1]}/"))
        results += anonymous(site, floor)
        results += signed_in(site, "", 2.5)
        formula = site.web.milliseconds(answers(site, [site.made["formula"]], "x^2+2x+1"), 30)
        results += [Result("answer_formula.total_ms", round(formula, 1), "ms", "<=", 60)]
        asked = site.in_its_home("queries")
        results += [
            Result("course_page.queries_300_over_1", asked["300"] / asked["1"], "×", "==", 1),
            Result("course_page.queries", asked["1"], ""),
            Result("memory.busy_mb", round(site.memory_mb(), 1), "MB"),
        ]
        say("What a browser waits for …")
        results += browser.measure(site, say)
    say("The same on PostgreSQL …")
    with postgresql() as url, sites.site(url) as site:
        results += signed_in(site, ".postgresql", 3.5)
    say("The demo's second start …")
    results += [Result("start.second_s", round(sites.seconds_of_second_start(), 2), "s", "<=", 3)]
    return results


def open_all(site: sites.Site) -> None:
    """Open each page, on a connection of its own: often enough, every process has drawn it."""
    for path in ("/", "/explore/", site.made["course"]):
        ask_once(site.port, Ask(path))
    for path in ("", *(f"units/{unit}/" for unit in site.made["units"][:-1])):
        ask_once(site.port, as_learner(site, path))


def as_learner(site: sites.Site, path: str) -> Ask:
    return Ask(site.made["run"] + path, {"Cookie": f"sessionid={site.made['sessions'][0]}"})


def anonymous(site: sites.Site, floor: Server) -> list[Result]:
    """Measure pages of those who have not signed in, and the floor between them."""
    pages = {"anonymous_course": site.made["course"], "anonymous_catalog": "/explore/", "anonymous_home": "/"}
    lowest: list[Cost] = []
    costs: dict[str, list[Cost]] = {name: [] for name in pages}
    for _ in range(ROUNDS):
        lowest.append(floor.cost(cycle([Ask("/")]), OFTEN))
        for name, path in pages.items():
            costs[name].append(site.web.cost(cycle([Ask(path)]), OFTEN))
    ground = best(lowest)
    results = [*beside("floor", ground)]
    for name, some in costs.items():
        cost = best(some)
        results += [Result(f"{name}.cpu_over_floor", round(cost.cpu_ms / ground.cpu_ms, 2), "×", "<=", 4)]
        results += beside(name, cost)
    return results


def signed_in(site: sites.Site, suffix: str, target: float) -> list[Result]:
    """Measure what a learner does all day: opens the course, reads on, marks as read, answers."""
    works: dict[str, tuple[Iterator[Ask], int]] = {
        "course_page": (course_pages(site), 200),
        "unit_page": (unit_pages(site), 200),
        "mark_complete": (marks(site), 303),
        "answer_choice": (answers(site, site.made["choices"], "spores"), 200),
    }
    costs: dict[str, list[Cost]] = {name: [] for name in works}
    loops = []
    for number in range(ROUNDS + 1):
        loops.append(machine_ms())
        for name, (asks, wants) in works.items():
            cost = site.web.cost(asks, SELDOM, wants)
            # The first round warms both processes.
            if number:
                costs[name].append(cost)
    results = [
        Result(f"machine.loop_ms{suffix}", round(statistics.median(loops), 1), "ms"),
        Result(f"machine.loop_best_ms{suffix}", round(min(loops), 1), "ms"),
    ]
    for name, some in costs.items():
        cost = best(some)
        results += [Result(f"{name}.cpu_ms{suffix}", round(cost.cpu_ms, 2), "ms", "<=", target)]
        results += beside(f"{name}{suffix}", cost)
    return results


def beside(name: str, cost: Cost) -> list[Result]:
    """Give the figures that nobody promised, and everybody wants to see."""
    return [
        *([Result(f"{name}.cpu_ms", round(cost.cpu_ms, 3), "ms")] if name.startswith(("floor", "anonymous")) else []),
        Result(f"{name}.rps", round(cost.a_second), "/s"),
        Result(f"{name}.bytes", cost.size, "B"),
    ]


def course_pages(site: sites.Site) -> Iterator[Ask]:
    for session in cycle(site.made["sessions"]):
        yield Ask(site.made["run"], {"Cookie": f"sessionid={session}"})


def unit_pages(site: sites.Site) -> Iterator[Ask]:
    """Every learner opens unit after unit, so that each opening is remembered as their place."""
    units = cycle(site.made["units"])
    for unit, session in ((unit, session) for unit in units for session in site.made["sessions"]):
        yield Ask(f"{site.made['run']}units/{unit}/", {"Cookie": f"sessionid={session}"})


def marks(site: sites.Site) -> Iterator[Ask]:
    """Every learner marks each text once: none of them is marked already."""
    for unit, session in product(site.made["texts"], site.made["sessions"]):
        yield post(f"{site.made['run']}units/{unit}/done/", session, {})


def answers(site: sites.Site, blocks: list[str], answer: str) -> Iterator[Ask]:
    """Every learner answers block after block, as the page's script sends it."""
    for number in count():
        session = site.made["sessions"][number % len(site.made["sessions"])]
        block = blocks[number // len(site.made["sessions"]) % len(blocks)]
        said = {"HX-Request": "true", "HX-Target": f"block-{block}"}
        yield post(f"{site.made['run']}blocks/{block}/", session, {"do": "answer", "answer-q": answer}, said)


def post(path: str, session: str, form: dict[str, str], headers: dict[str, str] | None = None) -> Ask:
    cookie = f"sessionid={session}; csrftoken={CSRF}"
    return Ask(path, {"Cookie": cookie, **(headers or {})}, {"csrfmiddlewaretoken": CSRF, **form})
