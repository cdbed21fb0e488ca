"""Universities for programs. The same doors and actions as the pages."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from ninja import Router, Status

from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, now
from xingtan.universities import access, actions, queries, schemas
from xingtan.universities.models import OF_A_UNIVERSITY, OF_THE_CONSORTIUM, University

router = Router(tags=["universities"])
UNIVERSITY = "/universities/{university}"


class NoSuchRole(RuleBroken):
    """A university has two roles to give, and the consortium two others."""

    message = _("There is no role “%(role)s”. Nothing was changed.")


@router.get("/universities", response=list[schemas.UniversityOut])
def universities(request: Request) -> Any:
    """List the universities of the consortium."""
    return University.objects.order_by("slug")


@router.get(UNIVERSITY, response=schemas.UniversityOut)
def university(request: Request, university: str) -> University:
    """Tell what a university says of itself."""
    return access.university_to_see(request.user, university=university)


@router.get(f"{UNIVERSITY}/roles", response=list[schemas.RoleOut])
def roles(request: Request, university: str) -> list[dict[str, Any]]:
    """List who serves the university."""
    found = access.university_to_administer(request.user, university=university)
    return [_role_out(each) for each in queries.servers_of(found)]


@router.post(f"{UNIVERSITY}/roles", response={204: None})
def give_role(request: Request, university: str, said: schemas.RoleIn) -> Status[None]:
    """Let somebody serve the university."""
    found = access.university_to_administer(request.user, university=university)
    if said.role not in OF_A_UNIVERSITY:
        raise NoSuchRole(role=said.role)
    actions.give_role_to_address(email=said.email, role=said.role, university=found, by=request.user, now=now())
    return Status(204, None)


@router.delete(f"{UNIVERSITY}/roles/{{int:membership}}", response={204: None})
def withdraw_role(request: Request, university: str, membership: int) -> Status[None]:
    """Withdraw a role."""
    found = access.membership_to_end(request.user, university=university, membership=membership)
    actions.withdraw_role(membership=found, by=request.user)
    return Status(204, None)


@router.get("/consortium/roles", response=list[schemas.RoleOut])
def consortium_roles(request: Request) -> list[dict[str, Any]]:
    """List who serves the consortium."""
    access.consortium_to_staff(request.user)
    return [_role_out(each) for each in queries.servers_of(None)]


@router.post("/consortium/roles", response={204: None})
def give_consortium_role(request: Request, said: schemas.RoleIn) -> Status[None]:
    """Let somebody serve the consortium."""
    access.consortium_to_staff(request.user)
    if said.role not in OF_THE_CONSORTIUM:
        raise NoSuchRole(role=said.role)
    actions.give_role_to_address(email=said.email, role=said.role, university=None, by=request.user, now=now())
    return Status(204, None)


@router.delete("/consortium/roles/{int:membership}", response={204: None})
def withdraw_consortium_role(request: Request, membership: int) -> Status[None]:
    """Withdraw a role of the consortium."""
    found = access.consortium_role_to_end(request.user, membership=membership)
    actions.withdraw_role(membership=found, by=request.user)
    return Status(204, None)


def _role_out(each: queries.Server) -> dict[str, Any]:
    return {"id": each.membership, "name": each.name, "email": each.email, "role": each.role, "since": each.since}
