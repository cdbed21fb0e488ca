"""Slips of the finger: how far two words are apart, and how far is near enough."""

from collections.abc import Iterator


def forgiven(word: str) -> int:
    """Say how many slips are forgiven in a word of this length."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def distance(one: str, other: str, *, most: int) -> int:
    """Count the slips between two words: a letter more, less, other, or two swapped. More than ``most`` is ``most + 1``."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        new = [i]
        for j, right in enumerate(other, 1):
            cost = min(row[j] + 1, new[j - 1] + 1, row[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, before[j - 2] + 1)
            new.append(cost)
        if min(new) > most:
            return most + 1
        before, row = row, new
    return min(row[-1], most + 1)


def traces(word: str) -> set[str]:
    """Give what is left of a word with as many letters missing as slips are forgiven in it.

    Two words that are near share a trace, so an engine that can only compare finds near words by it.
    """
    found = {word}
    for _ in range(forgiven(word)):
        found |= set(_shorter(found))
    return found


def _shorter(words: set[str]) -> Iterator[str]:
    for word in words:
        for place in range(len(word)):
            yield word[:place] + word[place + 1 :]
