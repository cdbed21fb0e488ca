"""Puts a generated catalogue into the home of a site, asks it, and tells how long that took: what it prints is JSON."""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
import psutil

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingtan.site.settings")
django.setup()

from django.core.management import call_command
from django.utils import timezone

from xingtan.catalog import public as catalog
from xingtan.catalog.queries import finding
from xingtan.catalog.rules.wanted import FACETS, Wanted
from xingtan.kernel import home
from xingtan.kernel.models import Outbox
from xingtan.kernel.text import as_text
from xingtan.search import public as search
from xingtan.site.demo.generated import taking_in
from xingtan.site.demo.generated.courses import SUBJECTS, Planted
from xingtan.site.demo.generated.places import LANGUAGES, SEED, platforms, universities
from xingtan.site.demo.generated.words import language

QUERIES = 200
# What a rule of merging would take for the same.
CERTAIN = 0.9


def fill(courses: str) -> dict[str, Any]:
    """Take all courses in, as a harvest does, and keep which of them were planted twice."""
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    planted: list[Planted] = []
    started = time.perf_counter()
    taking_in.take_in(courses=int(courses), now=timezone.now(), planted=planted)
    seconds = time.perf_counter() - started
    _planted().write_text(json.dumps([[each.one, each.other] for each in planted]))
    return {"records_per_s": int(courses) / seconds}


def build() -> dict[str, Any]:
    """Build the index anew, from the database."""
    started = time.perf_counter()
    count = search.rebuild(finding.COLLECTION)
    seconds = time.perf_counter() - started
    # The relay would index all of it once more, while other things are measured.
    Outbox.objects.all().delete()
    size = sum(each.stat().st_size for each in (home.root() / "search").rglob("*") if each.is_file())
    return {"seconds": seconds, "documents": count, "index_mb": size / 1024 / 1024}


def ask(courses: str) -> dict[str, Any]:
    """Ask 200 varied queries, warm: the first twenty results, the exact count and every facet."""
    drawn = random.Random(SEED)
    varied = list(_varied(drawn, int(courses)))
    for wanted in varied[:20]:
        finding.ask(wanted, facets=FACETS, limit=20)
    words = [wanted for wanted in varied if wanted.words][:QUERIES]
    slips = [Wanted(words=_with_slip(wanted.words, drawn), chosen=wanted.chosen) for wanted in words]
    typed = [wanted.words[: drawn.randint(2, 8)] for wanted in words]
    return {
        "search": _times([lambda wanted=wanted: finding.ask(wanted, facets=FACETS, limit=20) for wanted in varied]),
        "search_typo": _times([lambda wanted=wanted: finding.ask(wanted, facets=FACETS, limit=20) for wanted in slips]),
        "suggest": _times([lambda some=some: finding.suggestions(some) for some in typed]),
        "memory_mb": psutil.Process().memory_info().rss / 1024 / 1024,
    }


def match() -> dict[str, Any]:
    """Look for what is listed twice, and compare with what was planted."""
    from xingtan.matching import public as matching

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
    true = {frozenset(keys[tuple(each)] for each in pair) for pair in json.loads(_planted().read_text())}
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
    """Gather from another site until there are so many; seconds from the first request to the last record kept."""
    from bench.kit.harvesting import gather

    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    return gather(url, int(count))


def _varied(drawn: random.Random, courses: int) -> Iterator[Wanted]:
    """Draw queries as people type them: one to three words, half of them narrowed, some with filters alone."""
    schools, hosts = universities(courses), platforms(courses)
    tags = list(LANGUAGES)
    for number in range(QUERIES):
        (tag,) = drawn.choices(tags, [LANGUAGES[each][0] for each in tags])
        words = language(tag).title(drawn).split()[: drawn.randint(1, 3)]
        said = "" if number % 10 == 9 else " ".join(words)[:20]
        chosen: dict[str, tuple[str, ...]] = {}
        if number % 2 or not said:
            narrowed = {
                "language": tag,
                "subject": drawn.choice(SUBJECTS),
                "level": "introductory",
                "country": drawn.choice(schools).country,
                "platform": drawn.choice(hosts).slug,
                "kind": "mooc",
            }
            for facet in drawn.sample(list(narrowed), drawn.randint(1, 2)):
                chosen[facet] = (narrowed[facet],)
        yield Wanted(words=said, chosen=chosen)


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


def _planted() -> Path:
    return home.path("planted.json")


if __name__ == "__main__":
    commands: dict[str, Callable[..., dict[str, Any]]] = {
        "fill": fill, "build": build, "ask": ask, "match": match, "change": change, "harvest": harvest
    }  # fmt: skip
    print(json.dumps(commands[sys.argv[1]](*sys.argv[2:])))
