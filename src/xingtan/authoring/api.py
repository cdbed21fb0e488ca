"""Authoring over HTTP for programs: versions and what differs, undoing, and bringing a course in.

The same doors and actions as the pages; who may not see a thing gets what an absent one gives.
"""

from typing import Any
from uuid import UUID

from ninja import File, Query, Router, Status
from ninja.files import UploadedFile

from xingtan.authoring import access, actions, queries, schemas
from xingtan.authoring.models import Intake, Version
from xingtan.catalog import public as catalog
from xingtan.kernel import files, throttle
from xingtan.kernel.errors import NotThere
from xingtan.kernel.pages import Request, now, part_from
from xingtan.universities import public as universities

router = Router(tags=["authoring"])
COURSE = "/courses/{university}/{course}"
HEADING = f"{COURSE}/outline/headings/{{heading}}"
UNIVERSITY = "/universities/{university}"
VERSIONS_A_PAGE = 100


@router.get(f"{COURSE}/versions", response=schemas.VersionsOut)
def versions(request: Request, university: str, course: str, offset: Query[int] = 0) -> dict[str, Any]:
    """List the versions of a course, newest first; a hundred at a time."""
    found = access.course_to_author(request.user, university=university, course=course)
    listed = Version.objects.filter(course=found)
    rows = listed.listed().order_by("-number")[part_from(offset, VERSIONS_A_PAGE)]
    return {"count": listed.count(), "versions": [_version_out(row) for row in rows]}


@router.get(f"{COURSE}/versions/{{int:number}}", response=schemas.OutlineOut)
def version(request: Request, university: str, course: str, number: int) -> dict[str, Any]:
    """Give the outline of a version."""
    _, found = access.version_to_author(request.user, university=university, course=course, number=number)
    return {"number": found.number, "outline": found.outline}


@router.get(f"{COURSE}/outline", response=schemas.OutlineOut)
def outline(request: Request, university: str, course: str) -> dict[str, Any]:
    """Give the outline of the newest version."""
    found = access.course_to_author(request.user, university=university, course=course)
    newest = Version.objects.filter(course=found).order_by("-number").first()
    if newest is None:
        raise NotThere
    return {"number": newest.number, "outline": newest.outline}


@router.post(f"{COURSE}/outline/headings", response={201: schemas.HeadingOut, 422: schemas.BrokenOut})
def add_heading(request: Request, university: str, course: str, body: schemas.HeadingIn) -> Status[Any]:
    """Add an empty chapter, section or unit; it makes a version."""
    found = access.course_to_author(request.user, university=university, course=course)
    version, key = actions.add_heading(course=found, **body.model_dump(), by=request.user, now=now())
    return Status(201, {"key": key, "version": version.number})


@router.patch(f"{HEADING}", response={200: schemas.HeadingOut, 422: schemas.BrokenOut})
def edit_heading(
    request: Request, university: str, course: str, heading: str, body: schemas.HeadingEdit
) -> dict[str, Any]:
    """Give a chapter, section or unit another title, and a section another date or grading; it makes a version."""
    found, key = access.heading_to_author(request.user, university=university, course=course, heading=heading)
    newest, there = queries.heading_in_newest(found, key)
    sent = body.model_dump(exclude_unset=True)
    edit: dict[str, Any] = {}
    if sent.get("title"):
        edit["title"] = {**there.title, **sent["title"]}
    if isinstance(there, queries.OutlineSection):
        graders = [each.name for each in queries.policy_of(newest).graders]
        if "graded_as" in sent and (sent["graded_as"] is None or sent["graded_as"] in graders):
            edit["graded_as"] = sent["graded_as"]
        if "due_at" in sent:
            edit["due_at"] = sent["due_at"].isoformat() if sent["due_at"] else None
    version = actions.edit_outline(course=found, edits={key: edit}, by=request.user, now=now())
    return {"key": key, "version": version.number}


@router.put(f"{HEADING}/place", response={200: schemas.HeadingOut, 422: schemas.BrokenOut})
def move_heading(
    request: Request, university: str, course: str, heading: str, body: schemas.HeadingPlace
) -> dict[str, Any]:
    """Put a chapter, section or unit at another place; it makes a version."""
    found, key = access.heading_to_author(request.user, university=university, course=course, heading=heading)
    version = actions.move_heading(course=found, key=key, **body.model_dump(), by=request.user, now=now())
    return {"key": key, "version": version.number}


@router.delete(f"{HEADING}", response={200: schemas.HeadingOut, 422: schemas.BrokenOut})
def remove_heading(request: Request, university: str, course: str, heading: str) -> dict[str, Any]:
    """Take a chapter, section or unit out with all in it; earlier versions and what learners did there stay."""
    found, key = access.heading_to_author(request.user, university=university, course=course, heading=heading)
    version = actions.remove_heading(course=found, key=key, was=None, by=request.user, now=now())
    return {"key": key, "version": version.number}


@router.get(f"{COURSE}/versions/{{int:number}}/difference", response=list[schemas.DifferenceOut])
def difference(request: Request, university: str, course: str, number: int) -> list[dict[str, Any]]:
    """List what differs from the version before."""
    found, newer = access.version_to_author(request.user, university=university, course=course, number=number)
    before = Version.objects.filter(course=found, number=number - 1).first()
    return [
        {"sort": row.sort, "change": row.change, "key": row.key, "kind": row.kind, "title": dict(row.title)}
        for row in queries.difference_between(before, newer).rows
    ]


@router.post(f"{COURSE}/versions/{{int:number}}/undoing", response={201: schemas.VersionOut, 422: schemas.BrokenOut})
def undoing(request: Request, university: str, course: str, number: int) -> Status[Any]:
    """Make the course again what it was before this version."""
    _, found = access.version_to_author(request.user, university=university, course=course, number=number)
    return Status(201, _version_out(actions.undo_version(version=found, by=request.user, now=now())))


@router.post(f"{COURSE}/intakes", response={202: schemas.IntakeOut})
def bring_version(request: Request, university: str, course: str, file: File[UploadedFile]) -> Status[Any]:
    """Have a file looked through that is to become a version of this course."""
    found = access.course_to_author(request.user, university=university, course=course)
    return Status(202, _intake_out(_bring(request, found.university, found, file)))


@router.post(f"{UNIVERSITY}/intakes", response={202: schemas.IntakeOut})
def bring_course(request: Request, university: str, file: File[UploadedFile]) -> Status[Any]:
    """Have a file looked through that is to become a new course."""
    found = access.university_to_bring(request.user, university=university)
    return Status(202, _intake_out(_bring(request, found, None, file)))


@router.get(f"{UNIVERSITY}/intakes/{{uuid:intake}}", response=schemas.IntakeOut)
def intake(request: Request, university: str, intake: UUID) -> dict[str, Any]:
    """Tell how far the work on a file is, and what was found in it."""
    return _intake_out(access.intake_to_judge(request.user, university=university, intake=intake))


@router.post(f"{UNIVERSITY}/intakes/{{uuid:intake}}/version", response={202: schemas.IntakeOut, 422: schemas.BrokenOut})
def bring_in(request: Request, university: str, intake: UUID, wanted: schemas.BringIn) -> Status[Any]:
    """Make a file that was looked through a version."""
    found = access.intake_to_judge(request.user, university=university, intake=intake)
    course = found.course
    if course is None and wanted.course is not None:
        course = next((each for each in queries.courses_for(found, request.user) if each.uid == wanted.course), None)
        if course is None:
            raise NotThere
    slug = wanted.slug or found.report.get("slug", "")
    actions.bring_in(intake=found, slug=slug, course=course, by=request.user)
    found.refresh_from_db()
    return Status(202, _intake_out(found))


def _bring(
    request: Request, university: universities.University, course: catalog.Course | None, file: UploadedFile
) -> Intake:
    throttle.count("import", request)
    kept = files.keep(file, name=file.name or "")
    return actions.bring(
        kept=kept, name=file.name or "", university=university, course=course, by=request.user, now=now()
    )


def _version_out(row: Version) -> dict[str, Any]:
    return {
        "uid": row.uid,
        "number": row.number,
        "change": row.change,
        "what": row.what,
        "made_at": row.made_at,
        "difference": row.counts,
    }


def _intake_out(found: Intake) -> dict[str, Any]:
    job = queries.job_of(found)
    return {
        "uid": found.uid,
        "name": found.name,
        "format": found.format,
        "status": job.status if job else "",
        "done": job.done if job else 0,
        "total": job.total if job else 0,
        "sentence": job.sentence if job else "",
        "report": found.report or None,
        "version": found.version.number if found.version else None,
    }
