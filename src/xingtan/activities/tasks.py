"""What is done a moment later: an activity whose time is over is closed for all to see, results are recorded."""

from xingtan.activities import actions
from xingtan.activities.models import Activity
from xingtan.kernel.pages import now
from xingtan.kernel.tasks import every, task


@task(queue="quick")
def close_at_its_time() -> None:
    """Close what is due."""
    actions.close_due(now=now())


@every("* * * * *")
def close_what_is_due() -> None:
    """Close what is due and was missed, such as while the site was down."""
    actions.close_due(now=now())


@task(queue="heavy", retries=2)
def record_results(*, activity: str) -> None:
    """Record what was answered as results of the course."""
    found = Activity.objects.select_related("session", "run__course__university").filter(uid=activity).first()
    if found is not None:
        actions.record(activity=found, now=now())
