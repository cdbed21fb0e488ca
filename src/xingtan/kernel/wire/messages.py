"""A message as it travels: a few words in JSON, never what happened itself."""

import json
from typing import NamedTuple


class Message(NamedTuple):
    """What pages are told: where, what, and of which thing.

    :param every: those that are alike reach a page at most once in so many seconds, the last of them always
    """

    channel: str
    name: str
    id: str
    every: float = 0.0


def to_bytes(message: Message) -> bytes:
    """Write a message as it travels."""
    return json.dumps(message, separators=(",", ":"), ensure_ascii=False).encode()


def from_bytes(written: bytes) -> Message:
    """Read a message as it travels.

    :raises ValueError: if it is none
    """
    try:
        channel, name, about, every = json.loads(written)
        return Message(str(channel), str(name), str(about), float(every))
    except TypeError:
        raise ValueError("no message") from None
