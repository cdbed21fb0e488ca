"""Ports for servers of a test's own, which start a while after the port was chosen."""

from __future__ import annotations

import random
import socket
from contextlib import suppress

# Below those that systems hand out by themselves, so that no connection takes one in the meantime.
LOWEST, HIGHEST = 10_000, 32_000
CHANCE = random.SystemRandom()


def free_port(*, and_the_next: int = 0) -> int:
    """Find a port that is free, and so many after it."""
    for _ in range(200):
        port = CHANCE.randrange(LOWEST, HIGHEST)
        if all(_is_free(port + number) for number in range(and_the_next + 1)):
            return port
    raise AssertionError("no port is free")


def _is_free(port: int) -> bool:
    with socket.socket() as probe, suppress(OSError):
        probe.bind(("127.0.0.1", port))
        return True
    return False
