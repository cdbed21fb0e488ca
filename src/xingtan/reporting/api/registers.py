"""The list of institutions, who reports for each, and keys of platforms, for programs."""

from uuid import UUID

from ninja import Router, Status

from xingtan.kernel.pages import Request, now
from xingtan.reporting import access, actions, rules, schemas
from xingtan.reporting.models import PlatformKey

router = Router()
KEYS = "/platforms/{platform}/keys"


@router.put("/reporting/institutions", response=schemas.ChangeOut)
def list_institutions(request: Request, said: schemas.InstitutionsIn) -> actions.Change:
    """Bring the list of institutions up to date: the denominator of campaigns that open from now on."""
    access.coordinate(request.user)
    rows = [rules.Listed(**each.dict()) for each in said.institutions]
    return actions.list_institutions(rows=rows, is_whole=said.is_whole, by=request.user, now=now())


@router.post("/reporting/institutions/{uuid:institution}/officers", response={204: None})
def name_officer(request: Request, institution: UUID, said: schemas.OfficerIn) -> Status[None]:
    """Let somebody report for an institution."""
    found = access.institution_to_look_after(request.user, institution=institution)
    actions.name_officer(institution=found, by=request.user, now=now(), **said.dict())
    return Status(204, None)


@router.get(KEYS, response=list[schemas.KeyOut])
def keys(request: Request, platform: str) -> list[PlatformKey]:
    """List the keys that a platform signs its batches with."""
    found = access.streams_to_see(request.user, platform=platform)
    return list(PlatformKey.objects.filter(platform=found).order_by("-pk"))


@router.post(KEYS, response={201: schemas.KeyOut})
def register_key(request: Request, platform: str, said: schemas.KeyIn) -> Status[PlatformKey]:
    """Register a key of a platform."""
    found = access.streams_to_look_after(request.user, platform=platform)
    return Status(201, actions.register_key(platform=found, by=request.user, now=now(), **said.dict()))


@router.delete(f"{KEYS}/{{uuid:key}}", response={204: None})
def end_key(request: Request, platform: str, key: UUID) -> Status[None]:
    """End a key: nothing it signs is taken any more."""
    actions.end_key(key=access.key_to_end(request.user, platform=platform, key=key), by=request.user, now=now())
    return Status(204, None)
