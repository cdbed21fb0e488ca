"""How deliveries are signed and tried again, as Standard Webhooks 1.0 says. Plain Python."""

import hmac
from base64 import b64decode, b64encode
from datetime import timedelta

PREFIX = "whsec_"

KINDS = {
    "course.published": "catalog.course_published",
    "course.changed": "catalog.course_described",
    "course.withdrawn": "catalog.course_withdrawn",
    "run.opened": "catalog.run_opened",
    "run.changed": "catalog.run_changed",
    "courses.gathered": "catalog.courses_gathered",
    "courses.vanished": "catalog.courses_vanished",
    "courses.merged": "catalog.courses_merged",
    "courses.split": "catalog.courses_split",
}
"""What one can be told of, and the event behind it."""

PING = "ping"

PAUSES = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""How long to wait after each failure; after one more failure, a person decides."""

OLD_SECRET_LASTS = timedelta(days=1)


def secret_of(site: str, webhook: str, number: int) -> str:
    """Make the secret of a webhook from the site's own: it is kept nowhere, and changes with its number."""
    return PREFIX + b64encode(hmac.digest(site.encode(), f"{webhook} {number}".encode(), "sha256")).decode()


def signature_of(secret: str, *, id: str, timestamp: int, body: bytes) -> str:  # noqa: A002 - the standard's own word
    """Sign a delivery: its id, the moment it is sent and its body."""
    key = b64decode(secret.removeprefix(PREFIX))
    signed = hmac.digest(key, f"{id}.{timestamp}.".encode() + body, "sha256")
    return f"v1,{b64encode(signed).decode()}"


def pause_after(attempts: int) -> timedelta | None:
    """Tell how long to wait after so many tries; nothing, if there were enough."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None
