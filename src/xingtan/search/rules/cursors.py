"""Where a page ended, as an opaque word in an address."""

import base64
import binascii
import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Cursor:
    """The last thing of a page.

    :param sort: the order the pages are in; another order begins at the beginning
    :param place: how many came before, or the number the last one is sorted by; ``None`` where it has none
    :param tie: tells the last one from others in the same place
    """

    sort: str
    place: int | None
    tie: int


def written(cursor: Cursor) -> str:
    """Write a cursor."""
    plain = json.dumps([cursor.sort, cursor.place, cursor.tie], separators=(",", ":"))
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def read(text: str, *, sort: str) -> Cursor | None:
    """Read a cursor of this order; nothing where it is not one."""
    if not text or len(text) > 500:
        return None
    try:
        found = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars="-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        return None
    match found:
        case [str(of), int() | None as place, int(tie)] if of == sort and _fits(place) and _fits(tie):
            return Cursor(of, place, tie)
    return None


def _fits(number: int | None) -> bool:
    return number is None or (not isinstance(number, bool) and -(2**63) <= number < 2**63)
