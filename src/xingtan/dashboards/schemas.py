"""The shape of what the census tells programs."""

from datetime import date, datetime
from typing import Any

from ninja import Schema


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
    """A revision of a published table: its hash, and where to take it from."""

    number: int
    url: str
    why: str
    frozen_at: datetime
    sha256: str
    inputs_sha256: str
    is_withdrawn: bool
    forms: dict[str, str]


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
