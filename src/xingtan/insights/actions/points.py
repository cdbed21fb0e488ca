"""Deeds on points: what something is worth, what happened, and counting all of it again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, Sum

from xingtan.catalog import public as catalog
from xingtan.insights import queries
from xingtan.insights.events import PointsBooked, RuleSet
from xingtan.insights.models import Balance, Entry, PointRule
from xingtan.insights.rules import points
from xingtan.kernel.deeds import deed
from xingtan.kernel.events import emit_many
from xingtan.learning import public as learning
from xingtan.people import public as people


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """A fact, and whose it is: a person on a run, or a place."""

    run: UUID
    fact: points.Fact
    person: UUID | None = None
    enrollment: UUID | None = None


@deed
def set_rules(*, run: catalog.Run, worth: Mapping[str, Decimal], by: people.Person, now: datetime) -> int:
    """Say what things are worth in a class from now on; what is worth the same as before is not said again.

    :returns: how many rules are new
    """
    catalog.lock(run)
    held = {rule.what: rule.points for rule in sorted(queries.rules_of(run), key=lambda rule: rule.since)}
    new = [
        PointRule(run=run, what=what, points=value, since=now, by=by)
        for what, value in worth.items()
        if held.get(what, Decimal(0)) != value
    ]
    PointRule.objects.bulk_create(new, ignore_conflicts=True)
    envelope = {"actor": by.uid, "university": run.course.university.uid, "run": run.uid}
    emit_many([RuleSet(**envelope, what=each.what) for each in new])
    return len(new)


@deed
def book_points(*, happened: Sequence[Happened]) -> int:
    """Book what happened, where a class has rules; an event that comes again adds nothing.

    :returns: how many entries are new
    """
    rules = queries.rules_on({each.run for each in happened})
    counted = [each for each in happened if each.run in rules]
    if not counted:
        return 0
    places = _places(counted)
    by_place: dict[int, list[Happened]] = defaultdict(list)
    for each in counted:
        place = places.get(each.enrollment or (each.run, each.person))
        if place is not None:
            by_place[place.pk].append(each)
    enrollments = {place.pk: place for place in places.values()}
    ledgers = _ledgers(by_place)
    new = [
        Entry(
            enrollment=enrollments[key],
            event=booked.fact.event,
            subject=booked.fact.subject,
            what=booked.fact.what,
            amount=booked.fact.amount,
            points=booked.points,
            at=booked.fact.at,
        )
        for key, some in by_place.items()
        for booked in points.book(rules[some[0].run], ledgers[key], [each.fact for each in some])
    ]
    if not new:
        return 0
    Entry.objects.bulk_create(new, ignore_conflicts=True)
    touched = {each.enrollment_id for each in new}
    _sum_up(touched)
    by_run: dict[UUID, list[UUID]] = defaultdict(list)
    for key in sorted(touched):
        by_run[by_place[key][0].run].append(enrollments[key].uid)
    emit_many([PointsBooked(run=run, enrollments=uids) for run, uids in by_run.items()])
    return len(new)


@deed
def count_again(*, run: catalog.Run) -> int:
    """Count every student's points again from the facts of the ledger.

    :returns: how many sums were different; it should be none
    """
    right = queries.counted_again(run)
    kept = dict(Balance.objects.filter(enrollment__run=run).values_list("enrollment_id", "points"))
    wrong = [key for key, value in right.items() if kept.get(key, Decimal(0)) != value]
    for key in wrong:
        Balance.objects.update_or_create(enrollment_id=key, defaults={"points": right[key]})
    return len(wrong)


def _places(happened: Sequence[Happened]) -> dict[Any, learning.Enrollment]:
    """Find the places, by their uid and by run and person: one query."""
    wanted = Q(uid__in={each.enrollment for each in happened if each.enrollment}) | Q(
        run__uid__in={each.run for each in happened}, learner__uid__in={each.person for each in happened if each.person}
    )
    found: dict[Any, learning.Enrollment] = {}
    rows = learning.Enrollment.objects.filter(wanted).only("uid", "run__uid", "learner__uid")
    for each in rows.select_related("run", "learner"):
        found[each.uid] = each
        found[each.run.uid, each.learner.uid] = each
    return found


def _ledgers(by_place: Mapping[int, Sequence[Happened]]) -> dict[int, list[points.Booked]]:
    """Load what stands in the ledgers about the same things, in order: one query."""
    subjects = {each.fact.subject for some in by_place.values() for each in some}
    events = {each.fact.event for some in by_place.values() for each in some}
    found: dict[int, list[points.Booked]] = {key: [] for key in by_place}
    rows = Entry.objects.filter(enrollment__in=by_place).filter(Q(subject__in=subjects) | Q(event__in=events))
    for row in rows.order_by("pk"):
        found[row.enrollment_id].append(points.Booked(fact=queries.fact_of(row), points=row.points))
    return found


def _sum_up(enrollments: set[int]) -> None:
    sums = Entry.objects.filter(enrollment__in=enrollments).values_list("enrollment_id").annotate(sum=Sum("points"))
    Balance.objects.bulk_create(
        [Balance(enrollment_id=key, points=value) for key, value in sums.order_by("enrollment_id")],
        update_conflicts=True,
        unique_fields=["enrollment"],
        update_fields=["points"],
    )
