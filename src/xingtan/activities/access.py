"""Who may see, answer and lead activities: the doors. Whose a session is, teaching says."""

from typing import Any
from uuid import UUID

from django.db.models import Q

from xingtan.activities.models import Activity
from xingtan.activities.registry import kinds
from xingtan.catalog import public as catalog
from xingtan.kernel.errors import NotThere
from xingtan.learning import public as learning
from xingtan.teaching import public as teaching

Session = teaching.Session
Enrollment = learning.Enrollment
Kind = kinds.Kind


def session_to_see(person: Any, *, session: UUID) -> tuple[Session, Enrollment | None, bool]:
    """Find the session for who attends or leads it, with their place, and whether they are there to lead it.

    Who has a place in the class is there as a student, whatever else they do.
    """
    found, enrollment = teaching.session_to_attend(person, session=session)
    return found, enrollment, enrollment is None


def session_to_lead(person: Any, *, session: UUID) -> Session:
    """Find the session for who leads it."""
    return teaching.session_to_lead(person, session=session)


def kind_to_add(person: Any, *, session: UUID, kind: str) -> tuple[Session, Kind]:
    """Find the session for who leads it, with the kind of activity they want there."""
    found, chosen = teaching.session_to_lead(person, session=session), kinds.named(kind)
    if chosen is None:
        raise NotThere
    return found, chosen


def activity_to_see(person: Any, *, session: UUID, activity: UUID) -> tuple[Session, Activity, Enrollment | None, bool]:
    """Find an activity for who attends the session, once it was opened; for who leads, also before."""
    place, enrollment, is_lead = session_to_see(person, session=session)
    found = _activity(place, activity)
    if found.is_draft and not is_lead:
        raise NotThere
    return place, found, enrollment, is_lead


def activity_to_answer(person: Any, *, session: UUID, activity: UUID) -> tuple[Activity, Enrollment]:
    """Find an activity that was opened, for a current student of the class. Whether it is too late, the action says."""
    _, found, enrollment, _ = activity_to_see(person, session=session, activity=activity)
    if enrollment is None or found.is_draft:
        raise NotThere
    return found, enrollment


def activity_to_lead(person: Any, *, session: UUID, activity: UUID) -> Activity:
    """Find an activity for who leads its session."""
    return _activity(teaching.session_to_lead(person, session=session), activity)


def results_to_see(person: Any, *, session: UUID, activity: UUID) -> tuple[Session, Activity, bool]:
    """Find an activity whose results are shown to the class; for who leads, always."""
    place, found, _, is_lead = activity_to_see(person, session=session, activity=activity)
    if not (is_lead or sees_results(found)):
        raise NotThere
    return place, found, is_lead


def class_to_lead(person: Any, *, university: str, course: str, run: UUID) -> catalog.Run:
    """Find the class for who leads it."""
    return teaching.class_to_lead(person, university=university, course=course, run=run)


def ready_to_use(person: Any, *, university: str, course: str, run: UUID, activity: UUID) -> Activity:
    """Find any activity of the class, ready or used, for who leads the class."""
    place = class_to_lead(person, university=university, course=course, run=run)
    found = Activity.objects.select_related("session").filter(Q(run=place) & Q(uid=activity)).first()
    if found is None:
        raise NotThere
    found.run = place
    return found


def sees_results(activity: Activity) -> bool:
    """Test whether everybody in the class sees the results."""
    kind = kinds.named(activity.kind)
    return not activity.is_draft and (activity.is_shown or (kind is not None and kind.shows_at_once))


def _activity(session: Session, uid: UUID) -> Activity:
    found = Activity.objects.filter(uid=uid, session=session).first()
    # What a package registered that is gone now is kept, and not shown.
    if found is None or kinds.named(found.kind) is None:
        raise NotThere
    found.session, found.run = session, session.run
    return found
