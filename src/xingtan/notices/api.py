"""Notices for programs: what one was told, and having read it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Router, Schema, Status

from xingtan.kernel.errors import SignInFirst
from xingtan.kernel.pages import Request, now
from xingtan.notices import access, actions, queries

router = Router(tags=["notices"])


class NoticeOut(Schema):
    """Something one was told, in one's language."""

    uid: UUID
    sentence: str
    url: str
    told_at: datetime
    is_read: bool


@router.get("/me/notices", response=list[NoticeOut])
def notices(request: Request) -> list[dict[str, Any]]:
    """List what one was told, the newest first."""
    if not request.user.is_authenticated:
        raise SignInFirst
    return [
        {
            "uid": row.uid,
            "sentence": row.words.sentence,
            "url": row.words.url,
            "told_at": row.told_at,
            "is_read": row.is_read,
        }
        for row in queries.latest_notices(request.user)
    ]


@router.put("/me/notices/{uuid:notice}/reading", response={204: None})
def read(request: Request, notice: UUID) -> Status[None]:
    """Mark a notice as read."""
    actions.read(notice=access.notice_to_read(request.user, notice=notice), now=now())
    return Status(204, None)
