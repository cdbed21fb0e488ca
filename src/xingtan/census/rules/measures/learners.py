"""Measures of learners: how many persons, whether they came again, and whether they completed."""

from datetime import timedelta
from typing import TYPE_CHECKING

from xingtan.census.rules.measures.base import Asked, CannotBeAsked, Tables, measure
from xingtan.census.rules.measures.cutting import between, counted_once, cut, summed
from xingtan.census.rules.words import gettext_noop as _

if TYPE_CHECKING:
    from ibis.expr.types import Table

_OFFER = ("university", "discipline", "platform", "country", "language", "kind")
_MOST_WEEKS = 60


@measure(
    key="distinct_learners",
    version=1,
    owner="census",
    title=_("Learners"),
    says=_(
        "Different persons with at least one attendance. One person on several platforms under several names counts once."
    ),
    unit=_("persons"),
    silent=_(
        "Parts do not add up: one person may attend at two universities. It does not say who enrolled and never came."
    ),
    needs=("attendance", "course", "university"),
    people="distinct_learners",
)
def distinct_learners(t: Tables, asked: Asked) -> "Table":
    """Count the learners exactly."""
    return counted_once(cut(t, between(t.attendance, asked), asked), asked, "learner")


@measure(
    key="distinct_learners_approx",
    version=1,
    owner="census",
    title=_("Learners, approximately"),
    says=_("As learners, by a sketch: a first look where counting exactly takes too long."),
    unit=_("persons"),
    silent=_("It is no exact number, and each engine's sketch errs in its own way: it is never published as a figure."),
    needs=("attendance", "course", "university"),
    people="distinct_learners",
    error=_("about 3 % in two of three cases"),
)
def distinct_learners_approx(t: Tables, asked: Asked) -> "Table":
    """Count the learners by the engine's HyperLogLog."""
    rows = cut(t, between(t.attendance, asked), asked)
    value = rows.learner.approx_nunique().cast("int64")
    return rows.group_by(*asked.by).aggregate(value=value) if asked.by else rows.aggregate(value=value)


@measure(
    key="retention",
    version=1,
    owner="census",
    title=_("Retention by week"),
    says=_(
        "Of the learners of the first seven days, those who attend again in each further seven days; beside all active."
    ),
    unit=_("learners for each of the first week"),
    silent=_("It does not say who completed. Weeks are counted from the first day of the stretch, not from Monday."),
    needs=("attendance", "course", "university"),
    by=("university", "discipline", "platform", "country", "language", "kind"),
    people="distinct_learners",
    ratio=True,
)
def retention(t: Tables, asked: Asked) -> "Table":
    """Give a row per week: active, kept (numerator), and those of the first week (denominator)."""
    import ibis  # noqa: PLC0415 - loaded where something is counted, never when the site starts

    if asked.start is None or asked.end is None:
        raise CannotBeAsked("retention needs a first and a last day")
    weeks = (asked.end - asked.start).days // 7 + 1
    if weeks > _MOST_WEEKS:
        raise CannotBeAsked(f"retention is counted over at most {_MOST_WEEKS} weeks")
    rows = cut(t, between(t.attendance, asked), asked)
    edges = [ibis.date((asked.start + timedelta(days=7 * week)).isoformat()) for week in range(weeks + 1)]
    # A flag a week and person: one pass over the rows, where a distinct count a week would take as many.
    flags = {
        f"w{week}": ibis.cases(((rows.day >= edges[week]) & (rows.day < edges[week + 1]), 1), else_=0).max()
        for week in range(weeks)
    }
    persons = rows.group_by(*asked.by, "learner").aggregate(**flags)
    sums = {}
    for week in range(weeks):
        sums[f"active{week}"] = persons[f"w{week}"].sum().cast("int64").fill_null(0)
        sums[f"kept{week}"] = (persons[f"w{week}"] * persons.w0).sum().cast("int64").fill_null(0)
    wide = persons.group_by(*asked.by).aggregate(**sums) if asked.by else persons.aggregate(**sums)
    each = [
        wide.select(
            *asked.by,
            since=ibis.literal(week, "int64"),
            active=wide[f"active{week}"],
            numerator=wide[f"kept{week}"],
            denominator=wide.kept0,
        )
        for week in range(weeks)
    ]
    return ibis.union(*each) if len(each) > 1 else each[0]


@measure(
    key="completion",
    version=1,
    owner="census",
    title=_("Completion"),
    says=_("Of those who enrolled in a course within the stretch, those who completed it by its last day."),
    unit=_("completions for each enrollment"),
    silent=_("Who enrolled late had less time. It does not say what the others came for."),
    needs=("enrollment", "completion", "course", "university"),
    by=("quarter", *_OFFER),
    people="distinct_learners",
    ratio=True,
    adds=("quarter", *_OFFER),
)
def completion(t: Tables, asked: Asked) -> "Table":
    """Add up enrollments and the completions among them; a person counts once in a course."""
    import ibis  # noqa: PLC0415 - as above

    first = t.enrollment.group_by("learner", "course").aggregate(day=t.enrollment.day.min())
    first = between(first, asked)
    done = t.completion
    if asked.end is not None:
        done = between(done, Asked(end=asked.end))
    # Completed pairs are marked with a one of their own: where nothing joins, some engines leave a null, some a nought.
    done = done.select(who=done.learner, what=done.course).distinct()
    done = done.mutate(done=ibis.literal(1, "int64"))
    rows = first.left_join(done, [first.learner == done.who, first.course == done.what])
    places = t.course.select(of=t.course.course, university=t.course.university)
    rows = rows.join(places, rows.course == places.of)
    rows = rows.mutate(done=rows.done.fill_null(0), all=ibis.literal(1, "int64")).drop("of", "who", "what")
    return summed(cut(t, rows, asked), asked, numerator="done", denominator="all")
