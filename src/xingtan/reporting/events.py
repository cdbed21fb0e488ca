"""What reporting announces."""

from dataclasses import dataclass
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("reporting.campaign_moved")
@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignMoved(Event):
    """A campaign was opened, closed or opened again."""

    campaign: UUID
    after: str


@event("reporting.campaign_described")
@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignDescribed(Event):
    """What a campaign says or asks was changed."""

    campaign: UUID


@event("reporting.campaign_released")
@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignReleased(Event):
    """The embargo of a campaign has ended: anyone may know its figures."""

    campaign: UUID


@event("reporting.report_signed")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSigned(Event):
    """A report was signed. ``source`` is ``institution``, or the address of the platform that reports."""

    campaign: UUID
    institution: UUID
    report: UUID
    source: str
    number: int
    digest: str


@event("reporting.reports_taken")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsTaken(Event):
    """Many signed reports were handed in at once."""

    campaign: UUID
    reports: int


@event("reporting.reminded")
@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded(Event):
    """Those who have not answered were reminded."""

    campaign: UUID
    step: str
    institutions: int


@event("reporting.institutions_listed")
@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionsListed(Event):
    """The list of institutions was brought up to date."""

    added: int
    changed: int
    ended: int


@event("reporting.officer_named")
@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerNamed(Event):
    """Somebody reports for an institution from now on, or no longer."""

    institution: UUID
    person: UUID
    is_named: bool


@event("reporting.key_registered")
@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRegistered(Event):
    """A platform signs with this key from now on, or no longer."""

    platform: UUID
    key: UUID
    is_valid: bool


@event("reporting.batch_taken")
@dataclass(frozen=True, slots=True, kw_only=True)
class BatchTaken(Event):
    """A batch of a platform's stream is on disk."""

    platform: UUID
    batch: UUID
    stream: str
    number: int
    rows: int


@event("reporting.batch_set_aside")
@dataclass(frozen=True, slots=True, kw_only=True)
class BatchSetAside(Event):
    """A batch of a platform's stream could not be taken; the reasons are kept with it."""

    platform: UUID
    batch: UUID
    stream: str
    number: int
