"""Learning over HTTP for programs: one's places, progress and results, taking a place, the learners of a run.

The same doors and actions as the pages; who may not see a thing gets what an absent one gives.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.kernel.errors import NotThere, SignInFirst
from xingtan.kernel.pages import now, part_from
from xingtan.learning import access, actions, queries, rules, schemas
from xingtan.learning.models import Enrollment

router = Router(tags=["learning"])
PLACE = "/courses/{university}/{course}/runs/{uuid:run}"
LEARNERS_A_PAGE = 100


@router.get("/me/enrollments", response=list[schemas.EnrollmentOut])
def enrollments(request: HttpRequest) -> list[dict[str, Any]]:
    """List the courses one takes, the one seen last first."""
    if not request.user.is_authenticated:
        raise SignInFirst
    return [_place_out(taken) for taken in queries.courses_of(request.user, now=now())]


@router.put(f"{PLACE}/place", response={200: schemas.EnrollmentOut, 422: schemas.BrokenOut})
def place(request: HttpRequest, university: str, course: str, run: UUID) -> dict[str, Any]:
    """Take a place on a run; who has one keeps it."""
    found = access.run_to_join(request.user, university=university, course=course, run=run)
    assert request.user.is_authenticated, "the door lets nobody else in"
    enrollment = actions.enroll(run=found, learner=request.user, now=now())
    taken = queries.courses_of(request.user, now=now())
    return next(_place_out(each) for each in taken if each.enrollment.pk == enrollment.pk)


@router.delete(f"{PLACE}/place", response={204: None})
def leave(request: HttpRequest, university: str, course: str, run: UUID) -> Status[None]:
    """Leave a run; what was done on it is kept for a return."""
    enrollment = access.place_on_run(request.user, university=university, course=course, run=run)
    actions.withdraw(enrollment=enrollment, by=enrollment.learner, now=now())
    return Status(204, None)


@router.get(f"{PLACE}/progress", response=schemas.ProgressOut)
def progress(request: HttpRequest, university: str, course: str, run: UUID) -> dict[str, Any]:
    """Tell how far one is on a run, section by section."""
    enrollment = access.place_on_run(request.user, university=university, course=course, run=run)
    version = authoring.version_of(enrollment.run)
    if version is None:
        raise NotThere
    return _progress_out(enrollment, version)


@router.get(f"{PLACE}/results", response=list[schemas.ResultOut])
def results(request: HttpRequest, university: str, course: str, run: UUID) -> list[dict[str, Any]]:
    """List one's results on a run, block by block."""
    enrollment = access.place_on_run(request.user, university=university, course=course, run=run)
    return [
        {
            "key": key,
            "completed_at": completed_at,
            "score": score,
            "possible": possible,
            "is_corrected": is_corrected,
        }
        for key, (completed_at, score, possible, is_corrected) in sorted(queries.dated_results_of(enrollment).items())
    ]


@router.get(f"{PLACE}/learners", response=schemas.LearnersOut)
def learners(
    request: HttpRequest, university: str, course: str, run: UUID, q: str = "", offset: int = 0
) -> dict[str, Any]:
    """List the learners of a run, for those who serve its course; a hundred at a time."""
    found = catalog.run_to_assist(request.user, university=university, course=course, run=run)
    listed = queries.learners_on(found, words=q[:100])
    return {
        "count": listed.count(),
        "learners": [
            {
                "uid": row.uid,
                "name": row.name,
                "email": row.email,
                "state": row.state,
                "part_done_percent": row.percent,
                "grade_percent": row.grade,
                "last_seen_at": row.seen_at,
            }
            for row in queries.learner_rows(found, listed[part_from(offset, LEARNERS_A_PAGE)])
        ],
    }


def _place_out(taken: queries.Taken) -> dict[str, Any]:
    enrollment = taken.enrollment
    course = enrollment.run.course
    return {
        "uid": enrollment.uid,
        "run": enrollment.run.uid,
        "course": course.slug,
        "university": course.university.slug,
        "title": dict(course.title),
        "enrolled_at": enrollment.enrolled_at,
        "last_seen_at": enrollment.seen_at,
        "part_done": enrollment.share,
        "grade": enrollment.grade,
        "completed_at": taken.completed_at,
    }


def _progress_out(enrollment: Enrollment, version: authoring.Version) -> dict[str, Any]:
    outline, plan = authoring.outline_of(version), queries.plan_of(version)
    found = queries.results_of(enrollment)
    scores, calendar = queries.scores_in(found), queries.calendar_of(enrollment, plan)
    completed = {key for key, result in found.items() if result[0]}
    grade = rules.grade_of(plan, scores)
    sections = []
    for section, told in zip(plan.sections, outline.sections, strict=True):
        earned, possible = rules.section_points(plan, section, scores)
        keys = [key for blocks in section.units.values() for key in blocks]
        sections.append(
            {
                "key": section.key,
                "title": dict(told.title),
                "graded_as": section.graded_as,
                "due_at": rules.due_for(section, calendar),
                "done": sum(1 for key in keys if key in completed),
                "total": len(keys),
                "earned": earned,
                "possible": possible,
            }
        )
    return {
        "part_done": enrollment.share,
        "grade": grade.share if grade else None,
        "grade_name": grade.name if grade else "",
        "is_passed": grade.is_passed if grade else None,
        "completed_at": queries.completed_at(enrollment),
        "resume_unit": rules.next_unit(plan, completed, enrollment.last_unit),
        "sections": sections,
    }
