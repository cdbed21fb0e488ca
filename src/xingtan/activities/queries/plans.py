"""Plans of lessons: one's own, those of colleagues, and the sessions they may be applied to."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Sum

from xingtan.activities.access import departments_of, universities_of
from xingtan.activities.models import Activity, Plan, Use
from xingtan.activities.queries.problems import named_in
from xingtan.activities.registry import kinds
from xingtan.catalog import public as catalog
from xingtan.teaching import public as teaching
from xingtan.universities import public as universities

MOST = 200
MOST_RUNS = 40
AHEAD = timedelta(weeks=6)


@dataclass(slots=True)
class Week:
    """The sessions of one week that a plan may be applied to; those that have it already are said so."""

    monday: date
    sessions: list[Any] = field(default_factory=list)
    done: list[Any] = field(default_factory=list)


def own_plans(person: Any) -> list[Plan]:
    """List a person's own plans, the one changed last first, each with how many steps and minutes: one query."""
    return list(
        _counted(Plan.objects.filter(made_by=person).select_related("university", "unit", "made_by")).order_by(
            "-changed_at", "-pk"
        )[:MOST]
    )


def shared_plans(person: Any) -> list[Plan]:
    """List what colleagues share where this person teaches, models first: three queries at most."""
    rows = Plan.objects.shared_with(universities_of(person), departments_of(person)).exclude(made_by=person)
    found = list(_counted(rows).select_related("university", "unit", "made_by").order_by("-changed_at", "-pk")[:MOST])
    return sorted(found, key=lambda each: each.recommended_by_id is None)


@dataclass(frozen=True, slots=True)
class Circle:
    """With whom a plan may be shared: the teachers of a university, or of one of its departments."""

    university: Any
    unit: Any = None

    @property
    def key(self) -> str:
        """Name it in a form and to programs."""
        return f"{self.university.slug}/{self.unit.uid}" if self.unit else str(self.university.slug)


def circles_of(person: Any) -> list[Circle]:
    """List with whom this person may share a plan, departments before their university: four queries at most."""
    places = list(universities_of(person).order_by("slug"))
    units = universities.Unit.objects.filter(pk__in=departments_of(person)).order_by("code", "pk")
    by_university = defaultdict(list)
    for each in units:
        by_university[each.university_id].append(each)
    return [Circle(place, unit) for place in places for unit in (*by_university.get(place.pk, ()), None)]


def steps_of(plan: Plan, person: Any) -> list[tuple[str, int, list[Any]]]:
    """Give the steps of a plan by phase, in their order, with the label of the phase and how many minutes it takes.

    Each step knows what its kind is called, and of which courses it names how many problems; a course that the person
    may not know of has no title. Two queries at most.
    """
    rows: list[Any] = list(plan.steps.order_by("place", "pk"))
    named = named_in(rows, person)
    for each in rows:
        kind = kinds.named(each.kind) if each.kind else None
        each.label, each.is_gone = (kind.label if kind else ""), bool(each.kind) and kind is None
        each.named = named.get(each.pk, [])
    found = []
    for phase in Activity.Phase:
        mine = [each for each in rows if each.phase == phase]
        if mine:
            found.append((str(phase.label), sum(each.minutes or 0 for each in mine), mine))
    return found


def weeks_to_apply(plan: Plan, person: Any, now: datetime) -> list[Week]:
    """Give the sessions of the next six weeks that a person teaches, by week, as its clocks show it: three queries."""
    served = person.standing.catalog
    rows = catalog.Run.objects.filter(course__in=served.teaches | served.assists)
    runs = list(rows.select_related("course__university").order_by("-starts_at", "-pk")[:MOST_RUNS])
    listed = teaching.sessions_of(runs, from_at=now, to_at=now + AHEAD)
    sessions = [each for some in listed.values() for each in some if not each.has_ended]
    done = set(Use.objects.filter(plan=plan, session__in=sessions).values_list("session", flat=True))
    sessions.sort(key=lambda each: (each.starts_at, each.pk))
    found = []
    for monday, some in groupby(sessions, key=_monday):
        week = Week(monday)
        for each in some:
            (week.done if each.pk in done else week.sessions).append(each)
        found.append(week)
    # Near midnight, clocks of several zones may tell two weeks in turns.
    return _joined(found)


def uses_in(session: Any) -> list[dict[str, Any]]:
    """Give the plans applied to a session as they were then, with their activities as they are now: at most two queries."""
    uses = list(Use.objects.filter(session=session).order_by("pk"))
    wanted = {step["activity"] for use in uses for step in use.steps if step["activity"]}
    there = Activity.objects.filter(session=session, uid__in=wanted) if wanted else ()
    by_uid = {str(each.uid): each for each in there}
    labels = {phase.value: phase.label for phase in Activity.Phase}
    return [
        {
            "title": use.title,
            "minutes": sum(step["minutes"] or 0 for step in use.steps),
            "steps": [_used(step, by_uid.get(step["activity"]), labels) for step in use.steps],
        }
        for use in uses
    ]


def wanting_in(uses: Sequence[Use]) -> int:
    """Count the activities of these uses in which something is to be chosen before they are opened: one query."""
    wanted = [step["activity"] for use in uses for step in use.steps if step["activity"]]
    rows = Activity.objects.filter(uid__in=wanted, session__in=[use.session_id for use in uses])
    return sum(1 for each in rows if (kind := kinds.named(each.kind)) and kind.wants(each.config))


def named_in_all(plan: Plan, person: Any) -> list[tuple[str, int]]:
    """Say of how many problems of which course a plan makes use: two queries at most."""
    counts: Counter[str] = Counter()
    for named in named_in(plan.steps.order_by("place", "pk"), person).values():
        for title, count in named:
            counts[title] += count
    return list(counts.items())


def _used(step: dict[str, Any], found: Activity | None, labels: dict[str, Any]) -> dict[str, Any]:
    kind = kinds.named(found.kind) if found is not None and found.is_draft else None
    wants = bool(found is not None and kind is not None and kind.wants(found.config))
    return {**step, "label": labels.get(step["phase"], ""), "found": found, "wants": wants}


def _counted(rows: Any) -> Any:
    return rows.annotate(count=Count("steps"), minutes=Sum("steps__minutes"))


def _monday(session: Any) -> date:
    day: date = session.starts_at.astimezone(ZoneInfo(session.zone)).date()
    return day - timedelta(days=day.weekday())


def _joined(weeks: Sequence[Week]) -> list[Week]:
    found: dict[date, Week] = {}
    for each in weeks:
        week = found.setdefault(each.monday, Week(each.monday))
        week.sessions += each.sessions
        week.done += each.done
    return [found[monday] for monday in sorted(found)]
