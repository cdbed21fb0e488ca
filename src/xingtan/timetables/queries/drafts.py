"""What would become of a timetable that somebody brought: nothing is changed here."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from xingtan.catalog import public as catalog
from xingtan.kernel import files
from xingtan.teaching import public as teaching
from xingtan.timetables.adapters import Terms
from xingtan.timetables.adapters import read as read_calendar
from xingtan.timetables.models import Intake, Pattern, Term
from xingtan.timetables.queries.known import Known, calendar_of, known_at
from xingtan.timetables.rules import tables
from xingtan.timetables.rules.days import Meeting, expand
from xingtan.timetables.rules.lines import MOST_PROBLEMS, Line, Problem, Read, recognise
from xingtan.timetables.rules.weeks import weeks_of

ORIGIN = "timetable:"
MOST_SESSIONS = 100_000
FACTS = ("weekday", "on", "starts", "ends", "weeks", "venue", "campus", "zone", "mode", "link", "title")
Say = Callable[[int, int, str], None]


@dataclass(slots=True)
class Draft:
    """A timetable, looked through.

    :param patterns: how all lines of the term stand afterwards
    :param added: lines that are new
    :param back: lines that had gone and are there again
    :param plans: what every session shall be, with what it is now
    :param off: sessions that the timetable no longer has
    :param lost: how many lessons fall on days off
    """

    term: Term
    known: Known
    read: Read = field(default_factory=Read)
    patterns: list[Pattern] = field(default_factory=list)
    added: list[Pattern] = field(default_factory=list)
    back: list[Pattern] = field(default_factory=list)
    changed: list[Pattern] = field(default_factory=list)
    gone: list[Pattern] = field(default_factory=list)
    same: int = 0
    plans: list[tuple[teaching.Plan, teaching.Session | None]] = field(default_factory=list)
    off: list[teaching.Session] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    lost: int = 0

    @property
    def problems(self) -> list[Problem]:
        """Give what keeps it from being planned."""
        return self.read.problems

    @property
    def new(self) -> list[teaching.Plan]:
        """Give the sessions that are not there yet."""
        return [plan for plan, there in self.plans if there is None]

    @property
    def turned(self) -> list[tuple[teaching.Plan, teaching.Session]]:
        """Give the sessions of which the timetable says something else than the last time."""
        over = (teaching.Session.Status.OPEN, teaching.Session.Status.HELD)
        return [
            (plan, there)
            for plan, there in self.plans
            if there is not None and there.said != plan.digest and there.status not in over
        ]


def draft_of(intake: Intake, say: Say = lambda done, total, words: None) -> Draft:
    """Look through what was brought: read, look up, unroll, compare. Needs the term and university loaded."""
    term = intake.term
    draft = Draft(term, known_at(term.university))
    there = list(Pattern.objects.filter(term=term).whole().order_by("pk"))
    say(1, 5, "")
    if intake.kind == Intake.Kind.AGAIN:
        draft.patterns = [each for each in there if each.gone_at is None]
        draft.same = len(draft.patterns)
    else:
        draft.read = _read(intake, draft.known)
        say(2, 5, "")
        _settle(draft, intake, there)
    if not draft.problems:
        say(3, 5, "")
        _unroll(draft)
        say(4, 5, "")
        _compare(draft, there)
    return draft


def _read(intake: Intake, known: Known) -> Read:
    match intake.kind:
        case Intake.Kind.CSV:
            return tables.read(_bytes(intake), intake.columns)
        case Intake.Kind.ICS:
            term = intake.term
            terms = Terms(
                starts_on=term.starts_on,
                ends_on=term.ends_on,
                zone=term.university.zone,
                codes=known.codes,
                code=intake.columns.get("code", ""),
            )
            return read_calendar(_bytes(intake), terms)
    done = Read()
    for number, said in enumerate(intake.lines, start=1):
        line = tables.read_line(number, said, done)
        if line is not None:
            done.lines.append(line)
    return done


def _bytes(intake: Intake) -> bytes:
    return files.read(intake.digest)


def _settle(draft: Draft, intake: Intake, there: list[Pattern]) -> None:
    """Find for each line the pattern it was the last time, and what becomes of those that no line is for."""
    own = [each for each in there if each.source == intake.source]
    by_run: dict[int, list[Pattern]] = defaultdict(list)
    for each in own:
        by_run[each.run_id].append(each)
    wanted = _looked_up(draft, intake)
    kept: set[UUID] = set()
    for run, lines in wanted.items():
        keys = _keys_of(lines, by_run[run])
        by_key = {each.key: each for each in by_run[run]}
        used: dict[str, int] = {}
        for line, made in lines:
            key = keys.get(line.number) or made.key
            if key in used:
                draft.read.note(line.number, "twice", used[key])
                continue
            used[key] = line.number
            kept.add(_place(draft, made, by_key.get(key)).uid)
    # Of what is made by hand only that goes which somebody took away; a file says all that its list has.
    away = set(intake.columns.get("away", [])) if intake.kind == Intake.Kind.HAND else None
    for each in own:
        if each.uid in kept or each.gone_at is not None:
            continue
        if away is not None and str(each.uid) not in away:
            draft.patterns.append(each)
            draft.same += 1
        else:
            draft.gone.append(each)
    draft.patterns += [each for each in there if each.source != intake.source and each.gone_at is None]


def _looked_up(draft: Draft, intake: Intake) -> dict[int, list[tuple[Line, Pattern]]]:
    found: dict[int, list[tuple[Line, Pattern]]] = defaultdict(list)
    for line in draft.read.lines:
        runs = draft.known.runs_called(line.code, draft.term)
        if len(runs) != 1:
            draft.read.note(line.number, "several_classes" if runs else "no_such_class", line.code)
            continue
        if line.on is not None and not draft.term.starts_on <= line.on <= draft.term.ends_on:
            draft.read.note(line.number, "not_in_term", line.on.isoformat())
            continue
        found[runs[0].pk].append((line, _pattern(line, runs[0], draft, intake)))
    return found


def _pattern(line: Line, run: catalog.Run, draft: Draft, intake: Intake) -> Pattern:
    known = draft.known
    campus = line.campus or known.campuses.get(run.pk, "")
    venue = known.venue_called(line.room, campus, is_said=bool(line.campus)) if line.room else None
    university = draft.term.university
    return Pattern(
        term=draft.term,
        source=intake.source,
        key=line.key,
        run=run,
        weekday=line.weekday,
        on=line.on,
        starts=line.starts,
        ends=line.ends,
        weeks=line.weeks,
        venue=venue,
        campus=line.campus or (venue.campus if venue else "") or campus,
        zone=line.zone or (venue.zone if venue else "") or university.zone,
        mode=line.mode,
        link=line.link,
        title={"en": line.title} if line.title else {},
    )


def facts_of(pattern: Pattern) -> dict[str, Any]:
    """Give what a pattern says, as values that can be compared."""
    found = {name: getattr(pattern, name) for name in FACTS}
    found["venue"] = pattern.venue.uid if pattern.venue else None
    found["title"] = dict(pattern.title)
    return found


def _keys_of(lines: list[tuple[Line, Pattern]], known: list[Pattern]) -> dict[int, str]:
    """Give keys to the lines that have none: those they had the last time, or new ones."""
    named = {line.key for line, _made in lines if line.key}
    # Lines that stand now come before lines that have gone.
    rest = [each for each in sorted(known, key=lambda one: one.gone_at is not None) if each.key not in named]
    standing = [(each.key, facts_of(each)) for each in rest if each.gone_at is None]
    gone = [(each.key, facts_of(each)) for each in rest if each.gone_at is not None]
    nameless = [(line.number, facts_of(made)) for line, made in lines if not line.key]
    found = recognise(standing, nameless)
    left = [(number, facts) for number, facts in nameless if number not in found]
    found |= recognise(gone, left) if gone else {}
    for line, made in lines:
        if not line.key:
            made.key = found.get(line.number) or f"~{made.uid.hex}"
    return found


def _place(draft: Draft, made: Pattern, there: Pattern | None) -> Pattern:
    """Let a line become the pattern it was the last time, or a new one."""
    if there is None:
        draft.added.append(made)
        draft.patterns.append(made)
        return made
    is_back, differs = there.gone_at is not None, facts_of(there) != facts_of(made)
    if differs:
        for name in FACTS:
            setattr(there, name, getattr(made, name))
    if is_back:
        draft.back.append(there)
    elif differs:
        draft.changed.append(there)
    else:
        draft.same += 1
    there.gone_at = None
    draft.patterns.append(there)
    return there


def _unroll(draft: Draft) -> None:
    calendar = calendar_of(draft.term)
    for pattern in draft.patterns:
        done = expand(meeting_of(pattern), calendar)
        draft.lost += len(done.lost)
        if done.lost and pattern.on is not None:
            draft.notes.append(Problem(0, "on_a_day_off", done.lost[0].isoformat(), is_note=True))
        mode = pattern.mode or draft.known.modes.get(pattern.run_id, teaching.Mode.ONLINE)
        draft.plans += [
            (
                teaching.Plan(
                    run=pattern.run,
                    origin=f"{ORIGIN}{pattern.uid.hex}:{each.mark}",
                    starts_at=each.starts_at,
                    ends_at=each.ends_at,
                    zone=pattern.zone,
                    mode=mode,
                    venue=pattern.venue,
                    title=dict(pattern.title),
                    link=pattern.link,
                ),
                None,
            )
            for each in done.meetings
        ]
        if len(draft.plans) > MOST_SESSIONS:
            draft.read.note(0, "too_many_sessions", MOST_SESSIONS)
            draft.plans = []
            return
    draft.notes = draft.notes[:MOST_PROBLEMS]


def meeting_of(pattern: Pattern) -> Meeting:
    """Give a pattern as the rules read it."""
    return Meeting(
        starts=pattern.starts,
        ends=pattern.ends,
        zone=pattern.zone,
        weekday=pattern.weekday,
        weeks=weeks_of(pattern.weeks) if pattern.weekday is not None else frozenset(),
        on=pattern.on,
        campus=pattern.campus,
    )


def _compare(draft: Draft, there: Iterable[Pattern]) -> None:
    """Put beside each plan the session it is for, and find those that no plan is for any more."""
    ours = {each.uid.hex for each in (*there, *draft.gone)}
    runs = {each.run_id for each in (*there, *draft.patterns)}
    sessions = {}
    for each in sessions_from(runs):
        if each.origin[len(ORIGIN) :].partition(":")[0] in ours:
            sessions[each.run_id, each.origin] = each
    draft.plans = [(plan, sessions.pop((plan.run.pk, plan.origin), None)) for plan, _none in draft.plans]
    planned = teaching.Session.Status.PLANNED
    draft.off = [each for each in sessions.values() if each.status == planned]


def sessions_from(runs: Iterable[int]) -> Iterable[teaching.Session]:
    """Give the sessions of these runs that a timetable planned."""
    keys, size = sorted(runs), 500
    for start in range(0, len(keys), size):
        rows = teaching.Session.objects.filter(run__in=keys[start : start + size], origin__startswith=ORIGIN)
        yield from rows.select_related("venue").order_by("pk")


def with_venues(plans: Iterable[teaching.Plan], made: dict[UUID, teaching.Venue]) -> list[teaching.Plan]:
    """Give the plans with rooms that are there now in the place of those that were only named."""
    return [
        replace(plan, venue=made[plan.venue.uid]) if plan.venue is not None and plan.venue.uid in made else plan
        for plan in plans
    ]
