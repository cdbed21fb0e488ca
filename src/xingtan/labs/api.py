"""For the page of an experiment, and for programs: recording steps, and reading trials."""

from typing import Any
from uuid import UUID

from ninja import Router

from xingtan.authoring import public as authoring
from xingtan.kernel import throttle
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, now, part_from
from xingtan.labs import access, actions, queries, schemas
from xingtan.labs.models import Trial

router = Router(tags=["labs"])
AT_ONCE = 100
LARGEST_BODY = 64 * 1024


class TooLong(RuleBroken):
    """What is sent at once is short."""

    message = actions.TooMuch.message


@router.post("/trials/{ticket}/steps", response={200: schemas.TrialOut}, url_name="record_steps")
def record_steps(request: Request, ticket: str, said: schemas.StepsIn) -> dict[str, Any]:
    """Record what an experiment said. What was said before changes nothing, so it may be sent again."""
    throttle.count("answer", request)
    if len(request.body) > LARGEST_BODY:
        raise TooLong
    enrollment, version, block, trial = access.trial_to_record(request.user, ticket=ticket)
    row = actions.record_steps(
        enrollment=enrollment,
        key=block.key,
        version=version,
        possible=authoring.outline_of(version).blocks[block.key].possible,
        trial=trial,
        said=[each.said() for each in said.steps],
        now=now(),
    )
    return _out(row, steps=row.steps.count())


@router.get(
    "/courses/{university}/{course}/runs/{uuid:run}/trials", response=list[schemas.TrialOut], url_name="list_trials"
)
def trials(request: Request, university: str, course: str, run: UUID, offset: int = 0) -> list[dict[str, Any]]:
    """List the trials on a run, the last first, a hundred at a time: one's own, or everyone's for who serves the course."""
    found, enrollment = access.run_with_trials(request.user, university=university, course=course, run=run)
    rows = queries.trials_on(found, enrollment=enrollment)[part_from(offset, AT_ONCE)]
    return [_out(row, steps=row.step_count) for row in rows]


@router.get("/trials/{uuid:trial}", response=schemas.TrialWholeOut, url_name="read_trial")
def trial(request: Request, trial: UUID) -> dict[str, Any]:
    """Give one trial with all that happened in it."""
    row = access.trial_to_see(request.user, trial=trial)
    steps = list(row.steps.order_by("number").values("number", "name", "values", "at"))
    return {**_out(row, steps=len(steps)), "report": steps}


def _out(row: Trial, *, steps: int) -> dict[str, Any]:
    names = ("uid", "began_at", "finished_at", "score", "possible")
    return {
        **{name: getattr(row, name) for name in names},
        "learner": str(row.enrollment.learner),
        "experiment": row.key,
        "steps": steps,
    }
