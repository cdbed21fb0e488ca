"""Where the learners of a run stop: unit by unit, in a constant number of queries."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.dashboards.adapters import lanes
from xingtan.dashboards.models import Mark, Visits
from xingtan.dashboards.queries.pages import words
from xingtan.insights import public as insights
from xingtan.kernel.text import Text
from xingtan.learning import public as learning
from xingtan.ui import public as ui

UNSEEN = timedelta(days=7)
SHOWN = 20


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One page of the course.

    :param reached: learners who did something here
    :param stopped: learners who were here last, did not complete the course, and were not seen for a week
    :param visits: how often learners came here; who they were is not kept
    :param returns: how often from a later unit
    """

    key: str
    title: Text
    url: str
    reached: int
    stopped: int
    visits: int = 0
    returns: int = 0


@dataclass(frozen=True, slots=True)
class AtRisk:
    """A learner to ask how they are, and why."""

    name: str
    url: str
    since: datetime
    reasons: list[str]


def units_of(run: catalog.Run, *, now: datetime) -> tuple[int, list[UnitRow]]:
    """Give how many learn here, and every unit with how many came so far: five queries."""
    version = authoring.version_of(run)
    if version is None:
        return 0, []
    outline = authoring.outline_of(version)
    here = learning.Enrollment.objects.current().filter(run=run)
    done = dict(
        learning.Result.objects.filter(enrollment__in=here, completed_at__isnull=False)
        .order_by()
        .values_list("key")
        .annotate(count=Count("pk"))
    )
    completed = set(learning.Completion.objects.filter(enrollment__run=run).values_list("enrollment", flat=True))
    stopped: Counter[str] = Counter()
    count = 0
    for place, unit, seen_at in here.values_list("pk", "place__unit", "seen_at"):
        count += 1
        if unit and place not in completed and seen_at is not None and now - seen_at >= UNSEEN:
            stopped[unit] += 1
    visits = {
        key: (came, back) for key, came, back in Visits.objects.filter(run=run).values_list("key", "visits", "returns")
    }
    base = run.get_absolute_url()
    rows = [
        UnitRow(
            key=unit.key,
            title=unit.title,
            url=f"{base}units/{unit.key}/",
            reached=max((done.get(key, 0) for key in unit.blocks), default=0),
            stopped=stopped[unit.key],
            visits=visits.get(unit.key, (0, 0))[0],
            returns=visits.get(unit.key, (0, 0))[1],
        )
        for unit in outline.units.values()
    ]
    return count, rows


def chart_of(count: int, rows: list[UnitRow]) -> ui.charts.Chart | None:
    """Draw how many came how far."""
    if not count or not any(each.reached or each.stopped or each.visits for each in rows):
        return None
    charts = ui.charts
    columns = (
        charts.Column(_("Unit"), False),
        charts.Column(_("Did something here")),
        charts.Column(_("Stopped here")),
        charts.Column(_("Visits")),
        charts.Column(_("Back from a later unit")),
    )
    most = max(rows, key=lambda each: each.stopped)
    last = next((each for each in reversed(rows) if each.reached or each.visits), rows[-1])
    if most.stopped:
        title = ngettext(
            "Most stop at “%(unit)s”: %(count)s learner was there last and was not seen for a week",
            "Most stop at “%(unit)s”: %(count)s learners were there last and were not seen for a week",
            most.stopped,
        ) % {"unit": str(most.title), "count": words.number(most.stopped)}
    else:
        title = _("Nobody stopped for a week; the furthest are at “%(unit)s”") % {"unit": str(last.title)}
    return charts.Chart(
        key="units",
        title=title,
        about=ngettext(
            "Learners by unit, in the order of the course, of %(count)s who learns here now.",
            "Learners by unit, in the order of the course, of %(count)s who learn here now.",
            count,
        )
        % {"count": words.number(count)},
        columns=columns,
        rows=[
            charts.cells(
                columns,
                str(each.title),
                *(words.number(count) for count in (each.reached, each.stopped, each.visits, each.returns)),
            )
            for each in rows
        ],
        drawn=charts.columns(
            [
                charts.Bar(value=each.reached, below=each.stopped, said=f"{each.title}: {words.number(each.reached)}")
                for each in rows
            ],
            says=title,
            words=words.scale,
            feet=[str(rows[0].title), str(rows[-1].title)] if len(rows) > 1 else [str(rows[0].title)],
        ),
        says=_(
            "Above the line who did something in the unit; below it who stopped there. Visits are counted without names; "
            "a unit that many come back to may ask for a second look."
        ),
        is_wide=True,
        links=(("CSV", "units.csv"),),
    )


def counted_until() -> datetime | None:
    """Tell since when visits and minutes of films wait to be added up; None where all of them are: one query."""
    marks = {each.lane: (each.file, each.offset) for each in Mark.objects.order_by("pk")}
    moments = (lanes.first_waiting(lane, *marks.get(lane, ("", 0))) for lane in (lanes.FILMS, lanes.VIEWS))
    return min(filter(None, moments), default=None)


def at_risk(run: catalog.Run) -> tuple[int, list[AtRisk]]:
    """Give how many may need help, and the first of them with the reasons: two queries."""
    flags = insights.flags_on(run)
    base = run.get_absolute_url()
    return flags.count(), [
        AtRisk(
            name=str(flag.enrollment.learner),
            url=f"{base}learners/{flag.enrollment.uid}/",
            since=flag.since,
            reasons=[insights.reason_words(reason) for reason in flag.reasons],
        )
        for flag in flags[:SHOWN]
    ]
