"""Work by the clock: courses begin and end as time goes by."""

from django.utils import timezone

from xingtan.catalog import actions, queries
from xingtan.kernel.tasks import every


@every("7 * * * *", queue="heavy")
def let_time_go_by() -> None:
    """Announce the courses that can now be begun at once, or soon, or no longer."""
    actions.say_turned(courses=queries.turned(now=timezone.now()))
