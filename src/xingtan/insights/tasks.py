"""Work by the clock: classes are looked through at night. Nobody is told anything; those who look, see."""

from django.utils import timezone

from xingtan.insights import actions, queries
from xingtan.kernel.tasks import every


@every("40 2 * * *", queue="heavy")
def look_through_classes() -> None:
    """Find flags and cases in every class that is taught now."""
    now = timezone.now()
    for run in queries.runs_to_look_at(now=now):
        actions.find_flags(run=run, now=now)
        actions.open_cases(run=run, found=queries.evidence_on(run, now=now), now=now)
