"""What a row of a table makes of an entry: decided from what is there, before anything is changed."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from xingtan.directory.rules import standing
from xingtan.directory.rules.facts import Facts, Problem, same_place
from xingtan.directory.rules.tables import Row

ADDED, CHANGED, UNCHANGED, REFUSED = "added", "changed", "unchanged", "refused"


@dataclass
class State:
    """An entry as it is: its versions (digest, moment it holds from) and its steps (status, moment), the earliest first."""

    slug: str
    versions: list[tuple[str, datetime]] = field(default_factory=list)
    steps: list[tuple[str, datetime]] = field(default_factory=list)


@dataclass
class Verdict:
    """What the row would do: a version from a moment on, steps, or nothing."""

    outcome: str
    valid_from: datetime | None = None
    steps: list[tuple[str, datetime]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def start_of(day: date) -> datetime:
    """Give the first moment of a day, in UTC."""
    return datetime.combine(day, time.min, UTC)


def decide(row: Row, facts: Facts, state: State | None, now: datetime) -> Verdict:
    """Decide what becomes of the entry. History is taken over for a new one, and never rewritten for one that is there."""
    problems = [
        Problem(name, "in_future", day.isoformat())
        for name in ("since", "listed_on", "delisted_on")
        if (day := getattr(row, name)) and start_of(day) > now
    ]
    if problems:
        return Verdict(REFUSED, problems=problems)
    if state is None:
        steps = _wanted_steps(row)
        since = min([start_of(row.since) if row.since else now, *(at for _, at in steps)])
        return Verdict(ADDED, since, [(standing.SUBMITTED, since), *steps])
    return _for_known(row, facts, state, now)


def _for_known(row: Row, facts: Facts, state: State, now: datetime) -> Verdict:
    verdict = Verdict(UNCHANGED)
    since = start_of(row.since) if row.since else None
    newest, newest_from = state.versions[-1]
    began = since or (start_of(row.listed_on) if row.listed_on else None)
    is_known = newest == facts.digest or (began is not None and (facts.digest, began) in state.versions)
    if not is_known:
        if since is not None and since <= newest_from:
            return Verdict(REFUSED, problems=[Problem("since", "history", newest_from.date().isoformat())])
        verdict.valid_from = max(since or now, newest_from)
    last = state.steps[-1][1]
    for status, at in _wanted_steps(row):
        if (status, at) in state.steps:
            continue
        if at < last:
            return Verdict(REFUSED, problems=[Problem(f"{status}_on", "history", last.date().isoformat())])
        verdict.steps.append((status, at))
    if verdict.valid_from or verdict.steps:
        verdict.outcome = CHANGED
    return verdict


def apply(verdict: Verdict, state: State | None, facts: Facts, slug: str) -> State:
    """Give the entry as it would be, for the rows that come after."""
    state = state or State(slug)
    if verdict.valid_from:
        state.versions.append((facts.digest, verdict.valid_from))
    state.steps += verdict.steps
    return state


def keys_of(row: Row, facts: Facts) -> tuple[str, str]:
    """Give what an entry is known by: its address here if the row names one, and its address on the web."""
    return row.slug, same_place(facts.url)


def _wanted_steps(row: Row) -> list[tuple[str, datetime]]:
    wanted = [(standing.LISTED, row.listed_on), (standing.DELISTED, row.delisted_on)]
    return sorted(((status, start_of(day)) for status, day in wanted if day), key=lambda each: each[1])
