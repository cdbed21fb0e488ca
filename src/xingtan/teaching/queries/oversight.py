"""Questions: model lessons to visit, and what was drawn to be inspected."""

from datetime import datetime

from django.db.models import Prefetch

from xingtan.teaching.models import Inspection, ModelLesson, Sample, Session
from xingtan.universities import public as universities


def model_lessons(*, now: datetime, count: int = 100) -> list[ModelLesson]:
    """Give the sessions that colleagues may visit: those still to come first, then those held, the latest first.

    Each has its session with run, course, university and room: one query.
    """
    rows = ModelLesson.objects.select_related("session__run__course__university", "session__venue", "by")
    found = rows.exclude(session__status=Session.Status.CANCELLED).order_by("-session__starts_at", "pk")[:count]
    to_come = [each for each in found if each.session.ends_at >= now]
    return [*reversed(to_come), *(each for each in found if each.session.ends_at < now)]


def inspections_of(session: Session) -> list[Inspection]:
    """Give who is to look at a session, or did: one query."""
    rows = Inspection.objects.filter(session=session).select_related("by", "sample__by")
    return list(rows.order_by("pk"))


def samples_of(university: universities.University, *, count: int = 20) -> list[Sample]:
    """Give the latest samples of a university with what was drawn: two queries."""
    drawn = Inspection.objects.select_related("session__run__course__university", "by").order_by(
        "session__starts_at", "pk"
    )
    rows = Sample.objects.filter(university=university).select_related("by")
    return list(rows.prefetch_related(Prefetch("inspections", drawn)).order_by("-at", "-pk")[:count])
