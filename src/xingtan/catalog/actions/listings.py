"""Deeds: a platform says what it offers, and what it no longer does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from xingtan.catalog.actions.kept import CannotBeKept, digest_of, id_of, keep
from xingtan.catalog.actions.wording import add, retell, told
from xingtan.catalog.events import CoursesGathered, CoursesVanished
from xingtan.catalog.models import Course, Listing, Platform
from xingtan.catalog.registry import Facts
from xingtan.kernel import rows
from xingtan.kernel.deeds import deed
from xingtan.kernel.events import emit, emit_many
from xingtan.kernel.ids import new_uid

MOST = 1000
"""As many records as one call takes, so that what it asks of the database stays bounded."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that could not be taken in, and why."""

    remote_id: str
    why: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a page of records.

    :param back: they were gone, and are there again
    """

    added: int = 0
    changed: int = 0
    same: int = 0
    back: int = 0
    refused: tuple[Refused, ...] = ()


@deed
def take_in(*, platform: Platform, found: Sequence[Facts], source: str, now: datetime, origin: str = "") -> Taken:
    """Take in what a platform says of its courses; saying it twice changes nothing.

    Of two records with one id the last counts. A record that says too little is refused, and the others are taken.

    :param source: the format it came in
    :param origin: which feed it came by; what another feed lists is not gone when this one does not list it
    """
    platform = Platform.objects.select_for_update().get(pk=platform.pk)
    said = {id_of(each.remote_id): each for each in found[:MOST]}
    there = {
        each.remote_id: each
        for each in Listing.objects.filter(platform=platform, remote_id__in=said).only(
            "pk", "remote_id", "digest", "gone_at", "course_id"
        )
    }
    digests = {remote_id: _digest(each) for remote_id, each in said.items()}
    differing = {
        remote_id: each for remote_id, each in said.items() if not _is_same(there.get(remote_id), digests[remote_id])
    }
    kept, refused = _keep(differing)

    same = {each for each in there if _is_same(there[each], digests[each])}
    new = {remote_id: facts for remote_id, facts in kept.items() if remote_id not in there}
    changed = {remote_id: facts for remote_id, facts in kept.items() if remote_id in there}
    back = {each for each in (*same, *changed) if there[each].gone_at}
    # What is refused now, and was good before, is still there: it keeps its old words.
    broken = [there[each.remote_id] for each in refused if each.remote_id in there]
    _see([*(there[each] for each in same), *(each for each in broken if not each.gone_at)], origin, now)
    _change(changed, there, digests, source, origin, now)
    touched = retell(courses=[there[each].course_id for each in {*changed, *back}], now=now)
    touched += _add(platform, new, digests, source, origin, now)

    if touched:
        emit(CoursesGathered(platform=platform.uid, courses=touched))
    return Taken(len(new), len(changed.keys() - back), len(same - back), len(back), tuple(refused))


@deed
def say_still(*, platform: Platform, remote_ids: Sequence[str], now: datetime, origin: str = "") -> int:
    """Take note that these are there, as they were; one that was gone is back."""
    rows_ = Listing.objects.filter(platform=platform, remote_id__in=[id_of(each) for each in remote_ids[:MOST]])
    listings = list(rows_.only("pk", "gone_at", "course_id"))
    back = {each.course_id for each in listings if each.gone_at}
    _see(listings, origin, now)

    if touched := retell(courses=back, now=now):
        emit(CoursesGathered(platform=platform.uid, courses=touched))
    return len(listings)


@deed
def say_gone(*, platform: Platform, remote_ids: Sequence[str], now: datetime) -> int:
    """Take note that the platform dropped these; a listing stays as a tombstone. Returns how many there were."""
    ids = [id_of(each) for each in remote_ids]
    return _bury(Listing.objects.live().filter(platform=platform, remote_id__in=ids), platform, now)


@deed
def say_gone_unseen(*, platform: Platform, since: datetime, now: datetime, origin: str = "") -> int:
    """Take note that what this feed has not listed since then is gone. Returns how many there were."""
    return _bury(unseen(platform=platform, since=since, origin=origin), platform, now)


def unseen(*, platform: Platform, since: datetime, origin: str = "") -> "QuerySet[Listing]":
    """Give the live listings that came by this feed, and that it has not listed since then."""
    return Listing.objects.live().filter(platform=platform, origin=origin, last_seen_at__lt=since)


def _bury(listings: "QuerySet[Listing]", platform: Platform, now: datetime) -> int:
    doomed = list(listings.order_by("pk").values_list("pk", "course_id"))
    happened = []
    for start in range(0, len(doomed), MOST):
        part = doomed[start : start + MOST]
        Listing.objects.filter(pk__in=[pk for pk, _course in part]).update(gone_at=now, changed_at=now)
        courses = {course for _pk, course in part}
        retell(courses=courses, now=now)
        uids = list(Course.objects.filter(pk__in=courses).order_by("pk").values_list("uid", flat=True))
        happened.append(CoursesVanished(platform=platform.uid, courses=uids))

    emit_many(happened)
    return len(doomed)


def _digest(facts: Facts) -> str:
    try:
        return digest_of(facts)
    except (TypeError, ValueError):  # values that no JSON has, or keys of several kinds
        return ""


def _is_same(listing: Listing | None, digest: str) -> bool:
    return listing is not None and listing.digest == digest != ""


def _keep(said: Mapping[str, Facts]) -> tuple[dict[str, dict[str, Any]], list[Refused]]:
    kept, refused = {}, []
    for remote_id, facts in said.items():
        try:
            kept[remote_id] = keep(facts)
        except CannotBeKept as no:
            refused.append(Refused(remote_id, str(no)))
        except (TypeError, ValueError, AttributeError, OverflowError) as trouble:
            refused.append(Refused(remote_id, type(trouble).__name__))
    return kept, refused


def _see(listings: Iterable[Listing], origin: str, now: datetime) -> None:
    if keys := [each.pk for each in listings]:
        Listing.objects.filter(pk__in=keys).update(last_seen_at=now, gone_at=None, origin=origin)


def _change(
    changed: Mapping[str, dict[str, Any]],
    there: Mapping[str, Listing],
    digests: Mapping[str, str],
    source: str,
    origin: str,
    now: datetime,
) -> None:
    keys = [there[each].pk for each in changed]
    before = (
        {each.pk: each for each in Listing.objects.filter(pk__in=keys).only("pk", "facts", "sources")} if keys else {}
    )
    stamp = [now.isoformat(), source]
    lines = []
    for remote_id, facts in changed.items():
        old = before[there[remote_id].pk]
        sources = {
            name: old.sources[name] if name in old.sources and old.facts.get(name) == value else stamp
            for name, value in facts.items()
        }
        lines.append((facts["url"], facts, digests[remote_id], sources, old.pk))
    always = {"last_seen_at": now, "changed_at": now, "gone_at": None, "origin": origin}
    rows.change(Listing, ("url", "facts", "digest", "sources"), lines, always=always)


def _add(
    platform: Platform,
    new: Mapping[str, dict[str, Any]],
    digests: Mapping[str, str],
    source: str,
    origin: str,
    now: datetime,
) -> list[UUID]:
    if not new:
        return []
    marks = [blake2b(f"{platform.uid}{each}".encode(), digest_size=16).hexdigest() for each in new]
    words = told([(facts, platform) for facts in new.values()])
    courses = add(words, marks, now)
    stamp = rows.encoded([now.isoformat(), source])
    lines = [
        (new_uid(), remote_id, key, each.facts["url"], each.as_json, digests[remote_id], _stamped(each.facts, stamp))
        for remote_id, each, (_uid, key) in zip(new, words, courses, strict=True)
    ]
    names = ("uid", "remote_id", "course_id", "url", "facts", "digest", "sources")
    always = {
        "platform_id": platform.pk,
        "origin": origin,
        **dict.fromkeys(("first_seen_at", "last_seen_at", "changed_at"), now),
    }
    rows.insert(Listing, names, lines, always=always)
    return [uid for uid, _key in courses]


def _stamped(facts: Iterable[str], stamp: str) -> rows.Encoded:
    return rows.Encoded("{" + ", ".join(f'"{name}": {stamp}' for name in facts) + "}")
