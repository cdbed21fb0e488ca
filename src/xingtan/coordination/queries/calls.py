"""Questions about calls: who joined, and what came of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery

from xingtan.catalog import public as catalog
from xingtan.coordination.models import Call, Departure, Evidence, Party, Selection, Task, Tier
from xingtan.universities import public as universities


@dataclass(frozen=True, slots=True)
class Counted:
    """A number that a public page tells: what it is of, and of which moment.

    :param name: what is counted; the page words it, and defines it below
    """

    name: str
    value: int
    at: datetime


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A university or a platform that joined."""

    party: Party
    name: str
    is_platform: bool
    tier: str
    joined_at: datetime
    left_at: datetime | None


def calls_of(person: Any) -> list[Call]:
    """Give the calls this person may see with how many joined, the newest first: one query."""
    present = Count("parties", filter=Q(parties__in=Party.objects.present()))
    return list(Call.objects.visible_to(person).annotate(joined=present).order_by("-made_at", "-pk"))


def parties_of(call: Call) -> list[PartyRow]:
    """Give who joined the call, those who lead first: one query."""
    gone = Departure.objects.standing().filter(party=OuterRef("pk")).values("at")[:1]
    rows = Party.objects.named().filter(call=call).annotate(left_at=Subquery(gone))
    return [
        PartyRow(
            party=row,
            name=str(row),
            is_platform=row.platform_id is not None,
            tier=row.get_tier_display(),
            joined_at=row.joined_at,
            left_at=vars(row)["left_at"],
        )
        for row in sorted(rows, key=lambda each: (each.tier != Tier.LEAD, each.joined_at, each.pk))
    ]


def counts_of(call: Call, *, now: datetime) -> list[Counted]:
    """Count what came of the call, as it stands at this moment: five queries, whatever its size."""
    joined = call.parties.present().aggregate(
        lead=Count("pk", filter=Q(tier=Tier.LEAD)),
        follower=Count("pk", filter=Q(tier=Tier.FOLLOWER)),
        platforms=Count("pk", filter=Q(platform__isnull=False)),
        universities=Count("pk", filter=Q(university__isnull=False)),
    )
    nominated = call.nominations.aggregate(
        nominated=Count("pk"),
        nominating=Count("university", distinct=True),
        accepted=Count("pk", filter=Q(state__in=("accepted", "selected", "removed"))),
        refused=Count("pk", filter=Q(state="refused")),
    )
    tasks = Task.objects.filter(call=call).count()
    done = Evidence.objects.accepted().filter(task__call=call).aggregate(evidence=Count("pk"))
    selected = Selection.objects.holding().filter(nomination__call=call).count()
    counted = {**joined, **nominated, "selected": selected, "tasks": tasks, **done}
    return [Counted(name, value, now) for name, value in counted.items()]


def selected_courses(call: Call) -> list[Selection]:
    """Give the courses that this call brought to the international platform, and that anyone can see."""
    held = Selection.objects.holding().filter(nomination__call=call, course__status=catalog.Course.Status.PUBLISHED)
    return list(held.select_related("course__university").order_by("at", "pk"))


def joiners_for(person: Any, call: Call) -> list[tuple[str, str]]:
    """Give in whose name this person may join the call: ``university:slug`` or ``platform:slug``, and its name.

    A coordinator may for every platform.
    """
    if not person.is_authenticated:
        return []
    mine = [key for key, roles in person.standing.universities.at.items() if universities.Role.ADMINISTRATOR in roles]
    joined = Party.objects.present().filter(call=call)
    offering = universities.University.objects.filter(pk__in=mine).exclude(
        pk__in=joined.filter(university__isnull=False).values("university")
    )
    return [
        *((f"university:{each.slug}", str(each)) for each in offering.order_by("slug")),
        *((f"platform:{each.slug}", str(each)) for each in platforms_to_add(person, call)),
    ]


def platforms_to_add(person: Any, call: Call) -> list[catalog.Platform]:
    """Give the platforms that have not joined, and for which this person speaks; for a coordinator all of them."""
    rows = catalog.Platform.objects.filter(left_on__isnull=True).exclude(
        pk__in=Party.objects.present().filter(call=call, platform__isnull=False).values("platform")
    )
    if not universities.coordinates(person):
        rows = rows.filter(contacts__person=person)
    return list(rows.order_by("slug"))
