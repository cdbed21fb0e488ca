"""Judges typed words, by comparison and by patterns that strangers wrote."""

import math
import unicodedata
from decimal import Decimal
from functools import lru_cache

import regex

from xingtan.assessment.rules.partial import FULL, NOTHING
from xingtan.assessment.rules.problem import LONGEST_PATTERN, LONGEST_TEXT, Remark, TextQuestion
from xingtan.assessment.rules.unreadable import Unreadable
from xingtan.assessment.rules.words import gettext_noop as _

# An honest pattern answers within a thousandth of this.
SECONDS_FOR_ONE_PATTERN = 0.05
MOST_REPEATS = 10_000
_COUNT = regex.compile(r"(?<=\{[^{}]*)\d+")

_SAME = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "ʼ": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "\u200b": "",
        "\u00ad": "",
    }
)


def comparable(text: str, *, ignores_case: bool) -> str:
    """Write the text so that two people who mean the same write the same: spaces, wide letters, quotes, case."""
    plain = " ".join(unicodedata.normalize("NFKC", text).translate(_SAME).split())
    return unicodedata.normalize("NFKC", plain.casefold()) if ignores_case else plain


def judge(question: TextQuestion, text: str) -> Decimal:
    """Judge typed words: say what share of the points they earn.

    :raises Unreadable: if they are longer than any answer
    """
    if len(text) > LONGEST_TEXT:
        raise Unreadable(_("This is too long: an answer has at most %(most)s characters."), most=str(LONGEST_TEXT))
    given = comparable(text, ignores_case=question.ignores_case)
    if any(comparable(answer, ignores_case=question.ignores_case) == given for answer in question.accept):
        return FULL
    if any(matches(pattern, text, ignores_case=question.ignores_case) for pattern in question.patterns):
        return FULL
    return NOTHING


def remark_on(question: TextQuestion, text: str) -> str:
    """Find the feedback that was written for this very answer, or nothing."""
    for remark in question.remarks:
        if _is_meant(remark, text, ignores_case=question.ignores_case):
            return remark.html
    return ""


def matches(pattern: str, text: str, *, ignores_case: bool) -> bool:
    """Test whether the pattern matches the whole text; a pattern that takes too long does not."""
    found = _compiled(pattern, ignores_case=ignores_case)
    if found is None:
        return False
    try:
        spaced = " ".join(unicodedata.normalize("NFC", text).split())
        ways = {spaced, comparable(text, ignores_case=False)}
        return any(found.fullmatch(way, timeout=SECONDS_FOR_ONE_PATTERN) for way in ways)
    except TimeoutError:
        return False


def is_pattern(pattern: str) -> bool:
    """Test whether this can be read as a regular expression."""
    return _compiled(pattern, ignores_case=True) is not None


def _is_meant(remark: Remark, text: str, *, ignores_case: bool) -> bool:
    if remark.is_pattern:
        return matches(remark.match, text, ignores_case=ignores_case)
    return comparable(remark.match, ignores_case=ignores_case) == comparable(text, ignores_case=ignores_case)


@lru_cache(maxsize=512)
def _compiled(pattern: str, *, ignores_case: bool) -> "regex.Pattern[str] | None":
    # Counted repeats are written out while compiling, and nested ones multiply: (a{1000}){1000} takes a second.
    counts = [max(1, int(number)) for number in _COUNT.findall(pattern)]
    if len(pattern) > LONGEST_PATTERN or math.prod(counts) > MOST_REPEATS:
        return None
    flags = regex.V0 | (regex.IGNORECASE if ignores_case else 0)
    try:
        return regex.compile(pattern, flags, cache_pattern=False)
    except (regex.error, ValueError, RecursionError):
        return None
