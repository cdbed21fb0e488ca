"""Puts a generated catalogue into the home of a site, asks it, and tells how long that took: what it prints is JSON."""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import django
import psutil

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingtan.site.settings")
django.setup()

from django.utils import timezone

from xingtan.catalog import public as catalog
from xingtan.catalog.queries import COLLECTION, finding
from xingtan.catalog.rules.wanted import FACETS, Wanted
from xingtan.harvest import public as harvests
from xingtan.jobs import public as jobs
from xingtan.kernel import home
from xingtan.kernel.models import Outbox
from xingtan.kernel.text import as_text
from xingtan.matching import public as matching
from xingtan.search import public as search
from xingtan.site import tables
from xingtan.site.demo.generated import taking_in
from xingtan.site.demo.generated.courses import SUBJECTS, Planted
from xingtan.site.demo.generated.places import LANGUAGES, SEED, platforms, universities
from xingtan.site.demo.generated.words import WITHOUT_SPACES, language

QUERIES = 200
# What a rule of merging would take for the same.
CERTAIN = 0.9


def fill(courses: str) -> dict[str, Any]:
    """Take all courses in, as a harvest does, and keep which of them were planted twice."""
    tables.bring_up_to_date()
    planted: list[Planted] = []
    started = time.perf_counter()
    taking_in.take_in(courses=int(courses), now=timezone.now(), planted=planted)
    seconds = time.perf_counter() - started
    _kept("planted").write_text(json.dumps([[each.one, each.other] for each in planted]))
    return {"records_per_s": int(courses) / seconds}


def build() -> dict[str, Any]:
    """Build the index anew, from the database."""
    started = time.perf_counter()
    count = search.rebuild(COLLECTION)
    seconds = time.perf_counter() - started
    # The relay would index all of it once more, while other things are measured.
    Outbox.objects.all().delete()
    size = sum(each.stat().st_size for each in (home.root() / "search").rglob("*") if each.is_file())
    return {"seconds": seconds, "documents": count, "index_mb": size / 1024 / 1024}


def draw(courses: str) -> dict[str, Any]:
    """Draw 200 varied queries, and the same with a slip: apart from asking, as drawing takes much memory."""
    drawn = random.Random(SEED)
    varied = [(words, chosen) for words, chosen in _varied(drawn, int(courses))]
    slips = [(_with_slip(words, drawn), chosen) for words, chosen in varied if words]
    typed = [words[: drawn.randint(2, 8)] for words, _ in varied if words]
    _kept("queries").write_text(json.dumps({"search": varied, "search_typo": slips, "suggest": typed}))
    return {"queries": len(varied)}


def ask() -> dict[str, Any]:
    """Ask them, warm: the first twenty results, the exact count and every facet."""
    drawn = json.loads(_kept("queries").read_text())
    varied, slips = ([_wanted(*each) for each in drawn[name]] for name in ("search", "search_typo"))
    for wanted in varied[::7]:
        finding.ask(wanted, facets=FACETS, limit=20)
    return {
        "search": _times([partial(finding.ask, each, facets=FACETS, limit=20) for each in varied]),
        "search_typo": _times([partial(finding.ask, each, facets=FACETS, limit=20) for each in slips]),
        "suggest": _times([partial(finding.suggestions, each) for each in drawn["suggest"]]),
        "memory_mb": psutil.Process().memory_info().rss / 1024 / 1024,
    }


def _wanted(words: str, chosen: dict[str, str]) -> Wanted:
    return Wanted(words=words, chosen={facet: (value,) for facet, value in chosen.items()})


def match() -> dict[str, Any]:
    """Look for what is listed twice, and compare with what was planted."""
    started = time.perf_counter()
    now = timezone.now()
    for university in (
        catalog.Course.objects.order_by("university_id").values_list("university_id", flat=True).distinct()
    ):
        matching.propose(university=university, now=now)
    seconds = time.perf_counter() - started
    keys = {
        (platform, remote_id): course
        for platform, remote_id, course in catalog.Listing.objects.values_list(
            "platform__slug", "remote_id", "course_id"
        ).iterator()
    }
    true = {frozenset(keys[tuple(each)] for each in pair) for pair in json.loads(_kept("planted").read_text())}
    found = {
        frozenset(pair)
        for pair in matching.Proposal.objects.filter(likeness__gte=CERTAIN).values_list("one_id", "other_id")
    }
    right = len(true & found)
    return {"precision": right / max(len(found), 1), "recall": right / max(len(true), 1), "seconds": seconds}


def change() -> dict[str, Any]:
    """Change what is said of a course of ours, so that a word is found that was not."""
    course = catalog.Course.objects.get(slug="ferns")
    word = f"fern{time.time_ns()}"
    catalog.describe_course(course=course, by=None, summary=as_text({"en": f"Ferns and {word}."}))
    return {"at": time.time(), "word": word}


def harvest(url: str, count: str) -> dict[str, Any]:
    """Gather so many records from another site, as a job does; the pages before the last one allowed are kept."""
    tables.bring_up_to_date()
    platform = catalog.platforms.register_platform(
        slug="other",
        name={"en": "Other"},
        operator="Other",
        country="EE",
        website=url,
        joined_on=date(2020, 2, 5),
        by=None,
    )
    feed = harvests.set_up_feed(
        platform=platform, source="oai-pmh", url=url, options={"prefix": "lrmi"}, by=None, now=timezone.now()
    )
    job = harvests.start(feed=feed, by=None)
    started = time.perf_counter()
    jobs.run(str(job.uid))
    seconds = time.perf_counter() - started
    job.refresh_from_db()
    return {"seconds": seconds, "records": catalog.Listing.objects.count(), "said": job.sentence, "wanted": int(count)}


def _varied(drawn: random.Random, courses: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Draw queries as people type them: one to three words, half of them narrowed, some by choices alone."""
    schools, hosts = universities(courses), platforms(courses)
    tags = list(LANGUAGES)
    for number in range(QUERIES):
        (tag,) = drawn.choices(tags, [LANGUAGES[each][0] for each in tags])
        title = language(tag).title(drawn)
        words = title[: drawn.randint(2, 4)] if tag in WITHOUT_SPACES else " ".join(title.split()[: number % 3 + 1])
        narrowed = {
            "language": tag,
            "subject": drawn.choice(SUBJECTS),
            "level": "introductory",
            "country": drawn.choice(schools).country,
            "platform": drawn.choice(hosts).slug,
            "kind": "mooc",
        }
        chosen = drawn.sample(list(narrowed), drawn.randint(1, 2)) if number % 2 else []
        yield "" if number % 10 == 9 else words, {facet: narrowed[facet] for facet in chosen}


def _with_slip(words: str, drawn: random.Random) -> str:
    """Leave out a letter, as one who types in haste does."""
    if len(words) < 5:
        return words + words[-1]
    place = drawn.randrange(1, len(words) - 1)
    return words[:place] + words[place + 1 :]


def _times(asks: list[Callable[[], object]]) -> dict[str, float]:
    for each in asks[:5]:
        each()
    taken = []
    for each in asks:
        started = time.perf_counter()
        each()
        taken.append((time.perf_counter() - started) * 1000)
    return {"p50": statistics.median(taken), "p95": statistics.quantiles(taken, n=20)[-1]}


def _kept(name: str) -> Path:
    return home.path(f"{name}.json")


if __name__ == "__main__":
    commands: dict[str, Callable[..., dict[str, Any]]] = {
        "fill": fill, "build": build, "draw": draw, "ask": ask, "match": match, "change": change, "harvest": harvest
    }  # fmt: skip
    print(json.dumps(commands[sys.argv[1]](*sys.argv[2:])))
