"""By the clock: presence is folded every minute, and details go when their time is over."""

from django.utils import timezone

from xingtan.attendance.actions.details import forget_details
from xingtan.attendance.actions.presence import fold_all
from xingtan.kernel.tasks import every


@every("* * * * *")
def fold_presence() -> None:
    """Fold signs of presence into intervals."""
    fold_all(now=timezone.now())


@every("25 3 * * *", queue="heavy")
def forget_old_details() -> None:
    """Delete check-ins and times of sessions that are long over."""
    forget_details(now=timezone.now())
