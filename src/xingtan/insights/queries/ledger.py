"""What things are worth, and what stands in the ledgers."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import DecimalField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from xingtan.catalog import public as catalog
from xingtan.insights.models import Balance, Entry, PointRule
from xingtan.insights.queries.words import what_words
from xingtan.insights.rules import points
from xingtan.learning import public as learning

_ZERO = Value(Decimal(0), output_field=DecimalField(max_digits=12, decimal_places=2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An entry as its student reads it."""

    at: datetime
    words: str
    points: Decimal


def rules_of(run: catalog.Run) -> list[points.Rule]:
    """Give all rules a class has, or had."""
    return rules_on([run.uid]).get(run.uid, [])


def rules_on(runs: Iterable[UUID]) -> dict[UUID, list[points.Rule]]:
    """Give the rules of these classes, by the uid of the run; a class without any is left out. One query."""
    found: dict[UUID, list[points.Rule]] = defaultdict(list)
    rows = PointRule.objects.filter(run__uid__in=list(runs)).order_by("since", "pk")
    for run, what, value, since in rows.values_list("run__uid", "what", "points", "since"):
        found[run].append(points.Rule(what=what, points=value, since=since))
    return dict(found)


def worth_now(run: catalog.Run) -> dict[str, Decimal]:
    """Give what things are worth in a class now; what is worth nothing is left out."""
    last = {rule.what: rule.points for rule in sorted(rules_of(run), key=lambda rule: rule.since)}
    return {what: value for what, value in last.items() if value}


def fact_of(entry: Entry) -> points.Fact:
    """Give the fact that an entry keeps."""
    return points.Fact(event=entry.event, subject=entry.subject, what=entry.what, at=entry.at, amount=entry.amount)


def counted_again(run: catalog.Run) -> dict[int, Decimal]:
    """Count the points of every student with a ledger again, by the key of the place: two queries."""
    rules = rules_of(run)
    facts: dict[int, list[points.Fact]] = defaultdict(list)
    for entry in Entry.objects.filter(enrollment__run=run).order_by("pk"):
        facts[entry.enrollment_id].append(fact_of(entry))
    return {key: points.count_again(rules, some) for key, some in facts.items()}


def ledger_of(enrollment: learning.Enrollment) -> QuerySet[Entry]:
    """Give a student's ledger, the last entry first."""
    return Entry.objects.filter(enrollment=enrollment).order_by("-pk")


def row_of(entry: Entry) -> Row:
    """Word an entry."""
    return Row(at=entry.at, words=what_words(entry.what), points=entry.points)


def points_of(enrollment: learning.Enrollment) -> Decimal:
    """Give a student's sum."""
    found = Balance.objects.filter(enrollment=enrollment).values_list("points", flat=True).first()
    return found if found is not None else Decimal(0)


def table_of(run: catalog.Run) -> "QuerySet[learning.Enrollment]":
    """Give the students of a class with their sums as ``points``, the highest first: one query."""
    own = Balance.objects.filter(enrollment=OuterRef("pk")).values("points")[:1]
    rows = learning.Enrollment.objects.current().filter(run=run).select_related("learner")
    return rows.annotate(points=Coalesce(Subquery(own), _ZERO)).order_by("-points", "learner__name", "pk")
