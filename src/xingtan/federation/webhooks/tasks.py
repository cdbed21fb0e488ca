"""Sending: outside of any transaction, through the one way out."""

from typing import Any

from django.utils import timezone

from xingtan.federation.webhooks import actions
from xingtan.federation.webhooks.models import Delivery
from xingtan.federation.webhooks.rules import OLD_SECRET_LASTS, signature_of
from xingtan.kernel import http
from xingtan.kernel.errors import OutsideFailed
from xingtan.kernel.tasks import every, later_in, task

SECONDS = 15.0
MOST_BYTES = 64 * 1024
GONE = 410


@task()
def deliver(*, delivery: str) -> None:
    """Send one delivery, and later again if it does not arrive."""
    found = Delivery.objects.waiting().filter(uid=delivery).select_related("webhook").first()
    if found is None or found.webhook.paused_at:
        return
    status, error = _send(found)
    now = timezone.now()
    if status is not None and 200 <= status < 300:
        actions.take_note_of_arrival(delivery=found, status=status, now=now)
        return
    if status == GONE:
        actions.take_note_of_goodbye(webhook=found.webhook, now=now)
    pause = actions.take_note_of_failure(delivery=found, status=status, error=error, now=now)
    if pause is not None and status != GONE:
        later_in(pause.total_seconds(), deliver, delivery=delivery)


def _send(delivery: Delivery) -> tuple[int | None, str]:
    try:
        reply = http.fetch(
            delivery.webhook.url,
            method="POST",
            headers=headers_of(delivery),
            data=delivery.body.encode(),
            seconds=SECONDS,
            most_bytes=MOST_BYTES,
        )
    except OutsideFailed as no:
        return None, str(no)
    return reply.status, "" if 200 <= reply.status < 300 else f"HTTP {reply.status}"


def headers_of(delivery: Delivery) -> dict[str, str]:
    """Sign a delivery now: with the secret of the webhook, and for a day with the one before it, too."""
    now, webhook = timezone.now(), delivery.webhook
    secrets = [actions.current_secret(webhook)]
    if webhook.secret_number > 1 and now - webhook.secret_changed_at < OLD_SECRET_LASTS:
        secrets.append(actions.old_secret(webhook))
    signed: dict[str, Any] = {
        "id": str(delivery.uid),
        "timestamp": int(now.timestamp()),
        "body": delivery.body.encode(),
    }
    return {
        "content-type": "application/json",
        "webhook-id": signed["id"],
        "webhook-timestamp": str(signed["timestamp"]),
        "webhook-signature": " ".join(signature_of(secret, **signed) for secret in secrets),
    }


@every("17 3 * * *")
def forget_old() -> None:
    """Forget old deliveries, once a night."""
    actions.forget_old(now=timezone.now())
