"""Passes: that somebody may answer an activity, sealed behind its door, read where there is no database."""

import struct
from uuid import UUID

from xingtan.kernel.seals import seal, unseal

PASS_SECONDS = 4 * 3600

_PURPOSE = "activities-pass"
_pass = struct.Struct(">16sQ")


def make_pass(activity: UUID, person: int, now: float) -> str:
    """Seal that this person may answer: for who asks behind the door of the activity."""
    return seal(_PURPOSE, _pass.pack(activity.bytes, person), ends_at=int(now) + PASS_SECONDS)


def read_pass(sealed: str, now: float) -> tuple[UUID, int]:
    """Read which activity a pass is for, and whose it is.

    :raises SealBroken: if it may not be believed, or no longer
    """
    says, _ = unseal(_PURPOSE, sealed, now=now)
    activity, person = _pass.unpack(says)
    return UUID(bytes=activity), person
