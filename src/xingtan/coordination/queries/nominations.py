"""Questions about nominations: where they are, what was said of them, and what may come next."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xingtan.catalog import public as catalog
from xingtan.coordination import access
from xingtan.coordination.models import Assignment, Call, FollowUp, Nomination, Step
from xingtan.coordination.rules import NOMINATION_MOVES, Who, mean_of, moves_from
from xingtan.universities import public as universities


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A criterion, the marks it was given in the order of the reviews, and their mean."""

    name: str
    marks: list[int | None]
    mean: Decimal | None


@dataclass(frozen=True, slots=True)
class Reviews:
    """What experts say in one round.

    :param asked: everyone who was asked and not let go, with what they said or nothing yet
    :param said: those of them who have spoken
    """

    asked: list[Assignment]
    said: list[Assignment]
    rows: list[MarkRow]


def nominations_of(call: Call, person: Any) -> list[Nomination]:
    """Give the nominations for this call that the person may see, the oldest first: one query."""
    return list(Nomination.objects.visible_to(person).whole().filter(call=call).order_by("nominated_at", "pk"))


def steps_of(nomination: Nomination) -> list[Step]:
    """Give every step, in order: one query."""
    return list(nomination.steps.select_related("by").order_by("pk"))


def reviews_of(nomination: Nomination, *, round: int | None = None) -> Reviews:  # noqa: A002 - what it is called
    """Give what experts say, in this round or another: two queries."""
    asked = list(
        nomination.assignments.open_or_done()
        .filter(round=round or nomination.round)
        .select_related("expert", "review")
        .order_by("pk")
    )
    said = [each for each in asked if hasattr(each, "review")]
    means = mean_of([each.review.marks for each in said])
    criteria = nomination.call.criteria.order_by("place", "pk")
    rows = [
        MarkRow(str(each), [given.review.marks.get(each.key) for given in said], means.get(each.key))
        for each in criteria
    ]
    return Reviews(asked, said, rows)


def open_moves(nomination: Nomination, person: Any) -> list[str]:
    """Name the steps that lead on from here and are this person's to take."""
    if not person.is_authenticated:
        return []
    found = moves_from(NOMINATION_MOVES, nomination.state)
    mine = [name for name, move in found.items() if access.may_take(person, move, nomination)]
    if not mine or all(Who.UNIVERSITY in found[name].by for name in mine):
        return mine
    has_stake = access.has_stake(person, nomination)
    return [name for name in mine if Who.UNIVERSITY in found[name].by or not has_stake]


def courses_to_nominate(call: Call, person: Any) -> list[catalog.Course]:
    """Give the courses this person could nominate: of universities they run and that joined, and not on their way."""
    mine = [key for key, roles in person.standing.universities.at.items() if universities.Role.ADMINISTRATOR in roles]
    joined = call.parties.present().filter(university__in=mine).values("university")
    under_way = Nomination.objects.filter(call=call).exclude(state__in=Nomination.ENDED).values("course")
    courses = catalog.Course.objects.filter(university__in=joined).exclude(pk__in=under_way)
    return list(courses.select_related("university").order_by("university__slug", "slug", "pk")[:500])


def follow_ups_of(nomination: Nomination) -> list[FollowUp]:
    """Give what is looked at after publishing, the next one first: one query."""
    rows = FollowUp.objects.filter(selection__nomination=nomination).select_related("by", "report", "report__by")
    return list(rows.order_by("due_on", "pk"))
