"""The shape of attendance for programs."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from xingtan.attendance.models import Round, Status, Terms
from xingtan.attendance.rules.claims import Mean


class RoundOut(Schema):
    """A check-in or check-out that is open, as a student sees it."""

    round: UUID
    way: str
    means: list[str]
    needs_all: bool
    has_checked_in: bool


class ClaimIn(Schema):
    """What a student shows: of what is asked for."""

    round: UUID
    token: str = Field(default="", max_length=200, description="What the QR code says, the end of its address.")
    code: str = Field(default="", max_length=40)
    gesture: str = Field(default="", max_length=60)
    latitude: float | None = None
    longitude: float | None = None
    accuracy: float = 0


class VerdictOut(Schema):
    """Whether a claim was taken, and if not, why."""

    is_taken: bool
    why: str
    words: str


class OpenIn(Schema):
    """What a round asks for."""

    way: Round.Way = Round.Way.IN
    means: list[Mean] = Field(min_length=1, max_length=5)
    needs_all: bool = False
    code_length: int = Field(default=4, ge=4, le=6)
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    radius: int = Field(default=100, ge=20, le=20_000)
    minutes: int | None = Field(default=None, ge=1, le=240)


class OpenedOut(Schema):
    """A round as those who lead see it."""

    round: UUID
    way: str
    means: list[str]
    needs_all: bool
    code: str
    gesture: str
    qr_address: str
    checked_in: int


class LineOut(Schema):
    """One student of a roll."""

    person: UUID
    name: str
    status: str
    is_here: bool
    came: datetime | None
    share_percent: int
    is_corrected: bool


class CorrectIn(Schema):
    """What stands from now on."""

    becomes: Status
    reason: str = Field(default="", max_length=300)


class ExcuseIn(Schema):
    """Why somebody cannot come."""

    words: str = Field(min_length=1, max_length=1000)


class AnswerIn(Schema):
    """Whether an excuse is granted."""

    is_granted: bool


class SignIn(Schema):
    """That the session's page is open, or was left."""

    sign: Literal["here", "left"] = "here"


class AttendedOut(Schema):
    """What a session came to for oneself."""

    session: UUID
    starts_at: datetime
    status: str
    share_percent: int
    is_corrected: bool


class TermsOut(Schema):
    """What a class asks for to count as present."""

    asks: Terms.Asks = Terms.Asks.EITHER
    share_percent: int = Field(default=50, ge=0, le=100)
    late_minutes: int = Field(default=10, ge=0, le=600)
    early_minutes: int = Field(default=10, ge=0, le=600)
    counts_meeting: bool = True
