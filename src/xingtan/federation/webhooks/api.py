"""Webhooks for programs. The same doors and actions as the pages."""

from typing import cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from ninja import Router, Status

from xingtan.federation.webhooks import access, actions, queries, schemas
from xingtan.federation.webhooks.models import Delivery, Webhook
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, now
from xingtan.people import public as people
from xingtan.universities import public as universities

router = Router(tags=["webhooks"])


class NotAnAddress(RuleBroken):
    """What is no address cannot be told anything."""

    message = _("This is not an address on the web. Nothing was registered.")


@router.get("/webhooks", response=list[schemas.WebhookOut])
def webhooks(request: Request, university: str = "") -> list[Webhook]:
    """List the webhooks of a university; without one, those of the whole catalogue."""
    return queries.webhooks_of(_whose(request, university))


@router.post("/webhooks", response={201: schemas.SecretOut})
def register(request: Request, said: schemas.WebhookIn) -> Status[dict[str, object]]:
    """Register an address. Its secret is told this once."""
    of = _whose(request, said.university or "")
    try:
        URLValidator(schemes=["http", "https"])(said.url[:500])
    except ValidationError:
        raise NotAnAddress from None
    made, secret = actions.register_webhook(
        university=of, url=said.url[:500], kinds=said.kinds, by=_person(request), now=now()
    )
    return Status(201, {"uid": made.uid, "secret": secret})


@router.delete("/webhooks/{uuid:webhook}", response={204: None})
def end(request: Request, webhook: UUID) -> Status[None]:
    """End a webhook."""
    actions.end_webhook(webhook=access.webhook_to_keep(request.user, webhook=webhook), by=_person(request))
    return Status(204, None)


@router.post("/webhooks/{uuid:webhook}/secret", response=schemas.SecretOut)
def change_secret(request: Request, webhook: UUID) -> dict[str, object]:
    """Change the secret, which is told this once; for a day, deliveries are signed with both."""
    found = access.webhook_to_keep(request.user, webhook=webhook)
    return {"uid": found.uid, "secret": actions.change_secret(webhook=found, by=_person(request), now=now())}


@router.post("/webhooks/{uuid:webhook}/ping", response={202: schemas.DeliveryOut})
def ping(request: Request, webhook: UUID) -> Status[Delivery]:
    """Send a test."""
    found = access.webhook_to_keep(request.user, webhook=webhook)
    return Status(202, actions.ping(webhook=found, by=_person(request), now=now()))


@router.delete("/webhooks/{uuid:webhook}/pause", response={204: None})
def resume(request: Request, webhook: UUID) -> Status[None]:
    """Go on telling an address that had answered 410 Gone."""
    actions.resume(webhook=access.webhook_to_keep(request.user, webhook=webhook), by=_person(request))
    return Status(204, None)


@router.get("/webhooks/{uuid:webhook}/deliveries", response=list[schemas.DeliveryOut])
def deliveries(request: Request, webhook: UUID) -> list[Delivery]:
    """List what it was told last, the newest first."""
    return queries.latest_deliveries(access.webhook_to_keep(request.user, webhook=webhook))


@router.post("/webhooks/{uuid:webhook}/deliveries/{uuid:delivery}/sending", response={204: None})
def send_again(request: Request, webhook: UUID, delivery: UUID) -> Status[None]:
    """Send a delivery again."""
    found = access.delivery_to_keep(request.user, webhook=webhook, delivery=delivery)
    actions.send_again(delivery=found, by=_person(request))
    return Status(204, None)


def _whose(request: Request, university: str) -> universities.University | None:
    if university:
        return universities.university_to_administer(request.user, university=university)
    access.webhooks_of_all(request.user)
    return None


def _person(request: Request) -> people.Person:
    return cast(people.Person, request.user)
