"""A university's own numbers: day by day from the census; by department and course from what is stored here."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from xingtan.attendance import public as attendance
from xingtan.catalog import public as catalog
from xingtan.census import public as census
from xingtan.dashboards.queries.pages import day_chart, fair, words
from xingtan.teaching import public as teaching
from xingtan.ui import public as ui
from xingtan.universities import public as universities

LOOKED_BACK = timedelta(days=28)


@dataclass(slots=True)
class Taught:
    """What was taught in the last weeks: of one course, or of one department."""

    name: str
    url: str = ""
    lessons: int = 0
    attendances: int = 0
    expected: int = 0
    courses: set[int] = field(default_factory=set)

    @property
    def rate(self) -> float | None:
        """Give the share of those expected who came."""
        return self.attendances / self.expected if self.expected else None

    def add(self, other: "Taught") -> None:
        """Add what another taught."""
        self.lessons += other.lessons
        self.attendances += other.attendances
        self.expected += other.expected
        self.courses |= other.courses


@dataclass(frozen=True, slots=True)
class Beside:
    """One rate of this university, and the median of universities of its size."""

    label: str
    own: str
    size: str


def row_of(university: universities.University) -> census.figures.Row | None:
    """Find the university in the census; None until a day with a lesson of it is closed."""
    uid = str(university.uid)
    return next((each for each in census.figures.by_university() if each.uid == uid), None)


def days_of(row: census.figures.Row) -> ui.charts.Chart | None:
    """Draw the university's days."""
    days = census.figures.by_day(university=int(row.key))
    if not days:
        return None
    most = max(days, key=lambda each: each.attendances)
    title = _("On %(day)s most came: %(count)s attendances") % {
        "day": words.day(most.day),
        "count": words.number(most.attendances),
    }
    about = _("Attendances a day. Counted from events, %(start)s to %(end)s.") % {
        "start": words.day(days[0].day),
        "end": words.day(days[-1].day),
    }
    return day_chart(days, title=title, about=about)


def beside_of(row: census.figures.Row) -> tuple[str, list[Beside]]:
    """Compare the university with the median of those of its size; say which size that is."""
    band = fair.band_of(row.learners)
    own, size = fair.rates_of(row), fair.medians(census.figures.by_university()).get(band)
    kinds = (
        (_("Attendance rate"), "rate", words.percent),
        (_("Attendances a lesson"), "a_lesson", words.per),
        (_("Lessons a course"), "a_course", words.per),
        (_("Minutes an attendance"), "minutes", words.per),
    )
    rows = []
    for label, name, say in kinds:
        mine, middle = getattr(own, name), getattr(size, name) if size else None
        rows.append(Beside(label, "–" if mine is None else say(mine), "–" if middle is None else say(middle)))
    return fair.label_of(band), rows


def taught_by(university: universities.University, *, now: datetime) -> tuple[list[Taught], list[Taught]]:
    """Give what was taught in the last four weeks, by department and by course: five queries, however much it is."""
    held = teaching.Session.objects.filter(
        status=teaching.Session.Status.HELD,
        run__course__university=university,
        starts_at__gte=now - LOOKED_BACK,
        starts_at__lte=now,
    )
    lessons = dict(held.order_by().values_list("run").annotate(count=Count("pk")))
    came = attendance.Attendance.objects.exclude(decided="").filter(session__in=held)
    of = {
        run: (here, all_of)
        for run, here, all_of in came.order_by()
        .values_list("session__run")
        .annotate(
            here=Count("pk", filter=Q(status__in=attendance.HERE)),
            of=Count("pk", filter=~Q(status=attendance.Status.EXCUSED)),
        )
    }
    units = dict(teaching.Class.objects.filter(run__in=lessons).values_list("run", "unit"))
    names = {each.pk: str(each.name) for each in universities.Unit.objects.filter(university=university)}
    runs = catalog.Run.objects.filter(pk__in=lessons).select_related("course__university").order_by("pk")
    by_unit: dict[int | None, Taught] = {}
    by_course: dict[int, Taught] = {}
    for run in runs:
        here, all_of = of.get(run.pk, (0, 0))
        one = Taught("", "", lessons[run.pk], here, all_of, {run.course_id})
        unit = units.get(run.pk)
        by_unit.setdefault(unit, Taught(names.get(unit, _("No department")) if unit else _("No department"))).add(one)
        course = by_course.setdefault(run.course_id, Taught(str(run.course.title), f"{run.get_absolute_url()}numbers/"))
        course.add(one)
    return (
        sorted(by_unit.values(), key=lambda each: each.name.casefold()),
        sorted(by_course.values(), key=lambda each: each.name.casefold()),
    )


def chart_of(parts: list[Taught]) -> ui.charts.Chart | None:
    """Compare departments by the share that comes."""
    with_rates = [each for each in parts if each.rate is not None]
    if not with_rates:
        return None
    charts = ui.charts
    columns = (
        charts.Column(_("Department"), False),
        charts.Column(_("Attendance rate")),
        charts.Column("", False),
        charts.Column(_("Lessons")),
        charts.Column(_("Attendances")),
    )
    high = max(with_rates, key=lambda each: each.rate or 0)
    title = _("In %(name)s most of those expected came: %(rate)s") % {
        "name": high.name,
        "rate": words.percent(high.rate or 0),
    }
    if len(with_rates) == 1:
        title = _("%(rate)s of those expected came") % {"rate": words.percent(high.rate or 0)}
    rows = [
        charts.cells(
            columns,
            each.name,
            "–" if each.rate is None else words.percent(each.rate),
            charts.meter(each.rate or 0, 1),
            words.number(each.lessons),
            words.number(each.attendances),
        )
        for each in parts
    ]
    return charts.Chart(
        key="departments",
        title=title,
        about=_("Lessons held in the last four weeks, by department. Excused students are not counted against anyone."),
        columns=columns,
        rows=rows,
        is_wide=True,
    )
