"""Questions about questions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Count, Exists, OuterRef

from xingtan.catalog import public as catalog
from xingtan.discussion.models import Complaint, Hiding, Post, Thread, Threads
from xingtan.kernel.prepared import Prepared

THREADS_ON_A_UNIT = 20


@dataclass(frozen=True)
class Said:
    """Words as a reader sees them."""

    uid: str
    author: str
    by_staff: bool
    body: str
    at: datetime
    is_hidden: bool
    complaints: int
    is_own: bool


@dataclass(frozen=True)
class Asked:
    """A question in the list of a unit."""

    uid: str
    author: str
    body: str
    at: datetime
    answers: int
    is_hidden: bool
    complaints: int


def _newest(rows: Threads) -> Any:
    return (
        rows.select_related("author")
        .annotate(
            answers=Count("posts", distinct=True),
            hidden=Exists(Hiding.objects.filter(thread=OuterRef("pk"), post=None)),
            reported=Exists(Complaint.objects.filter(thread=OuterRef("pk"))),
        )
        .order_by("-id")[:THREADS_ON_A_UNIT]
    )


_FIELDS: dict[str, Any] = {"run": models.BigIntegerField(), "unit": models.CharField()}
_all = Prepared[Any](lambda run, unit: _newest(Thread.objects.filter(run=run, unit=unit)), **_FIELDS)
_shown = Prepared[Any](lambda run, unit: _newest(Thread.objects.filter(run=run, unit=unit).shown()), **_FIELDS)


def threads_on(run: catalog.Run, unit: str, *, guides: Callable[[], bool]) -> list[Asked]:
    """Give the newest questions on a unit: one query, and another if some of them are hidden from the reader.

    :param guides: whether the reader sees what is hidden; asked only where something is hidden or reported
    """
    rows = _all.all(run=run.pk, unit=unit)
    sees_hidden = any(row.hidden or row.reported for row in rows) and guides()
    if not sees_hidden and any(row.hidden for row in rows):
        rows = _shown.all(run=run.pk, unit=unit)
    return [
        Asked(
            str(row.uid),
            _name(row.author),
            row.body,
            row.asked_at,
            row.answers,
            row.hidden,
            int(sees_hidden and row.reported),
        )
        for row in rows
    ]


def said_in(thread: Thread, reader: Any, *, sees_hidden: bool) -> list[Said]:
    """Give the question and its answers in order: three queries. Hidden answers keep their place, without their words."""
    posts = list(Post.objects.filter(thread=thread).select_related("author").order_by("id"))
    hidden = set(Hiding.objects.filter(thread=thread).values_list("post_id", flat=True))
    complaints: dict[int | None, int] = {}
    for post in Complaint.objects.filter(thread=thread).values_list("post_id", flat=True) if sees_hidden else ():
        complaints[post] = complaints.get(post, 0) + 1
    question = Said(
        "",
        _name(thread.author),
        False,
        thread.body,
        thread.asked_at,
        None in hidden,
        complaints.get(None, 0),
        thread.author_id == reader.pk,
    )
    return [
        question,
        *(_said(post, reader, post.pk in hidden, complaints.get(post.pk, 0), sees_hidden) for post in posts),
    ]


def _said(post: Post, reader: Any, is_hidden: bool, complaints: int, sees_hidden: bool) -> Said:  # noqa: FBT001 - named where it is called from
    body = post.body if sees_hidden or not is_hidden else ""
    return Said(
        str(post.uid),
        _name(post.author),
        post.by_staff,
        body,
        post.at,
        is_hidden,
        complaints,
        post.author_id == reader.pk,
    )


def _name(author: Any) -> str:
    return author.get_full_name() if author else ""
