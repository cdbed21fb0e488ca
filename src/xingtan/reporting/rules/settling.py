"""Which of several claims about one institution counts: each institution once, by the class of the claim."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

CLASSES = ("counted", "platform", "institution", "estimated")
"""What a figure rests on, the firmest first: events counted here, a platform's word, the institution's, a guess."""

HERE = "here"
_rank = {name: at for at, name in enumerate(CLASSES)}


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says of one institution.

    :param source: ``here``, ``institution``, or a platform's address
    """

    institution: str
    value: int
    class_: str
    source: str


@dataclass(frozen=True, slots=True)
class Settled:
    """The claim that counts for an institution, and those that do not."""

    institution: str
    value: int
    class_: str
    source: str
    others: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a total rests on one class."""

    institutions: int
    value: int


def settle(counted: Mapping[str, int], reports: Iterable[Claim]) -> list[Settled]:
    """Choose one claim for each institution: counted before platform before institution before estimated.

    Claims of one class are never added, for the same people learn on two platforms; the larger one counts, since
    each of them saw only a part. The order in which claims come changes nothing.
    """
    of: dict[str, set[Claim]] = {}
    for code, value in counted.items():
        of.setdefault(code, set()).add(Claim(code, value, "counted", HERE))
    for claim in reports:
        of.setdefault(claim.institution, set()).add(claim)
    found = []
    for code in sorted(of):
        first, *others = sorted(of[code], key=lambda each: (_rank[each.class_], -each.value, each.source))
        found.append(Settled(code, first.value, first.class_, first.source, tuple(others)))
    return found


def share_by_class(settled: Iterable[Settled]) -> dict[str, Share]:
    """Tell for each class how many institutions, and how much of the sum, rest on it."""
    counts, sums = dict.fromkeys(CLASSES, 0), dict.fromkeys(CLASSES, 0)
    for each in settled:
        counts[each.class_] += 1
        sums[each.class_] += each.value
    return {name: Share(counts[name], sums[name]) for name in CLASSES}
