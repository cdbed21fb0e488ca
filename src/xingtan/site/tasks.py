"""What the roof does by the clock."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from xingtan.jobs.public import Job
from xingtan.kernel.tasks import every
from xingtan.site.plugs import drop_archives

ARCHIVES_ARE_KEPT_FOR = timedelta(days=7)


@every("17 3 * * *")
def drop_old_archives() -> None:
    """Drop archives of personal data that nobody has taken away for a week."""
    ended = timezone.now() - ARCHIVES_ARE_KEPT_FOR
    drop_archives(Job.objects.filter(ended_at__lt=ended, ended_at__gte=ended - ARCHIVES_ARE_KEPT_FOR))


@every("41 3 * * *")
def forget_old_sign_ins() -> None:
    """Drop sign-ins that have run out."""
    call_command("clearsessions")
