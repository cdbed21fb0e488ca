"""The shape of courses and runs for programs."""

from datetime import date, datetime
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
    kind: str
    platform: str | None
    is_free: bool | None
    has_free_certificate: bool | None
    needs_sign_in: bool | None
    works_on_phone: bool | None
    credits: Decimal | None
    changed_at: datetime


class SourceOut(Schema):
    """One platform that lists the course.

    :param last_seen_at: when the platform last said so
    """

    platform: str
    url: str
    last_seen_at: datetime


class DatesOut(Schema):
    """When a partner's course runs on its platform. Both ends open: always there, at one's own pace."""

    starts_on: date | None = None
    ends_on: date | None = None


class CourseWithRunsOut(CourseOut):
    """A course with its runs here, or with its dates on the platforms that list it.

    :param sources: where it can be taken elsewhere, and when each platform last said so
    """

    about: dict[str, str]
    certificate: dict[str, str]
    runs: list[RunOut]
    dates: list[DatesOut]
    sources: list[SourceOut]
    partners: list[str]
    programmes: list[str]


OF_PLATFORMS = ("uid", "slug", "name", "operator", "country", "website", "tier", "joined_on", "left_on")


class PlatformOut(Schema):
    """A partner platform.

    :param tier: ``lead`` or ``follower``
    :param courses: how many of its courses can be found, as it was less than a minute ago
    """

    uid: UUID
    slug: str
    url: str
    name: dict[str, str]
    operator: str
    country: str
    website: str
    tier: str
    joined_on: date
    left_on: date | None
    courses: int


class SubjectOut(Schema):
    """A field of education, by its ISCED-F 2013 code."""

    code: str
    name: dict[str, str]
    courses: int


class ProgrammeOut(Schema):
    """Courses that belong together."""

    uid: UUID
    url: str
    university: str
    title: dict[str, str]
    about: dict[str, str]
    courses: int


class CoursesIn(Schema):
    """What courses are looked for. Values of one name are alternatives; names narrow each other.

    :param q: words, in any script
    :param subject: ISCED-F 2013, two digits or four
    :param start: ``now``, ``soon``, ``later``, ``any``, ``ended``
    :param workload: ``-5``, ``5-20``, ``20-60``, ``60-`` hours
    :param platform: ``here``, or the address of a partner
    :param sort: ``newest``, ``starts``, ``hours``; without, the best fit first
    :param after: where the page before ended
    """

    q: str = ""
    subject: list[str] = []
    language: list[str] = []
    captions: list[str] = []
    university: list[str] = []
    country: list[str] = []
    platform: list[str] = []
    kind: list[str] = []
    level: list[str] = []
    start: list[str] = []
    workload: list[str] = []
    licence: list[str] = []
    free: list[str] = []
    certificate: list[str] = []
    credit: list[str] = []
    phone: list[str] = []
    sign_in: list[str] = []
    sort: str = ""
    after: str = ""


class CoursesOut(Schema):
    """A page of courses, and where the next one begins."""

    count: int
    courses: list[CourseOut]
    after: str | None


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
