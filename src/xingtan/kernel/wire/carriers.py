"""Which carrier takes messages from the processes that tell to those that speak to pages."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from functools import cache
from typing import Protocol

from xingtan.kernel.wire.messages import Message, to_bytes


class Carrier(Protocol):
    """Takes each message to every stream process once; those of one sender in their order."""

    def send(self, messages: Sequence[bytes]) -> None:
        """Send messages off, without waiting for anybody to read them."""

    def received(
        self, take: Callable[[bytes], object], lost: Callable[[], object]
    ) -> AbstractAsyncContextManager[None]:
        """Hand over every message that comes, as long as this lasts.

        :param lost: called where some may not have come: at the beginning, and after every break
        """


def tell(channel: str, name: str, id: str, *, every: float = 0.0) -> None:  # noqa: A002 - an event's id is called id by the protocol
    """Tell the pages that listen on this channel, once the deed is stored.

    :param name: what happened, as the page's ``hx-trigger="wire:…"`` calls it
    :param id: what it happened to
    :param every: for what happens often: a page hears the same at most once in so many seconds, and the last of it always
    """
    from xingtan.kernel.deeds import collected  # noqa: PLC0415 - the stream process has no database

    message = to_bytes(Message(channel, name, id, every))
    told = collected(_send)
    if told is None:
        _send([message])
    else:
        told.append(message)


def _send(messages: list[bytes]) -> None:
    """Send what a deed has to tell, all at once: a batch of a hundred answers tells a dozen sessions."""
    from xingtan.kernel.deeds import after_commit  # noqa: PLC0415 - the stream process has no database

    told = list(dict.fromkeys(messages))
    after_commit(lambda: carrier_of(*_urls()).send(told))


@cache
def carrier_of(wire_url: str, database_url: str) -> Carrier:
    """Choose how messages travel: as told, or by the database there is.

    :raises ValueError: if what we are told is of no kind we know
    """
    # Each is loaded where it is used: none needs the others' packages.
    match (wire_url or database_url or "local").partition(":")[0]:
        case "postgresql" | "postgres" | "psql":
            from xingtan.kernel.wire.postgresql import Notifications  # noqa: PLC0415 - needs its driver

            return Notifications(wire_url if "://" in wire_url else database_url)
        case "nats" | "tls":
            from xingtan.kernel.wire.nats import Subject  # noqa: PLC0415 - needs its client

            return Subject(wire_url)
        case "local" | "sqlite" | "sqlite3":
            from xingtan.kernel.wire.boxes import Boxes  # noqa: PLC0415 - needs unix sockets

            return Boxes()
        case kind:
            raise ValueError(f"WIRE_URL is of no kind we know: {kind}")


def _urls() -> tuple[str, str]:
    from django.conf import settings  # noqa: PLC0415 - the stream process has no Django

    return settings.XINGTAN.wire_url, settings.XINGTAN.database_url
