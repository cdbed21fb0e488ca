"""Addresses of files on the second origin: signed, short-lived, and the same for a while so that browsers keep them."""

from dataclasses import dataclass
from urllib.parse import quote

from xingtan.kernel.seals import SealBroken, seal, unseal

INLINE, SANDBOX = 1, 2
PURPOSE = "files"


@dataclass(frozen=True, slots=True)
class Shown:
    """A file as it may be shown to whoever has this address."""

    digest: str
    name: str
    media_type: str
    is_inline: bool
    is_sandboxed: bool
    ends_at: int


def path_of(digest: str, name: str, *, media_type: str, flags: int, ttl: int, now: float) -> str:
    """Write the address after the origin. It holds for ``ttl`` to twice that, and stays the same for ``ttl``."""
    # Each file has its own beat, or all of a page's pictures would be fetched again at the same moment.
    beat = int(digest[:8], 16) % ttl
    ends_at = (int(now) - beat) // ttl * ttl + beat + 2 * ttl
    name = name.rpartition("/")[2] or digest[:16]
    says = bytes([flags]) + bytes.fromhex(digest) + media_type.encode()
    return f"/f/{seal(PURPOSE, says, ends_at=ends_at, also=name.encode())}/{quote(name, safe='')}"


def check(sealed: str, name: str, *, now: float) -> Shown:
    """Read an address's seal.

    :raises SealBroken: if it may not be believed, or no longer
    """
    says, ends_at = unseal(PURPOSE, sealed, now=now, also=name.encode("utf-8", "replace"))
    if len(says) < 33:
        raise SealBroken
    flags = says[0]
    return Shown(says[1:33].hex(), name, says[33:].decode(), bool(flags & INLINE), bool(flags & SANDBOX), ends_at)
