"""Seals: short strings that only this site can have written, that say something, and that end.

They are checked by processes that know no database and no Django: the two doors of the second origin.
"""

import hmac
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import cache

from xingtan.kernel import home

_MARK_BYTES = 16
_head = struct.Struct(">I")


class SealBroken(Exception):
    """The seal is not ours, is not for this purpose, or has ended."""


def seal(purpose: str, says: bytes, *, ends_at: int, also: bytes = b"") -> str:
    """Seal what it says until this moment (seconds of the epoch).

    :param also: what is sealed with it and stands elsewhere, to be given again when the seal is opened
    """
    body = _head.pack(ends_at) + says
    return urlsafe_b64encode(_mark(purpose, body, also) + body).rstrip(b"=").decode()


def unseal(purpose: str, sealed: str, *, now: float, also: bytes = b"") -> tuple[bytes, int]:
    """Give what a seal says, and the moment it ends.

    :raises SealBroken: if it may not be believed
    """
    try:
        raw = urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
    except ValueError:
        raise SealBroken from None
    mark, body = raw[:_MARK_BYTES], raw[_MARK_BYTES:]
    # The comparison takes as long for a near guess as for a far one.
    if len(body) < _head.size or not hmac.compare_digest(mark, _mark(purpose, body, also)):
        raise SealBroken
    (ends_at,) = _head.unpack_from(body)
    if now >= ends_at:
        raise SealBroken
    return body[_head.size :], ends_at


def _mark(purpose: str, body: bytes, also: bytes) -> bytes:
    sealed = struct.pack(">I", len(also)) + also + body
    return hmac.digest(_key(purpose), sealed, "sha256")[:_MARK_BYTES]


@cache
def _key(purpose: str) -> bytes:
    return home.secret(f"seal-{purpose}").encode()
