"""Wait until nothing waits any more on this site, then print what its books say."""

import json
import sys
import time
from collections import Counter
from email import message_from_bytes
from typing import Any

from django.apps import apps

from xingtan.kernel import home
from xingtan.kernel.models import Delivery, Errand, Outbox

BETWEEN_MAILS = b"-" * 79


def main() -> None:
    """Do it."""
    waiting = settled(float(sys.argv[1]))
    stuck = [*Errand.objects.values("task", "attempts", "trouble"), *Delivery.objects.values("listener", "attempts")]
    answers = rows("assessment.Attempt", "enrollment__learner__email", "key", "answer")
    learner = "enrollment__learner__email"
    books = {
        "waiting": waiting,
        "stuck": stuck,
        "places": [email for (email,) in rows("learning.Enrollment", "learner__email")],
        "attempts": [[email, key, str(answer["q"])] for email, key, answer in answers],
        "results": rows("learning.Result", learner, "key"),
        "completions": [email for (email,) in rows("learning.Completion", learner)],
        "certificates": [email for (email,) in rows("credentials.Award", learner)],
        "notices": [email for (email,) in rows("notices.Notice", "person__email")],
        "mails": [[to, count] for (to, _), count in mails().items()],
        "spooled": len(spooled("assessment.answered")),
    }
    print(json.dumps(books))


def settled(seconds: float) -> dict[str, int]:
    """Wait until outbox, deliveries and errands are empty, or it has taken too long."""
    until = time.monotonic() + seconds
    while True:
        waiting = {"outbox": Outbox.objects.count()}
        waiting |= {"deliveries": Delivery.objects.count(), "errands": Errand.objects.count()}
        if not any(waiting.values()) or time.monotonic() > until:
            return waiting
        time.sleep(0.2)


def rows(label: str, *names: str) -> list[tuple[Any, ...]]:
    """Give these columns of every row."""
    return list(apps.get_model(label)._base_manager.order_by("pk").values_list(*names))


def mails() -> Counter[tuple[str, str]]:
    """Count each mail by its reader and its number."""
    found: Counter[tuple[str, str]] = Counter()
    for place in (home.root() / "mail").glob("*.log"):
        for written in place.read_bytes().split(BETWEEN_MAILS):
            message = message_from_bytes(written.lstrip())
            if message["To"]:
                found[message["To"], message["Message-ID"]] += 1
    return found


def spooled(name: str) -> set[str]:
    """Give the numbers of the events of this name."""
    lines = [line for place in (home.root() / "spool").glob("*.jsonl") for line in place.read_text().splitlines()]
    return {event["id"] for event in map(json.loads, lines) if event["name"] == name}
