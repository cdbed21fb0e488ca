"""Telling the open pages of a session that something about attendance is new."""

from uuid import UUID

from xingtan.kernel.wire import tell

CHANGED = "attendance.changed"
SECOND = 1.0


def tell_leads(session: UUID) -> None:
    """Tell the teachers' screens that somebody came, went or was corrected: at most once a second, the last always."""
    tell(f"lead:{session}", CHANGED, str(session), every=SECOND)


def tell_everybody(session: UUID) -> None:
    """Tell every page of the session that a round was opened or closed."""
    tell(f"session:{session}", CHANGED, str(session))
    tell(f"lead:{session}", CHANGED, str(session))
