"""Telling the open pages of a session that something about attendance is new: at most once a second each."""

import time
from uuid import UUID

from xingtan.kernel.wire import tell

CHANGED = "attendance.changed"
SECOND = 1.0
MOST = 4_096

_told: dict[UUID, float] = {}


def tell_leads(session: UUID) -> None:
    """Tell the teachers' screens. What is left out within a second they learn when they look by themselves."""
    now = time.monotonic()
    if now - _told.get(session, 0) < SECOND:
        return
    if len(_told) > MOST:
        _told.clear()
    _told[session] = now
    tell(f"lead:{session}", CHANGED, str(session))


def tell_everybody(session: UUID) -> None:
    """Tell every page of the session: a round was opened or closed."""
    tell(f"session:{session}", CHANGED, str(session))
    tell(f"lead:{session}", CHANGED, str(session))
