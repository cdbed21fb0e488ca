"""Who may make timetables, and who may look at them; the doors."""

from typing import Any
from uuid import UUID

from xingtan.catalog import public as catalog
from xingtan.kernel.errors import NotThere
from xingtan.teaching import public as teaching
from xingtan.timetables.models import Announcement, DayOff, Intake, MakeUp, Pattern, Term
from xingtan.universities import public as universities


def can_schedule(person: Any, university: universities.University) -> bool:
    """Test whether this person makes the timetable: who runs the university."""
    return universities.can_administer(person, university)


def university_to_schedule(person: Any, *, university: str) -> universities.University:
    """Find the university for who makes its timetable."""
    return universities.university_to_administer(person, university=university)


def university_to_consult(person: Any, *, university: str) -> universities.University:
    """Find the university for those who serve it: they see when its classes meet, and where."""
    return universities.university_to_serve(person, university=university)


def term_to_schedule(person: Any, *, university: str, term: UUID) -> Term:
    """Find a term for who makes its timetable."""
    place = university_to_schedule(person, university=university)
    found = Term.objects.filter(uid=term, university=place).first()
    if found is None:
        raise NotThere
    found.university = place
    return found


def day_off_to_remove(person: Any, *, university: str, term: UUID, day: int) -> DayOff:
    """Find a day off for who makes the timetable."""
    found = term_to_schedule(person, university=university, term=term)
    day_off = DayOff.objects.filter(pk=day, term=found).first()
    if day_off is None:
        raise NotThere
    day_off.term = found
    return day_off


def make_up_to_remove(person: Any, *, university: str, term: UUID, day: int) -> MakeUp:
    """Find a make-up day for who makes the timetable."""
    found = term_to_schedule(person, university=university, term=term)
    make_up = MakeUp.objects.filter(pk=day, term=found).first()
    if make_up is None:
        raise NotThere
    make_up.term = found
    return make_up


def pattern_to_change(person: Any, *, university: str, term: UUID, pattern: UUID) -> Pattern:
    """Find a line of the timetable that stands, for who makes it."""
    found = term_to_schedule(person, university=university, term=term)
    line = Pattern.objects.standing().whole().filter(uid=pattern, term=found).first()
    if line is None:
        raise NotThere
    line.term = found
    return line


def intake_to_plan(person: Any, *, university: str, intake: UUID) -> Intake:
    """Find a timetable that was brought, for who makes timetables."""
    place = university_to_schedule(person, university=university)
    found = Intake.objects.filter(uid=intake, term__university=place).select_related("term__university").first()
    if found is None:
        raise NotThere
    return found


def announcement_to_send(person: Any, *, university: str, announcement: UUID) -> Announcement:
    """Find changes that may be told of, for who makes the timetable."""
    place = university_to_schedule(person, university=university)
    rows = Announcement.objects.filter(uid=announcement, term__university=place)
    found = rows.select_related("term__university", "made_by", "sent_by").first()
    if found is None:
        raise NotThere
    return found


def session_to_time(person: Any, *, session: UUID) -> teaching.Session:
    """Find a session for those who lead it, to see which hours it falls on elsewhere."""
    return teaching.session_to_lead(person, session=session)


def class_to_follow(person: Any, *, run: UUID) -> catalog.Run:
    """Find a class for those whose calendar may hold it: its students, and who serves it."""
    found = catalog.Run.objects.filter(uid=run).select_related("course__university").first()
    if found is None or not person.is_authenticated:
        raise NotThere
    teaching.class_to_attend(person, university=found.course.university.slug, course=found.course.slug, run=found.uid)
    return found
