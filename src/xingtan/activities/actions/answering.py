"""Deeds of students: they answer. Whether an answer came in time, the server's clock says and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F
from django.utils.translation import gettext_lazy as _

from xingtan.activities.actions.leading import envelope
from xingtan.activities.actions.saying import NotFit, tell_answered
from xingtan.activities.events import Responded
from xingtan.activities.models import Activity, Response
from xingtan.activities.registry import kinds
from xingtan.activities.registry.answers import Unfit
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit_many
from xingtan.kernel.ids import new_uid
from xingtan.learning import public as learning


class TooLate(RuleBroken):
    """It takes no answers now."""

    message = _("This is closed, so your answer came too late. What you said before stays.")


class SaidEnough(RuleBroken):
    """One person can say only so much in one activity."""

    message = _("You have answered here %(most)s times, which is all that is kept.")


class AlreadySaid(RuleBroken):
    """The id of an answer names another person's."""

    message = _("This could not be kept. Load the page again, then answer.")


class NotInClass(RuleBroken):
    """Only current students answer."""

    message = _("You are not in this class.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One answer as it arrived.

    :param person: the key of who answers
    :param at: when it arrived at the server
    :param uid: chosen by the device, so that what is sent twice is kept once
    """

    activity: UUID
    person: int
    at: datetime
    payload: Mapping[str, Any] = field(default_factory=dict)
    uid: UUID = field(default_factory=new_uid)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one answer: kept, now or before, or why not."""

    uid: UUID
    broken: RuleBroken | None = None

    @property
    def is_kept(self) -> bool:
        """Test whether it is kept."""
        return self.broken is None


def respond(
    *, activity: Activity, person: Any, payload: Mapping[str, Any], now: datetime, uid: UUID | None = None
) -> None:
    """Answer, or answer again. The one who calls has let them in by the door ``activity_to_answer``.

    :raises TooLate: if it takes no answers now, by the server's clock
    :raises NotFit: if its kind cannot keep what was sent
    :raises SaidEnough: if this person has said all that one person can
    """
    given = Given(activity=activity.uid, person=person.pk, at=now, payload=payload, uid=uid or new_uid())
    outcome = _take([given], {activity.uid: activity}, {person.pk: person.uid}, None)[0]
    if outcome.broken is not None:
        raise outcome.broken


def take_responses(batch: Sequence[Given]) -> list[Outcome]:
    """Take many answers, of many people in many sessions, in a constant number of statements; in their order.

    Any of it may have been taken before: the same uid of the same person is kept once. Whoever has no place in
    the class is refused here.
    """
    rows = Activity.objects.select_related("session", "run__course__university")
    activities = {each.uid: each for each in rows.filter(uid__in={each.activity for each in batch})}
    places = learning.Enrollment.objects.current().filter(
        run__in={each.run_id for each in activities.values()}, learner__in={each.person for each in batch}
    )
    found = list(places.values_list("run", "learner", "learner__uid"))
    return _take(
        batch, activities, {person: uid for _run, person, uid in found}, {(run, person) for run, person, _uid in found}
    )


@deed
def _take(
    batch: Sequence[Given],
    activities: Mapping[UUID, Activity],
    people: Mapping[int, UUID],
    places: set[tuple[int, int]] | None,
) -> list[Outcome]:
    known, said = _known(batch), _counts(batch, activities)
    outcomes: list[Outcome] = []
    new: dict[tuple[int, UUID], tuple[Response, Activity]] = {}
    for each in batch:
        activity = activities.get(each.activity)
        try:
            if activity is None or (places is not None and (activity.run_id, each.person) not in places):
                raise NotInClass
            key = (activity.pk, each.uid)
            if (before := known.get(key)) is not None:
                if before != each.person:
                    raise AlreadySaid
            else:
                new[key] = (_judged(each, activity, said), activity)
                known[key] = each.person
        except RuleBroken as broken:
            outcomes.append(Outcome(uid=each.uid, broken=broken))
        else:
            outcomes.append(Outcome(uid=each.uid))
    # The same answer may arrive in two processes at the same moment: then one of them finds it there.
    Response.objects.bulk_create([row for row, _activity in new.values()], ignore_conflicts=True)
    emit_many([_event(row, activity, people) for row, activity in new.values() if _earns(activity)])
    # What a closed activity came to is kept for long, by its version.
    late = {activity.pk for row, activity in new.values() if not activity.is_open(row.at)}
    if late:
        Activity.objects.filter(pk__in=late).update(version=F("version") + 1)
    for activity in {each.pk: each for _row, each in new.values()}.values():
        tell_answered(activity)
    return outcomes


def _known(batch: Sequence[Given]) -> dict[tuple[int, UUID], int]:
    rows = Response.objects.filter(activity__uid__in={each.activity for each in batch}, uid__in=[x.uid for x in batch])
    return {(activity, uid): person for activity, uid, person in rows.values_list("activity", "uid", "person")}


def _counts(batch: Sequence[Given], activities: Mapping[UUID, Activity]) -> dict[tuple[int, int], int]:
    rows = Response.objects.filter(
        activity__in=[each.pk for each in activities.values()], person__in={each.person for each in batch}
    )
    counted = rows.values_list("activity", "person").annotate(said=Count("pk"))
    return {(activity, person): said for activity, person, said in counted}


def _judged(given: Given, activity: Activity, said: dict[tuple[int, int], int]) -> Response:
    kind, mine = kinds.named(activity.kind), (activity.pk, given.person)
    if kind is None or not kind.takes or activity.is_draft:
        raise TooLate
    if not activity.took(given.at) and not kind.takes_when_over(activity, given.payload):
        raise TooLate
    if said.get(mine, 0) >= kind.most:
        raise SaidEnough(most=kind.most)
    try:
        kept = kind.take(given.payload, activity.config)
        score = kind.score(kept, activity.config)
    except Unfit as unfit:
        raise NotFit(unfit) from unfit
    said[mine] = said.get(mine, 0) + 1
    return Response(uid=given.uid, activity=activity, person_id=given.person, at=given.at, payload=kept, score=score)


def _earns(activity: Activity) -> bool:
    kind = kinds.named(activity.kind)
    return kind is not None and kind.earns and activity.session is not None


def _event(row: Response, activity: Activity, people: Mapping[int, UUID]) -> Responded:
    uid = people[row.person_id]
    facts = {**envelope(activity, None), "actor": uid}
    return Responded(**facts, person=uid, response=row.uid, score=row.score)
