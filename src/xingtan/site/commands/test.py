"""Run the tests: on SQLite, on PostgreSQL, and the journeys in a browser.

Ends with 0 if all passed, 1 if any failed or none ran, 3 if all passed but there was no Chromium for the journeys.
Words after `--` go to pytest: xingtan test --only sqlite -- src/xingtan/people -x
Every day: xingtan test --changed, the rooms that differ from the last commit, and the rules of the house, on SQLite.
Stages run beside each other, two at a time where there are two cores: each has its own home, database and ports.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from xingtan.site import workshop
from xingtan.site.cli import CHECKOUT

STAGES = {
    "sqlite": ("--database=sqlite",),
    "postgresql": ("--database=postgresql", "--stored"),
    "journeys": ("tests/journeys",),
}
MOST_AT_ONCE = 2
# It applies each migration after the other.
WALKS = "src/xingtan/site/tests/test_tables.py"
# The longest first: the short ones follow each other beside it.
BEGINS = ("postgresql", "sqlite", "journeys")


@dataclass(frozen=True)
class Outcome:
    """What one stage came to."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare which tests."""
    parser.add_argument("--only", choices=list(STAGES), action="append", help="only this stage; may be said again")
    parser.add_argument(
        "--changed", nargs="?", const="HEAD", metavar="COMMIT", help="only rooms that differ from it, on SQLite"
    )
    parser.add_argument("pytest", nargs="*", help="after --: words for pytest")


def run(asked: argparse.Namespace) -> int:
    """Run the stages, then count."""
    if asked.changed:
        asked.only, asked.pytest = ["sqlite"], [*tests_of(_changed_since(asked.changed)), *asked.pytest]
    chosen = asked.only or (["sqlite", "postgresql"] if asked.pytest else list(STAGES))
    lacks_chromium = "journeys" in chosen and workshop.chromium() is None
    outcomes = {stage: Outcome() for stage in chosen}
    runs = [stage for stage in outcomes if not (stage == "journeys" and lacks_chromium)]
    lanes = min(MOST_AT_ONCE, len(runs), os.cpu_count() or 1)
    if lanes > 1:
        outcomes |= _run_beside(runs, asked.pytest, lanes)
    else:
        for stage in runs:
            print(f"\n── {stage} ──", flush=True)
            outcomes[stage] = _run_stage(stage, asked.pytest, workshop.run)
    return _conclude(outcomes, lacks_chromium=lacks_chromium)


def tests_of(files: Iterable[str]) -> list[str]:
    """Give the folders of tests that these files are tried by: those of their rooms, and the rules of the house."""
    found = {"tests/house"}
    for name in files:
        if Path(name).parent.name == "migrations":
            found.add(WALKS)
        room = next((each for each in Path(name).parents if (CHECKOUT / each / "tests").is_dir()), None)
        if room is not None and room.parts[:2] == ("src", "xingtan"):
            found.add(f"{room}/tests")
    return sorted(found)


def _changed_since(commit: str) -> list[str]:
    names: list[str] = []
    for words in (("diff", "--name-only", commit), ("ls-files", "--others", "--exclude-standard")):
        listed = subprocess.run(("git", *words), cwd=CHECKOUT, check=True, capture_output=True, text=True)
        names += listed.stdout.split("\n")
    return [name for name in names if name]


def _run_beside(stages: list[str], words: list[str], lanes: int) -> dict[str, Outcome]:
    """Run stages beside each other: how far each has come is told meanwhile, what it said is told whole at its end."""
    one_at_a_time = threading.Lock()

    def tell(words: str) -> None:
        with one_at_a_time:
            print(words, flush=True)

    def stage_of(name: str) -> Outcome:
        kept: list[str] = []

        def hear(line: str) -> None:
            if line.endswith("%]"):
                tell(f"{name:>10} {line}")
            else:
                kept.append(line)

        began = time.monotonic()
        outcome = _run_stage(name, words, lambda command: workshop.run_aside(command, hear))
        tell("\n".join([f"\n── {name} ({time.monotonic() - began:.0f} s) ──", *kept]))
        return outcome

    with ThreadPoolExecutor(lanes) as pool:
        running = {name: pool.submit(stage_of, name) for name in sorted(stages, key=BEGINS.index)}
        try:
            return {name: each.result() for name, each in running.items()}
        except BaseException:
            # Ctrl-C ended what ran; what waited does not begin.
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _run_stage(stage: str, words: list[str], run: Callable[[tuple[str, ...]], int]) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = workshop.python("-m", "pytest", "-q", f"--junitxml={report}", *STAGES[stage], *words)
        code = run(command)
        outcome = read_report(report)
    if code and not outcome.failed:
        # Whatever kept pytest from running (a broken import, no test at all) counts as one failure.
        print(f"{stage}: pytest ended with {code}, so nothing is known of what it did not run.", file=sys.stderr)
        return Outcome(outcome.passed, 1, outcome.skipped)
    return outcome


def read_report(report: Path) -> Outcome:
    """Count the tests in a report as JUnit writes it; one that is not there counts nothing."""
    if not report.is_file():
        return Outcome()
    suites = ElementTree.parse(report).getroot().iter("testsuite")  # noqa: S314 - written by pytest a moment ago
    total, failed, skipped = 0, 0, 0
    for suite in suites:
        total += int(suite.get("tests", 0))
        failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped += int(suite.get("skipped", 0))
    return Outcome(max(0, total - failed - skipped), failed, skipped)


def _conclude(outcomes: dict[str, Outcome], *, lacks_chromium: bool) -> int:
    every = outcomes.values()
    total = Outcome(
        sum(each.passed for each in every), sum(each.failed for each in every), sum(each.skipped for each in every)
    )
    print()
    if lacks_chromium:
        print(workshop.INSTALLS_CHROMIUM)
    print(total)
    print(" · ".join(f"{stage}: {outcome}" for stage, outcome in outcomes.items()), flush=True)
    ran_none = any(
        not (each.passed + each.failed)
        for stage, each in outcomes.items()
        if not (lacks_chromium and stage == "journeys")
    )
    if total.failed or ran_none:
        return 1
    return 3 if lacks_chromium else 0
