"""Resumption tokens: where a list goes on, sealed, so that nothing is kept here and nobody can make one up."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from xingtan.federation.oai_pmh.rules import Window, Wrong
from xingtan.kernel.seals import SealBroken, seal, unseal

LASTS = timedelta(days=2)
PURPOSE = "oai-pmh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a list is: what was asked for, the last course given, and the last one there was when it began.

    :param begun_at: when the first request came
    :param count: how many were given so far
    :param size: about how many there are in all
    :param is_narrow: few courses changed in this window, so that it is quicker to look at these alone
    """

    verb: str
    prefix: str
    set_spec: str
    window: Window
    begun_at: datetime
    after: int = 0
    most: int
    count: int = 0
    size: int
    is_narrow: bool


def token_of(place: Place, *, now: datetime) -> tuple[str, datetime]:
    """Write where the list goes on, and tell until when that holds."""
    ends_at = (now + LASTS).replace(microsecond=0)
    since, before = place.window.since, place.window.before
    says = [
        *(place.verb, place.prefix, place.set_spec, since and since.isoformat(), before and before.isoformat()),
        *(place.begun_at.isoformat(), place.after, place.most, place.count, place.size, place.is_narrow),
    ]
    return seal(PURPOSE, json.dumps(says).encode(), ends_at=int(ends_at.timestamp())), ends_at


def place_of(token: str, verb: str, *, now: datetime) -> Place:
    """Read a token of ours.

    :raises Wrong: badResumptionToken, if it is not, has ended, or belongs to another verb
    """
    try:
        says = json.loads(unseal(PURPOSE, token, now=now.timestamp())[0])
    except SealBroken:
        says = [None]
    if says[0] != verb:
        raise Wrong("badResumptionToken", "The token is not valid, or no longer: begin again.")
    _, prefix, set_spec, since, before, begun_at, after, most, count, size, is_narrow = says
    return Place(
        verb=verb,
        prefix=prefix,
        set_spec=set_spec,
        window=Window(_moment(since), _moment(before)),
        begun_at=datetime.fromisoformat(begun_at).astimezone(UTC),
        after=after,
        most=most,
        count=count,
        size=size,
        is_narrow=is_narrow,
    )


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
