"""Who may attend, lead, plan and look at sessions: predicates, and the doors."""

from typing import Any
from uuid import UUID

from django.db import models

from xingtan.catalog import public as catalog
from xingtan.kernel.errors import NotThere
from xingtan.kernel.prepared import Prepared
from xingtan.learning import public as learning
from xingtan.teaching.models import Class, Hub, Inspection, Message, ModelLesson, Pack, Rung, Session
from xingtan.universities import public as universities

Run = catalog.Run
Enrollment = learning.Enrollment


def can_lead(person: Any, run: Run) -> bool:
    """Test whether this person leads sessions of the run: its teachers and assistants, and who runs the university."""
    return catalog.can_assist(person, run.course)


def can_plan(person: Any, run: Run) -> bool:
    """Test whether this person says when sessions are, and calls them off."""
    return catalog.can_teach(person, run.course)


def can_visit(person: Any, session: Session) -> bool:
    """Test whether this person may look into a model lesson: whoever serves a university, or the consortium."""
    if not person.is_authenticated:
        return False
    service = person.standing.universities
    return bool(service.at or service.consortium) and ModelLesson.objects.filter(session=session).exists()


def session_to_attend(person: Any, *, session: UUID) -> tuple[Session, Enrollment | None]:
    """Find the session for a current student of its class, with their place; for who serves the course, without one."""
    found = _session(person, session)
    enrollment = place_in(found.run, person)
    if enrollment is None and not can_lead(person, found.run):
        raise NotThere
    return found, enrollment


def session_to_visit(person: Any, *, session: UUID) -> tuple[Session, Enrollment | None]:
    """Find the session for who attends it, and to read for colleagues, if it is a model lesson."""
    found = _session(person, session)
    enrollment = place_in(found.run, person)
    if enrollment is None and not can_lead(person, found.run) and not can_visit(person, found):
        raise NotThere
    return found, enrollment


def session_to_lead(person: Any, *, session: UUID) -> Session:
    """Find the session for its teachers and assistants."""
    found = _session(person, session)
    if not can_lead(person, found.run):
        raise NotThere
    return found


def session_to_plan(person: Any, *, session: UUID) -> Session:
    """Find the session for those who may move it or call it off."""
    found = _session(person, session)
    if not can_plan(person, found.run):
        raise NotThere
    return found


def session_to_say_in(person: Any, *, session: UUID) -> Session:
    """Find the session for those who may say something in its chat."""
    found, _enrollment = session_to_attend(person, session=session)
    return found


def pack_to_open(person: Any, *, session: UUID) -> Pack:
    """Find what there is to watch or to read of a session, with its file, once the session has stepped down to it."""
    found, _enrollment = session_to_attend(person, session=session)
    if found.rung not in (Rung.RECORDED, Rung.TEXT) and not can_lead(person, found.run):
        raise NotThere
    pack = Pack.objects.select_related("resource").filter(session=found, resource__isnull=False).first()
    if pack is None:
        raise NotThere
    return pack


def message_to_hide(person: Any, *, session: UUID, message: UUID) -> Message:
    """Find what was said, for those who lead the session."""
    lesson = session_to_lead(person, session=session)
    found = Message.objects.filter(uid=message, session=lesson).first()
    if found is None:
        raise NotThere
    found.session = lesson
    return found


def class_to_attend(person: Any, *, university: str, course: str, run: UUID) -> tuple[Run, Enrollment | None]:
    """Find the class for a current student, with their place; for who serves the course, without one."""
    return learning.run_to_study(person, university=university, course=course, run=run)


def class_to_lead(person: Any, *, university: str, course: str, run: UUID) -> Run:
    """Find the class for its teachers and assistants."""
    return catalog.run_to_assist(person, university=university, course=course, run=run)


def class_to_plan(person: Any, *, university: str, course: str, run: UUID) -> Run:
    """Find the class for those who may say when its sessions are."""
    return catalog.run_to_teach(person, university=university, course=course, run=run)


def hub_to_close(person: Any, *, university: str, course: str, run: UUID, hub: UUID) -> Hub:
    """Find a hub of a class for those who plan it."""
    found = Hub.objects.filter(uid=hub, run=class_to_plan(person, university=university, course=course, run=run))
    first = found.first()
    if first is None:
        raise NotThere
    return first


def university_to_inspect(person: Any, *, university: str) -> universities.University:
    """Find the university for who runs it: they look at sessions that were drawn."""
    return universities.university_to_administer(person, university=university)


def university_to_switch(person: Any, *, university: str) -> universities.University:
    """Find the university for who runs it: they say where all its classes meet."""
    return universities.university_to_administer(person, university=university)


def inspection_to_note(person: Any, *, university: str, inspection: UUID) -> Inspection:
    """Find a session that was drawn, for who runs its university."""
    place = university_to_inspect(person, university=university)
    rows = Inspection.objects.filter(uid=inspection, sample__university=place)
    found = rows.select_related("sample__university", "session__run__course__university").first()
    if found is None:
        raise NotThere
    return found


def place_in(run: Run, person: Any) -> Enrollment | None:
    """Give the place a person has on a run now, or nothing."""
    if not person.is_authenticated:
        return None
    found = _places.first(learner=person.pk, run=run.pk)
    if found is None or not found.is_current:
        return None
    found.run, found.learner = run, person
    return found


_places = Prepared[Enrollment](
    lambda learner, run: Enrollment.objects.placed().filter(learner=learner, run=run)[:1],
    learner=models.BigIntegerField(),
    run=models.BigIntegerField(),
)

_sessions = Prepared[Session](
    lambda uid: Session.objects.light().filter(uid=uid)[:1],
    uid=models.UUIDField(),
)


def _session(person: Any, uid: UUID) -> Session:
    """Find a session with its run, course, university and room, in one query."""
    # Nobody gets past a door without being somebody: a stranger costs no query.
    found = _sessions.first(uid=uid) if person.is_authenticated else None
    if found is None:
        raise NotThere
    return found


def class_of(run: Run) -> Class:
    """Give what a run has besides as a class; a run that has nothing yet is a class as well."""
    return Class.objects.select_related("unit").filter(run=run).first() or Class(run=run)
