"""What programs send and get of activities."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

FormValue = str | int | bool | list[str]


class ActivityIn(Schema):
    """An activity to prepare: its kind, and the fields of that kind's form by name."""

    kind: str = Field(max_length=30)
    fields: dict[str, FormValue] = Field(max_length=50)
    open: bool = False


class StateIn(Schema):
    """What to do with an activity; ``closes_at`` for those that open it."""

    do: Literal["open", "close", "reopen", "show", "hide"]
    closes_at: datetime | None = None


class ResponseIn(Schema):
    """What a student answers: the fields of the form by name. The same ``uid`` is kept once."""

    answer: dict[str, Any] = Field(max_length=200)
    uid: UUID | None = None


class CopyIn(Schema):
    """Where to copy an activity: a session the person leads."""

    session: UUID


class ActivityOut(Schema):
    """An activity: how far it is, and what the person answered last; results where they may be seen."""

    uid: UUID
    kind: str
    title: str
    phase: str
    state: str
    opened_at: datetime | None
    closes_at: datetime | None
    closed_at: datetime | None
    shown: bool
    own: dict[str, Any] | None = None
    answered: int | None = None
    results: Any = None
