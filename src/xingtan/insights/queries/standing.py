"""How the students of a class come along: who may need help and why, in a constant number of queries."""

from collections import defaultdict
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet

from xingtan.attendance import public as attendance
from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.insights.models import Balance, Case, Flag, PointRule, Watch
from xingtan.insights.rules import flags
from xingtan.learning import public as learning
from xingtan.teaching import public as teaching

WORK_EXPECTED_AFTER = timedelta(days=7)


def watch_of(run: catalog.Run) -> Watch:
    """Give what is watched in a class; the defaults where nobody said anything."""
    return Watch.objects.filter(run=run).first() or Watch(run=run)


def reasons_on(run: catalog.Run, *, now: datetime) -> dict[int, list[flags.Reason]]:
    """Give, for each student of a class by the key of the place, the reasons to ask how they are."""
    watch = watch_of(run)
    terms = flags.Terms(
        missed_in_a_row=watch.missed_in_a_row,
        quantile_percent=watch.quantile_percent,
        days_unseen=watch.days_unseen,
        expects_work=watch.expects_work and _has_work(run, now),
    )
    places = list(learning.Enrollment.objects.current().filter(run=run).only("learner_id", "enrolled_at", "seen_at"))
    scored = learning.Result.objects.filter(enrollment__run=run, score__isnull=False)
    at_work = set(scored.values_list("enrollment_id", flat=True).distinct())
    statuses: dict[int, list[str]] = defaultdict(list)
    seen: dict[int, datetime] = {}
    attended = attendance.attendance_of(runs=[run.pk])
    ends = dict(teaching.Session.objects.filter(run=run).values_list("pk", "ends_at"))
    for each in attended:
        statuses[each.person].append(each.status)
        if each.is_here:
            seen[each.person] = max(ends[each.session], seen.get(each.person, ends[each.session]))
    balances = _balances(run)
    sums = [balances.get(place.pk, Decimal(0)) for place in places] if balances is not None else []
    line = flags.line_of(sums, terms.quantile_percent)
    return {
        place.pk: flags.reasons(
            flags.Standing(
                missed=flags.missed_in_a_row(
                    statuses[place.learner_id], here=attendance.HERE, excused=(attendance.Status.EXCUSED,)
                ),
                points=balances.get(place.pk, Decimal(0)) if balances is not None else None,
                has_handed_in=place.pk in at_work,
                days_unseen=_days_since(
                    max(filter(None, (place.enrolled_at, place.seen_at, run.starts_at, seen.get(place.learner_id)))),
                    now,
                ),
            ),
            terms,
            line=line,
        )
        for place in places
    }


def flags_on(run: catalog.Run) -> QuerySet[Flag]:
    """Give the flags of a class that stand, those with most reasons in the order they were found."""
    here = learning.Enrollment.objects.current().filter(run=run)
    rows = Flag.objects.filter(enrollment__in=here).select_related("enrollment__learner")
    return rows.order_by("since", "pk")


def cases_on(run: catalog.Run, *, enrollment: learning.Enrollment | None = None) -> QuerySet[Case]:
    """Give the cases of a class, those to decide first; of one student, only what is decided."""
    rows = Case.objects.filter(enrollment__run=run).select_related("enrollment__learner")
    if enrollment is not None:
        rows = rows.filter(enrollment=enrollment, decided_at__isnull=False)
    return rows.order_by("decided_at", "-opened_at", "pk")


def runs_to_look_at(*, now: datetime) -> list[catalog.Run]:
    """Give the classes that are taught now."""
    classes = teaching.Class.objects.values("run")
    rows = catalog.Run.objects.filter(pk__in=classes).filter(Q(starts_at=None) | Q(starts_at__lte=now))
    return list(rows.filter(Q(ends_at=None) | Q(ends_at__gte=now)).whole().order_by("pk"))


def _balances(run: catalog.Run) -> dict[int, Decimal] | None:
    """Give the sums of a class, or None where it has no points."""
    if not PointRule.objects.filter(run=run).exists():
        return None
    return dict(Balance.objects.filter(enrollment__run=run).values_list("enrollment_id", "points"))


def _has_work(run: catalog.Run, now: datetime) -> bool:
    """Test whether there is anything to hand in, and time enough was to do so."""
    if run.starts_at is not None and now - run.starts_at < WORK_EXPECTED_AFTER:
        return False
    version = authoring.version_of(run)
    return version is not None and any(block.is_graded for block in authoring.outline_of(version).blocks.values())


def _days_since(moment: datetime, now: datetime) -> int:
    return max(0, (now - moment).days)
