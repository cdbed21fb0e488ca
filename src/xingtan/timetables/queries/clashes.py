"""Questions: who and what is needed in two sessions at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q

from xingtan.catalog import public as catalog
from xingtan.learning import public as learning
from xingtan.people import public as people
from xingtan.teaching import public as teaching
from xingtan.timetables.models import AcceptedClash, Term
from xingtan.timetables.queries.drafts import Draft
from xingtan.timetables.queries.known import codes_of
from xingtan.timetables.queries.words import short_moment
from xingtan.timetables.rules import clashes as rules
from xingtan.timetables.rules.clashes import Clash, Interval
from xingtan.universities import public as universities

# A day more on either side, whatever the zone.
MARGIN = timedelta(days=1)
AT_ONCE = 500
KINDS = ("teacher", "room", "student")


def clashes_of(university: universities.University, term: Term) -> list[Clash]:
    """Find the clashes of a term: of teachers, rooms and students, those with the most people first."""
    return clashes_among([_interval(each) for each in _sessions(university, term)])


def clashes_in(draft: Draft) -> list[Clash]:
    """Find the clashes there would be if this timetable were planned."""
    held = {there.pk for _plan, there in draft.plans if there is not None} | {each.pk for each in draft.off}
    intervals = [_interval(each) for each in _sessions(draft.term.university, draft.term) if each.pk not in held]
    turned = {there.pk for _plan, there in draft.turned}
    for plan, there in draft.plans:
        if there is None or there.pk in turned:
            intervals.append(_planned(plan))
        elif there.status != teaching.Session.Status.CANCELLED:
            intervals.append(_interval(there))
    return clashes_among(intervals)


def clashes_among(intervals: Sequence[Interval]) -> list[Clash]:
    """Find the clashes among sessions: two queries."""
    runs = {each.group for each in intervals}
    found = [
        *rules.of_teachers(intervals, _teachers(runs)),
        *rules.in_rooms(intervals),
        *rules.of_students(intervals, _students(runs)),
    ]
    return sorted(found, key=rules.worst_first)


def _sessions(university: universities.University, term: Term) -> Iterable[teaching.Session]:
    first = datetime.combine(term.starts_on, datetime.min.time(), tzinfo=UTC) - MARGIN
    last = datetime.combine(term.ends_on, datetime.min.time(), tzinfo=UTC) + 2 * MARGIN
    rows = teaching.Session.objects.standing().filter(
        run__course__university=university, starts_at__gte=first, starts_at__lt=last
    )
    return rows.only("uid", "run_id", "starts_at", "ends_at", "mode", "venue_id", "status").order_by("pk")


def _interval(session: teaching.Session) -> Interval:
    place = session.venue_id if session.mode != teaching.Mode.ONLINE else None
    return Interval(session.uid, session.run_id, session.starts_at, session.ends_at, place)


def _planned(plan: teaching.Plan) -> Interval:
    place = None
    if plan.venue is not None and plan.mode != teaching.Mode.ONLINE:
        # A room that is only named so far has no key: any number that no other has will do.
        place = plan.venue.pk or -(plan.venue.uid.int % 2**61)
    return Interval(plan.origin, plan.run.pk, plan.starts_at, plan.ends_at, place)


def _teachers(runs: Iterable[int]) -> dict[int, set[int]]:
    """Give who teaches these runs: those named for the run; where nobody is, those of the course."""
    keys = set(runs)
    courses = dict(catalog.Run.objects.filter(pk__in=keys).values_list("pk", "course"))
    rows = catalog.CourseRole.objects.filter(course__in=set(courses.values())).filter(Q(run=None) | Q(run__in=keys))
    by_run: dict[int, set[int]] = defaultdict(set)
    by_course: dict[int, set[int]] = defaultdict(set)
    for course, person in rows.filter(run=None).values_list("course", "person"):
        by_course[course].add(person)
    for run, person in rows.exclude(run=None).values_list("run", "person"):
        by_run[run].add(person)
    return {run: by_run.get(run) or by_course.get(course, set()) for run, course in courses.items()}


def _students(runs: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    rows = learning.Enrollment.objects.current().filter(run__in=set(runs))
    for run, learner in rows.values_list("run", "learner").iterator(chunk_size=10_000):
        found[run].append(learner)
    return found


def key_of(clash: Clash) -> str:
    """Give what a clash is known by: the two classes, and who or what both need."""
    return f"{clash.kind}:{clash.thing or ''}:{clash.first}:{clash.second}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A clash as a page lists it.

    :param who: the teacher or the room; empty for students
    :param times: when, each with the sessions it concerns, if they are planned
    """

    key: str
    kind: str
    who: str
    first: str
    second: str
    count: int
    times: list[dict[str, Any]]
    more: int
    accepted: AcceptedClash | None


def shown(clashes: Sequence[Clash], term: Term, *, zone: str, most_times: int = 3) -> list[Shown]:
    """Give clashes with the names of what they concern: five queries, however many there are."""
    runs = {key for each in clashes for key in (each.first, each.second)}
    named = catalog.Run.objects.filter(pk__in=runs).select_related("course").order_by("pk")
    codes = codes_of(named)
    things: dict[str, dict[int, Any]] = {
        "teacher": people.Person.objects.in_bulk(
            {each.thing for each in clashes if each.kind == "teacher" and each.thing}
        ),
        "room": teaching.Venue.objects.in_bulk({each.thing for each in clashes if each.kind == "room" and each.thing}),
    }
    keys = {each: key_of(each) for each in clashes}
    accepted = {
        each.key: each for each in AcceptedClash.objects.filter(term=term, key__in=keys.values()).select_related("by")
    }
    return [
        Shown(
            key=key,
            kind=each.kind,
            who=str(things.get(each.kind, {}).get(each.thing or 0, "")),
            first=codes.get(each.first, ""),
            second=codes.get(each.second, ""),
            count=each.count,
            times=[_time(pair, zone, codes) for pair in each.pairs[:most_times]],
            more=max(len(each.pairs) - most_times, 0),
            accepted=accepted.get(key),
        )
        for each, key in keys.items()
    ]


def _time(pair: tuple[Interval, Interval], zone: str, codes: Mapping[int, str]) -> dict[str, Any]:
    return {
        "words": short_moment(max(each.starts_at for each in pair), zone),
        "links": [
            (codes.get(each.group, ""), f"/sessions/{each.key}/") for each in pair if not isinstance(each.key, str)
        ],
    }
