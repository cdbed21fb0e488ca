"""The shape of what the census tells programs."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.urls import reverse
from ninja import Schema
from pydantic import Field


class FiguresOut(Schema):
    """The figures of the day. A lesson is what is held; an attendance is one person at one lesson."""

    version: str
    start: date | None
    end: date | None
    universities: int
    teachers: int
    courses: int
    lessons: int
    sections: int
    attendances: int | None
    learners: int | None


class TableOut(Schema):
    """A table of the census with the version it was counted in; rows that tell of too few people are left out."""

    table: str
    version: str
    columns: list[str]
    rows: list[dict[str, Any]]


class MeasureOut(Schema):
    """A measure: what it means, who answers for it, and its query."""

    key: str
    version: int
    address: str
    owner: str
    title: str
    says: str
    silent: str
    unit: str
    by: list[str]
    sql: str


class RevisionOut(Schema):
    """A revision of a published table: its hash, where to take it from, and into what a job makes it, if it is large."""

    number: int
    url: str
    why: str
    frozen_at: datetime
    sha256: str
    inputs_sha256: str
    is_withdrawn: bool
    forms: dict[str, str]
    forms_by_job: list[str]


class PublicationOut(Schema):
    """A published table."""

    slug: str
    title: dict[str, str]
    measures: list[str]
    by: list[str]
    starts_on: date | None
    ends_on: date
    release_at: datetime


class PublicationWholeOut(PublicationOut):
    """A published table with all its revisions, the newest first."""

    revisions: list[RevisionOut]


class FileIn(Schema):
    """Which table of a university, in which form."""

    what: Literal["days", "lessons"]
    form: Literal["csv", "parquet"] = "csv"


class FormIn(Schema):
    """Into which form a revision is made."""

    form: Literal["csv", "sdmx", "json", "parquet"]


class StartedOut(Schema):
    """A job that began; its result leads to the file."""

    job: UUID
    file: str

    @staticmethod
    def resolve_job(job: Any) -> UUID:
        """Give by what it is asked for."""
        found: UUID = job.uid
        return found

    @staticmethod
    def resolve_file(job: Any) -> str:
        """Give the address at which the file will be."""
        return reverse("dashboards:export", args=(job.uid,))


class TableIn(Schema):
    """A table to be counted and looked at."""

    slug: str = Field(min_length=1, max_length=60, pattern="^[-a-zA-Z0-9_]+$")
    title: dict[str, str]
    measures: list[str]
    by: list[str] = []
    starts_on: date | None = None
    ends_on: date
    release_at: datetime | None = None
    campaign: str = ""
    note: str = Field("", max_length=2000)


class NoteIn(Schema):
    """Why a table is counted again; readers of the revision see it."""

    note: str = Field("", max_length=2000)


class ReasonIn(Schema):
    """Why a revision should not be used any longer."""

    reason: str = Field(min_length=1, max_length=2000)


class DraftOut(Schema):
    """What was counted to be looked at: what would be published if it were frozen."""

    asked_at: datetime
    counted_at: datetime | None
    note: str
    job: UUID | None
    number: int | None
    sha256: str
    cells: int
    changes: int
    withheld: int
    unanswered: int
    is_same: bool
    must_be_counted_again: bool


class TableToPublishOut(PublicationOut):
    """A table as those see it who publish."""

    url: str
    state: str
    draft: DraftOut | None
    revisions: list[int]
