"""Keys and seals by Ed25519. An institution's key is made from the site's own secret, and kept nowhere."""

import hmac
from base64 import b64decode, b64encode
from functools import lru_cache
from typing import TYPE_CHECKING

from xingtan.kernel import home

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY_BYTES = 32
# The library is loaded by those who sign or verify, and by no page else.


def seal(institution: str, data: bytes) -> tuple[str, str]:
    """Sign with the key of the institution, named by its uid; gives the seal and the public key it fits."""
    return b64encode(_key_of(institution).sign(data)).decode(), public_key_of(institution)


@lru_cache(maxsize=4096)
def public_key_of(institution: str) -> str:
    """Give the public half of the institution's key."""
    return b64encode(_key_of(institution).public_key().public_bytes_raw()).decode()


def holds(public_key: str, signature: str, data: bytes) -> bool:
    """Test whether who has the other half of this key signed exactly these bytes."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - see above
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - see above

    try:
        raw = b64decode(signature, validate=True)
        Ed25519PublicKey.from_public_bytes(b64decode(public_key, validate=True)).verify(raw, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def is_public_key(said: str) -> bool:
    """Test whether this is a public key of Ed25519: 32 bytes in base64."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - see above

    try:
        raw = b64decode(said, validate=True)
        Ed25519PublicKey.from_public_bytes(raw)
    except ValueError:
        return False
    return len(raw) == KEY_BYTES and b64encode(raw).decode() == said


@lru_cache(maxsize=4096)
def _key_of(institution: str) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - see above

    secret = home.secret("report-keys").encode()
    return Ed25519PrivateKey.from_private_bytes(hmac.digest(secret, institution.encode(), "sha256"))
