"""What follows: what was opened for a time is closed at its end, what is to count is recorded."""

from xingtan.activities import actions, tasks
from xingtan.activities.events import Opened, RecordingAsked
from xingtan.activities.models import Activity
from xingtan.kernel.events import hears
from xingtan.kernel.pages import now
from xingtan.kernel.tasks import later, later_in
from xingtan.teaching.events import SessionHeld

# The task is asked for a moment after, so that the time is over when it looks.
AFTER_SECONDS = 0.2


@hears(Opened)
def on_opened(events: list[Opened]) -> None:
    """Look again when the time of each is over."""
    timed = Activity.objects.filter(
        uid__in=[event.activity for event in events], state=Activity.State.OPEN, closes_at__isnull=False
    )
    moment = now()
    for each in timed.order_by("pk"):
        assert each.closes_at is not None
        later_in(max((each.closes_at - moment).total_seconds(), 0) + AFTER_SECONDS, tasks.close_at_its_time)


@hears(RecordingAsked)
def on_recording_asked(events: list[RecordingAsked]) -> None:
    """Record in a task: a class may be large."""
    for event in events:
        later(tasks.record_results, activity=str(event.activity))


@hears(SessionHeld)
def on_session_held(events: list[SessionHeld]) -> None:
    """Close what was for the time of the session."""
    actions.close_with_sessions(sessions=[event.session for event in events], now=now())
