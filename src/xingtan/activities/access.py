"""Who may see, answer and lead activities: the doors. Whose a session is, teaching says."""

from typing import Any
from uuid import UUID

from django.db.models import Q

from xingtan.activities.models import Activity, Plan, Step
from xingtan.activities.registry import kinds
from xingtan.catalog import public as catalog
from xingtan.kernel.errors import NotThere
from xingtan.learning import public as learning
from xingtan.teaching import public as teaching
from xingtan.universities import public as universities

Session = teaching.Session
Enrollment = learning.Enrollment
Kind = kinds.Kind

NOTE = "note"


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


def teacher_to_plan(person: Any) -> None:
    """Open lesson plans to those who teach or assist somewhere, or serve a university."""
    if not _teaches(person):
        raise NotThere


def plan_to_see(person: Any, *, plan: UUID) -> Plan:
    """Find a plan of one's own, or one that is shared with the university or the department where one teaches."""
    teacher_to_plan(person)
    found = Plan.objects.filter(uid=plan).select_related("university", "unit", "made_by").first()
    if found is None or not _is_shown(person, found):
        raise NotThere
    return found


def plan_to_change(person: Any, *, plan: UUID) -> Plan:
    """Find a plan of one's own."""
    teacher_to_plan(person)
    found = Plan.objects.filter(uid=plan, made_by=person).select_related("university", "unit", "made_by").first()
    if found is None:
        raise NotThere
    return found


def plan_to_recommend(person: Any, *, plan: UUID) -> Plan:
    """Find a shared plan, for who runs the university it is shared with."""
    found = plan_to_see(person, plan=plan)
    if not can_recommend(person, found):
        raise NotThere
    return found


def step_to_add(person: Any, *, plan: UUID, kind: str) -> tuple[Plan, Kind | None]:
    """Find a plan of one's own with the kind of activity to add to it; ``note`` is something to say or do."""
    found, chosen = plan_to_change(person, plan=plan), kinds.named(kind)
    if kind != NOTE and (chosen is None or chosen.form is None):
        raise NotThere
    return found, chosen


def step_to_change(person: Any, *, plan: UUID, step: UUID) -> Step:
    """Find a step of a plan of one's own, unless its kind is gone."""
    place = plan_to_change(person, plan=plan)
    found = Step.objects.filter(uid=step, plan=place).first()
    if found is None or (found.kind and kinds.named(found.kind) is None):
        raise NotThere
    found.plan = place
    return found


def can_recommend(person: Any, plan: Plan) -> bool:
    """Test whether this person says that a plan is a model: who runs the university, if it is shared with the whole of it."""
    return plan.university is not None and plan.unit_id is None and universities.can_administer(person, plan.university)


def sees_problems(person: Any, course: catalog.Course) -> bool:
    """Test whether this person may see the problems of a course with their answers: who teaches it or assists there."""
    return catalog.can_assist(person, course)


def universities_of(person: Any) -> Any:
    """Give the universities where this person teaches, assists or serves: to be asked within another question."""
    served = person.standing.catalog
    taught = catalog.Course.objects.filter(pk__in=served.teaches | served.assists)
    return universities.University.objects.filter(
        Q(pk__in=person.standing.universities.at) | Q(pk__in=taught.values("university"))
    )


def departments_of(person: Any) -> set[int]:
    """Give the departments where this person teaches or assists, by key, with all that these are a part of."""
    return teaching.departments_of(person)


def _is_shown(person: Any, plan: Plan) -> bool:
    if plan.made_by == person:
        return True
    if plan.unit_id is not None:
        return plan.unit_id in departments_of(person)
    return plan.university is not None and bool(universities_of(person).filter(pk=plan.university_id).exists())


def _teaches(person: Any) -> bool:
    if not person.is_authenticated:
        return False
    served = person.standing.catalog
    return bool(served.teaches or served.assists or person.standing.universities.at)


def _activity(session: Session, uid: UUID) -> Activity:
    found = Activity.objects.filter(uid=uid, session=session).first()
    # What a package registered that is gone now is kept, and not shown.
    if found is None or kinds.named(found.kind) is None:
        raise NotThere
    found.session, found.run = session, session.run
    return found
