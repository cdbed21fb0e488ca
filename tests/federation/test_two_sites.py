"""A second site beside the first, harvested over HTTP in every format, and killed in the middle.

To add a format, add a line to ``FORMATS``.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.db import connection

from tests.house.tree import ROOT
from tests.kill.house import RUN, House, house

COURSES = 60
KILLS = 4
MOST_RUNS = 12
SEED = int(os.environ.get("XINGTAN_KILL_SEED", "1"))


class Format(NamedTuple):
    """How our own site is harvested in this format."""

    name: str
    path: str
    options: dict[str, str] = {}
    # Some formats say a text in one language only, and not which.
    says_languages: bool = True


FORMATS = (
    Format("moochub", "/moochub/v3/courses"),
    Format("oai-pmh", "/oai", {"prefix": "oai_dc"}),
    Format("oai-pmh", "/oai"),
    Format("schema_org", "/sitemap.xml", {"only": "/courses/"}),
    Format("course_csv", "/data/courses.csv.gz"),
)


@pytest.fixture(scope="module")
def theirs() -> Iterator[tuple[House, list[str]]]:
    """Serve the site that is harvested."""
    with house(on="sqlite") as site:
        titles = _ask(site, "give", str(COURSES))["titles"]
        site.start()
        yield site, titles
        site.stop()


@pytest.fixture
def ours() -> Iterator[House]:
    """Found the site that harvests."""
    with house(on=connection.vendor) as site:
        yield site


@pytest.mark.slow
@pytest.mark.parametrize(
    # What differs from format to format is the reading; what is written, and lost or not, is the same.
    "form",
    [FORMATS[0], *(pytest.param(form, marks=pytest.mark.once) for form in FORMATS[1:])],
    ids=lambda form: f"{form.name}{form.options.get('prefix', '')}",
)
def test_everything_is_gathered_once_whatever_dies(theirs: tuple[House, list[str]], ours: House, form: Format) -> None:
    site, titles = theirs
    chance = random.Random(SEED)
    words = (form.name, f"http://localhost:{site.port}{form.path}", json.dumps(form.options))
    allowed = {
        "XINGTAN_OUTSIDE_ALLOWED": f"localhost:{site.port},localhost:{site.port + 1}",
        "XINGTAN_HARVEST_PAUSE": "0.02",
    }

    moments = [chance.uniform(0.0, 1.5) for _ in range(KILLS)]
    told, runs = None, 0
    while runs < MOST_RUNS and not (told and told["job"] == "done"):
        new = () if runs else ("--new",)
        told = _ask(ours, "take", *words, *new, more=allowed, dies_after=moments[runs] if runs < KILLS else None)
        runs += 1
    again = _ask(ours, "take", *words, more=allowed)

    assert told
    assert told["error"] == ""
    assert (told["listings"], told["gone"], told["urls"]) == (COURSES, 0, COURSES)
    assert _bare(told["titles"]) == _bare(titles)
    assert told["owners"] == ["Apricot University", "Bamboo Institute"]
    assert sum(each["added"] for each in told["passes"]) == COURSES
    assert again["titles"] == told["titles"]
    assert again["passes"][-1]["added"] == 0
    assert again["passes"][-1]["gone"] == 0


def _bare(titles: list[str]) -> list[str]:
    """Give the words of titles, in whichever language they are said to be."""
    return sorted(next(iter(json.loads(each).values())) for each in titles)


def _ask(
    site: House, name: str, *words: str, more: dict[str, str] | None = None, dies_after: float | None = None
) -> Any:
    """Run a module of this folder in the site; give the JSON that it prints, or None if it was killed first."""
    command = [sys.executable, "-c", RUN.format(name).replace("tests.kill", "tests.federation"), *words]
    with subprocess.Popen(
        command,
        env={**site.environment, **(more or {})},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        if dies_after is not None and process.stdout:
            process.stdout.readline()
            time.sleep(dies_after)
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                return None
        told, trouble = process.communicate()
    assert process.returncode == 0, trouble[-3000:]
    return json.loads(told.strip().splitlines()[-1])
