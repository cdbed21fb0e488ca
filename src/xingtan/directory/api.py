"""The directory for programs: the list as it is or was, an entry, its history; proposing, judging, reporting."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from ninja import Query, Router, Status

from xingtan.directory import access, actions, queries, schemas
from xingtan.directory.queries import Wanted
from xingtan.directory.rules.facts import Facts, cleaned
from xingtan.kernel import throttle
from xingtan.kernel.errors import NotThere, SignInFirst
from xingtan.kernel.pages import Request, now

router = Router(tags=["directory"])
SOLUTION = "/solutions/{solution}"
ENTRIES_A_PAGE = 100


@router.get("/solutions", response=schemas.SolutionsOut)
def solutions(
    request: Request,
    q: Query[str] = "",
    category: Query[str] = "",
    language: Query[str] = "",
    offline: Query[str] = "",
    device: Query[str] = "",
    price: Query[str] = "",
    on: Query[date | None] = None,
    page: Query[int] = 1,
) -> dict[str, Any]:
    """List what is listed, or was on a day, and fits: a hundred at a time, by name or by fit."""
    moment = now()
    wanted = Wanted(
        words=q[:200],
        category=category.lower(),
        language=language.lower(),
        offline=offline.lower(),
        device=device.lower(),
        price=price.lower(),
        on=on,
    )
    shown = Paginator(queries.find(wanted, now=moment).keys, ENTRIES_A_PAGE).get_page(page)
    entries = queries.entries_of(list(shown), moment=wanted.moment(moment), now=moment)
    return {
        "note": str(queries.NOTE),
        "on": on,
        "count": shown.paginator.count,
        "solutions": [queries.as_json(each, site=settings.XINGTAN.address) for each in entries],
        "next_page": shown.next_page_number() if shown.has_next() else None,
    }


@router.get("/solution-categories", response=list[schemas.CategoryOut])
def solution_categories(request: Request) -> Any:
    """List the headings of the directory."""
    return queries.categories()


@router.get(SOLUTION, response=schemas.SolutionOut)
def solution(request: Request, solution: str, on: Query[date | None] = None) -> dict[str, Any]:
    """Tell what an entry says, or said on a day."""
    moment = now()
    found = access.solution_to_see(request.user, solution=solution)
    entry = queries.entry_of(found, moment=Wanted(on=on).moment(moment), now=moment)
    if entry is None or (on and not entry.is_listed and not access.can_amend(request.user, found)):
        raise NotThere
    return queries.as_json(entry, site=settings.XINGTAN.address)


@router.get(f"{SOLUTION}/history", response=list[schemas.HistoryOut])
def solution_history(request: Request, solution: str) -> Any:
    """List all that happened to an entry, the newest first."""
    found = access.solution_to_see(request.user, solution=solution)
    return [
        {
            "at": each.at,
            "recorded_at": each.recorded_at,
            "status": each.status,
            "version": each.number,
            "why": each.why,
            "changes": each.changes,
        }
        for each in queries.history_of(found, with_names=False)
    ]


@router.post("/solutions", response={201: schemas.SolutionOut})
def propose(request: Request, said: schemas.FactsIn) -> Status[dict[str, Any]]:
    """Propose a solution; it is checked and reviewed before it is listed."""
    throttle.count("ask", request)
    moment = now()
    made = actions.submit(facts=_facts(said), by=_person(request), email="", now=moment)
    entry = queries.entry_of(made, moment=moment, now=moment)
    assert entry is not None
    return Status(201, queries.as_json(entry, site=settings.XINGTAN.address))


@router.put(f"{SOLUTION}/facts", response=schemas.SolutionOut)
def describe(request: Request, solution: str, said: schemas.FactsIn) -> dict[str, Any]:
    """Give an entry new facts; the old ones stay in its history."""
    found = access.solution_to_amend(request.user, solution=solution)
    moment = now()
    actions.describe(solution=found, facts=_facts(said), by=_person(request), why="", now=moment)
    entry = queries.entry_of(found, moment=moment, now=moment)
    assert entry is not None
    return queries.as_json(entry, site=settings.XINGTAN.address)


@router.post(f"{SOLUTION}/steps", response={204: None})
def take_step(request: Request, solution: str, said: schemas.StepIn) -> Status[None]:
    """Check, review, list, confirm, delist or decline an entry."""
    found = access.solution_to_judge(request.user, solution=solution)
    actions.take_step(solution=found, status=said.status, why=said.why, by=_person(request), now=now())
    return Status(204, None)


@router.post(f"{SOLUTION}/reports", response={204: None})
def report(request: Request, solution: str, said: schemas.ReportIn) -> Status[None]:
    """Say that an entry is wrong."""
    throttle.count("ask", request)
    found = access.solution_to_see(request.user, solution=solution)
    actions.report(solution=found, body=said.body, person=_person(request), now=now())
    return Status(204, None)


def _facts(said: schemas.FactsIn) -> Facts:
    facts, problems = cleaned(said.dict(), actions.known_categories())
    if facts is None:
        raise actions.FactsAreWrong(problems)
    return facts


def _person(request: Request) -> Any:
    if not request.user.is_authenticated:
        raise SignInFirst
    return request.user
