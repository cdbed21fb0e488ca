"""The process in which the store is worked on: shipping, closing, tidying. It ends when whoever began it ends."""

import json
import os
import sys
import threading
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from xingtan.eventstore.actions import closing, compaction, forgetting, mending, shipping
from xingtan.eventstore.adapters import books

NICE = 10


class Command(BaseCommand):
    """Work on the event store, and tell progress and answer as lines of JSON."""

    help = __doc__ or ""
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what can be done."""
        parser.add_argument("what", choices=("ship", "close", "tidy", "mend", "forget"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, behind whatever somebody waits for."""
        os.nice(max(NICE - os.nice(0), 0))
        threading.Thread(target=_end_with_parent, daemon=True).start()
        answer: dict[str, Any]
        match options["what"]:
            case "ship":
                answer = asdict(shipping.ship(now=timezone.now()))
            case "close":
                answer = {"steps": closing.close(say=self._say)}
            case "mend":
                answer = {"aside": [each.was for each in mending.mend(now=timezone.now())]}
            case "forget":
                answer = asdict(forgetting.forget(now=timezone.now()))
            case _:
                answer = asdict(compaction.tidy(now=timezone.now()))
        self._tell(answer=answer)

    def _say(self, done: int, total: int, sentence: str) -> None:
        books.note_progress("closing", done, total)
        self._tell(progress=[done, total, sentence])

    def _tell(self, **told: object) -> None:
        self.stdout.write(json.dumps(told))
        self.stdout.flush()


def _end_with_parent() -> None:
    """End at once when nobody holds the other end of what we read: every step is whole, or not there."""
    if sys.stdin is None or sys.stdin.isatty():
        return
    try:
        while os.read(sys.stdin.fileno(), 1024):
            pass
    except (OSError, ValueError):
        return
    os._exit(1)
