"""Telling whoever waits how far the long work is."""

import time
from dataclasses import dataclass, field

from xingtan.site.processes import say

TELLS_EVERY_SECONDS = 2.0


@dataclass
class Progress:
    """Says on standard error what is being done, not more often than one can read."""

    _told_at: float = field(default_factory=time.monotonic)

    def begin(self, sentence: str) -> None:
        """Say what begins now."""
        self._told_at = time.monotonic()
        say(sentence)

    def step(self, sentence: str) -> None:
        """Say how far it is, if some time has passed since the last word."""
        if time.monotonic() - self._told_at >= TELLS_EVERY_SECONDS:
            self._told_at = time.monotonic()
            say(f"  {sentence}")


def size(count: float) -> str:
    """Write a number of bytes as people read it."""
    for unit, factor in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= factor:
            return f"{count / factor:.1f} {unit}"
    return f"{count:.0f} bytes"
