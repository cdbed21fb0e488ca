"""Charts of the census: what each finds is said in its title, made from the numbers it draws."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from xingtan.census.public import figures
from xingtan.dashboards.queries.pages import words
from xingtan.dashboards.queries.pages.closed import closed
from xingtan.dashboards.queries.pages.parts import links
from xingtan.ui import public as ui

Chart, Column, cells = ui.charts.Chart, ui.charts.Column, ui.charts.cells

KINDS = ("mooc", "other")
APART = 0.02
"""Shares nearer to each other than this are not told apart."""
FEW = 12
"""As many rows of languages and disciplines stand on the page; all of them in the table to take along."""


def charts_now(totals: figures.Totals) -> list[ui.charts.Chart]:
    """Draw every chart of the front page that has something to draw."""
    about = _("%(unit)s. Counted from events, %(start)s to %(end)s.")
    span = {"start": words.day(totals.start), "end": words.day(totals.end)}
    made = (
        _days(closed(figures.by_day()), about, span),
        *(_quarters(figures.by_quarter(), kind) for kind in KINDS),
        _countries(closed(figures.by_country()), about, span),
        _disciplines(closed(figures.by_discipline()), about, span),
        _languages(closed(figures.by_language()), about, span),
        _weeks(figures.retention(), about, span),
    )
    return [each for each in made if each is not None]


def day_chart(
    days: Sequence[figures.Day], *, title: str, about: str, ways: tuple[tuple[str, str], ...] = ()
) -> ui.charts.Chart:
    """Draw days; the dashboards do so, too."""
    columns = (
        Column(pgettext("census", "Day"), False),
        Column(_("Lessons")),
        Column(_("Attendances")),
        Column(_("Learners")),
    )
    return Chart(
        key="days",
        title=title,
        about=about,
        links=ways,
        columns=columns,
        rows=[
            cells(
                columns,
                words.day(each.day),
                words.number(each.lessons),
                words.number(each.attendances),
                words.number(each.learners),
            )
            for each in days
        ],
        drawn=ui.charts.columns(
            [
                ui.charts.Bar(
                    value=each.attendances,
                    said=_("%(day)s: %(count)s attendances")
                    % {"day": words.day(each.day), "count": words.number(each.attendances)},
                )
                for each in days
            ],
            says=title,
            words=words.scale,
            feet=ui.charts.feet_of([words.brief_day(each.day) for each in days]),
        ),
        says=_("A day is a day of UTC. Learners of days do not add up: one person comes on many days."),
    )


def _days(days: list[figures.Day], about: str, span: dict[str, str]) -> ui.charts.Chart | None:
    if not days:
        return None
    most = max(days, key=lambda each: each.attendances)
    said = {"day": words.day(most.day), "count": words.short(most.attendances), "lessons": words.short(most.lessons)}
    title = ngettext(
        "On %(day)s most people came: %(count)s attendance at %(lessons)s lessons",
        "On %(day)s most people came: %(count)s attendances at %(lessons)s lessons",
        most.attendances,
    )
    ways = links("days", table="days", measure="attendances")
    return day_chart(days, title=title % said, about=about % {"unit": _("Attendances a day"), **span}, ways=ways)


def _quarters(quarters: list[figures.Quarter], kind: str) -> ui.charts.Chart | None:
    rows = [each for each in quarters if each.kind == kind]
    if not rows:
        return None
    last = rows[-1]
    change = last.stock_end - last.stock_start
    said = {
        "quarter": _quarter(last.quarter),
        "change": words.short(abs(change)),
        "joined": words.short(last.joined),
        "left": words.short(last.left),
    }
    if kind == "mooc":
        if change >= 0:
            title = _("%(quarter)s: %(change)s MOOCs more; %(joined)s joined and %(left)s left")
        else:
            title = _("%(quarter)s: %(change)s MOOCs fewer; %(joined)s joined and %(left)s left")
    elif change >= 0:
        title = _("%(quarter)s: %(change)s other courses more; %(joined)s joined and %(left)s left")
    else:
        title = _("%(quarter)s: %(change)s other courses fewer; %(joined)s joined and %(left)s left")
    columns = (
        Column(_("Quarter"), False),
        Column(_("At its start")),
        Column(pgettext("census", "Joined")),
        Column(pgettext("census", "Left")),
        Column(_("At its end")),
    )
    return Chart(
        key=f"growth-{kind}",
        title=title % said,
        about=_(
            "Courses, by quarter. What there was at the start, with what joined and without what left, is the end."
        ),
        links=links(f"growth-{kind}", table="quarters", measure="new_moocs" if kind == "mooc" else "new_other_courses"),
        columns=columns,
        rows=[
            cells(
                columns,
                _quarter(each.quarter),
                *(words.number(one) for one in (each.stock_start, each.joined, each.left, each.stock_end)),
            )
            for each in reversed(rows)
        ],
        drawn=ui.charts.columns(
            [
                ui.charts.Bar(
                    value=each.joined,
                    below=each.left,
                    said=_("%(quarter)s: %(joined)s joined, %(left)s left")
                    % {
                        "quarter": _quarter(each.quarter),
                        "joined": words.number(each.joined),
                        "left": words.number(each.left),
                    },
                )
                for each in rows
            ],
            says=title % said,
            words=words.scale,
            feet=ui.charts.feet_of([_quarter(each.quarter) for each in rows]),
        ),
        says=_("Above the line what joined, below it what left."),
    )


def _countries(rows: list[figures.Row], about: str, span: dict[str, str]) -> ui.charts.Chart | None:
    rows = [each for each in rows if each.key]
    if not rows:
        return None
    ranked = sorted(rows, key=lambda each: (-each.attendances, each.key))
    whole = sum(each.attendances for each in ranked) or 1
    said = {
        "share": words.percent(ranked[0].attendances / whole),
        "country": words.country(ranked[0].key),
        "count": words.number(len(ranked)),
    }
    if len(ranked) == 1:
        title = _("All who came, came to universities in %(country)s") % said
    else:
        title = (
            ngettext(
                "%(share)s of all attendances were at universities in %(country)s, one of %(count)s country",
                "%(share)s of all attendances were at universities in %(country)s, one of %(count)s countries",
                len(ranked),
            )
            % said
        )
    by_code = {each.key: each for each in ranked}
    columns = (
        Column(_("Country or territory"), False),
        Column(_("Universities")),
        Column(_("Attendances")),
        Column(_("Attendance rate")),
    )
    return Chart(
        key="countries",
        links=links("countries", table="countries", measure="attendances"),
        title=title,
        about=about % {"unit": _("Attendances by country of the university"), **span},
        columns=columns,
        rows=[
            cells(
                columns,
                words.country(each.key),
                words.number(each.universities),
                words.number(each.attendances),
                words.percent(each.rate),
            )
            for each in ranked
        ],
        drawn=ui.charts.world(
            {each.key: each.attendances for each in ranked},
            says=title,
            said=lambda code: f"{words.country(code)}: {words.number(by_code[code].attendances)}",
        ),
        says=_(
            "Each square is a country or territory; what fills it is as large as its number. A square says nothing of borders."
        ),
    )


def _shares(
    key: str, rows: list[figures.Row], names: list[str], *, title: str, about: str, head: str, says: str = ""
) -> ui.charts.Chart:
    """Compare by rates and sizes of a lesson, in the order of the names: not who is largest."""
    columns = (
        Column(head, False),
        Column(_("Share of all attendances")),
        Column("", False),
        Column(_("Attendance rate")),
        Column(_("Attendances a lesson")),
        Column(_("Minutes an attendance")),
    )
    whole = sum(each.attendances for each in rows) or 1
    most = max((each.attendances for each in rows), default=0)
    made = [
        cells(
            columns,
            name or _("Not said"),
            words.percent(each.attendances / whole),
            ui.charts.meter(each.attendances, most),
            words.percent(each.rate),
            words.per(each.attendances / each.lessons) if each.lessons else "–",
            words.per(each.minutes / each.attendances) if each.attendances else "–",
        )
        for each, name in zip(rows, names, strict=True)
    ]
    return Chart(
        key=key,
        title=title,
        about=about,
        columns=columns,
        rows=made[:FEW],
        says=says,
        links=links(key, table=key, measure="attendances"),
        is_wide=True,
    )


def _disciplines(rows: list[figures.Row], about: str, span: dict[str, str]) -> ui.charts.Chart | None:
    rows = [each for each in rows if each.attendances]
    if not rows:
        return None
    rates = [each for each in rows if each.enrolled]
    title = _("Who came, by discipline")
    if len(rates) > 1:
        high, low = max(rates, key=lambda each: each.rate), min(rates, key=lambda each: each.rate)
        title = _("In every discipline about as many of those enrolled came: %(most)s") % {
            "most": words.percent(high.rate)
        }
        if high.rate - low.rate >= APART:
            title = _("Most of those enrolled came in %(high)s (%(most)s), fewest in %(low)s (%(least)s)") % {
                "high": high.name or _("Not said"),
                "most": words.percent(high.rate),
                "low": low.name or _("Not said"),
                "least": words.percent(low.rate),
            }
    return _shares(
        "disciplines",
        rows,
        [each.name for each in rows],
        title=title,
        about=about % {"unit": _("Attendances by discipline of the course"), **span},
        head=_("Discipline"),
    )


def _languages(rows: list[figures.Row], about: str, span: dict[str, str]) -> ui.charts.Chart | None:
    rows = [each for each in rows if each.attendances]
    if not rows:
        return None
    first, count = words.language(rows[0].key) or _("Not said"), len(rows)
    share = words.percent(rows[0].attendances / sum(each.attendances for each in rows))
    title = ngettext(
        "All was taught in one language: %(first)s",
        "Of %(count)s languages, %(first)s was heard most: %(share)s of all attendances",
        count,
    ) % {"first": first, "count": words.number(count), "share": share}
    return _shares(
        "languages",
        rows,
        [words.language(each.key) for each in rows],
        title=title,
        about=about % {"unit": _("Attendances by language of the course"), **span},
        head=_("Language"),
    )


def _weeks(weeks: list[figures.Week], about: str, span: dict[str, str]) -> ui.charts.Chart | None:
    if len(weeks) < 2 or not weeks[0].active:
        return None
    first, last = weeks[0], weeks[-1]
    columns = (
        Column(pgettext("census", "Week")),
        Column(_("Learners")),
        Column(_("Of the first week’s")),
        Column(_("Share kept")),
    )
    title = _("Of those who came in the first week, %(share)s came in week %(week)s, too") % {
        "share": words.percent(last.kept / first.active),
        # Measures count weeks from nought.
        "week": words.number(last.week - first.week + 1),
    }
    return Chart(
        key="weeks",
        title=title,
        about=about % {"unit": _("Learners by week"), **span},
        links=links("weeks", table="weeks", measure="retention"),
        columns=columns,
        rows=[
            cells(
                columns,
                words.number(each.week - first.week + 1),
                words.number(each.active),
                words.number(each.kept),
                words.percent(each.kept / first.active),
            )
            for each in weeks
        ],
        drawn=ui.charts.columns(
            [ui.charts.Bar(value=100 * each.kept / first.active) for each in weeks],
            says=title,
            words=lambda value: words.percent(value / 100),
            feet=[words.number(each.week - first.week + 1) for each in weeks],
            most=100,
        ),
    )


def _quarter(key: str) -> str:
    """Write 2020-Q1 as the reader would."""
    year, _dash, number = key.partition("-Q")
    return _("Q%(number)s %(year)s") % {"number": number, "year": year} if number else key
