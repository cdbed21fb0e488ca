"""By the clock: the files of rosters go when their time is over."""

from django.utils import timezone

from xingtan.kernel.tasks import every
from xingtan.rosters.actions import forget_files


@every("35 3 * * *", queue="heavy")
def forget_old_files() -> None:
    """Forget files and values of rosters that were handed in long ago."""
    forget_files(now=timezone.now())
