"""What waits for somebody at the desk."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from xingtan.coordination import access
from xingtan.coordination.models import Assignment, Call, Evidence, Experience, FollowUp, Nomination, Party
from xingtan.coordination.queries.calls import calls_of
from xingtan.universities import public as universities

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Desk:
    """All that waits for one person, and the calls they may see."""

    calls: Sequence[Call] = ()
    reviews: Sequence[Assignment] = ()
    to_check: Sequence[Nomination] = ()
    in_review: Sequence[Nomination] = ()
    to_decide: Sequence[Nomination] = ()
    to_publish: Sequence[Nomination] = ()
    evidence: Sequence[Evidence] = ()
    experiences: Sequence[Experience] = ()
    follow_ups: Sequence[FollowUp] = ()
    returned: Sequence[Nomination] = ()
    parties: Sequence[Party] = ()
    own_experiences: Sequence[Experience] = field(default=())

    @property
    def is_quiet(self) -> bool:
        """Test whether nothing waits."""
        return not any(
            (
                *(self.reviews, self.to_check, self.in_review, self.to_decide, self.to_publish),
                *(self.evidence, self.experiences, self.follow_ups, self.returned),
            )
        )


def desk_of(person: Any) -> Desk:
    """Give what waits for this person: a dozen queries at most, whatever waits."""
    states = Nomination.State
    waits: dict[str, list[Nomination]] = {state: [] for state in states}
    coordinates, decides = universities.coordinates(person), universities.is_on_committee(person)
    if coordinates or decides:
        moving = (states.NOMINATED, states.IN_REVIEW, states.TO_DECIDE, states.ACCEPTED)
        rows = Nomination.objects.whole().filter(state__in=moving).order_by("nominated_at", "pk")
        for row in rows[:MOST_SHOWN]:
            waits[row.state].append(row)
    runs = [key for key, roles in person.standing.universities.at.items() if universities.Role.ADMINISTRATOR in roles]
    return Desk(
        calls=calls_of(person),
        reviews=_reviews(person),
        to_check=waits[states.NOMINATED] if coordinates else (),
        in_review=waits[states.IN_REVIEW] if coordinates else (),
        to_decide=waits[states.TO_DECIDE] if decides else (),
        to_publish=waits[states.ACCEPTED] if coordinates else (),
        evidence=_evidence() if coordinates else (),
        experiences=_experiences() if coordinates else (),
        follow_ups=_follow_ups(runs, coordinates=coordinates),
        returned=_returned(runs) if runs else (),
        parties=_parties(person),
        own_experiences=list(Experience.objects.filter(author=person).order_by("-submitted_at", "-pk")[:MOST_SHOWN]),
    )


def _reviews(person: Any) -> list[Assignment]:
    rows = Assignment.objects.outstanding().filter(expert=person, nomination__state=Nomination.State.IN_REVIEW)
    whole = rows.select_related("nomination__course__university", "nomination__call").order_by("at", "pk")
    return [each for each in whole if each.round == each.nomination.round]


def _evidence() -> list[Evidence]:
    rows = Evidence.objects.waiting().select_related("task__call", "party__university", "party__platform")
    return list(rows.order_by("at", "pk")[:MOST_SHOWN])


def _experiences() -> list[Experience]:
    rows = Experience.objects.filter(state=Experience.State.SUBMITTED).select_related("author")
    return list(rows.order_by("submitted_at", "pk")[:MOST_SHOWN])


def _follow_ups(runs: Sequence[int], *, coordinates: bool) -> list[FollowUp]:
    if not (runs or coordinates):
        return []
    rows = FollowUp.objects.filter(report__isnull=True, selection__removal__isnull=True)
    if not coordinates:
        rows = rows.filter(selection__nomination__university__in=runs)
    return list(rows.select_related("selection__nomination__course").order_by("due_on", "pk")[:MOST_SHOWN])


def _returned(runs: Sequence[int]) -> list[Nomination]:
    rows = Nomination.objects.whole().filter(state=Nomination.State.RETURNED, university__in=runs)
    return list(rows.order_by("nominated_at", "pk")[:MOST_SHOWN])


def _parties(person: Any) -> list[Party]:
    if not access.may_join(person):
        return []
    rows = Party.objects.present().named().select_related("call").spoken_for_by(person)
    return list(rows.filter(~Q(call__state=Call.State.DRAFT)).order_by("-joined_at", "-pk"))
