"""Claims to be here, judged without a database: from what a student shows, and a small description of what is asked.

Only the server's clock counts. Whoever takes claims in (the page, the API, the fast intake) judges them here.
"""

import hashlib
import hmac
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from xingtan.attendance.rules.places import band_of
from xingtan.kernel.seals import SealBroken, seal, unseal

Mean = Literal["tap", "qr", "code", "gesture", "place"]
Why = Literal["", "closed", "old", "not_ours", "wrong_code", "wrong_gesture", "outside", "no_place", "missing"]

MEANS: tuple[Mean, ...] = ("tap", "qr", "code", "gesture", "place")

TURNS_EVERY_SECONDS = 10
OLDEST_SECONDS = 20
# From the scan to the tap: one reads the page, and signs nothing.
SCAN_SECONDS = 120
PASS_SECONDS = 15 * 60

_QR, _SCAN, _PASS = "attendance-qr", "attendance-scan", "attendance-pass"
_scan = struct.Struct(">16sQ")
_pass = struct.Struct(">16s16sQ8s")
_NO_DEVICE = bytes(8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A round of check-ins as far as it takes to judge: small enough to be kept by whoever takes claims.

    :param opened_at: seconds of the epoch, as are the others
    :param closed_at: when it was closed or closes by itself; nothing while that is open
    :param needs_all: whether everything that is asked must be shown, or any one of it
    """

    round: UUID
    session: UUID
    opened_at: float
    closed_at: float | None = None
    means: tuple[str, ...] = ("tap",)
    needs_all: bool = False
    code: str = ""
    gesture: str = ""
    latitude: float | None = None
    longitude: float | None = None
    radius: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a student shows to be counted as here.

    :param at: when it reached the server, in seconds of the epoch; what the student's device thinks is never asked
    :param token: what a turning QR code said, if its scan comes with the claim itself
    :param scan: the proof that this person scanned one in time, see ``prove_scan``
    :param device: a digest that says no more than which claims of one round came from the same browser
    """

    round: UUID
    person: int
    at: float
    token: str = ""
    scan: str = ""
    code: str = ""
    gesture: str = ""
    latitude: float | None = None
    longitude: float | None = None
    accuracy: float = 0
    device: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a claim is believed.

    :param why: why not
    :param by: what was shown and right
    :param band: how far from the place, never where: ``inside``, ``near``, ``far``, or nothing where none was told
    """

    is_taken: bool
    why: Why = ""
    by: tuple[str, ...] = ()
    band: str = ""


@dataclass(frozen=True, slots=True)
class Pass:
    """That somebody may claim to be here: sealed behind a door, read where there is no database."""

    round: UUID
    session: UUID
    person: int
    device: str = ""


def judge(claim: Claim, opened: Opened) -> Verdict:
    """Decide whether the claim is believed, by when it reached the server."""
    if claim.round != opened.round or not _is_open(opened, claim.at):
        return Verdict(is_taken=False, why="closed")
    band = _band(claim, opened)
    found = {mean: _judges[mean](claim, opened) for mean in MEANS if mean in opened.means}
    right = tuple(mean for mean, why in found.items() if not why)
    if len(right) == len(found) if opened.needs_all else right:
        return Verdict(is_taken=True, by=right, band=band)
    # What was shown and wrong says more than what was not shown.
    wrong = [why for why in found.values() if why not in ("", "missing")]
    return Verdict(is_taken=False, why=wrong[0] if wrong else "missing", by=right, band=band)


def token_at(opened_round: UUID, now: float) -> str:
    """Give what the QR code says at this moment: the same on every screen, another every ten seconds."""
    turned_at = int(now) // TURNS_EVERY_SECONDS * TURNS_EVERY_SECONDS
    return seal(_QR, opened_round.bytes, ends_at=turned_at + OLDEST_SECONDS)


def round_of_token(token: str) -> UUID:
    """Give the round a QR code is of, however old it is.

    :raises SealBroken: if it is none of ours
    """
    says, _ends_at = unseal(_QR, token, now=0)
    return UUID(bytes=says)


def is_fresh(token: str, now: float) -> bool:
    """Test whether a QR code is ours, and was shown on the screen in the last twenty seconds."""
    try:
        unseal(_QR, token, now=now)
    except SealBroken:
        return False
    return True


def prove_scan(opened_round: UUID, person: int, now: float) -> str:
    """Seal that this person scanned the QR code in time; it is of no use to anyone else."""
    return seal(_SCAN, _scan.pack(opened_round.bytes, person), ends_at=int(now) + SCAN_SECONDS)


def make_pass(opened: Opened, person: int, now: float, device: str = "") -> str:
    """Seal that this person may claim to be here: for who asks behind the door of the session.

    :param device: the digest of the browser that asks, see ``device_in``
    """
    browser = bytes.fromhex(device) if device else _NO_DEVICE
    says = _pass.pack(opened.round.bytes, opened.session.bytes, person, browser)
    return seal(_PASS, says, ends_at=int(now) + PASS_SECONDS)


def read_pass(sealed: str, now: float) -> Pass:
    """Read who may claim to be where.

    :raises SealBroken: if it may not be believed, or no longer
    """
    says, _ends_at = unseal(_PASS, sealed, now=now)
    opened_round, session, person, browser = _pass.unpack(says)
    device = "" if browser == _NO_DEVICE else browser.hex()
    return Pass(UUID(bytes=opened_round), UUID(bytes=session), person, device)


def _is_open(opened: Opened, at: float) -> bool:
    return opened.opened_at <= at and (opened.closed_at is None or at < opened.closed_at)


def _tap(_claim: Claim, _opened: Opened) -> Why:
    return ""


def _qr(claim: Claim, opened: Opened) -> Why:
    if claim.scan:
        try:
            says, _ends_at = unseal(_SCAN, claim.scan, now=claim.at)
        except SealBroken:
            return "old"
        return "" if says == _scan.pack(opened.round.bytes, claim.person) else "not_ours"
    if not claim.token:
        return "missing"
    try:
        says, ends_at = unseal(_QR, claim.token, now=0)
    except SealBroken:
        return "not_ours"
    if says != opened.round.bytes:
        return "not_ours"
    return "" if claim.at < ends_at else "old"


def _code(claim: Claim, opened: Opened) -> Why:
    return _same(claim.code, opened.code, "wrong_code")


def _gesture(claim: Claim, opened: Opened) -> Why:
    return _same(claim.gesture, opened.gesture, "wrong_gesture")


def _same(shown: str, asked: str, wrong: Why) -> Why:
    if not shown:
        return "missing"
    # The comparison takes as long for a near guess as for a far one.
    return "" if asked and hmac.compare_digest(shown.encode(), asked.encode()) else wrong


def _place(claim: Claim, opened: Opened) -> Why:
    if claim.latitude is None or claim.longitude is None:
        return "missing"
    band = _band(claim, opened)
    return "" if band == "inside" else "outside" if band else "no_place"


def _band(claim: Claim, opened: Opened) -> str:
    if claim.latitude is None or claim.longitude is None or opened.latitude is None or opened.longitude is None:
        return ""
    here, there = (claim.latitude, claim.longitude), (opened.latitude, opened.longitude)
    return band_of(here, there, radius=opened.radius, accuracy=claim.accuracy)


_judges: dict[str, Callable[[Claim, Opened], Why]] = {
    "tap": _tap,
    "qr": _qr,
    "code": _code,
    "gesture": _gesture,
    "place": _place,
}


def device_in(opened_round: UUID, browser: str) -> str:
    """Digest what a browser calls itself, so that it says which check-ins of this one round came from it, and no more."""
    if not browser:
        return ""
    return hashlib.blake2b(browser.encode(), digest_size=8, key=opened_round.bytes).hexdigest()
