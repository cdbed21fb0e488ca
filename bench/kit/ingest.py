"""How fast events are taken, each acknowledged on disk: through the spool, and through the web endpoint in batches.

`python -m bench.kit.ingest` registers a platform and its key, in the home of the measured site.
"""

from __future__ import annotations

import base64
import http.client
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from uuid import UUID

import django
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.utils import timezone

from bench.kit.sites import site
from xingtan.kernel import spool
from xingtan.site import tables

SPOOL_BATCH, WEB_BATCH = 10_000, 10_000
WRITERS, SENDERS = 2, 4
SECONDS = 4.0
WEB_BATCHES = 80
PLATFORM = "terrace"
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
        key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(running.made["key"]))
        batches = [b"".join(_attended(batch, number) for number in range(WEB_BATCH)) for batch in range(WEB_BATCHES)]
        # Signing is the partner's work, and done before the clock starts.
        signed = [key.sign(_signed(number + 1, data)) for number, data in enumerate(batches)]

        def send(some: range) -> int:
            connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=60)
            taken = 0
            for number in some:
                headers = {
                    "Content-Type": "application/x-ndjson",
                    "Host": f"localhost:{running.port}",
                    "X-Batch-Sequence": str(number + 1),
                    "X-Batch-Schema": "1",
                    "X-Batch-Signature": base64.b64encode(signed[number]).decode(),
                }
                connection.request(
                    "POST", f"/api/v1/platforms/{PLATFORM}/streams/behaviour/batches", batches[number], headers
                )
                answer = connection.getresponse()
                told = answer.read()
                if answer.status != 201:
                    raise RuntimeError(f"{answer.status} {told[:200]!r}")
                taken += json.loads(told)["rows"]
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
    told: dict[str, object] = {"kind": "attended", "id": f"{batch}-{number}", "at": AT, "session": f"s{number % 97}"}
    told |= {"account": f"a{number}", "joined_at": AT, "seconds": 2400}
    return json.dumps(told, separators=(",", ":")).encode() + b"\n"


def _signed(number: int, data: bytes) -> bytes:
    """Give what a platform signs, as the description for programs says it."""
    return "\n".join(("xingtan.batch.1", PLATFORM, "behaviour", str(number), "1", "events", "")).encode() + data


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
    people, catalog, reporting = (  # their models exist once Django has started
        import_module(f"xingtan.{room}.public") for room in ("people", "catalog", "reporting")
    )
    tables.bring_up_to_date()
    operator = people.join(email="operator@example.org", password="one bench of apricots", name="O", is_operator=True)
    platform = catalog.platforms.register_platform(
        slug=PLATFORM, by=operator, name={"en": "Bench"}, country="CN", website="https://example.org",
        joined_on=date(2020, 2, 17),
    )  # fmt: skip
    key = Ed25519PrivateKey.generate()
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    reporting.register_key(platform=platform, name="bench", public_key=public, by=operator, now=timezone.now())
    sys.stdout.write(json.dumps({"key": base64.b64encode(key.private_bytes_raw()).decode()}) + "\n")


if __name__ == "__main__":
    main()
