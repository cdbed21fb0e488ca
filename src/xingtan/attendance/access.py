"""Who may claim to be here, who leads a roll, and who sees what is kept: the doors."""

from typing import Any
from uuid import UUID

from xingtan.attendance.models import Attendance, Excuse, Round
from xingtan.attendance.rules.claims import round_of_token
from xingtan.kernel.errors import NotThere, SignInFirst
from xingtan.kernel.seals import SealBroken
from xingtan.learning import public as learning
from xingtan.people import public as people
from xingtan.teaching import public as teaching


def session_to_be_at(person: Any, *, session: UUID) -> teaching.Session:
    """Find the session for a current student of its class: who serves the course is on no roll."""
    found, enrollment = teaching.session_to_attend(person, session=session)
    if enrollment is None:
        raise NotThere
    return found


def token_to_use(person: Any, *, token: str) -> tuple[Round, teaching.Session, str]:
    """Find what a scanned QR code is of, for a student of the class, however old the code is."""
    try:
        uid = round_of_token(token)
    except SealBroken:
        raise NotThere from None
    if not person.is_authenticated:
        # What was scanned in the room is no secret; whose class it is, one is told after signing in.
        raise SignInFirst
    opened = Round.objects.filter(uid=uid).select_related("session").first()
    if opened is None:
        raise NotThere
    opened.session = session_to_be_at(person, session=opened.session.uid)
    return opened, opened.session, token


def round_to_close(person: Any, *, session: UUID, opened: UUID) -> Round:
    """Find a round of the session for those who lead it."""
    lesson = teaching.session_to_lead(person, session=session)
    found = Round.objects.filter(uid=opened, session=lesson).first()
    if found is None:
        raise NotThere
    found.session = lesson
    return found


def person_on_roll(person: Any, *, session: UUID, student: UUID) -> tuple[teaching.Session, people.Person]:
    """Find somebody of the class, or who was decided about, for those who lead the session."""
    lesson = teaching.session_to_lead(person, session=session)
    found = people.Person.objects.filter(uid=student).first()
    if found is None or not _is_on_roll(lesson, found):
        raise NotThere
    return lesson, found


def excuse_to_decide(person: Any, *, session: UUID, excuse: UUID) -> Excuse:
    """Find an excuse for those who lead the session."""
    lesson = teaching.session_to_lead(person, session=session)
    found = Excuse.objects.filter(uid=excuse, session=lesson).select_related("person").first()
    if found is None:
        raise NotThere
    found.session = lesson
    return found


def _is_on_roll(lesson: teaching.Session, person: people.Person) -> bool:
    if learning.Enrollment.objects.current().filter(run=lesson.run, learner=person).exists():
        return True
    return Attendance.objects.filter(session=lesson, person=person).exists()
