"""What credentials do when a course is completed: give the certificate."""

from django.utils import timezone

from xingtan.credentials import actions
from xingtan.kernel.events import hears
from xingtan.learning import public as learning
from xingtan.learning.events import RunCompleted


@hears(RunCompleted)
def on_run_completed(completed: list[RunCompleted]) -> None:
    """Give each learner their certificate; a place that has one keeps it."""
    places = learning.Enrollment.objects.filter(uid__in=[each.enrollment for each in completed])
    for enrollment in places.select_related("learner", "run__course__university").order_by("pk"):
        actions.award(enrollment=enrollment, now=timezone.now())
