"""Questions about webhooks and what they were told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xingtan.catalog import public as catalog
from xingtan.federation.webhooks.models import Delivery, Webhook
from xingtan.universities import public as universities

SHOWN = 50
BATCH = 1000


@dataclass(frozen=True, slots=True)
class Known:
    """A course that may be spoken of: its public address, whose it is, and whether it is shown now."""

    uid: UUID
    path: str
    university: int
    is_shown: bool


def webhooks_of(university: universities.University | None) -> list[Webhook]:
    """Give the webhooks of a university; those of the whole catalogue, without one."""
    return list(Webhook.objects.filter(university=university).order_by("registered_at", "pk"))


def latest_deliveries(webhook: Webhook) -> list[Delivery]:
    """Give what it was told last, the newest first."""
    return list(webhook.deliveries.defer("body").order_by("-made_at", "-pk")[:SHOWN])


def listening(kinds: Iterable[str], *, until: datetime) -> list[Webhook]:
    """Give the webhooks that are told of any of these, and were there at that moment."""
    wanted = set(kinds)
    found = Webhook.objects.filter(registered_at__lte=until).order_by("pk")
    return [each for each in found if wanted & set(each.kinds)]


def public_courses(uids: Iterable[UUID]) -> dict[UUID, Known]:
    """Give those of these courses that are or were shown to anyone: of drafts nobody is told."""
    wanted = list(dict.fromkeys(uids))
    found: dict[UUID, Known] = {}
    for start in range(0, len(wanted), BATCH):
        rows = catalog.Course.objects.filter(uid__in=wanted[start : start + BATCH], published_at__isnull=False)
        fields = ("uid", "slug", "university__slug", "university_id", "status")
        for uid, slug, of, university, status in rows.values_list(*fields):
            is_shown = status == catalog.Course.Status.PUBLISHED
            found[uid] = Known(uid, f"/courses/{of}/{slug}/", university, is_shown)
    return found
