"""The shape of what programs are told of sessions, and say."""

from datetime import date, datetime
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field, HttpUrl

from xingtan.teaching.models import Mode, Rung, Session


class SessionOut(Schema):
    """A session: one lesson, once it is held."""

    uid: UUID
    course: str
    run: UUID
    title: dict[str, str]
    starts_at: datetime
    ends_at: datetime
    zone: str
    mode: Mode
    rung: Rung
    room: str
    link: str
    status: Session.Status
    opened_at: datetime | None
    closed_at: datetime | None


class OwnSessionOut(SessionOut):
    """A session of one's own week."""

    is_lead: bool


class SessionIn(Schema):
    """A session to plan."""

    title: dict[str, str] = Field(default_factory=dict, max_length=40)
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    zone: str = Field(default="UTC", max_length=64)
    mode: Mode = Mode.ONLINE
    room: UUID | None = None
    link: HttpUrl | None = None


class MoveIn(Schema):
    """Another time for a session."""

    starts_at: AwareDatetime
    ends_at: AwareDatetime
    why: str = Field(default="", max_length=300)


class RungIn(Schema):
    """Another way to hold a session."""

    rung: Rung
    why: str = Field(default="", max_length=300)


class PackIn(Schema):
    """What students watch or read: one of an address, a unit (its key) or a file (its uid), and words."""

    link: HttpUrl | None = None
    unit: str = Field(default="", max_length=200)
    resource: UUID | None = None
    words: str = Field(default="", max_length=8000)


class PackOut(Schema):
    """What there is to watch or to read."""

    url: str
    name: str
    words: str


class LinkIn(Schema):
    """Where the meeting is; nothing for that of the class."""

    link: HttpUrl | None = None


class ModeIn(Schema):
    """Where a class meets from now on."""

    mode: Mode
    why: str = Field(default="", max_length=300)


class ScopeIn(Schema):
    """Which classes meet another way, and in which days."""

    mode: Mode
    from_on: date
    until_on: date | None = None
    unit: UUID | None = None


class SwitchIn(ScopeIn):
    """A switch, once one has looked what it changes.

    :param seen: how many sessions one saw would change
    """

    seen: int = Field(ge=0)
    why: str = Field(default="", max_length=300)


class PartOut(Schema):
    """What would change in one department."""

    name: str
    classes: int
    sessions: int


class LookOut(Schema):
    """What a switch would change, and how many people would be told."""

    classes: int
    sessions: int
    people: int
    same: int
    roomless: int
    parts: list[PartOut]


class SwitchOut(Schema):
    """What was switched."""

    uid: UUID
    mode: Mode
    unit: UUID | None
    from_on: date
    until_on: date | None
    why: str
    at: datetime
    classes: int
    sessions: int


class WhyIn(Schema):
    """A reason."""

    why: str = Field(default="", max_length=300)


class WordsIn(Schema):
    """Something to say."""

    words: str = Field(max_length=4000)


class MessageOut(Schema):
    """Something that was said."""

    uid: UUID
    by: str
    words: str
    at: datetime
    teaches: bool
    is_hidden: bool
