"""Make this site what a backup was: on this machine or another, on SQLite or on PostgreSQL.

Every digest is checked before anything is written; then all of it comes back, or nothing. Set DATABASE_URL, FILES_URL and
XINGTAN_HOME to where it shall be. 0: restored; 1: restored, but not brought up to date; 2: it cannot be, and nothing has
changed.
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare from what."""
    parser.add_argument("file", type=Path, help="what xingtan backup wrote")
    parser.add_argument(
        "--replace",
        action="store_true",
        help="although there is a site here: its database and keys are put aside, not deleted",
    )
    parser.add_argument("--json", action="store_true", help="print what came back as JSON, and nothing else")


def run(asked: argparse.Namespace) -> int:
    """Restore."""
    from xingtan.site.cli import start_django

    start_django()
    from django.db import DatabaseError

    from xingtan.site import backups

    try:
        restored = backups.restore(asked.file, replaces=asked.replace)
    except backups.Unfinished as reason:
        print(f"xingtan restore: {reason}", file=sys.stderr)
        return 1
    except (backups.Refused, DatabaseError, OSError) as no:
        print(f"xingtan restore: {no} Nothing has changed.", file=sys.stderr)
        return 2
    if asked.json:
        print(json.dumps(asdict(restored)))
        return 0
    print(
        f"Restored: {restored.rows} rows and {restored.files} files of {restored.made_at[:16].replace('T', ' ')} UTC."
    )
    if restored.damaged:
        print(f"{len(restored.damaged)} files were damaged before the backup was made: {', '.join(restored.damaged)}")
    if restored.erased:
        print(f"{restored.erased} people erased their account since then; they are erased again once the site runs.")
    if restored.aside:
        print(f"What was here is kept as {restored.aside}. Delete it when you no longer need it.")
    print("Next: xingtan check, then xingtan serve")
    return 0
