"""How much work teaching is: sessions, minutes and replies of each teacher between two days."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from xingtan.catalog import public as catalog
from xingtan.discussion import public as discussion
from xingtan.people import public as people
from xingtan.readiness.queries.teachers import TEACHER
from xingtan.teaching import public as teaching
from xingtan.universities import public as universities

LONGEST = timedelta(hours=12)
"""A session that somebody forgot to close did not last longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """What one teacher did."""

    person: people.Person
    sessions: int
    minutes: int
    messages: int
    """Said in chats of sessions."""
    answers: int
    """Given to questions in courses."""

    @property
    def replies(self) -> int:
        """Count both."""
        return self.messages + self.answers


def workload_of(university: universities.University, *, from_on: date, to_on: date) -> list[Workload]:
    """Give what each teacher of a university did from one day to another, both counted, in five queries.

    A session counts for each teacher of its class, because nobody is asked who of them spoke.
    """
    zone = ZoneInfo(university.zone)
    since = datetime.combine(from_on, time.min, zone)
    until = datetime.combine(to_on, time.min, zone) + timedelta(days=1)
    lasted: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    held = teaching.Session.objects.filter(
        run__course__university=university,
        status=teaching.Session.Status.HELD,
        opened_at__gte=since,
        opened_at__lt=until,
    )
    for course, run, opened, closed in held.values_list("run__course_id", "run_id", "opened_at", "closed_at"):
        spent = min(max(closed - opened, timedelta(0)), LONGEST) if opened and closed else timedelta(0)
        lasted[course][run].append(round(spent.total_seconds() / 60))
    roles = catalog.CourseRole.objects.filter(course__university=university, role=TEACHER).select_related("person")
    persons: dict[int, people.Person] = {}
    runs: dict[int, dict[int, list[int]]] = defaultdict(dict)
    for role in roles.order_by("person__name", "person_id", "pk"):
        persons[role.person_id] = role.person
        for run, minutes in lasted.get(role.course_id, {}).items():
            if role.run_id in (None, run):
                runs[role.person_id][run] = minutes
    messages = _messages(university, since, until)
    answers = _answers(university, since, until)
    return [
        Workload(
            person=person,
            sessions=sum(len(minutes) for minutes in runs[key].values()),
            minutes=sum(sum(minutes) for minutes in runs[key].values()),
            messages=messages.get(key, 0),
            answers=answers.get(key, 0),
        )
        for key, person in persons.items()
    ]


def _messages(university: universities.University, since: datetime, until: datetime) -> dict[int, int]:
    rows = teaching.Message.objects.filter(session__run__course__university=university, at__gte=since, at__lt=until)
    return dict(rows.values_list("by_id").annotate(count=Count("pk")).order_by("by_id"))


def _answers(university: universities.University, since: datetime, until: datetime) -> dict[int, int]:
    within = Q(posts__at__gte=since, posts__at__lt=until, posts__author__isnull=False)
    rows = discussion.Thread.objects.filter(within, run__course__university=university)
    return dict(rows.values_list("posts__author_id").annotate(count=Count("posts")).order_by("posts__author_id"))
