"""Deeds around a table of entries: it is brought, looked through, and taken in row by row."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.directory.actions.keeping import add_version, begin, known_categories
from xingtan.directory.events import SolutionDescribed, SolutionStepped, SolutionSubmitted
from xingtan.directory.models import Intake, Solution, Step, Version
from xingtan.directory.rules import standing, tables, taking
from xingtan.directory.rules.facts import Problem, cleaned
from xingtan.directory.rules.tables import Row
from xingtan.jobs import public as jobs
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.kernel.files import Kept
from xingtan.people import public as people

READING, TAKING = "directory.reading", "directory.taking"


class IsNotReadYet(RuleBroken):
    """A table is looked through before it is taken in."""

    message = gettext_lazy("This table has not been looked through yet. Wait a moment, and look at what was found.")


class IsTakenIn(RuleBroken):
    """One table is taken in once; the same file may be brought again."""

    message = gettext_lazy("This table has been taken in already.")


@deed
def bring(*, kept: Kept, name: str, by: people.Person, now: datetime) -> Intake:
    """Have a table looked through; no entry changes yet."""
    intake = Intake.objects.create(digest=kept.digest, name=name[:200], by=by, at=now)

    intake.reading = jobs.start(kind=READING, owner=by, params={"intake": str(intake.uid)}).uid
    intake.save(update_fields=["reading"])
    return intake


@deed
def note_found(*, intake: Intake, counts: dict[str, int]) -> None:
    """Keep what the table would do."""
    Intake.objects.filter(pk=intake.pk).update(counts=counts)


@deed
def take_in(*, intake: Intake, by: people.Person) -> Intake:
    """Have the table taken in, as far as its rows are right.

    :raises IsNotReadYet: if nobody could have seen what it would do
    :raises IsTakenIn: if that was done before
    """
    intake = Intake.objects.select_for_update().get(pk=intake.pk)
    if not intake.counts:
        raise IsNotReadYet
    if intake.taking:
        raise IsTakenIn

    intake.taking = jobs.start(kind=TAKING, owner=by, params={"intake": str(intake.uid)}).uid
    intake.save(update_fields=["taking"])
    return intake


def examine(rows: Iterable[Row], *, known: set[str], now: datetime) -> Iterator[tuple[Row, str, list[Problem]]]:
    """Say of each row what it would do; nothing is changed."""
    by_slug, by_place = _states()
    for row in rows:
        facts, problems = cleaned(row.said, known)
        if facts is None or row.problems:
            yield row, taking.REFUSED, [*row.problems, *problems]
            continue
        slug, place = taking.keys_of(row, facts)
        state = by_slug.get(slug) if slug else by_place.get(place)
        verdict = taking.decide(row, facts, state, now)
        if verdict.outcome != taking.REFUSED:
            state = taking.apply(verdict, state, facts, slug)
            by_place[place] = state
            if slug:
                by_slug[slug] = state
        yield row, verdict.outcome, verdict.problems


@deed
def take_row(
    *, row: Row, known: set[str], source: str, by: people.Person | None, now: datetime
) -> tuple[str, list[Problem]]:
    """Take one row in: a new entry, new facts, a step; or nothing, where all of it is there already."""
    facts, problems = cleaned(row.said, known)
    if facts is None or row.problems:
        return taking.REFUSED, [*row.problems, *problems]
    solution = _known(*taking.keys_of(row, facts), now)
    verdict = taking.decide(row, facts, _state(solution) if solution else None, now)
    if verdict.outcome in (taking.REFUSED, taking.UNCHANGED):
        return verdict.outcome, verdict.problems

    is_new = solution is None
    solution = solution or begin(facts=facts, slug=row.slug, by=None, now=now)
    why = row.why or _("Taken over from “%(source)s”.") % {"source": source}
    if verdict.valid_from:
        add_version(solution=solution, facts=facts, by=by, why=why, valid_from=verdict.valid_from, now=now)
    Step.objects.bulk_create(
        [Step(solution=solution, status=status, at=at, recorded_at=now, by=by, why=why) for status, at in verdict.steps]
    )

    _announce(solution, verdict, by, is_new=is_new)
    return verdict.outcome, []


def take_over(entries: Iterable[Mapping[str, Any]], *, source: str, now: datetime) -> list[tuple[int, list[Problem]]]:
    """Take in entries that a program names, such as a list from elsewhere; say what was refused, by number."""
    known, refused = known_categories(), []
    for number, cells in enumerate(entries, start=1):
        outcome, problems = take_row(row=tables.row_of(number, cells), known=known, source=source, by=None, now=now)
        if outcome == taking.REFUSED:
            refused.append((number, problems))
    return refused


def _announce(solution: Solution, verdict: taking.Verdict, by: people.Person | None, *, is_new: bool) -> None:
    actor = by and by.uid
    if is_new:
        emit(SolutionSubmitted(actor=actor, solution=solution.uid))
    elif verdict.valid_from:
        number = Version.objects.filter(solution=solution).count()
        emit(SolutionDescribed(actor=actor, solution=solution.uid, number=number))
    for status, _at in verdict.steps:
        if status != standing.SUBMITTED:
            emit(SolutionStepped(actor=actor, solution=solution.uid, status=status))


def _known(slug: str, place: str, now: datetime) -> Solution | None:
    if slug:
        return Solution.objects.select_for_update().filter(slug=slug).first()
    newest = Version.objects.as_of(now).filter(place=place).order_by("pk").first()
    return Solution.objects.select_for_update().get(pk=newest.solution_id) if newest else None


def _state(solution: Solution) -> taking.State:
    versions = solution.versions.order_by("number").values_list("digest", "valid_from")
    steps = solution.steps.order_by("at", "pk").values_list("status", "at")
    return taking.State(solution.slug, list(versions), list(steps))


def _states() -> tuple[dict[str, taking.State], dict[str, taking.State]]:
    """Give every entry as it is, by its address here and by its address on the web: three queries."""
    slugs = dict(Solution.objects.values_list("pk", "slug"))
    states = {key: taking.State(slug) for key, slug in slugs.items()}
    by_place: dict[str, taking.State] = {}
    for key, digest, valid_from, place in Version.objects.order_by("solution", "number").values_list(
        "solution", "digest", "valid_from", "place"
    ):
        states[key].versions.append((digest, valid_from))
        by_place[place] = states[key]
    for key, status, at in Step.objects.order_by("at", "pk").values_list("solution", "status", "at"):
        states[key].steps.append((status, at))
    return {state.slug: state for state in states.values()}, by_place
