"""The catalogue for programs: courses, their runs, publishing, roles. The same doors and actions as the pages."""

from typing import Any, cast
from uuid import UUID
from zoneinfo import available_timezones

from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Status

from xingtan.catalog import access, actions, queries, schemas
from xingtan.catalog.models import Course, CourseRole, Run
from xingtan.catalog.rules import wanted_in
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, now
from xingtan.people import public as people

router = Router(tags=["catalog"])
COURSE = "/courses/{university}/{course}"
COURSES_A_PAGE = 100


class NotAValue(RuleBroken):
    """A field holds what it cannot."""

    message = _("“%(value)s” is none of the values of “%(field)s”. Nothing was changed.")


@router.get("/courses", response=schemas.CoursesOut)
def courses(request: Request, asked: Query[schemas.CoursesIn]) -> dict[str, Any]:
    """List the published courses that fit, a hundred at a time; every parameter but words may be given several times."""
    said = {name: values if isinstance(values, list) else [values] for name, values in asked.dict().items()}
    found = queries.ask(wanted_in(said), limit=COURSES_A_PAGE)
    rows = queries.courses_by_uid(found.ids)
    return {"count": found.total, "courses": [_course_out(each) for each in rows], "after": found.next or None}


@router.get(COURSE, response=schemas.CourseWithRunsOut)
def course(request: Request, university: str, course: str) -> dict[str, Any]:
    """Tell all that the catalogue says of a course, with the runs that have not ended."""
    found = access.course_to_see(request.user, university=university, course=course)
    runs = queries.open_runs([found], now=now())[found.pk]
    return {
        **_course_out(found),
        **{name: getattr(found, name) for name in ("about", "certificate", "dates")},
        "runs": runs,
        **queries.provenance_of(found),
    }


@router.put(f"{COURSE}/publication", response={204: None})
def publish(request: Request, university: str, course: str) -> Status[None]:
    """Publish the course."""
    found = access.course_to_administer(request.user, university=university, course=course)
    actions.publish_course(course=found, by=_person(request), now=now())
    return Status(204, None)


@router.delete(f"{COURSE}/publication", response={204: None})
def withdraw(request: Request, university: str, course: str) -> Status[None]:
    """Withdraw the course from the catalogue; learners keep their places."""
    found = access.course_to_administer(request.user, university=university, course=course)
    actions.withdraw_course(course=found, by=_person(request))
    return Status(204, None)


@router.post(f"{COURSE}/runs", response={201: schemas.RunOut})
def open_run(request: Request, university: str, course: str, said: schemas.RunIn) -> Status[Run]:
    """Open a run of the course."""
    found = access.course_to_teach(request.user, university=university, course=course)
    return Status(201, actions.open_run(course=found, by=_person(request), **_dates(said)))


@router.put(f"{COURSE}/runs/{{uuid:run}}/dates", response=schemas.RunOut)
def change_run(request: Request, university: str, course: str, run: UUID, said: schemas.RunIn) -> Run:
    """Change the dates and places of a run."""
    found = access.run_to_teach(request.user, university=university, course=course, run=run)
    return actions.change_run(run=found, by=_person(request), **_dates(said))


@router.post(f"{COURSE}/roles", response={204: None})
def give_role(request: Request, university: str, course: str, said: schemas.RoleIn) -> Status[None]:
    """Let somebody serve the course."""
    found = access.course_to_administer(request.user, university=university, course=course)
    if said.role not in CourseRole.Role.values:
        raise NotAValue(field="role", value=said.role)
    actions.give_course_role_to_address(email=said.email, role=said.role, course=found, by=_person(request), now=now())
    return Status(204, None)


def _dates(said: schemas.RunIn) -> dict[str, Any]:
    if said.zone not in available_timezones():
        raise NotAValue(field="zone", value=said.zone)
    for first, then in (("opens_at", "closes_at"), ("starts_at", "ends_at")):
        begins, ends = getattr(said, first), getattr(said, then)
        if begins and ends and ends <= begins:
            raise NotAValue(field=then, value=ends.isoformat())
    return said.dict()


def _course_out(found: Course) -> dict[str, Any]:
    fields = (
        *("uid", "slug", "status", "title", "summary", "outcomes", "teachers", "languages", "caption_languages"),
        *("level", "workload_hours", "size_bytes", "licence", "attribution", "changed_at"),
        *("kind", "is_free", "has_free_certificate", "needs_sign_in", "works_on_phone", "credits"),
    )
    said = {name: getattr(found, name) for name in fields}
    subject = found.subject.code if found.subject else None
    return {
        **said,
        "url": found.get_absolute_url(),
        "university": found.university.slug,
        "subject": subject,
        "platform": found.host.slug if found.host else None,
    }


def _person(request: Request) -> people.Person:
    return cast(people.Person, request.user)
