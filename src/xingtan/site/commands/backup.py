"""Write a backup: database, files, keys and spool in one archive, as they are at this moment. The site may run.

Either database can be made from it again: xingtan restore FILE. Keep it where a thief of this machine finds it not: its keys
open the site. 0: written; 1: written, but some kept files were damaged before; 2: it cannot be.
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from xingtan.site import processes


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where it goes."""
    parser.add_argument("file", type=Path, help="a new file; or a folder, in which it is named by the moment")
    parser.add_argument("--json", action="store_true", help="print what was written as JSON, and nothing else")


def run(asked: argparse.Namespace) -> int:
    """Write it."""
    from xingtan.site.cli import start_django

    start_django()
    from django.db import DatabaseError

    from xingtan.site import backups
    from xingtan.site.backups.progress import size

    try:
        made = backups.back_up(asked.file)
    except (backups.Refused, DatabaseError, OSError) as no:
        print(f"xingtan backup: {no}", file=sys.stderr)
        return 2
    if asked.json:
        print(json.dumps(asdict(made)))
    else:
        print(f"{made.file}: {made.rows} rows of {made.tables} tables and {made.files} files, {size(made.bytes)}.")
    if made.damaged:
        processes.say(
            f"{len(made.damaged)} kept files are not what they were when they came: {', '.join(made.damaged)}"
        )
    return 1 if made.damaged else 0
