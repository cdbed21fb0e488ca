"""What we do when a session was held: close what is open, and decide who attended."""

from django.utils import timezone

from xingtan.attendance.actions.deciding import decide_sessions
from xingtan.attendance.actions.presence import fold_all
from xingtan.attendance.actions.rounds import close_rounds_of
from xingtan.kernel.events import hears
from xingtan.teaching import public as teaching
from xingtan.teaching.events import SessionHeld


@hears(SessionHeld)
def on_session_held(events: list[SessionHeld]) -> None:
    """Decide who attended. Heard twice, it is decided the same."""
    now = timezone.now()
    fold_all(now=now)
    held = list(teaching.Session.objects.filter(uid__in={each.session for each in events}))
    for session in held:
        close_rounds_of(session=session, now=session.closed_at or now)
    decide_sessions(sessions=[session.pk for session in held], now=now)
