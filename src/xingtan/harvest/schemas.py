"""The shape of platforms, feeds and harvests for programs."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema


class PlatformOut(Schema):
    """A platform as anyone may know it."""

    slug: str
    name: dict[str, str]
    operator: str
    country: str
    website: str
    tier: str
    joined_on: date
    left_on: date | None


class PlatformIn(Schema):
    """A platform that is registered."""

    slug: str = Field(pattern=r"^[-a-zA-Z0-9_]{1,60}$")
    name: dict[str, str]
    operator: str = Field("", max_length=200)
    country: str = Field(pattern=r"^[A-Za-z]{2}$")
    website: str = Field(pattern=r"^https?://", max_length=500)
    tier: str = Field("follower", pattern=r"^(lead|follower)$")
    joined_on: date


class FeedIn(Schema):
    """A feed that is set up."""

    format: str = Field(max_length=40)
    url: str = Field(pattern=r"^https?://", max_length=1000)
    options: dict[str, str] = {}
    hours: int = Field(24, ge=1, le=744)
    is_on: bool = True


class FeedOut(Schema):
    """A feed, and how it is doing."""

    uid: UUID
    platform: str = Field(alias="platform.slug")
    format: str
    url: str
    options: dict[str, str]
    hours: int
    is_on: bool
    last_begun_at: datetime | None
    last_ok_at: datetime | None
    last_error: str
    failures: int
    next_at: datetime | None


class HarvestOut(Schema):
    """One pass over a feed."""

    uid: UUID
    status: str
    began_at: datetime
    ended_at: datetime | None
    pages: int
    added: int
    changed: int
    same: int
    back: int
    gone: int
    bad: int
    error: str


class JobOut(Schema):
    """A job that began."""

    job: UUID


class HoldOut(Schema):
    """What waits for a person's word."""

    uid: UUID
    since: datetime
    listed: int
    missing: int
    asked_at: datetime


class AnswerIn(Schema):
    """Whether what is missing is gone."""

    is_gone: bool


class LinesIn(Schema):
    """Courses by hand: a line each, by the names of the sheet's columns."""

    name: str = Field("courses", max_length=200)
    lines: list[dict[str, str]] = Field(max_length=5000)


class SheetOut(Schema):
    """Courses by hand, looked through."""

    uid: UUID
    name: str
    lines: list[dict[str, object]]
    signed_at: datetime | None
    signature: str
    added: int
    changed: int


class SignatureIn(Schema):
    """Somebody stands up for what a sheet says."""

    name: str = Field(min_length=1, max_length=200)
