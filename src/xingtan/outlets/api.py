"""For programs: where a course is listed, what stands in the way, handing over, reporting learners."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field, HttpUrl

from xingtan.catalog import public as catalog
from xingtan.kernel.errors import NotThere
from xingtan.kernel.pages import Request, now
from xingtan.outlets import access, actions, queries
from xingtan.outlets.models import Outlet

router = Router(tags=["outlets"])
COURSE = "/courses/{university}/{course}/outlets"


class HandoverIn(Schema):
    """To which platform, and what the course is called there."""

    platform: str = Field(max_length=60)
    remote_id: str = Field(default="", max_length=500)
    url: HttpUrl | None = None


class TallyIn(Schema):
    """How many learners, up to which day."""

    as_of: date
    enrollments: int = Field(ge=0, le=2**53)


class OutletOut(Schema):
    """One of our courses on one platform."""

    uid: UUID
    platform: str
    remote_id: str
    url: str
    version: int
    handed_at: datetime
    ended_at: datetime | None
    is_behind: bool
    learners: int | None
    learners_as_of: date | None


class FindingOut(Schema):
    """Something in the way."""

    lack: str
    says: str


@router.get(COURSE, response=list[OutletOut])
def outlets(request: Request, university: str, course: str) -> list[dict[str, Any]]:
    """List where the course is listed, for its teachers."""
    found = access.course_to_hand_over(request.user, university=university, course=course)
    return [_out(row) for row in queries.register_of(found)]


@router.get(f"{COURSE}/preflight/{{platform}}", response=list[FindingOut])
def preflight(request: Request, university: str, course: str, platform: str) -> list[dict[str, str]]:
    """List everything that stands in the way of handing the course to this platform; nothing, if it is ready."""
    found = access.course_to_hand_over(request.user, university=university, course=course)
    chosen = _chosen(found, platform)
    findings = queries.in_the_way(found, [chosen])[chosen.pk]
    return [{"lack": each.lack.value, "says": queries.words_of(each)} for each in findings]


@router.post(COURSE, response={201: OutletOut})
def hand_over(request: Request, university: str, course: str, said: HandoverIn) -> Status[dict[str, Any]]:
    """Hand the newest version over. Refused with the whole list, if anything stands in the way."""
    found = access.course_to_hand_over(request.user, university=university, course=course)
    made = actions.hand_over(
        course=found,
        platform=_chosen(found, said.platform),
        remote_id=said.remote_id,
        url=str(said.url or ""),
        by=request.user,
        now=now(),
    )
    return Status(201, next(_out(row) for row in queries.register_of(found) if row.outlet.pk == made.pk))


@router.post(f"{COURSE}/{{uuid:outlet}}/tallies", response={204: None})
def count(request: Request, university: str, course: str, outlet: UUID, said: TallyIn) -> Status[None]:
    """Report how many learners the course had there up to a day."""
    found = access.outlet_to_keep(request.user, university=university, course=course, outlet=outlet)
    actions.count(outlet=found, by=request.user, now=now(), **said.dict())
    return Status(204, None)


@router.delete(f"{COURSE}/{{uuid:outlet}}", response={204: None})
def end(request: Request, university: str, course: str, outlet: UUID) -> Status[None]:
    """Say that the course is no longer listed there."""
    found = access.outlet_to_keep(request.user, university=university, course=course, outlet=outlet)
    actions.end(outlet=found, by=request.user, now=now())
    return Status(204, None)


def _chosen(course: catalog.Course, platform: str) -> catalog.Platform:
    found = next((each for each in queries.platforms_to_choose(course) if each.slug == platform), None)
    if found is None:
        raise NotThere
    return found


def _out(row: queries.Row) -> dict[str, Any]:
    outlet: Outlet = row.outlet
    return {
        **{name: getattr(outlet, name) for name in ("uid", "remote_id", "url", "handed_at", "ended_at")},
        "platform": outlet.platform.slug,
        "version": outlet.version.number,
        "is_behind": row.is_behind,
        "learners": row.tally.enrollments if row.tally else None,
        "learners_as_of": row.tally.as_of if row.tally else None,
    }
