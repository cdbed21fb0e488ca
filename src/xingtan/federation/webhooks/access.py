"""Who may have what changes sent where, and the doors to it."""

from typing import Any
from uuid import UUID

from xingtan.federation.webhooks.models import Delivery, Webhook
from xingtan.kernel.errors import NotThere
from xingtan.universities import public as universities


def can_keep(person: Any, university: universities.University | None) -> bool:
    """Test whether this person decides on the webhooks of the university; of all, without one."""
    if university is not None:
        return universities.can_administer(person, university)
    return person.is_authenticated and (person.is_operator or universities.coordinates(person))


def webhooks_of_all(person: Any) -> None:
    """Let in who may have changes of the whole catalogue sent somewhere."""
    if not can_keep(person, None):
        raise NotThere


def webhook_to_keep(person: Any, *, webhook: UUID) -> Webhook:
    """Find the webhook for who decides on it."""
    found = Webhook.objects.filter(uid=webhook).select_related("university").first()
    if found is None or not can_keep(person, found.university):
        raise NotThere
    return found


def delivery_to_keep(person: Any, *, webhook: UUID, delivery: UUID) -> Delivery:
    """Find a delivery for who decides on its webhook."""
    of = webhook_to_keep(person, webhook=webhook)
    found = Delivery.objects.filter(uid=delivery, webhook=of).first()
    if found is None:
        raise NotThere
    found.webhook = of
    return found
