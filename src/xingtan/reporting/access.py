"""Who asks, who reports, who speaks for a platform; of a campaign under embargo strangers find nothing."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from xingtan.catalog import public as catalog
from xingtan.kernel.errors import NotThere
from xingtan.reporting.models import Batch, Campaign, Institution, Officer, PlatformKey, Report, Sheet
from xingtan.universities import public as universities


def can_look_after(person: Any) -> bool:
    """Test whether this person looks after platforms' streams and keys: coordinators, and operators of the site."""
    return universities.coordinates(person) or getattr(person, "is_operator", False)


def institutions_of(person: Any) -> Any:
    """Give the institutions for which this person reports: as an officer, or because they run the university."""
    if not person.is_authenticated:
        return Institution.objects.none()
    runs = [key for key, roles in person.standing.universities.at.items() if universities.Role.ADMINISTRATOR in roles]
    return Institution.objects.filter(Q(university__in=runs) | Q(officers__person=person)).distinct()


def platforms_of(person: Any) -> Any:
    """Give the platforms for which this person speaks as a named contact."""
    if not person.is_authenticated:
        return catalog.Platform.objects.none()
    return catalog.Platform.objects.filter(contacts__person=person)


def coordinate(person: Any) -> None:
    """Open what only coordinators do."""
    if not universities.coordinates(person):
        raise NotThere


def desk_to_work_at(person: Any) -> None:
    """Open the desk to coordinators and to everyone who reports for somebody."""
    if not (can_look_after(person) or institutions_of(person).exists() or platforms_of(person).exists()):
        raise NotThere


def campaign_to_coordinate(person: Any, *, campaign: str) -> Campaign:
    """Find the campaign for coordinators."""
    coordinate(person)
    found = Campaign.objects.filter(slug=campaign).first()
    if found is None:
        raise NotThere
    return found


def release_to_see(person: Any, *, campaign: str) -> Campaign:
    """Find the campaign for anyone, once its embargo has ended; before, it is not there for anybody who passes by."""
    found = Campaign.objects.released(timezone.now()).filter(slug=campaign).first()
    if found is None:
        raise NotThere
    return found


def _asked(person: Any, campaign: str, *, by: Any) -> Campaign:
    found = Campaign.objects.exclude(state=Campaign.State.DRAFT).filter(slug=campaign).first()
    if found is None or not by:
        raise NotThere
    return found


def place_to_report(person: Any, *, campaign: str, institution: UUID) -> tuple[Campaign, Institution]:
    """Find the campaign and an institution that it asks, for those who report for it."""
    place = institutions_of(person).filter(uid=institution, asked__campaign__slug=campaign).first()
    return _asked(person, campaign, by=place), place


def platform_to_report(person: Any, *, campaign: str, platform: str) -> tuple[Campaign, catalog.Platform]:
    """Find the campaign and a platform that may report in it, for its contacts."""
    place = platforms_of(person).filter(slug=platform).first()
    return _asked(person, campaign, by=place), place


def reports_for(person: Any, report: Report) -> bool:
    """Test whether this report is this person's to write: their institution's own, or their platform's."""
    if report.platform_id:
        return bool(platforms_of(person).filter(pk=report.platform_id).exists())
    return bool(institutions_of(person).filter(pk=report.institution_id).exists())


def report_to_see(person: Any, *, report: UUID) -> Report:
    """Find a report: a draft for those who write it, a signed one for coordinators too, and released for everyone."""
    found = (
        Report.objects.select_related("campaign", "institution", "platform", "signature", "written_by")
        .filter(uid=report)
        .first()
    )
    if found is None:
        raise NotThere
    if found.signed_at and (found.campaign.is_released(timezone.now()) or universities.coordinates(person)):
        return found
    if not reports_for(person, found):
        raise NotThere
    return found


def report_to_read_evidence(person: Any, *, report: UUID) -> Report:
    """Find a report with a file, for coordinators and for those whose it is: files are shown to nobody else."""
    found = report_to_see(person, report=report)
    if not found.evidence_digest or not (universities.coordinates(person) or reports_for(person, found)):
        raise NotThere
    return found


def report_to_change(person: Any, *, report: UUID) -> Report:
    """Find a report for those who write it."""
    found = report_to_see(person, report=report)
    if not reports_for(person, found):
        raise NotThere
    return found


def sheet_to_see(person: Any, *, sheet: UUID) -> Sheet:
    """Find a table that was handed in, for those who report the same."""
    found = Sheet.objects.select_related("campaign", "institution", "platform").filter(uid=sheet).first()
    if found is None:
        raise NotThere
    of = platforms_of(person).filter(pk=found.platform_id) if found.platform_id else institutions_of(person)
    if not of.filter(pk=found.platform_id or found.institution_id).exists():
        raise NotThere
    return found


def officer_to_end(person: Any, *, officer: int) -> Officer:
    """Find who reports for an institution, for coordinators."""
    coordinate(person)
    found = Officer.objects.select_related("institution", "person").filter(pk=officer).first()
    if found is None:
        raise NotThere
    return found


def institution_to_look_after(person: Any, *, institution: UUID) -> Institution:
    """Find an institution, for coordinators."""
    coordinate(person)
    found = Institution.objects.select_related("university").filter(uid=institution).first()
    if found is None:
        raise NotThere
    return found


def streams_to_see(person: Any, *, platform: str) -> catalog.Platform:
    """Find a platform whose streams this person may see: its contacts, coordinators and operators."""
    found = catalog.Platform.objects.filter(slug=platform).first()
    if found is None or not (can_look_after(person) or platforms_of(person).filter(pk=found.pk).exists()):
        raise NotThere
    return found


def streams_to_look_after(person: Any, *, platform: str) -> catalog.Platform:
    """Find a platform for those who register its keys: coordinators and operators."""
    found = streams_to_see(person, platform=platform)
    if not can_look_after(person):
        raise NotThere
    return found


def all_streams_to_see(person: Any) -> None:
    """Open the list of all streams to those who look after them."""
    if not can_look_after(person):
        raise NotThere


def key_to_end(person: Any, *, platform: str, key: UUID) -> PlatformKey:
    """Find a platform's key, for those who register them."""
    of = streams_to_look_after(person, platform=platform)
    found = PlatformKey.objects.filter(uid=key, platform=of).first()
    if found is None:
        raise NotThere
    found.platform = of
    return found


def batch_to_see(person: Any, *, batch: UUID) -> Batch:
    """Find a batch, for those who see its stream."""
    found = Batch.objects.select_related("stream__platform", "key").filter(uid=batch).first()
    if found is None:
        raise NotThere
    streams_to_see(person, platform=found.stream.platform.slug)
    return found


def platform_to_hand_in(*, platform: str) -> catalog.Platform:
    """Find the platform that a batch names; whether it may hand it in, its signature decides."""
    found = catalog.Platform.objects.filter(slug=platform).first()
    if found is None:
        raise NotThere
    return found
