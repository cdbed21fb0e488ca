"""Platforms and their feeds for programs."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from xingtan.catalog import public as catalog
from xingtan.harvest import access, actions, registry, schemas, tasks
from xingtan.harvest.adapters import columns
from xingtan.harvest.models import Feed, Hold
from xingtan.kernel.errors import NotThere
from xingtan.kernel.pages import Request, now
from xingtan.kernel.text import as_text

router = Router(tags=["harvest"])
PLATFORM = "/harvest/platforms/{platform}"
MOST = 100


@router.post("/harvest/platforms", response={201: schemas.PlatformOut})
def register_platform(request: Request, said: schemas.PlatformIn) -> Any:
    """Register a platform; for coordinators and operators."""
    access.manage(request.user)
    facts = said.dict() | {"name": as_text(said.name), "country": said.country.upper()}
    return Status(201, catalog.platforms.register_platform(by=request.user, **facts))


@router.get(f"{PLATFORM}/feeds", response=list[schemas.FeedOut])
def feeds(request: Request, platform: str) -> Any:
    """List the feeds of a platform; for those who speak for it."""
    found = access.platform_to_speak_for(request.user, platform=platform)
    return Feed.objects.filter(platform=found).select_related("platform").order_by("pk")


@router.post(f"{PLATFORM}/feeds", response={201: schemas.FeedOut})
def set_up_feed(request: Request, platform: str, said: schemas.FeedIn) -> Any:
    """Set a feed up; for coordinators and operators."""
    found = access.platform_to_manage(request.user, platform=platform)
    if registry.named(said.format) is None:
        raise tasks.NoSuchFormat(name=said.format)
    facts = said.dict()
    made = actions.set_up_feed(platform=found, source=facts.pop("format"), by=request.user, now=now(), **facts)
    return Status(201, made)


@router.get("/harvest/feeds/{feed}/harvests", response=list[schemas.HarvestOut])
def harvests(request: Request, feed: UUID) -> Any:
    """List the last hundred harvests of a feed; for those who speak for its platform."""
    found = access.feed_to_see(request.user, feed=feed)
    return found.harvests.order_by("-pk")[:MOST]


@router.post("/harvest/feeds/{feed}/harvests", response={202: schemas.JobOut})
def gather(request: Request, feed: UUID) -> Any:
    """Gather a feed now; for those who speak for its platform."""
    found = access.feed_to_see(request.user, feed=feed)
    return Status(202, {"job": tasks.start(feed=found, by=request.user).uid})


@router.get("/harvest/feeds/{feed}/holds", response=list[schemas.HoldOut])
def holds(request: Request, feed: UUID) -> Any:
    """List what waits for a word: whether courses that are missing are gone."""
    found = access.feed_to_see(request.user, feed=feed)
    return Hold.objects.filter(feed=found, decided_at__isnull=True).order_by("pk")


@router.post("/harvest/holds/{hold}/answer", response={204: None})
def decide(request: Request, hold: UUID, said: schemas.AnswerIn) -> Any:
    """Say whether courses that are missing are gone."""
    found = access.hold_to_decide(request.user, hold=hold)
    actions.decide(hold=found, is_gone=said.is_gone, by=request.user, now=now())
    return Status(204, None)


@router.post(f"{PLATFORM}/sheets", response={201: schemas.SheetOut})
def fill_in(request: Request, platform: str, said: schemas.LinesIn) -> Any:
    """Fill courses in by hand; nothing is public before a contact of the platform signs."""
    found = access.platform_to_speak_for(request.user, platform=platform)
    names = [each.name for each in columns.COLUMNS]
    lines = columns.lines_of([names, *([line.get(name, "") for name in names] for line in said.lines)])
    return Status(201, actions.keep_sheet(platform=found, name=said.name, lines=lines, by=request.user, now=now()))


@router.post("/harvest/sheets/{sheet}/signature", response=schemas.SheetOut)
def sign_off(request: Request, sheet: UUID, said: schemas.SignatureIn) -> Any:
    """Stand up for what a sheet says; for a named contact of the platform."""
    if not request.user.is_authenticated:
        raise NotThere
    found = access.sheet_to_sign(request.user, sheet=sheet)
    return actions.sign_off(sheet=found, signature=said.name, by=request.user, now=now())
