"""Classes with their teachers and students, and sessions as far as a test needs them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from xingtan.catalog import public as catalog
from xingtan.learning import public as learning
from xingtan.people import public as people
from xingtan.teaching import actions
from xingtan.teaching.models import Session
from xingtan.universities import public as universities

HOUR = timedelta(hours=1)


def a_class(
    university: universities.University, teacher: people.Person, now: datetime, slug: str = "maps", **facts: Any
) -> catalog.Run:
    """Publish a course with a run that this person teaches in sessions."""
    course = catalog.add_course(
        university=university,
        slug=slug,
        by=None,
        title={"en": slug.title()},
        summary={"en": f"All about {slug}."},
        languages=["en"],
    )
    catalog.give_course_role(person=teacher, course=course, role="teacher", by=None, now=now)
    run = catalog.open_run(course=course, by=None, starts_at=now - HOUR, is_self_paced=False, zone=university.zone)
    catalog.publish_course(course=course, by=None, now=now)
    actions.open_class(run=run, by=teacher, now=now, **{"code": slug.upper(), **facts})
    return catalog.Run.objects.whole().get(pk=run.pk)


def place(run: catalog.Run, person: people.Person, now: datetime) -> learning.Enrollment:
    """Give a student a place in the class."""
    return learning.enroll(run=run, learner=person, now=now)


def session(
    run: catalog.Run, by: people.Person, now: datetime, *, starts_in: timedelta = HOUR, **facts: Any
) -> Session:
    """Plan a session of an hour and a half."""
    made = actions.plan_session(
        run=run, by=by, now=now, starts_at=now + starts_in, ends_at=now + starts_in + 1.5 * HOUR, **facts
    )
    return Session.objects.light().get(pk=made.pk)


def opened(session: Session, by: people.Person, now: datetime) -> Session:
    """Begin the session."""
    actions.open_session(session=session, by=by, now=now)
    session.refresh_from_db()
    return session


def held(session: Session, by: people.Person, now: datetime) -> Session:
    """Begin the session, and end it an hour later."""
    opened(session, by, now)
    actions.close_session(session=session, by=by, now=now + HOUR)
    session.refresh_from_db()
    return session
