"""Wait until nothing waits any more on this site, then print what its books say."""

import json
import sys
import time

from xingtan.site import cli

cli.start_django()

from collections import Counter  # noqa: E402 - Django is loaded before anything of the rooms
from email import message_from_bytes  # noqa: E402

from django.apps import apps  # noqa: E402

from xingtan.kernel import home  # noqa: E402
from xingtan.kernel.models import Delivery, Errand, Outbox  # noqa: E402

until = time.monotonic() + float(sys.argv[1])
waiting = {"outbox": 1}
while any(waiting.values()) and time.monotonic() < until:
    waiting = {
        "outbox": Outbox.objects.count(),
        "deliveries": Delivery.objects.count(),
        "errands": Errand.objects.count(),
    }
    time.sleep(0.2)


def rows(label, *names):
    return list(apps.get_model(label)._base_manager.order_by("pk").values_list(*names))


mails = Counter()
for place in (home.root() / "mail").glob("*.log"):
    for written in place.read_bytes().split(b"-" * 79):
        message = message_from_bytes(written.lstrip())
        if message["To"]:
            mails[message["To"], message["Message-ID"]] += 1

spooled = set()
for place in (home.root() / "spool").glob("events-*.jsonl"):
    for line in place.read_text().splitlines():
        event = json.loads(line)
        if event["name"] == "assessment.answered":
            spooled.add(event["id"])

print(json.dumps({
    "waiting": waiting,
    "stuck": list(Errand.objects.values("task", "attempts", "trouble", "worker"))
    + list(Delivery.objects.values("listener", "attempts", "trouble")),
    "places": [email for (email,) in rows("learning.Enrollment", "learner__email")],
    "attempts": [[email, key, str(answer["q"])] for email, key, answer in rows("assessment.Attempt", "enrollment__learner__email", "key", "answer")],
    "results": [[email, key] for email, key in rows("learning.Result", "enrollment__learner__email", "key")],
    "completions": [email for (email,) in rows("learning.Completion", "enrollment__learner__email")],
    "certificates": [email for (email,) in rows("credentials.Award", "enrollment__learner__email")],
    "notices": [email for (email,) in rows("notices.Notice", "person__email")],
    "mails": [[to, count] for (to, _), count in mails.items()],
    "spooled": len(spooled),
}))  # fmt: skip
