"""What follows from a teacher's score: the learner is told."""

from django.utils import timezone

from xingtan.assessment import queries
from xingtan.assessment.events import OverrideTakenBack, ScoreOverridden
from xingtan.assessment.models import Override
from xingtan.authoring import public as authoring
from xingtan.kernel.events import hears
from xingtan.notices import public as notices


@hears(ScoreOverridden, OverrideTakenBack)
def on_override(events: list[ScoreOverridden | OverrideTakenBack]) -> None:
    """Tell each learner which score is another one now, and why."""
    rows = Override.objects.filter(uid__in=[event.override for event in events])
    for row in rows.select_related("enrollment__learner", "enrollment__run__course__university").order_by("pk"):
        run = row.enrollment.run
        version = authoring.version_of(run)
        title = queries.title_of(authoring.outline_of(version) if version is not None else None, row.part)
        notices.tell(
            people=[row.enrollment.learner],
            kind="assessment.override",
            about=str(row.uid),
            data={
                "course": dict(run.course.title),
                "part": dict(title),
                "points": {
                    "score": "" if row.score is None else f"{row.score.normalize():f}",
                    "possible": f"{row.possible.normalize():f}",
                },
                "is_taken_back": row.score is None,
                "reason": row.reason,
                "url": f"{run.get_absolute_url()}progress/#scores",
            },
            now=timezone.now(),
        )
