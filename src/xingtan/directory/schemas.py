"""The shape of entries for programs."""

from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field


class FactsIn(Schema):
    """What an entry says. Texts by language tag (BCP 47)."""

    name: str
    url: str
    categories: list[str]
    summary: dict[str, str]
    languages: list[str]
    price: str
    operator: str = ""
    country: str = ""
    licence: str = ""
    devices: list[str] = Field(default_factory=list)
    offline: str = "none"
    min_kbps: int | None = None
    standards: list[str] = Field(default_factory=list)
    accessibility: dict[str, str] = Field(default_factory=dict)
    data_protection: dict[str, str] = Field(default_factory=dict)
    evidence: list[str] = Field(default_factory=list)


class SolutionOut(FactsIn):
    """An entry as it reads at one moment, and where it stood."""

    slug: str
    page: str
    status: str
    listed_since: datetime | None
    version: int
    valid_from: datetime
    is_due: bool
    is_stale: bool
    is_flagged: bool


class SolutionsOut(Schema):
    """A page of the list, the note that belongs to it, and where the next one begins."""

    note: str
    on: date | None
    count: int
    solutions: list[SolutionOut]
    next_page: int | None


class HistoryOut(Schema):
    """One thing that happened to an entry."""

    at: datetime
    recorded_at: datetime
    status: str
    version: int
    why: str
    changes: list[str]


class CategoryOut(Schema):
    """A heading of the list."""

    code: str
    name: dict[str, Any]


class StepIn(Schema):
    """Where the entry is to stand, and why."""

    status: str
    why: str = Field(default="", max_length=500)


class ReportIn(Schema):
    """What is wrong with an entry."""

    body: str = Field(min_length=1, max_length=3000)
