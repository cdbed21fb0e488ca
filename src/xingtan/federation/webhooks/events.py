"""What webhooks announce."""

from dataclasses import dataclass
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("federation.webhooks.registered")
@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookRegistered(Event):
    """An address is told of changes from now on."""

    webhook: UUID


@event("federation.webhooks.ended")
@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookEnded(Event):
    """An address is no longer told of anything."""

    webhook: UUID


@event("federation.webhooks.secret_changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class SecretChanged(Event):
    """Deliveries are signed with a new secret; for a day with the old one, too."""

    webhook: UUID


@event("federation.webhooks.delivery_asked")
@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryAsked(Event):
    """Something is to be delivered now."""

    delivery: UUID


@event("federation.webhooks.delivery_parked")
@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryParked(Event):
    """Something could not be delivered, and waits for a person."""

    webhook: UUID
    delivery: UUID
