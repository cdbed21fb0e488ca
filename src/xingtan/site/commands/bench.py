"""Measure something that was promised, beside its target: `xingtan bench pages`.

A target that is missed is said, and is no error: 0 means that it was measured. Benchmarks stand in a checkout's `bench/`.
"""

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from xingtan.site.cli import CHECKOUT, is_checkout

HOLDS: dict[str, Callable[[float, float], bool]] = {
    "<=": lambda value, target: value <= target,
    ">=": lambda value, target: value >= target,
    "==": lambda value, target: value == target,
}


@dataclass(frozen=True, slots=True)
class Result:
    """One figure: what was measured, and what was promised of it if anything was."""

    name: str
    value: float
    unit: str
    op: str | None = None
    target: float | None = None

    @property
    def is_reached(self) -> bool:
        """Test whether the figure is as promised."""
        return self.op is None or self.target is None or HOLDS[self.op](self.value, self.target)

    def as_json(self) -> dict[str, Any]:
        """Give it as every benchmark prints it."""
        return {
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "op": self.op,
            "target": self.target,
        }


def names() -> list[str]:
    """List the benchmarks of this checkout: a file each, what they share in a folder beside them."""
    return sorted(path.stem for path in (CHECKOUT / "bench").glob("*.py")) if is_checkout() else []


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what is measured, and for whom."""
    parser.add_argument("name", choices=names() or None, metavar="NAME", help=f"one of: {', '.join(names()) or '–'}")
    parser.add_argument("--json", action="store_true", help="print JSON on standard output, and nothing else")
    parser.add_argument("--scale", default="", metavar="1/100", help="of what is counted: 1 is full size")


def run(asked: argparse.Namespace) -> int:
    """Measure, and say it."""
    if not is_checkout():
        print("xingtan: benchmarks are in a checkout: python3 run.py bench", file=sys.stderr)
        return 2
    sys.path.insert(0, str(CHECKOUT))
    if asked.scale:
        os.environ["XINGTAN_BENCH_SCALE"] = asked.scale
    # The targets are spoken to programs; what is loaded on the way must not print there.
    with contextlib.redirect_stdout(sys.stderr):
        results: list[Result] = import_module(f"bench.{asked.name}").measure(_say)
    if asked.json:
        print(json.dumps({"results": [each.as_json() for each in results]}, ensure_ascii=False))
    else:
        print(table(results))
    return 0


def table(results: Iterable[Result]) -> str:
    """Draw the figures: those that were promised first, each with whether it is reached, then what stands beside them."""
    listed = sorted(results, key=lambda each: each.op is None)
    width = max(len(each.name) for each in listed)
    lines = []
    for each in listed:
        mark = " " if each.op is None else "✓" if each.is_reached else "✗"
        promised = f"{each.op} {each.target:g}" if each.op else ""
        lines.append(f"{mark} {each.name:<{width}}  {each.value:>10,.6g} {each.unit:<8} {promised}".rstrip())
    promises = [each for each in listed if each.op]
    reached = sum(each.is_reached for each in promises)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return "\n".join(
        [*lines, f"\n{reached} of {len(promises)} targets reached; load of this machine at the end: {load}"]
    )


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
