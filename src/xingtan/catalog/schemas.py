"""The shape of courses and runs for programs."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field

from xingtan.catalog.models import MOST_PLACES
from xingtan.kernel.dates import EARLIEST, LATEST, MINUTES_A_YEAR


class RunOut(Schema):
    """A run. Moments in UTC; ``zone`` is where its dates are set."""

    uid: UUID
    is_self_paced: bool
    opens_at: datetime | None
    closes_at: datetime | None
    starts_at: datetime | None
    ends_at: datetime | None
    zone: str
    places: int | None


class CourseOut(Schema):
    """A course. Texts by language tag (BCP 47)."""

    uid: UUID
    url: str
    university: str
    slug: str
    status: str
    title: dict[str, str]
    summary: dict[str, str]
    outcomes: list[Any]
    teachers: list[Any]
    languages: list[str]
    caption_languages: list[str]
    subject: str | None
    level: str
    workload_hours: Decimal | None
    size_bytes: int
    licence: str
    attribution: str
    changed_at: datetime


class CourseWithRunsOut(CourseOut):
    """A course with its runs."""

    about: dict[str, str]
    certificate: dict[str, str]
    runs: list[RunOut]


class CoursesOut(Schema):
    """A page of courses, and where the next one begins."""

    count: int
    courses: list[CourseOut]
    next_page: int | None


Moment = Annotated[AwareDatetime, Field(ge=EARLIEST, le=LATEST)]


class RunIn(Schema):
    """The dates and places of a new run."""

    is_self_paced: bool = True
    opens_at: Moment | None = None
    closes_at: Moment | None = None
    starts_at: Moment | None = None
    ends_at: Moment | None = None
    zone: str = "UTC"
    grace_minutes: int = Field(default=0, ge=0, le=MINUTES_A_YEAR)
    places: int | None = Field(default=None, ge=0, le=MOST_PLACES)


class RoleIn(Schema):
    """Who is to serve the course, and as what."""

    email: str
    role: str
