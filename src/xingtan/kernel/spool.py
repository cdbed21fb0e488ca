"""The spool: an append-only file of JSON lines a day, on disk before it is acknowledged.

Facts are shipped here by the relay, traces by the web; the census reads it. A line may stand
here twice (a crash between append and acknowledgement), so readers drop repeated ids.
"""

import fcntl
import json
import os
from collections.abc import Sequence

from django.utils import timezone

from xingtan.kernel import home


def append(lane: str, lines: Sequence[dict[str, object]]) -> None:
    """Append the lines to today's file of this lane, and return once they are on disk."""
    place = home.path("spool", f"{lane}-{timezone.now():%Y-%m-%d}.jsonl")
    data = "".join(json.dumps(line, separators=(",", ":"), ensure_ascii=False) + "\n" for line in lines)
    with place.open("ab") as out:
        fcntl.flock(out, fcntl.LOCK_EX)
        out.write(data.encode())
        out.flush()
        os.fdatasync(out.fileno())
