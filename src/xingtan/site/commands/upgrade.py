"""Bring the data of an earlier version up to date: a backup first, then the migrations, then the search index.

Stop the site, install the new version, run this, start the site. Safe to run again. 0: up to date; 1: stopped half-way, and
said where; 2: it cannot be, and nothing has changed.
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what goes before."""
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--backup", type=Path, metavar="FILE", help="where the backup goes (default: the home folder)")
    choice.add_argument("--no-backup", action="store_true", help="there is one already")
    parser.add_argument("--json", action="store_true", help="print what was done as JSON, and nothing else")


def run(asked: argparse.Namespace) -> int:
    """Upgrade."""
    from xingtan.site.cli import start_django

    start_django()
    from django.db import DatabaseError

    from xingtan.site import backups, upgrading

    place = None if asked.no_backup else asked.backup or upgrading.default_place()
    try:
        done = upgrading.upgrade(backup=place)
    except upgrading.Stopped as reason:
        print(f"xingtan upgrade: {reason}", file=sys.stderr)
        return 1
    except (backups.Refused, DatabaseError, OSError) as no:
        print(f"xingtan upgrade: {no} Nothing has changed.", file=sys.stderr)
        return 2
    if asked.json:
        print(json.dumps(asdict(done)))
        return 0
    if done.backup:
        print(f"How it was is kept in {done.backup}.")
    print(
        f"{len(done.migrations)} migrations applied: {', '.join(done.migrations)}."
        if done.migrations
        else "The database was up to date already."
    )
    print(f"The search index is built anew: {done.indexed} things can be found.")
    return 0
