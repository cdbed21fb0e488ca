"""What was answered: loaded for many activities at once, counted by their kinds, and kept for a moment."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import models

from xingtan.activities import config
from xingtan.activities.models import Activity, Move, Response
from xingtan.activities.registry import answers as rules
from xingtan.activities.registry import kinds
from xingtan.kernel.cache import part
from xingtan.kernel.prepared import Prepared
from xingtan.people import public as people

# An answer that was in time may be stored a moment after the activity was closed.
SETTLES = timedelta(seconds=10)
_COLUMNS = ("activity", "pk", "uid", "person", "at", "payload", "score")
# Asked by each of three hundred who come to a session in the same minute.
_own = Prepared[tuple[Any, ...]](
    lambda session, person: (
        Response.objects.filter(activity__session=session, person=person).order_by("at", "pk").values_list(*_COLUMNS)
    ),
    session=models.BigIntegerField(),
    person=models.BigIntegerField(),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """What an activity came to so far. Shared by all who look: nobody changes it."""

    results: Any
    answered: int = 0
    """How many people answered."""
    stamp: tuple[Hashable, ...] = ()
    """Another one as soon as anything of it is another."""
    answers: Sequence[rules.Answer] = field(default=(), repr=False)
    """Those that count."""


def folded(activities: Sequence[Activity], now: datetime) -> dict[int, Folded]:
    """Count what was answered in these activities: two queries, or none if it was counted a moment ago."""
    settled = [each for each in activities if each.closed_at is not None and each.closed_at + SETTLES < now]
    moving = [each for each in activities if each not in settled]
    found: dict[int, Folded] = {}
    for some, ttl in ((settled, 3600.0), (moving, config.activities.fresh_seconds)):
        if some:
            keys = tuple((each.pk, each.version) for each in some)
            found |= part("activities.folded", keys, make=partial(_fold, some), ttl=ttl)
    return found


def answers_of(activities: Sequence[Activity]) -> dict[int, list[rules.Answer]]:
    """Load all answers of these activities, in the order they came, by the activity's key: one query."""
    found: dict[int, list[rules.Answer]] = {each.pk: [] for each in activities}
    for activity, _pk, *facts in _rows(activities):
        found[activity].append(_answer(*facts))
    return found


def own_answers(person: Any, activities: Sequence[Activity]) -> dict[int, list[rules.Answer]]:
    """Load what one person answered in these activities of one session, in the order it came: one query."""
    found: dict[int, list[rules.Answer]] = {each.pk: [] for each in activities}
    rows = _own.all(session=activities[0].session_id, person=person.pk) if activities else []
    for activity, _pk, *facts in rows:
        if activity in found:
            found[activity].append(_answer(*facts))
    return found


def moves_of(activities: Sequence[Activity]) -> dict[int, list[rules.Move]]:
    """Load the moves of these activities, in the order they were made, by the activity's key: one query."""
    found: dict[int, list[rules.Move]] = {each.pk: [] for each in activities}
    rows = Move.objects.filter(activity__in=found).order_by("at", "pk")
    for activity, do, at, payload, by in rows.values_list("activity", "do", "at", "payload", "by"):
        found[activity].append(rules.Move(do=do, at=at, payload=payload, by=by))
    return found


def names_in(activities: Sequence[Activity]) -> dict[int, str]:
    """Give the names of all who answered in these activities, by the person's key: one query."""
    said = Response.objects.filter(activity__in=[each.pk for each in activities]).values("person")
    return {each.pk: each.get_full_name() for each in people.Person.objects.filter(pk__in=said)}


def _fold(activities: Sequence[Activity]) -> dict[int, Folded]:
    moves = moves_of(activities)
    said: dict[int, list[rules.Answer]] = {each.pk: [] for each in activities}
    last = dict.fromkeys(said, 0)
    for activity, pk, *facts in _rows(activities):
        said[activity].append(_answer(*facts))
        last[activity] = max(last[activity], pk)
    made = {}
    for each in activities:
        kind = kinds.named(each.kind)
        if kind is None:
            continue
        counting = rules.counted(said[each.pk], kind.counts)
        made[each.pk] = Folded(
            results=kind.fold(each.config, counting, moves[each.pk]),
            answered=len({answer.person for answer in counting}),
            stamp=(each.version, len(said[each.pk]), last[each.pk]),
            answers=counting,
        )
    return made


def _rows(activities: Sequence[Activity]) -> Any:
    # By the server's clock first: rows that are stored in one statement came one after the other all the same.
    found = Response.objects.filter(activity__in=[each.pk for each in activities])
    return found.order_by("at", "pk").values_list(*_COLUMNS)


def _answer(uid: Any, person: int, at: datetime, payload: Any, score: Any) -> rules.Answer:
    return rules.Answer(uid=uid, person=person, at=at, payload=payload, score=score)
