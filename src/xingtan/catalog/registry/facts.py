"""What upper rooms tell the catalogue of a partner's course: plain values, whatever format they came in."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

Words = dict[str, str]
"""One text by language tag (BCP 47, lower case); ``und`` where nobody said which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A university as a platform names it.

    :param country: ISO 3166-1, two letters; empty if unknown
    """

    name: Words
    country: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """When the course runs on its platform. Both ends open: always there, at one's own pace."""

    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a platform says of one of its courses. Empty or None: it does not say.

    :param remote_id: what the platform calls it; stays the same
    :param url: where one goes to take it
    :param about: HTML, not yet cleaned
    :param institutions: who made it, the owner first; if none is named, the platform's operator counts
    :param subjects: ISCED-F 2013 codes, two to four digits
    :param level: ``introductory``, ``intermediate``, ``advanced`` or empty
    :param licence: an SPDX name, ``proprietary`` or empty
    :param kind: ``mooc``, ``other`` or empty
    :param credits: ECTS
    """

    remote_id: str
    url: str
    title: Words
    summary: Words = field(default_factory=dict)
    about: Words = field(default_factory=dict)
    outcomes: tuple[Words, ...] = ()
    languages: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    level: str = ""
    workload_hours: Decimal | None = None
    institutions: tuple[Institution, ...] = ()
    teachers: tuple[str, ...] = ()
    licence: str = ""
    kind: str = ""
    is_free: bool | None = None
    has_free_certificate: bool | None = None
    needs_sign_in: bool | None = None
    works_on_phone: bool | None = None
    credits: Decimal | None = None
    dates: tuple[Dates, ...] = ()
    picture_url: str = ""
    changed_at: datetime | None = None
