"""What ratings by several people come to: the middle of them, so that one angry or one kind friend decides nothing."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

TRIMMED = Fraction(1, 5)
CENT = Decimal("0.01")


def median(points: Iterable[int | Fraction]) -> Fraction | None:
    """Give the value in the middle, or half way between the two there; nothing for no values."""
    line = sorted(points)
    if not line:
        return None
    half, odd = divmod(len(line), 2)
    return Fraction(line[half]) if odd else Fraction(line[half - 1] + line[half]) / 2


def trimmed_mean(points: Iterable[int | Fraction], *, share: Fraction = TRIMMED) -> Fraction | None:
    """Give the mean without this share at each end, rounded down; nothing for no values."""
    line = sorted(points)
    if not line:
        return None
    cut = min(int(len(line) * share), (len(line) - 1) // 2)
    kept = line[cut : len(line) - cut]
    return Fraction(sum(kept)) / len(kept)


MIDDLES = {"median": median, "trimmed": trimmed_mean}


def by_criterion(
    ratings: Iterable[Mapping[str, int]], rubric: Sequence[tuple[str, int]], *, middle: str
) -> dict[str, Fraction | None]:
    """Bring the ratings of one work together, criterion by criterion.

    :param rubric: keys of the criteria with their highest points; what a rating says beyond them is not counted
    """
    found = list(ratings)
    function = MIDDLES[middle]
    return {
        key: function(min(max(each[key], 0), most) for each in found if isinstance(each.get(key), int))
        for key, most in rubric
    }


def share(points: Mapping[str, Fraction | None], rubric: Sequence[tuple[str, int]]) -> Decimal | None:
    """Give what was reached of what could be, of 100; nothing before every criterion has a rating."""
    most = sum(each for _key, each in rubric)
    if not most or any(points.get(key) is None for key, _most in rubric):
        return None
    reached = sum((points[key] or Fraction(0)) for key, _most in rubric)
    exact = Fraction(reached * 100, most)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(CENT, ROUND_HALF_UP)
