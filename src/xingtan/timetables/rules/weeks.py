"""Weeks of a term as timetables write them: every, odd, even, or a list such as ``1-8,10,12-16``."""

import re
import unicodedata
from collections.abc import Iterable

MOST_WEEKS = 60
ALL = frozenset(range(1, MOST_WEEKS + 1))
ODD = frozenset(range(1, MOST_WEEKS + 1, 2))
EVEN = ALL - ODD
_WORDS = {
    **dict.fromkeys(("", "all", "every", "weekly", "*", "每", "全", "每周", "全部"), ALL),
    **dict.fromkeys(("odd", "单", "单周", "單", "單周", "impair", "impaires", "impar", "impares", "ungerade"), ODD),
    **dict.fromkeys(("even", "双", "双周", "雙", "雙周", "pair", "paires", "par", "pares", "gerade"), EVEN),
}
_PIECE = re.compile(r"(\d{1,2})(?:-(\d{1,2}))?([^\d-]*)")
_NOISE = re.compile(r"weeks?|wks?|[\s()\[\]/第周週]")


class NotWeeks(Exception):
    """A notation that says no weeks."""


def weeks_of(text: str) -> frozenset[int]:
    """Read which weeks are meant.

    :raises NotWeeks: if it cannot be read, or names no week or one that no term has
    """
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    for dash in "–—−~〜至":
        plain = plain.replace(dash, "-")
    if plain in _WORDS:
        return _WORDS[plain]
    found: set[int] = set()
    for piece in re.split(r"[,;、،]", plain):
        found |= _piece(_NOISE.sub("", piece))
    if not found:
        raise NotWeeks
    return frozenset(found)


def _piece(piece: str) -> frozenset[int]:
    if piece in _WORDS and piece:
        return _WORDS[piece]
    read = _PIECE.fullmatch(piece)
    if read is None or read[3] not in _WORDS:
        raise NotWeeks
    first, last = int(read[1]), int(read[2] or read[1])
    if not 1 <= first <= last <= MOST_WEEKS:
        raise NotWeeks
    return frozenset(range(first, last + 1)) & _WORDS[read[3]]


def written(weeks: Iterable[int]) -> str:
    """Write weeks in the one way we keep them."""
    these = frozenset(weeks)
    for word, meant in (("", ALL), ("odd", ODD), ("even", EVEN)):
        if these == meant:
            return word
    spans: list[list[int]] = []
    for week in sorted(these):
        if spans and week == spans[-1][1] + 1:
            spans[-1][1] = week
        else:
            spans.append([week, week])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in spans)
