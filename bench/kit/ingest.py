"""How fast events are taken, each acknowledged on disk: through the spool, and through the web endpoint in batches.

`python -m bench.kit.ingest` makes an operator with a key, in the home of the measured site.
"""

from __future__ import annotations

import http.client
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from uuid import UUID

import django
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from bench.kit.sites import site
from xingtan.kernel import spool

SPOOL_BATCH, WEB_BATCH = 10_000, 10_000
WRITERS, SENDERS = 2, 4
SECONDS = 4.0
WEB_BATCHES = 80
AT = "2020-02-20T08:00:00+00:00"


def measure_spool() -> float:
    """Append batches of events that are JSON already, from two threads; events a second, all on disk."""
    with _home_of_its_own():
        if not settings.configured:
            settings.configure(USE_TZ=True, USE_I18N=False)
        batch = b"".join(_event(number) for number in range(SPOOL_BATCH))
        return _rate(lambda: spool.append_lines("events", batch), SPOOL_BATCH)


def measure_web() -> float:
    """Hand batches in over HTTP, as a partner's program does; events a second, all on disk."""
    with site(program=("bench.kit.ingest",)) as running:
        key = running.made["key"]
        batches = [b"".join(_attended(batch, number) for number in range(WEB_BATCH)) for batch in range(WEB_BATCHES)]

        def send(some: range) -> int:
            connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=60)
            headers = {
                "Authorization": f"Bearer {key}",
                "Content-Type": "application/x-ndjson",
                "Host": f"localhost:{running.port}",
            }
            taken = 0
            for number in some:
                connection.request("PUT", f"/api/v1/store/3/batches/{number}", batches[number], headers)
                answer = connection.getresponse()
                told = answer.read()
                if answer.status != 201:
                    raise RuntimeError(f"{answer.status} {told[:200]!r}")
                taken += json.loads(told)["lines"]
            connection.close()
            return taken

        with ThreadPoolExecutor(SENDERS) as pool:
            started = time.perf_counter()
            taken = sum(pool.map(send, [range(first, WEB_BATCHES, SENDERS) for first in range(SENDERS)]))
            seconds = time.perf_counter() - started
        return taken / seconds


def _rate(append: Callable[[], object], events: int) -> float:
    def write(until: float) -> int:
        written = 0
        while time.perf_counter() < until:
            append()
            written += events
        return written

    with ThreadPoolExecutor(WRITERS) as pool:
        started = time.perf_counter()
        written = sum(pool.map(write, [started + SECONDS] * WRITERS))
        return written / (time.perf_counter() - started)


def _event(number: int) -> bytes:
    body: dict[str, object] = {
        "actor": str(UUID(int=number)),
        "university": None,
        "session": str(UUID(int=number % 97)),
    }
    body |= {"run": str(UUID(int=1)), "status": "present", "is_on_site": False}
    told = {"id": str(UUID(int=number)), "at": AT, "name": "attendance.attended", "version": 1, "body": body}
    return json.dumps(told, separators=(",", ":")).encode() + b"\n"


def _attended(batch: int, number: int) -> bytes:
    told = {"family": "attended", "event": batch * WEB_BATCH + number, "at": AT, "session": number % 97}
    told |= {"account": number, "is_attended": True, "joined_at": AT, "seconds": 2400}
    return json.dumps(told, separators=(",", ":")).encode() + b"\n"


@contextmanager
def _home_of_its_own() -> Iterator[None]:
    before = os.environ.get("XINGTAN_HOME")
    with tempfile.TemporaryDirectory(prefix="xingtan-bench-") as folder:
        os.environ["XINGTAN_HOME"] = folder
        try:
            yield
        finally:
            if before is None:
                del os.environ["XINGTAN_HOME"]
            else:
                os.environ["XINGTAN_HOME"] = before


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingtan.site.settings")
    django.setup()
    people = import_module("xingtan.people.public")  # its models exist once Django has started
    call_command("migrate", verbosity=0)
    operator = people.join(email="operator@example.org", password="one bench of apricots", name="O", is_operator=True)
    _, key = people.make_key(person=operator, label="bench", now=timezone.now())
    sys.stdout.write(json.dumps({"key": key}) + "\n")


if __name__ == "__main__":
    main()
