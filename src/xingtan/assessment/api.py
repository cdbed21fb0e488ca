"""Assessment over HTTP for programs: a problem, one's attempts at it, and the scores of a run for those who teach.

The same doors and actions as the pages; who may not see a thing gets what an absent one gives.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Router, Status

from xingtan.assessment import access, actions, queries, schemas
from xingtan.assessment.models import Attempt
from xingtan.assessment.rules import grading, show
from xingtan.assessment.rules.overriding import Part
from xingtan.assessment.rules.problem import ChoiceQuestion, FormulaQuestion, NumericQuestion, Problem, Question
from xingtan.assessment.rules.reading import ProblemFaulty
from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.kernel import throttle
from xingtan.kernel.errors import NotThere
from xingtan.kernel.pages import Request, now, part_from
from xingtan.learning import public as learning

router = Router(tags=["assessment"])
RUN = "/courses/{university}/{course}/runs/{uuid:run}"
LEARNER = f"{RUN}/learners/{{uuid:learner}}"
PROBLEM = f"{RUN}/blocks/{{block}}"
ATTEMPTS_SHOWN = 200
LEARNERS_A_PAGE = 100


@router.get(f"{PROBLEM}/problem", response=schemas.ProblemOut)
def problem(request: HttpRequest, university: str, course: str, run: UUID, block: str) -> dict[str, Any]:
    """Give the questions of a problem, without their answers."""
    enrollment, _, found = access.problem_to_answer(
        request.user, university=university, course=course, run=run, block=block
    )
    read = _read(found)
    used = queries.standing_of(enrollment, block).used
    return {
        "key": block,
        "questions": [_question_out(question) for question in read.questions],
        "possible": read.possible,
        "attempts": read.max_attempts,
        "attempts_left": show.attempts_left(read.max_attempts, used),
        "ungraded": read.ungraded,
    }


@router.get(f"{PROBLEM}/attempts", response=list[schemas.AttemptOut])
def attempts(request: HttpRequest, university: str, course: str, run: UUID, block: str) -> list[dict[str, Any]]:
    """List one's attempts at a problem, the newest first."""
    enrollment, _, _ = access.problem_to_answer(
        request.user, university=university, course=course, run=run, block=block
    )
    rows = Attempt.objects.of(enrollment, [block]).order_by("-number")[:ATTEMPTS_SHOWN]
    return [_attempt_out(row) for row in rows]


@router.post(f"{PROBLEM}/attempts", response={201: schemas.AttemptOut, 422: schemas.UnreadableOut})
def answer(
    request: HttpRequest, university: str, course: str, run: UUID, block: str, body: schemas.AnswerIn
) -> Status[Any]:
    """Answer a problem; an answer that cannot be read uses no attempt."""
    throttle.count("answer", request)
    enrollment, version, found = access.problem_to_answer(
        request.user, university=university, course=course, run=run, block=block
    )
    asked = _read(found)
    # Only what answers a question is kept, and once.
    given = grading.read_answer(asked, lambda name: _values(body.answer.get(name, [])))
    try:
        attempt = actions.answer(
            enrollment=enrollment, key=block, problem=asked, version=version, given=given, now=now()
        )
    except actions.AnswerUnreadable as broken:
        return Status(422, {"detail": str(broken), "rule": type(broken).__name__, "reasons": broken.reasons})
    return Status(201, _attempt_out(attempt))


@router.get(f"{RUN}/scores", response=schemas.ScoresOut)
def scores(
    request: HttpRequest, university: str, course: str, run: UUID, q: str = "", offset: int = 0
) -> dict[str, Any]:
    """List what learners earned in each unit that counts, for those who serve the course; a hundred at a time."""
    found = catalog.run_to_assist(request.user, university=university, course=course, run=run)
    version = authoring.version_of(found)
    columns = queries.columns_of(version) if version is not None else []
    listed = queries.scores_on(found, columns, words=q[:100], sort="name")
    shown = listed[part_from(offset, LEARNERS_A_PAGE)]
    return {
        "count": listed.count(),
        "units": [{"key": each.key, "title": dict(each.title), "possible": each.possible} for each in columns],
        "learners": [
            {
                "name": row.name,
                "email": row.email,
                "grade_percent": row.percent,
                "points": row.points,
                "earned": list(row.cells),
                "given_by_a_teacher": list(row.corrected),
                "learner": row.uid,
            }
            for row in queries.rows_of(found, columns, shown)
        ],
    }


@router.get(f"{LEARNER}/scores", response=schemas.LearnerScoresOut)
def learner_scores(request: HttpRequest, university: str, course: str, run: UUID, learner: UUID) -> dict[str, Any]:
    """List the scores of one learner, problem by problem, and what teachers said of them."""
    found, enrollment = learning.learner_to_guide(
        request.user, university=university, course=course, run=run, learner=learner
    )
    return _scores_out(found, enrollment)


@router.get(f"{RUN}/overrides", response=list[schemas.OverrideOut])
def overrides(request: HttpRequest, university: str, course: str, run: UUID) -> list[dict[str, Any]]:
    """List what teachers said of one's own scores, the newest first."""
    enrollment = access.own_scores_to_read(request.user, university=university, course=course, run=run)
    return [_override_out(each) for each in queries.words_on(enrollment, _outline(enrollment.run))]


@router.get(f"{LEARNER}/scores/{{part}}", response=schemas.PartScoreOut)
def learner_score(
    request: HttpRequest, university: str, course: str, run: UUID, learner: UUID, part: str
) -> dict[str, Any]:
    """Give one score of a learner: of a problem, a unit or a section."""
    enrollment, asked = access.part_to_score(
        request.user, university=university, course=course, run=run, learner=learner, part=part
    )
    return _part_out(enrollment, asked)


@router.post(f"{LEARNER}/scores/{{part}}/overrides", response={201: schemas.PartScoreOut, 422: schemas.BrokenOut})
def override(
    request: Request, university: str, course: str, run: UUID, learner: UUID, part: str, body: schemas.OverrideIn
) -> Status[Any]:
    """Let another score stand, with a reason that the learner reads; what is judged later never changes it."""
    throttle.count("change", request)
    enrollment, asked = access.part_to_score(
        request.user, university=university, course=course, run=run, learner=learner, part=part
    )
    actions.override(
        enrollment=enrollment,
        part=asked,
        points=body.points,
        reason=body.reason,
        seen=body.seen,
        by=request.user,
        now=now(),
    )
    return Status(201, _part_out(enrollment, asked))


@router.post(f"{LEARNER}/scores/{{part}}/restoring", response={201: schemas.PartScoreOut, 422: schemas.BrokenOut})
def take_back(
    request: Request, university: str, course: str, run: UUID, learner: UUID, part: str, body: schemas.TakeBackIn
) -> Status[Any]:
    """Take a teacher's score back: what was judged stands again."""
    throttle.count("change", request)
    enrollment, asked = access.part_to_score(
        request.user, university=university, course=course, run=run, learner=learner, part=part
    )
    actions.take_back(enrollment=enrollment, part=asked, reason=body.reason, seen=body.seen, by=request.user, now=now())
    return Status(201, _part_out(enrollment, asked))


def _outline(run: catalog.Run) -> authoring.Outline | None:
    version = authoring.version_of(run)
    return authoring.outline_of(version) if version is not None else None


def _scores_out(run: catalog.Run, enrollment: learning.Enrollment) -> dict[str, Any]:
    version = authoring.version_of(run)
    rows = queries.scores_of(enrollment, version) if version is not None else []
    return {
        "problems": [
            {
                "key": row.key,
                "title": dict(row.title),
                "points": row.points,
                "possible": row.possible,
                "is_given_by_a_teacher": row.is_corrected,
                "judged": row.judged if row.is_corrected else row.points,
            }
            for row in rows
            if row.level == "problem"
        ],
        "overrides": [_override_out(each) for each in queries.words_on(enrollment, _outline(run))],
    }


def _part_out(enrollment: learning.Enrollment, part: Part) -> dict[str, Any]:
    stands = queries.stands_of(enrollment, part.worth)
    points, judged = queries.part_in_points(part, stands)
    return {
        "part": part.key,
        "level": part.level,
        "title": dict(part.title),
        "points": points,
        "possible": part.possible,
        "judged": judged,
        "is_given_by_a_teacher": any(each.is_corrected for each in stands.values()),
        "seen": queries.seen_of(enrollment, part),
    }


def _override_out(word: queries.Word) -> dict[str, Any]:
    return {
        "uid": word.uid,
        "part": word.part,
        "title": dict(word.title),
        "before": word.was,
        "points": word.score,
        "possible": word.possible,
        "is_taken_back": word.is_taken_back,
        "reason": word.reason,
        "by": word.by,
        "at": word.at,
    }


def _read(block: authoring.ReadBlock) -> Problem:
    try:
        return queries.problem_of(block, get_language() or "")
    except ProblemFaulty:
        raise NotThere from None


def _values(given: str | list[str]) -> list[str]:
    return given if isinstance(given, list) else [given][: len(given)]


def _question_out(question: Question) -> dict[str, Any]:
    options = question.options if isinstance(question, ChoiceQuestion) else ()
    return {
        "id": question.id,
        "type": question.type,
        "label": question.label,
        "points": question.points,
        "options": [{"id": option.id, "html": option.html} for option in options],
        "units": list(question.units) if isinstance(question, NumericQuestion) else [],
        "variables": list(question.variables) if isinstance(question, FormulaQuestion) else [],
    }


def _attempt_out(row: Attempt) -> dict[str, Any]:
    return {
        "uid": row.uid,
        "number": row.number,
        "at": row.at,
        "answer": row.answer,
        "shares": row.marks,
        "score": row.score,
        "possible": row.possible,
    }
