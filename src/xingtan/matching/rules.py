"""When two entries look like one course: plain Python over what is known of both."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

# A word that so many courses of a university have in their titles tells nothing.
COMMON = 20
# Below this there is nothing to ask a person about.
LEAST = 0.75
# What all that differs in a part, a language or a platform comes down to: it is never proposed.
DIFFERENT = 0.0
ENDS = 5

Reason = tuple[str, object]

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PARTS = re.compile(r"\b(?:[ivx]{1,5}|\d{1,3})\b|[（(][上中下一二三四][)）]|[上中下]$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is known of an entry. Words come folded, as search folds them.

    :param key: what it is told apart by; the smaller came first
    :param platforms: those that list it; 0 is this one
    :param titles: in all languages, as written
    :param words: of the titles
    """

    key: int
    platforms: frozenset[int]
    titles: tuple[str, ...]
    words: frozenset[str]
    languages: frozenset[str] = frozenset()
    teachers: frozenset[str] = frozenset()
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two entries resemble each other, from 0 to 1, and why."""

    value: float
    reasons: list[Reason]


def pairs(entries: Sequence[Entry], fresh: frozenset[int] | None = None) -> Iterator[tuple[Entry, Entry]]:
    """Pick the pairs of one university's entries that are worth comparing: those with a rare word, a beginning or an end in common.

    :param fresh: only pairs with one of these; all if not given
    """
    sharing: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for sign in _signs(entry):
            sharing[sign].append(entry)
    seen = set()
    for some in sharing.values():
        if len(some) > COMMON:
            continue
        for one, other in combinations(some, 2):
            both = (one.key, other.key)
            if both in seen or (fresh is not None and fresh.isdisjoint(both)):
                continue
            seen.add(both)
            yield (one, other) if one.key < other.key else (other, one)


def _signs(entry: Entry) -> set[str]:
    plain = ("".join(_plain(title).split()) for title in entry.titles)
    ends = {end for title in plain for end in ("^" + title[:ENDS], title[-ENDS:] + "$")}
    return ends | set(entry.words)


def likeness(one: Entry, other: Entry) -> Likeness:
    """Compare two entries of one university."""
    if one.platforms & other.platforms or _differ(one.languages, other.languages):
        return Likeness(DIFFERENT, [])
    title, ours, theirs = max((fuzz.ratio(_plain(a), _plain(b)), a, b) for a in one.titles for b in other.titles)
    if _parts(ours) != _parts(theirs):
        return Likeness(DIFFERENT, [])
    reasons: list[Reason] = [("title", round(title))]
    share, weight = 0.6 * title / 100, 0.6
    if one.teachers and other.teachers:
        both = one.teachers & other.teachers
        share += 0.25 * len(both) / min(len(one.teachers), len(other.teachers))
        weight += 0.25
        reasons.append(("teachers", sorted(both)))
    if one.summary and other.summary:
        alike = fuzz.ratio(one.summary, other.summary)
        share += 0.15 * alike / 100
        weight += 0.15
        reasons.append(("summary", round(alike)))
    if weight < 0.7:
        # A title alone may be that of two courses: never certain.
        share *= 0.95
        reasons.append(("title_alone", ""))
    return Likeness(round(share / weight, 3), reasons)


def _differ(some: frozenset[str], others: frozenset[str]) -> bool:
    return bool(some) and bool(others) and some.isdisjoint(others)


def _plain(title: str) -> str:
    """Drop what tells a run from another but no course from another: the year, case, punctuation."""
    return " ".join(re.findall(r"\w+", _YEAR.sub(" ", title.casefold())))


def _parts(title: str) -> list[str]:
    """Find the numbers of parts in a title: “Physics II” is not “Physics I”."""
    return sorted(_PARTS.findall(_YEAR.sub(" ", title).casefold()))
