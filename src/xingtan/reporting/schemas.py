"""The shape of campaigns, reports and batches for programs. Texts by language tag, moments in UTC."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field

from xingtan.kernel.dates import EARLIEST, LATEST
from xingtan.reporting.models.reports import MOST

Words = Annotated[str, Field(max_length=4000)]
Texts = Annotated[dict[Annotated[str, Field(max_length=16)], Words], Field(max_length=40)]
Moment = Annotated[AwareDatetime, Field(ge=EARLIEST, le=LATEST)]
Day = Annotated[date, Field(ge=EARLIEST.date(), lt=LATEST.date())]
Slug = Annotated[str, Field(max_length=60, pattern=r"^[-a-zA-Z0-9_]+$")]


class ClassOut(Schema):
    """How much of a total rests on one class."""

    class_: str = Field(serialization_alias="class")
    institutions: int
    value: int


class TotalOut(Schema):
    """What was reported of one measure, each institution once."""

    measure: str
    title: dict[str, str]
    definition: dict[str, str]
    value: int
    institutions: int
    by_class: list[ClassOut]


class ReleaseOut(Schema):
    """A campaign whose embargo has ended."""

    slug: str
    url: str
    title: dict[str, str]
    starts_on: date
    ends_on: date
    as_of: date
    released_at: datetime


class AnnouncedOut(Schema):
    """What the calendar says of a release that is to come."""

    announced: dict[str, str]
    release_at: datetime


class CalendarOut(Schema):
    """What is released, and what is to come."""

    released: list[ReleaseOut]
    to_come: list[AnnouncedOut]


class FiguresOut(ReleaseOut):
    """What a campaign found, with its denominator."""

    asked: int
    answered: int
    totals: list[TotalOut]
    not_answered: list[str] | None


class CampaignIn(Schema):
    """A campaign."""

    slug: Slug
    title: Annotated[Texts, Field(min_length=1)]
    about: Texts = {}
    announced: Texts = {}
    starts_on: Day
    ends_on: Day
    as_of: Day
    due_at: Moment
    release_at: Moment
    zone: Annotated[str, Field(max_length=64)] = "UTC"
    naming: Annotated[str, Field(pattern="^(count|names)$")] = "count"
    wants_two: bool = False
    plan: Annotated[list[Annotated[int, Field(ge=-365, le=365)]], Field(max_length=12)] = []
    measures: Annotated[list[str], Field(min_length=1, max_length=20)]


class CampaignOut(Schema):
    """A campaign at work, and how many have answered."""

    uid: UUID
    slug: str
    state: str
    title: dict[str, str]
    starts_on: date
    ends_on: date
    as_of: date
    due_at: datetime
    release_at: datetime
    is_reminding: bool
    asked: int
    answered: int


class StepIn(Schema):
    """A step of a campaign."""

    move: Annotated[str, Field(pattern="^(open|close|reopen)$")]
    reason: Annotated[str, Field(max_length=2000)] = ""
    is_reminding: bool = False


class UnansweredOut(Schema):
    """An institution that has signed nothing itself."""

    code: str
    name: str
    country: str
    province: str
    reminders: int
    platforms: int


class FigureIn(Schema):
    """One figure."""

    value: Annotated[int, Field(ge=0, le=MOST)]
    basis: Annotated[str, Field(alias="class", pattern="^(counted|platform|institution|estimated)$")] = "institution"
    evidence: Annotated[str, Field(max_length=500, pattern=r"^(https?://\S+)?$")] = ""
    comment: Annotated[str, Field(max_length=1000)] = ""


class ReportIn(Schema):
    """What an institution reports: figures by measure."""

    figures: Annotated[dict[Annotated[str, Field(max_length=40)], FigureIn], Field(min_length=1, max_length=20)]
    comment: Annotated[str, Field(max_length=4000)] = ""
    reason: Annotated[str, Field(max_length=2000)] = ""


class SignIn(Schema):
    """Who signs."""

    name: Annotated[str, Field(min_length=1, max_length=150)]
    office: Annotated[str, Field(min_length=1, max_length=120)]


class QuestionOut(Schema):
    """Something odd, in words, and the answer."""

    key: str
    measure: str
    words: str
    answer: str


class SealOut(Schema):
    """A signature: Ed25519 over ``payload``, byte for byte."""

    office: str
    at: datetime
    digest: str
    public_key: str
    seal: str
    payload: str
    holds: bool


class ReportOut(Schema):
    """A version of a report."""

    uid: UUID
    url: str
    campaign: str
    institution: str
    source: str
    version: int
    is_current: bool
    signed_at: datetime | None
    figures: list[dict[str, Any]]
    questions: list[QuestionOut]
    seal: SealOut | None


class ReasonOut(Schema):
    """Why a batch was set aside; line 0 is the batch as a whole."""

    line: int
    key: str
    words: str


class BatchOut(Schema):
    """What became of a batch, and what the stream waits for: ``next``, and the holes to send again."""

    uid: UUID
    state: str
    sequence: int
    digest: str
    rows: int
    next: int
    missing: list[list[int]]
    reasons: list[ReasonOut]


class StreamOut(Schema):
    """Where a stream stands."""

    stream: str
    last: int
    rows: int
    missing: list[list[int]]
    missing_count: int
    set_aside: int
    last_at: datetime | None
    is_silent: bool


class RefusedOut(Schema):
    """Why a batch could not even be looked at."""

    detail: str


class InstitutionIn(Schema):
    """A line of the list of institutions; ``university`` is the address of one here."""

    code: Annotated[str, Field(min_length=1, max_length=40)]
    name: Annotated[str, Field(min_length=1, max_length=200)]
    kind: Annotated[str, Field(max_length=80)] = ""
    country: Annotated[str, Field(pattern="^([A-Z]{2})?$")] = ""
    province: Annotated[str, Field(max_length=80)] = ""
    students: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None
    university: Annotated[str, Field(max_length=60)] = ""


class InstitutionsIn(Schema):
    """The list of institutions. ``is_whole``: those that are not named are no more."""

    institutions: Annotated[list[InstitutionIn], Field(min_length=1, max_length=20_000)]
    is_whole: bool = False


class ChangeOut(Schema):
    """What a list changed."""

    added: int
    changed: int
    ended: int
    same: int


class OfficerIn(Schema):
    """Who reports, in which office."""

    email: Annotated[str, Field(max_length=254)]
    office: Annotated[str, Field(min_length=1, max_length=120)]


class KeyIn(Schema):
    """A public key (Ed25519, 32 bytes in base64) and what it is called."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    public_key: Annotated[str, Field(max_length=60)]


class KeyOut(Schema):
    """A key of a platform."""

    uid: UUID
    name: str
    public_key: str
    since: datetime
    ended_at: datetime | None
