"""Identifiers that leave the house: UUIDs of version 7, which sort by the time they were made."""

import os
import time
from uuid import UUID

_MASK_74_BITS = (1 << 74) - 1


def new_uid() -> UUID:
    """Make a UUID of version 7 (RFC 9562 §5.7): 48 bits of milliseconds, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    random_bits = int.from_bytes(os.urandom(10), "big") & _MASK_74_BITS
    high, low = random_bits >> 62, random_bits & ((1 << 62) - 1)
    return UUID(int=milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)
