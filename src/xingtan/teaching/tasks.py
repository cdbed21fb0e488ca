"""Errands: sessions that nobody ended come to their end."""

from django.utils import timezone

from xingtan.kernel.tasks import every
from xingtan.teaching import actions


@every("*/10 * * * *")
def close_forgotten() -> None:
    """End the sessions that nobody ended."""
    actions.close_forgotten(now=timezone.now())
