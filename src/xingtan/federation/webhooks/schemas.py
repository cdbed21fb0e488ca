"""The shape of webhooks for programs."""

from datetime import datetime
from uuid import UUID

from ninja import Schema


class WebhookIn(Schema):
    """Where to send what.

    :param university: its address here; without, changes of the whole catalogue
    """

    url: str
    kinds: list[str]
    university: str | None = None


class WebhookOut(Schema):
    """An address that is told of changes."""

    uid: UUID
    url: str
    kinds: list[str]
    registered_at: datetime
    paused_at: datetime | None


class SecretOut(Schema):
    """A webhook, and its secret this once."""

    uid: UUID
    secret: str


class DeliveryOut(Schema):
    """One thing an address was told."""

    uid: UUID
    kind: str
    made_at: datetime
    attempts: int
    delivered_at: datetime | None
    parked_at: datetime | None
    last_status: int | None
    last_error: str
