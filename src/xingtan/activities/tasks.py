"""What happens by itself: an activity whose time is over is closed for all to see."""

from xingtan.activities import actions
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
