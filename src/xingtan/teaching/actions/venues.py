"""Deeds: rooms on site are noted, one by one or as a timetable names them."""

from collections.abc import Mapping, Sequence
from typing import Any

from xingtan.kernel.deeds import deed
from xingtan.teaching.models import Venue
from xingtan.universities import public as universities

AT_ONCE = 500


@deed
def add_venues(*, university: universities.University, venues: Sequence[Mapping[str, Any]]) -> list[Venue]:
    """Note rooms of a university, in bulk; one that is there stays as it is.

    :param venues: fields of each room by name; the code has to be among them, and with the campus it tells the room
    :returns: the rooms in the same order
    """
    codes = {each["code"] for each in venues}
    rows = Venue.objects.filter(university=university, code__in=codes).order_by("pk")
    there = {(each.campus, each.code): each for each in rows}
    made = {_key(facts): Venue(university=university, **facts) for facts in venues if _key(facts) not in there}

    Venue.objects.bulk_create(made.values(), batch_size=AT_ONCE)
    return [there.get(_key(facts)) or made[_key(facts)] for facts in venues]


def _key(facts: Mapping[str, Any]) -> tuple[str, str]:
    return facts.get("campus", ""), facts["code"]
