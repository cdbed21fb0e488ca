"""Endings taken off lightly, by script alone: nobody says which language a query is in.

What matters is that the forms of one word meet (``courses`` and ``course``, ``تاريخ`` and ``التاريخ``);
the root itself is never shown. A short word keeps its letters: ``data`` is no ``date``.
"""

from collections.abc import Iterable

MOST_REMEMBERED = 500_000
_RUSSIAN = sorted(
    "иями ями ами иеи иям ием иях ого его ому ему ыми ими ая яя ую юю ое ее ые ие ыи ии ои еи ом ем ам ям ах ях ов ев"
    " ия ья ью ию а я о е ы и у ю ь".split(),
    key=len,
    reverse=True,
)
_ARABIC_FRONT = ("وال", "بال", "كال", "فال", "ال", "لل")
_ARABIC_BACK = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")


class Roots(dict[str, str]):
    """Words and their roots, as far as they were met; ``fresh`` are those met since somebody looked."""

    def __init__(self) -> None:
        super().__init__()
        self.fresh: list[str] = []

    def __missing__(self, word: str) -> str:
        if len(self) > MOST_REMEMBERED:
            self.clear()
        self[word] = found = root(word)
        self.fresh.append(word)
        return found

    def of(self, words: Iterable[str]) -> list[str]:
        """Take the endings off folded words."""
        return list(map(self.__getitem__, words))


def root(word: str) -> str:
    """Take the ending off a folded word."""
    if len(word) < 4:
        return word
    if word.isascii():
        return _latin(word) if word.isalpha() else word
    if "а" <= word[0] <= "я":
        return _cyrillic(word)
    if "ء" <= word[0] <= "ي":
        return _arabic(word)
    return word


def _latin(word: str) -> str:
    word = _without_verb(_without_plural(word))
    if len(word) > 4:
        if word[-1] == "y":
            word = word[:-1] + "i"
        elif word[-1] in "aeo":
            word = word[:-1]
    # Also professionnel and professionnelle, planning and plan.
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def _without_plural(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("eaux"):
        return word[:-1]
    if word.endswith("aux") and len(word) > 5:
        return word[:-3] + "al"
    if word.endswith("sis") and len(word) > 5:
        return word[:-2]
    if word.endswith(("sses", "ches", "shes", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_verb(word: str) -> str:
    if word.endswith("ied") and len(word) > 5:
        return word[:-3] + "y"
    if word.endswith("ing") and len(word) > 6:
        return word[:-3]
    if word.endswith("ed") and len(word) > 5:
        return word[:-2]
    return word


def _cyrillic(word: str) -> str:
    for ending in _RUSSIAN:
        if word.endswith(ending) and len(word) - len(ending) >= (4 if len(ending) > 1 else 3):
            return word[: -len(ending)]
    return word


def _arabic(word: str) -> str:
    for front in _ARABIC_FRONT:
        if word.startswith(front) and len(word) - len(front) >= 3:
            word = word[len(front) :]
            break
    else:
        if word.startswith("و") and len(word) > 4:
            word = word[1:]
    for back in _ARABIC_BACK:
        if word.endswith(back) and len(word) - len(back) >= 2 + (len(back) == 1):
            return word[: -len(back)]
    return word
