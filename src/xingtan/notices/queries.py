"""Questions about notices."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from xingtan.kernel.prepared import Prepared
from xingtan.notices.models import Notice, Preference
from xingtan.notices.registry import Words, kinds
from xingtan.people import public as people


@dataclass(frozen=True)
class Row:
    """A notice in the reader's language."""

    uid: str
    words: Words
    told_at: datetime
    is_read: bool


@dataclass(frozen=True)
class Choice:
    """A kind of notice, and whether it also comes by mail."""

    kind: str
    label: str
    by_mail: bool


def words_of(notice: Notice) -> Words:
    """Word the notice in the active language."""
    known = kinds.get(notice.kind)
    return known.words(notice.data) if known else Words("", "/")


# More than the bell can say is not counted: it stands on every page.
MOST_COUNTED = 100

_unread = Prepared[tuple[int]](
    lambda person: Notice.objects.filter(person=person, read_at=None).values_list("pk")[:MOST_COUNTED],
    person=models.BigIntegerField(),
)


def unread_count(person: Any) -> int:
    """Count what this person has not read, up to a hundred."""
    return len(_unread.all(person=person.pk)) if person.is_authenticated else 0


def latest_notices(person: people.Person, *, count: int = 100) -> list[Row]:
    """Give the newest notices of this person."""
    found = Notice.objects.filter(person=person).order_by("-id")[:count]
    return [Row(str(each.uid), words_of(each), each.told_at, each.read_at is not None) for each in found]


def choices_of(person: people.Person) -> list[Choice]:
    """Give every kind of notice with this person's choice."""
    chosen = dict(Preference.objects.filter(person=person).values_list("kind", "by_mail"))
    return [Choice(each.name, str(each.label), chosen.get(each.name, each.by_mail)) for each in kinds.values()]
