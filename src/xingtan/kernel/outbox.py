"""Storing announced events with their deed, and waking the relay once it is committed."""

import contextlib
import socket
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL
from django.utils import timezone

from xingtan.kernel import home
from xingtan.kernel.deeds import after_commit
from xingtan.kernel.models import Outbox
from xingtan.kernel.prepared import Insertion

_put = Insertion(Outbox)


def store(happened: Sequence[tuple[str, int, dict[str, Any]]]) -> None:
    """Store events (name, version, body) in the deed's own transaction."""
    at = timezone.now()
    transaction = _this_transaction()
    if happened:
        _put(
            [
                Outbox(name=name, version=version, body=body, at=at, transaction=transaction)
                for name, version, body in happened
            ]
        )
    # However much happened in one deed, the relay is woken once.
    if not any(entry[1] is wake for entry in connection.run_on_commit):
        after_commit(wake)


def wake() -> None:
    """Tell the relay that there is something to hand out; if it sleeps through, it looks by itself within a second."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as bell:
        bell.setblocking(False)
        bell.sendto(b".", str(home.path("relay.bell")))


def _this_transaction() -> RawSQL | None:
    if connection.vendor != "postgresql":
        return None
    return RawSQL("pg_current_xact_id()::text::bigint", (), output_field=BigIntegerField())
