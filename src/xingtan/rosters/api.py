"""Rosters for programs: handing in, the report, taking in. The same doors and actions as the pages."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile

from xingtan.kernel import files, throttle
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, now
from xingtan.rosters import access, actions, queries
from xingtan.rosters.models import Roster

router = Router(tags=["rosters"])
ROSTERS = "/universities/{university}/rosters"
MOST = 200


class NeedsColumns(RuleBroken):
    """Somebody looks at the columns of a table first."""

    message = _(
        "A plain table is handed in on its page, where somebody says what its columns are. Send a OneRoster zip."
    )


class ProblemOut(Schema):
    """Something that is wrong, by file and line."""

    level: str
    file: str
    line: int
    what: str
    why: str


class RosterOut(Schema):
    """A roster, and how far it is: ``looking``, ``wrong``, ``ready``, ``taking``, ``taken`` or ``failed``."""

    uid: UUID
    name: str
    state: str
    brought_at: datetime
    errors: int
    warnings: int
    counts: dict[str, Any]
    result: dict[str, Any]
    problems: list[ProblemOut]


class TakingIn(Schema):
    """Whether it is meant that many leave."""

    meant: bool = False


@router.get(ROSTERS, response=list[RosterOut])
def rosters(request: Request, university: str) -> list[dict[str, Any]]:
    """List what was handed in last, the newest first."""
    found = access.university_to_keep(request.user, university=university)
    return [_out(each, with_problems=False) for each in queries.rosters_of(found)[:20]]


@router.post(ROSTERS, response={202: RosterOut})
def hand_in(
    request: Request, university: str, file: File[UploadedFile], language: str = "en"
) -> Status[dict[str, Any]]:
    """Hand a roster in; it is looked through, and changes nothing."""
    throttle.count("import", request)
    found = access.university_to_keep(request.user, university=university)
    form = queries.form_of(file.file, file.name or "")  # type: ignore[arg-type]  # Django's upload is an open file
    if form is None or form.needs_columns:
        raise NeedsColumns
    file.seek(0)
    made = actions.bring(
        university=found,
        form=form.name,
        name=file.name or "",
        digest=files.keep(file, name=file.name or "").digest,
        options={"language": language[:16]},
        by=request.user,
        now=now(),
    )
    return Status(202, _out(made))


@router.get(f"{ROSTERS}/{{uuid:roster}}", response=RosterOut)
def roster(request: Request, university: str, roster: UUID) -> dict[str, Any]:
    """Tell how far a roster is, what it would change, and its first two hundred problems."""
    return _out(access.roster_to_keep(request.user, university=university, roster=roster))


@router.post(f"{ROSTERS}/{{uuid:roster}}/taking", response={202: RosterOut})
def take_in(request: Request, university: str, roster: UUID, said: TakingIn) -> Status[dict[str, Any]]:
    """Take a roster in that was looked through and has no errors; one that another has overtaken is looked through again first."""
    found = access.roster_to_keep(request.user, university=university, roster=roster)
    return Status(202, _out(actions.ask_to_take(roster=found, by=request.user, meant=said.meant, now=now())))


def _out(row: Roster, *, with_problems: bool = True) -> dict[str, Any]:
    problems = row.problems.order_by("level", "file", "line", "pk")[:MOST] if with_problems else ()
    return {
        "uid": row.uid,
        "name": row.name,
        "state": queries.state_of(row).name,
        "brought_at": row.brought_at,
        "errors": row.errors,
        "warnings": row.warnings,
        "counts": row.counts,
        "result": row.result,
        "problems": [
            {
                "level": each.level,
                "file": each.file,
                "line": each.line,
                "what": queries.worded(each.what),
                "why": each.why,
            }
            for each in problems
        ],
    }
