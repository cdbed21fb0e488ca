"""Count: generate the spring of 2020 as events, close the days, and print the published table beside what was counted.

replay-2020   generate the spring of 2020 as events, as dirty as real streams are, and hand in what is only reported
close         close the days about which something new is known: what was sent becomes what is counted
figures       print the published table beside what was counted, what is disputed, and what was found wrong

At scale 1 there are 1.18 billion attendances, and some twenty minutes of work. A replay that was interrupted goes on
with the next day. 0: done; 1: the census did not arrive at the truth; 2: not understood.
"""

import argparse
import json
import os
import sys
import time
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fractions import Fraction

DAYS = ("2020-04-03", "2020-05-08")
NICE = 10


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what is counted, how large, and where."""
    parser.add_argument("what", choices=("replay-2020", "close", "figures"), help="what to do, see above")
    parser.add_argument("--scale", default="1/1000", help="how large: 1 is the true size (default: %(default)s)")
    parser.add_argument("--until", default=DAYS[0], choices=DAYS, help="which published row (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=2020, help="another seed is another spring (default: %(default)s)")
    parser.add_argument(
        "--other-courses", type=int, default=180_000, metavar="COUNT",
        help="other courses that were new in the first quarter, at scale 1; a second source says 18000",
    )  # fmt: skip
    parser.add_argument("--home", type=Path, help="the site's folder (default: XINGTAN_HOME)")
    parser.add_argument("--memory", default="6GB", help="how much memory generating may take (default: %(default)s)")
    parser.add_argument(
        "--threads", type=int, default=2, help="days generated beside each other (default: %(default)s)"
    )
    parser.add_argument("--enrollments", action="store_true", help="say who enrolled above scale 1/10, too")
    parser.add_argument("--json", action="store_true", help="print one JSON object, and nothing else")


def run(asked: argparse.Namespace) -> int:
    """Do it."""
    from xingtan.site.cli import start_django

    if asked.home:
        os.environ["XINGTAN_HOME"] = str(asked.home.resolve())
    os.nice(NICE)  # it may take long, and a site may be running beside it
    start_django()
    from xingtan.replay import public as replay

    try:
        if asked.what == "replay-2020":
            return _replay(asked)
        return _close(asked) if asked.what == "close" else _figures(asked)
    except replay.NothingReplayed:
        return _refuse("No spring was generated here. Begin with: xingtan census replay-2020")
    except ValueError as reason:
        return _refuse(str(reason))


def _replay(asked: argparse.Namespace) -> int:
    from django.db import DatabaseError
    from django.utils import timezone

    from xingtan.replay import public as replay

    until = date.fromisoformat(asked.until)
    made = replay.generate(
        scale=_scale(asked.scale),
        until=until,
        seed=asked.seed,
        new_other_courses=asked.other_courses,
        enrollments=True if asked.enrollments else None,
        memory=asked.memory,
        threads=asked.threads,
        say=_progress(asked),
    )
    told: dict[str, Any] = {
        "rows": made.rows, "bytes": made.bytes, "other_bytes": made.other_bytes, "days": made.days,
        "days_there_already": made.skipped, "prepared_s": round(made.prepared, 1), "seconds": round(made.seconds, 1),
        "million_rows_per_s": round(made.rows_per_s / 1e6, 2), "bytes_per_row": round(made.bytes / max(made.rows, 1), 2),
    }  # fmt: skip
    try:
        told["reports"] = asdict(replay.hand_in(until=until, now=timezone.now()))
    except DatabaseError:
        told["reports"] = "not handed in: there is no site here yet (xingtan init)"
    if asked.json:
        print(json.dumps(told))
        return 0
    print(
        f"{made.rows:,} attendances of {made.days} days in {made.seconds:,.1f} s ({told['million_rows_per_s']} million a second),"
    )
    print(
        f"{made.bytes / 1e6:,.1f} MB ({told['bytes_per_row']} bytes each), and {made.other_bytes / 1e6:,.1f} MB besides."
    )
    print(f"Reports: {told['reports']}")
    print("Next: xingtan census close")
    return 0


def _close(asked: argparse.Namespace) -> int:
    from xingtan.eventstore import public as eventstore

    begun = time.monotonic()
    steps = eventstore.close(say=_progress(asked))
    seconds = time.monotonic() - begun
    print(json.dumps({"steps": steps, "seconds": seconds}) if asked.json else f"{steps} steps in {seconds:,.1f} s.")
    return 0


def _figures(asked: argparse.Namespace) -> int:
    from xingtan.replay import public as replay

    told = replay.truth()
    lines, readings = replay.press_table(), replay.readings()
    differences = replay.compare(replay.counted(), told)
    found, planted = replay.find_planted(), replay.planted(told)
    arrived = not differences and all(line.is_reached for line in lines) and found == planted
    if asked.json:
        print(json.dumps({
            "scale": told["scale"], "until": told["until"], "arrived": arrived,
            "table": {line.measure: asdict(line) | {"together": line.together} for line in lines},
            "readings": [asdict(each) for each in readings],
            "differences": [str(each) for each in differences],
            "found": found, "planted": planted,
        }))  # fmt: skip
        return 0 if arrived else 1
    _print_table(told, lines)
    _print_readings(readings)
    _print_errors(found, planted)
    for each in differences[:20]:
        print(f"  differs: {each}")
    print("\nThe census arrived at the truth." if arrived else "\nThe census did not arrive at the truth.")
    return 0 if arrived else 1


def _print_table(told: dict[str, Any], lines: list[Any]) -> None:
    from xingtan.replay import public as replay

    print(f"By {told['until']}, at scale {told['scale']} of {replay.INSTITUTIONS:,} institutions\n")
    print(f"{'':<14}{'from events':>16}{'reported':>14}{'never came':>12}{'together':>16}{'published':>16}  in words")
    for line in lines:
        published = "–" if line.published is None else f"{line.published:,}"
        words = f"{replay.english(line.together)} · {replay.chinese(line.together)}"
        row = f"{line.measure:<14}{line.counted:>16,}{line.reported:>14,}{line.missing:>12,}{line.together:>16,}{published:>16}"
        print(f"{row}  {words}{'' if line.is_reached else '  ← not reached'}")
    by = {line.measure: line.together for line in lines}
    if by["lessons"]:
        print(
            f"\nA lesson is a session held: {by['attendances'] / by['lessons']:.0f} attendances each. The source does not say"
        )
        print(
            f"which reading it means; the other, course sections taught, would give {replay.sections():,} lessons from events."
        )


def _print_readings(readings: list[Any]) -> None:
    print("\nNew in the first quarter, as the difference of two stocks of dated records:")
    for each in readings:
        verdict = "borne out" if each.is_borne_out else "not borne out"
        print(f"  {each.kind:<6} {each.counted:>9,} counted; {each.said:>9,} said by: {each.source} ({verdict})")


def _print_errors(found: dict[Any, int], planted: dict[Any, int]) -> None:
    from xingtan.replay import public as replay

    print("\nWrong with the streams:        found     planted")
    for kind, count in planted.items():
        mark = "" if found[kind] == count else "  ← differs"
        print(f"  {kind:<20}{found[kind]:>14,}{count:>12,}{mark}   {replay.SAYS[kind]}")


def _scale(said: str) -> "Fraction":
    from xingtan.replay import public as replay

    return replay.fraction(said)


def _progress(asked: argparse.Namespace) -> Any:
    begun = time.monotonic()
    shows = sys.stderr.isatty()

    def say(done: int, total: int, sentence: str) -> None:
        if not asked.json and (shows or done == total):
            end = "\r" if shows and done < total else "\n"
            print(
                f"{done}/{total} {sentence} ({time.monotonic() - begun:,.0f} s)".ljust(72),
                end=end,
                file=sys.stderr,
                flush=True,
            )

    return say


def _refuse(words: str) -> int:
    print(f"xingtan census: {words}", file=sys.stderr)
    return 2
