"""Deeds: an address is registered and ended, its secret changed; something is told, arrives, fails, is sent again."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from xingtan.federation.webhooks import queries
from xingtan.federation.webhooks.events import (
    DeliveryAsked,
    DeliveryParked,
    SecretChanged,
    WebhookEnded,
    WebhookRegistered,
)
from xingtan.federation.webhooks.models import Delivery, Webhook
from xingtan.federation.webhooks.rules import KINDS, PING, pause_after, secret_of
from xingtan.kernel import home
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit, emit_many
from xingtan.kernel.ids import new_uid
from xingtan.people import public as people
from xingtan.universities import public as universities

MOST_WEBHOOKS = 10
COURSES_A_DELIVERY = 200
OF_WHAT_IS_GONE = {"course.withdrawn", "courses.vanished", "courses.merged"}
KEPT_DELIVERED, KEPT_PARKED = timedelta(days=30), timedelta(days=90)


class NotSafe(RuleBroken):
    """What changes is signed, not secret; but who is told must be who was meant."""

    message = _("The address must begin with https://. Nothing was registered.")


class NothingToTell(RuleBroken):
    """A webhook that is told of nothing is none."""

    message = _("Choose what the address is to be told of. Nothing was registered.")


class TooManyWebhooks(RuleBroken):
    """There is an end to what is sent."""

    message = _("There are %(count)s addresses already. End one of them first. Nothing was registered.")


@dataclass(frozen=True, slots=True)
class Happened:
    """A change that webhooks may be told of."""

    kind: str
    event: UUID
    at: datetime
    courses: Sequence[UUID]
    also: dict[str, str] = field(default_factory=dict)


@deed
def register_webhook(
    *, university: universities.University | None, url: str, kinds: Iterable[str], by: people.Person, now: datetime
) -> tuple[Webhook, str]:
    """Tell an address of changes from now on: in this university's courses, or in all. Gives its secret, once.

    :raises NotSafe, NothingToTell, TooManyWebhooks: see there
    """
    chosen = [each for each in KINDS if each in set(kinds)]
    if not chosen:
        raise NothingToTell
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.netloc not in settings.XINGTAN.outside_allowed:
        raise NotSafe
    if Webhook.objects.filter(university=university).count() >= MOST_WEBHOOKS:
        raise TooManyWebhooks(count=MOST_WEBHOOKS)

    made = Webhook.objects.create(
        university=university, url=url, kinds=chosen, secret_changed_at=now, registered_by=by, registered_at=now
    )

    emit(WebhookRegistered(actor=by.uid, university=university and university.uid, webhook=made.uid))
    return made, current_secret(made)


@deed
def change_secret(*, webhook: Webhook, by: people.Person, now: datetime) -> str:
    """Sign with a new secret; for a day with the old one, too. Gives the new one, once."""
    webhook = Webhook.objects.select_for_update().get(pk=webhook.pk)
    webhook.secret_number += 1
    webhook.secret_changed_at = now
    webhook.save(update_fields=["secret_number", "secret_changed_at"])

    emit(SecretChanged(actor=by.uid, webhook=webhook.uid))
    return current_secret(webhook)


@deed
def end_webhook(*, webhook: Webhook, by: people.Person) -> None:
    """Tell this address nothing more, and forget what it was told."""
    uid = webhook.uid
    webhook.delete()

    emit(WebhookEnded(actor=by.uid, webhook=uid))


@deed
def ping(*, webhook: Webhook, by: people.Person, now: datetime) -> Delivery:
    """Tell the address that it is heard here, to see whether that arrives."""
    event = new_uid()
    body = _body(PING, now, {"webhook": str(webhook.uid)})
    made = Delivery.objects.create(webhook=webhook, kind=PING, body=body, event=event, made_at=now)

    emit(DeliveryAsked(actor=by.uid, delivery=made.uid))
    return made


@deed
def resume(*, webhook: Webhook, by: people.Person) -> None:
    """Go on telling an address that had said it wants nothing more."""
    webhook = Webhook.objects.select_for_update().get(pk=webhook.pk)
    webhook.paused_at = None
    webhook.save(update_fields=["paused_at"])

    waiting = webhook.deliveries.waiting().order_by("pk").values_list("uid", flat=True)
    emit_many([DeliveryAsked(actor=by.uid, delivery=uid) for uid in waiting])


@deed
def send_again(*, delivery: Delivery, by: people.Person) -> None:
    """Send something again, as if it were new; the receiver knows it by its id."""
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    delivery.attempts, delivery.delivered_at, delivery.parked_at = 0, None, None
    delivery.save(update_fields=["attempts", "delivered_at", "parked_at"])

    emit(DeliveryAsked(actor=by.uid, delivery=delivery.uid))


@deed
def tell(*, happened: Sequence[Happened]) -> None:
    """Write down what each address is to be told; saying it twice writes it once."""
    webhooks = queries.listening((each.kind for each in happened), until=max(each.at for each in happened))
    if not webhooks:
        return
    courses = queries.public_courses(uid for each in happened for uid in each.courses)
    made = [new for webhook in webhooks for each in happened for new in _deliveries(webhook, each, courses)]
    known = set(
        Delivery.objects.filter(webhook__in=webhooks, event__in={each.event for each in made}).values_list(
            "webhook_id", "event", "part"
        )
    )
    fresh = [each for each in made if (each.webhook_id, each.event, each.part) not in known]
    Delivery.objects.bulk_create(fresh)

    emit_many([DeliveryAsked(delivery=each.uid) for each in fresh])


def _deliveries(webhook: Webhook, happened: Happened, courses: dict[UUID, queries.Known]) -> list[Delivery]:
    if happened.kind not in webhook.kinds or happened.at < webhook.registered_at:
        return []
    known = [courses[uid] for uid in happened.courses if uid in courses]
    shown = [
        {"uid": str(each.uid), "url": f"{settings.XINGTAN.address}{each.path}"}
        for each in known
        if webhook.university_id in (None, each.university) and (each.is_shown or happened.kind in OF_WHAT_IS_GONE)
    ]
    parts = [shown[start : start + COURSES_A_DELIVERY] for start in range(0, len(shown), COURSES_A_DELIVERY)]
    return [
        Delivery(
            webhook=webhook,
            kind=happened.kind,
            body=_body(happened.kind, happened.at, {"courses": part, **happened.also}),
            event=happened.event,
            part=number,
            made_at=happened.at,
        )
        for number, part in enumerate(parts)
    ]


def _body(kind: str, at: datetime, data: dict[str, Any]) -> str:
    return json.dumps({"type": kind, "timestamp": at.isoformat(), "data": data}, ensure_ascii=False)


@deed
def take_note_of_arrival(*, delivery: Delivery, status: int, now: datetime) -> None:
    """Keep that it arrived."""
    Delivery.objects.filter(pk=delivery.pk).update(
        attempts=delivery.attempts + 1, tried_at=now, delivered_at=now, last_status=status, last_error=""
    )


@deed
def take_note_of_failure(*, delivery: Delivery, status: int | None, error: str, now: datetime) -> timedelta | None:
    """Keep that it did not arrive. Gives how long to wait; nothing, if a person decides now."""
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    delivery.attempts += 1
    delivery.tried_at, delivery.last_status, delivery.last_error = now, status, error[:200]
    pause = pause_after(delivery.attempts)
    if pause is None:
        delivery.parked_at = now
        emit(DeliveryParked(webhook=delivery.webhook.uid, delivery=delivery.uid))
    delivery.save(update_fields=["attempts", "tried_at", "last_status", "last_error", "parked_at"])
    return pause


@deed
def take_note_of_goodbye(*, webhook: Webhook, now: datetime) -> None:
    """Keep that the address wants nothing more: it answered 410 Gone."""
    Webhook.objects.filter(pk=webhook.pk).update(paused_at=now)


@deed
def forget_old(*, now: datetime) -> None:
    """Forget what arrived a month ago, and what nobody cared for in three."""
    Delivery.objects.filter(delivered_at__lt=now - KEPT_DELIVERED).delete()
    Delivery.objects.filter(parked_at__lt=now - KEPT_PARKED).delete()


def current_secret(webhook: Webhook) -> str:
    """Give the secret that deliveries are signed with."""
    return secret_of(home.secret("webhooks"), str(webhook.uid), webhook.secret_number)


def old_secret(webhook: Webhook) -> str:
    """Give the secret before it."""
    return secret_of(home.secret("webhooks"), str(webhook.uid), webhook.secret_number - 1)
