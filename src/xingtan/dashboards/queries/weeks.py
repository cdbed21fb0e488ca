"""One's own weeks: when one studied, where one is, and what comes next. Nothing is broken by a week without."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xingtan.attendance import public as attendance
from xingtan.authoring import public as authoring
from xingtan.dashboards.queries.pages import words
from xingtan.dashboards.rules import weeks_with
from xingtan.kernel.text import Text
from xingtan.learning import public as learning
from xingtan.people.public import Person
from xingtan.ui import public as ui

WEEKS = 12
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Weeks:
    """The last weeks of one learner, oldest first: parts done, sessions attended, and the minutes of these."""

    starts: list[date]
    parts: list[int]
    sessions: list[int]
    minutes: list[int]

    @property
    def with_study(self) -> int:
        """Count the weeks in which anything was studied."""
        return sum(bool(part or session) for part, session in zip(self.parts, self.sessions, strict=True))


@dataclass(frozen=True, slots=True)
class Next:
    """A course one is in, and where to go on."""

    title: Text
    url: str
    percent: int
    unit: Text | None
    go_on: str


def weeks_of(person: Person, *, now: datetime) -> Weeks:
    """Give the last twelve weeks of a learner, in their own zone: three queries."""
    zone = ZoneInfo(person.zone or "UTC")
    today = now.astimezone(zone).date()
    this = _week(today)
    since = now - timedelta(weeks=WEEKS)
    parts: Counter[int] = Counter()
    done = learning.Result.objects.filter(enrollment__learner=person, completed_at__gte=since, completed_at__lte=now)
    for at in done.values_list("completed_at", flat=True).iterator():
        if at is not None:
            parts[_week(at.astimezone(zone).date())] += 1
    sessions: Counter[int] = Counter()
    minutes: Counter[int] = Counter()
    came = attendance.Attendance.objects.exclude(decided="").filter(
        person=person, status__in=attendance.HERE, session__starts_at__gte=since, session__starts_at__lte=now
    )
    for starts_at, ends_at, share in came.values_list("session__starts_at", "session__ends_at", "share_percent"):
        week = _week(starts_at.astimezone(zone).date())
        sessions[week] += 1
        minutes[week] += round((ends_at - starts_at).total_seconds() / 60 * share / 100)
    return Weeks(
        starts=[date.fromordinal(1 + 7 * week) for week in range(this - WEEKS + 1, this + 1)],
        parts=weeks_with(parts, this, WEEKS),
        sessions=weeks_with(sessions, this, WEEKS),
        minutes=weeks_with(minutes, this, WEEKS),
    )


def chart_of(weeks: Weeks) -> ui.charts.Chart | None:
    """Draw one's weeks."""
    count = weeks.with_study
    if not count:
        return None
    charts = ui.charts
    columns = (
        charts.Column(_("Week from"), False),
        charts.Column(_("Parts done")),
        charts.Column(_("Sessions attended")),
        charts.Column(_("Minutes in sessions")),
    )
    title = ngettext(
        "You studied in %(count)s of the last %(all)s weeks",
        "You studied in %(count)s of the last %(all)s weeks",
        count,
    ) % {"count": words.number(count), "all": words.number(WEEKS)}
    rows = list(zip(weeks.starts, weeks.parts, weeks.sessions, weeks.minutes, strict=True))
    return charts.Chart(
        key="weeks",
        title=title,
        about=_("Parts of courses you completed and sessions you were at, by week. Only you see this."),
        columns=columns,
        rows=[
            charts.cells(columns, words.day(start), *(words.number(each) for each in numbers))
            for start, *numbers in reversed(rows)
        ],
        drawn=charts.columns(
            [charts.Bar(value=parts + sessions, said=words.day(start)) for start, parts, sessions, _minutes in rows],
            says=title,
            words=words.scale,
            feet=charts.feet_of([words.brief_day(start) for start in weeks.starts]),
        ),
        says=_("A week without is no gap to make up. Reading that leaves no trace is not counted here."),
        links=(("CSV", "weeks.csv"),),
    )


def next_of(person: Person) -> list[Next]:
    """Give the courses one is in and has not completed, last visited first, each with where to go on."""
    done = learning.Completion.objects.filter(enrollment__learner=person).values("enrollment")
    rows = (
        learning.Enrollment.objects.current()
        .placed()
        .light()
        .filter(learner=person)
        .exclude(pk__in=done)
        .order_by("-seen_at", "-pk")[:SHOWN]
    )
    places = list(rows)
    versions = authoring.versions_of([place.run for place in places])
    found = []
    for place in places:
        version = versions.get(place.run_id)
        outline = authoring.outline_of(version) if version else None
        unit = outline.unit_for(place.last_unit) if outline and place.last_unit else outline and outline.first
        base = place.run.get_absolute_url()
        found.append(
            Next(
                title=place.run.course.title,
                url=base,
                percent=round(place.share * 100),
                unit=unit.title if unit else None,
                go_on=f"{base}units/{unit.key}/" if unit else base,
            )
        )
    return found


def _week(day: date) -> int:
    """Number the week of a day: Mondays begin them."""
    return (day.toordinal() - 1) // 7
