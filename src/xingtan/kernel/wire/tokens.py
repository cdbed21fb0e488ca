"""The right to listen: sealed behind a door, renewed by the page, read by a process without a database."""

import json
import time
from collections.abc import Sequence

from xingtan.kernel.seals import seal, unseal

PURPOSE = "wire"


def token(channels: Sequence[str], ttl: int = 600) -> str:
    """Seal the right to listen to these channels for a while. Asked for behind a door, renewed by the page."""
    return seal(PURPOSE, json.dumps(list(channels)).encode(), ends_at=int(time.time()) + ttl)


def address(channels: Sequence[str], ttl: int = 600) -> str:
    """Give the address at which a page listens to these channels: ``<xingtan-stream src="…">``."""
    from django.conf import settings  # noqa: PLC0415 - the stream process has no Django

    return f"{settings.XINGTAN.second_origin}/stream?token={token(channels, ttl)}"


def read_token(sealed: str, *, now: float) -> tuple[list[str], int]:
    """Give the channels a token opens, and the moment it ends.

    :raises SealBroken: if it may not be believed, or no longer
    """
    says, ends_at = unseal(PURPOSE, sealed, now=now)
    channels: list[str] = json.loads(says)
    return channels, ends_at
