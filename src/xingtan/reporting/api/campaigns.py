"""Campaigns and releases for programs."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from ninja import Router, Status

from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, now
from xingtan.people import public as people
from xingtan.reporting import access, actions, queries, rules, schemas
from xingtan.reporting.models import Campaign

router = Router()
CAMPAIGN = "/reporting/campaigns/{campaign}"


class CampaignIsUnclear(RuleBroken):
    """A campaign has a period, a deadline and a release in this order, in a zone that clocks know."""

    message = _(
        "Its days, its zone or its measures cannot be: the last day is not before the first, the release comes after "
        "the deadline, and measures are those that can be asked for. Nothing was kept."
    )


@router.get("/releases", response=schemas.CalendarOut)
def releases(request: Request) -> dict[str, Any]:
    """Tell what is released, and what the calendar announces."""
    released, announced = queries.releases(now())
    return {
        "released": [_release(each) for each in released],
        "to_come": [{"announced": each.announced, "release_at": each.release_at} for each in announced],
    }


@router.get("/releases/{campaign}", response=schemas.FiguresOut)
def release(request: Request, campaign: str) -> dict[str, Any]:
    """Tell what a campaign found; before its embargo ends it is not there."""
    found = access.release_to_see(request.user, campaign=campaign)
    progress = queries.progress_of([found])[found.pk]
    named = found.naming == Campaign.Naming.NAMES
    return {
        **_release(found),
        "asked": progress.asked,
        "answered": progress.answered,
        "totals": [
            {
                "measure": each.question.measure,
                "title": each.question.title,
                "definition": each.question.definition,
                "value": each.value,
                "institutions": each.institutions,
                "by_class": [
                    {"class_": name, "institutions": share.institutions, "value": share.value}
                    for name, share in each.by_class.items()
                ],
            }
            for each in queries.totals_of(found)
        ],
        "not_answered": [each.name for each in queries.unanswered(found)] if named else None,
    }


@router.post("/reporting/campaigns", response={201: schemas.CampaignOut})
def write_campaign(request: Request, said: schemas.CampaignIn) -> Status[dict[str, Any]]:
    """Write a campaign, as a draft."""
    access.coordinate(request.user)
    facts = said.dict()
    in_order = said.starts_on <= said.ends_on and said.due_at < said.release_at
    known = said.zone in dict(people.zones()) and set(said.measures) <= rules.MEASURES.keys()
    if not (in_order and known):
        raise CampaignIsUnclear
    return Status(201, _campaign(actions.add_campaign(by=request.user, **facts)))


@router.get(CAMPAIGN, response=schemas.CampaignOut)
def campaign(request: Request, campaign: str) -> dict[str, Any]:
    """Tell how far a campaign is."""
    return _campaign(access.campaign_to_coordinate(request.user, campaign=campaign))


@router.post(f"{CAMPAIGN}/steps", response=schemas.CampaignOut)
def move_campaign(request: Request, campaign: str, said: schemas.StepIn) -> dict[str, Any]:
    """Open a campaign, close it, or open it again."""
    found = access.campaign_to_coordinate(request.user, campaign=campaign)
    return _campaign(actions.move_campaign(campaign=found, by=request.user, now=now(), **said.dict()))


@router.get(f"{CAMPAIGN}/unanswered", response=list[schemas.UnansweredOut])
def unanswered(request: Request, campaign: str) -> list[Any]:
    """List the institutions that have signed nothing themselves."""
    return list(queries.unanswered(access.campaign_to_coordinate(request.user, campaign=campaign)))


@router.post(f"{CAMPAIGN}/reminders", response={201: dict[str, int]})
def remind(request: Request, campaign: str) -> Status[dict[str, int]]:
    """Remind everyone who has not reported."""
    found = access.campaign_to_coordinate(request.user, campaign=campaign)
    made = actions.remind_by_hand(campaign=found, by=request.user, now=now())
    return Status(201, {"institutions": made.institutions, "people": made.people})


def _release(found: Campaign) -> dict[str, Any]:
    same = ("slug", "title", "starts_on", "ends_on", "as_of")
    facts = {name: getattr(found, name) for name in same}
    return {**facts, "url": found.get_absolute_url(), "released_at": found.release_at}


def _campaign(found: Campaign) -> dict[str, Any]:
    same = ("uid", "slug", "state", "title", "starts_on", "ends_on", "as_of", "due_at", "release_at", "is_reminding")
    progress = queries.progress_of([found])[found.pk]
    return {**{name: getattr(found, name) for name in same}, "asked": progress.asked, "answered": progress.answered}
