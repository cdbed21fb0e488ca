"""Storing announced events with their deed, and waking the relay once it is committed."""

import atexit
import contextlib
import os
import socket
from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL
from django.utils import timezone

from xingtan.kernel import home, rows
from xingtan.kernel.deeds import after_commit, collected
from xingtan.kernel.ids import new_uid
from xingtan.kernel.models import Outbox
from xingtan.kernel.prepared import Insertion

_put = Insertion(Outbox)
MANY = 50
"""More than this is worth a statement of its own."""
Happened = Sequence[tuple[str, int, dict[str, Any]]]


def store(happened: Happened) -> None:
    """Store events (name, version, body) in the deed's own transaction: all of a deed at its end, in one insert."""
    told = collected(_store)
    if told is None:
        _store(happened)
    else:
        told.extend(happened)


def _store(happened: Happened) -> None:
    at = timezone.now()
    transaction = _this_transaction()
    if len(happened) > MANY:
        rows.insert(
            Outbox,
            ("uid", "name", "version", "body"),
            [(new_uid(), *each) for each in happened],
            always={"at": at, "transaction": transaction},
        )
    elif happened:
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
    with contextlib.suppress(OSError):
        _bell().sendto(b".", _place(os.environ.get("XINGTAN_HOME")))


@cache
def _bell() -> socket.socket:
    bell = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    bell.setblocking(False)
    atexit.register(bell.close)
    return bell


@cache
def _place(home_named: str | None) -> str:
    return str(home.path("relay.bell"))


def _this_transaction() -> RawSQL | None:
    if connection.vendor != "postgresql":
        return None
    return RawSQL("pg_current_xact_id()::text::bigint", (), output_field=BigIntegerField())
