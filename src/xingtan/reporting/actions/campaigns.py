"""Deeds: a campaign is written, opened, closed; its embargo ends."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.kernel.text import as_text
from xingtan.people import public as people
from xingtan.reporting import rules
from xingtan.reporting.events import CampaignDescribed, CampaignMoved, CampaignReleased
from xingtan.reporting.models import Asked, Campaign, CampaignStep, Institution, Question
from xingtan.universities import public as universities

AT_ONCE = 1000
USUAL_PLAN = (-14, -7, -1, 1, 7)
USUAL_MEASURES = ("teachers", "courses", "lessons", "attendances", "learners", "new_moocs", "new_other_courses")
STATES = {"open": ("draft", "open"), "close": ("open", "closed"), "reopen": ("closed", "open")}
"""Each step of a campaign, from where it leads to where."""


class CampaignAddressIsTaken(RuleBroken):
    """Two campaigns cannot have one address."""

    message = _("There is a campaign at “%(slug)s” already. Choose another address.")


class CampaignIsEmpty(RuleBroken):
    """A campaign asks somebody for something."""

    message = _("Say first which figures are asked for. The campaign stays a draft.")


class NobodyIsAsked(RuleBroken):
    """Without a list of institutions there is no denominator."""

    message = _("The list of institutions is empty. Bring it in first; the campaign stays a draft.")


class CampaignStateIsOther(RuleBroken):
    """The step does not lead on from where the campaign is."""

    message = _("The campaign is “%(state)s”, and this step does not lead on from there. Nothing was changed.")


class CampaignIsReleased(RuleBroken):
    """What everyone knows cannot be put under an embargo."""

    message = _("The figures are released, so the embargo and the period stay as they are. Nothing was changed.")


class QuestionsAreAsked(RuleBroken):
    """Answers must mean what the others mean."""

    message = _("The campaign is open, so what it asks stays as it is. Nothing was changed.")


class StepNeedsReason(RuleBroken):
    """Opening again is explained."""

    message = _("Say why. Nothing was changed.")


def lock(campaign: Campaign) -> Campaign:
    """Hold the campaign until the deed ends."""
    return Campaign.objects.select_for_update().get(pk=campaign.pk)


@deed
def add_campaign(
    *, slug: str, by: people.Person | None, measures: Sequence[str] = USUAL_MEASURES, **facts: Any
) -> Campaign:
    """Write a campaign, as a draft that only coordinators see.

    :param measures: keys of what is asked for, each with the definition it starts with
    :raises CampaignAddressIsTaken: if there is one at this address
    """
    if Campaign.objects.filter(slug=slug).exists():
        raise CampaignAddressIsTaken(slug=slug)
    campaign = Campaign.objects.create(slug=slug, **{"plan": list(USUAL_PLAN), **facts})
    _ask(campaign, {key: (rules.MEASURES[key].title, rules.MEASURES[key].definition) for key in measures})
    emit(CampaignDescribed(actor=by.uid if by else None, campaign=campaign.uid))
    return campaign


@deed
def describe_campaign(*, campaign: Campaign, by: people.Person, now: datetime, **facts: Any) -> Campaign:
    """Change what the campaign says.

    :raises CampaignIsReleased: if its period or embargo would change after the release
    """
    campaign = lock(campaign)
    fixed = ("starts_on", "ends_on", "as_of", "release_at")
    if campaign.is_released(now) and any(
        facts.get(name, getattr(campaign, name)) != getattr(campaign, name) for name in fixed
    ):
        raise CampaignIsReleased
    for name, value in facts.items():
        setattr(campaign, name, value)
    campaign.save(update_fields=list(facts))
    emit(CampaignDescribed(actor=by.uid, campaign=campaign.uid))
    return campaign


@deed
def ask_for(*, campaign: Campaign, measures: Mapping[str, tuple[Any, Any]], by: people.Person) -> None:
    """Say which figures are asked for: title and definition of each, by key.

    :raises QuestionsAreAsked: if it is open already
    """
    campaign = lock(campaign)
    if campaign.state != Campaign.State.DRAFT:
        raise QuestionsAreAsked
    campaign.questions.all().delete()
    _ask(campaign, measures)
    emit(CampaignDescribed(actor=by.uid, campaign=campaign.uid))


@deed
def move_campaign(
    *,
    campaign: Campaign,
    move: str,
    by: people.Person | None,
    now: datetime,
    reason: str = "",
    is_reminding: bool = False,
) -> Campaign:
    """Open the campaign, close it, or open it again. Opening freezes who is asked.

    :param is_reminding: the coordinator's switch, said when it opens: reminders go out by the plan
    :raises CampaignStateIsOther: if this does not lead on from where it is
    :raises StepNeedsReason: if it is opened again without one
    :raises CampaignIsEmpty: if it asks for nothing
    :raises NobodyIsAsked: if there are no institutions
    """
    campaign = lock(campaign)
    before, after = STATES[move]
    if campaign.state != before:
        raise CampaignStateIsOther(state=campaign.get_state_display())
    if move == "reopen" and not reason.strip():
        raise StepNeedsReason
    if move == "open":
        if not campaign.questions.exists():
            raise CampaignIsEmpty
        _ask_everyone(campaign)
        campaign.is_reminding = is_reminding

    CampaignStep.objects.create(
        campaign=campaign, before=before, after=after, by=by, at=now, reason=reason.strip()[:2000]
    )
    campaign.state = after
    campaign.save(update_fields=["state", "is_reminding"])

    emit(CampaignMoved(actor=by.uid if by else None, campaign=campaign.uid, after=after))
    return campaign


@deed
def tell_releases(*, now: datetime) -> int:
    """Announce, once, the campaigns whose embargo has ended; says how many."""
    ended = list(Campaign.objects.released(now).filter(told_release_at__isnull=True).select_for_update())
    for each in ended:
        Campaign.objects.filter(pk=each.pk).update(told_release_at=now)
        emit(CampaignReleased(campaign=each.uid))
    return len(ended)


def _ask(campaign: Campaign, measures: Mapping[str, tuple[Any, Any]]) -> None:
    Question.objects.bulk_create(
        Question(campaign=campaign, measure=key, title=as_text(title), definition=as_text(definition), place=place)
        for place, (key, (title, definition)) in enumerate(measures.items())
    )


def _ask_everyone(campaign: Campaign) -> None:
    """Ask every institution of the list, and every member university, which is one of them from now on."""
    known = set(Institution.objects.filter(university__isnull=False).values_list("university", flat=True))
    codes = set(Institution.objects.values_list("code", flat=True))
    members = universities.University.objects.filter(is_member=True).exclude(pk__in=known).order_by("pk")
    Institution.objects.bulk_create(
        Institution(
            code=each.slug if each.slug not in codes else f"x-{each.uid.hex[:12]}",
            name=str(each.name)[:200], country=each.country, university=each,
        )
        for each in members
    )  # fmt: skip
    everyone = Institution.objects.filter(ended_at__isnull=True).order_by("pk")
    rows = [Asked(campaign=campaign, institution=each) for each in everyone]
    if not rows:
        raise NobodyIsAsked
    Asked.objects.bulk_create(rows, batch_size=AT_ONCE)
