"""Deeds: a role on a course is given, and ends."""

from datetime import datetime

from xingtan.catalog.events import CourseRoleGiven, CourseRoleWithdrawn
from xingtan.catalog.models import Course, CourseRole, Run
from xingtan.kernel.deeds import deed
from xingtan.kernel.events import emit
from xingtan.people import public as people


@deed
def give_course_role(
    *, person: people.Person, course: Course, role: str, by: people.Person | None, now: datetime, run: Run | None = None
) -> CourseRole:
    """Let the person serve the course, or one run of it; giving a role twice changes nothing."""
    given, is_new = CourseRole.objects.get_or_create(
        person=person, course=course, run=run, role=role, defaults={"since": now}
    )

    people.note_duties(person=person)

    if is_new:
        emit(
            CourseRoleGiven(
                actor=by and by.uid, university=course.university.uid, course=course.uid, person=person.uid, role=role
            )
        )
    return given


@deed
def give_course_role_to_address(
    *, email: str, role: str, course: Course, by: people.Person, now: datetime
) -> CourseRole:
    """Let whoever has this address serve the course.

    :raises NobodyHasThisAddress: if there is no such account
    """
    person = people.person_with_address(email)
    return give_course_role(person=person, course=course, role=role, by=by, now=now)


@deed
def withdraw_course_role(*, role: CourseRole, by: people.Person) -> None:
    """End a service; what the person made stays."""
    course = role.course
    CourseRole.objects.filter(pk=role.pk).delete()

    emit(
        CourseRoleWithdrawn(
            actor=by.uid, university=course.university.uid, course=course.uid, person=role.person.uid, role=role.role
        )
    )
