"""Batches of partners are taken: what their signature and sequence are worth is judged by those who hand them in."""

from xingtan.eventstore.adapters import batches
from xingtan.eventstore.rules import PARTNERS

MOST_BYTES = 64 << 20


class NoSuchSource(ValueError):
    """A number that is this site's, that of something generated, or none that columns can hold."""


class BatchIsTooBig(ValueError):
    """More bytes than one batch may have."""


def take_batch(*, source: int, sequence: int, lines: bytes) -> int:
    """Take a batch of JSON lines (``family`` and its columns each). On disk when this returns. Gives the count of lines.

    The same source and sequence again replaces what was taken, so handing in twice counts once.

    :raises NoSuchSource: if no partner can have this number
    :raises StoreIsFull: if there is no room
    :raises BatchIsTooBig: if it has more than 64 MB
    """
    if source not in PARTNERS:
        raise NoSuchSource(source)
    if len(lines) > MOST_BYTES:
        raise BatchIsTooBig
    batches.keep(source, sequence, lines)
    return lines.count(b"\n") + (not lines.endswith(b"\n") and bool(lines))
