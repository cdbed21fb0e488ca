"""Deeds: people are told something, read it, and choose how they are told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import override

from xingtan.kernel import mail, wire
from xingtan.kernel.deeds import deed
from xingtan.kernel.events import emit
from xingtan.notices.events import Delivered
from xingtan.notices.models import Notice, Preference
from xingtan.notices.registry import kinds
from xingtan.people import public as people

AT_ONCE = 500


@deed
def tell(*, people: Sequence[people.Person], kind: str, about: str, data: dict[str, Any], now: datetime) -> int:
    """Tell each of these people, once, on the bell and (as they chose) by mail, in their own language.

    :param about: what it is about; telling the same person of the same again does nothing
    :returns: how many were told now
    """
    # A class of a hundred thousand is told in parts: no statement and no event holds them all.
    return sum(
        _tell(people[start : start + AT_ONCE], kind, about, data, now) for start in range(0, len(people), AT_ONCE)
    )


def _tell(some: Sequence[people.Person], kind: str, about: str, data: dict[str, Any], now: datetime) -> int:
    known = kinds[kind]
    told_before = set(
        Notice.objects.filter(person__in=some, kind=kind, about=about).values_list("person_id", flat=True)
    )
    told = [each for each in some if each.pk not in told_before and each.is_active]
    if not told:
        return 0

    Notice.objects.bulk_create(
        [Notice(person=each, kind=kind, about=about, data=data, told_at=now) for each in told],
        ignore_conflicts=True,
        batch_size=500,
    )
    chosen = dict(Preference.objects.filter(person__in=told, kind=kind).values_list("person_id", "by_mail"))
    for each in told:
        wire.tell(f"person.{each.uid}", "notices.delivered", kind)
        if each.email and chosen.get(each.pk, known.by_mail):
            with override(each.locale):
                words = known.words(data)
            mail.send(
                to=each,
                template="notices/_mail/notice",
                context={"sentence": words.sentence, "body": words.body, "url": words.url, "label": str(known.label)},
                locale=each.locale,
                leave=words.leave,
            )

    emit(Delivered(kind=kind, people=[each.uid for each in told]))
    return len(told)


@deed
def read(*, notice: Notice, now: datetime) -> None:
    """Mark the notice as read."""
    Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=now)


@deed
def read_all(*, person: people.Person, now: datetime) -> None:
    """Mark every notice of this person as read."""
    Notice.objects.filter(person=person, read_at__isnull=True).update(read_at=now)


@deed
def choose(*, person: people.Person, kind: str, by_mail: bool) -> None:
    """Choose whether this kind of notice also comes by mail."""
    Preference.objects.update_or_create(person=person, kind=kind, defaults={"by_mail": by_mail})
