"""Word clouds: what was written is folded, counted, and given one of six sizes."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import sqrt
from typing import Any

from xingtan.activities.registry.answers import Answer, Move, Unfit, gettext_noop

LONGEST = 40
MOST_EACH = 10
SHOWN = 120
SIZES = 6
Normalise = Callable[[str], Sequence[str]]


def take(payload: Mapping[str, Any], most: int) -> dict[str, Any]:
    """Keep words or short phrases: one a line, or set apart by commas.

    :raises Unfit: if there are none, too many, or one that is no word but a speech
    """
    said = payload.get("words")
    pieces = said if isinstance(said, list) else [said]
    lines = "\n".join(each for each in pieces if isinstance(each, str)).replace("\0", "")
    for sign in ",;，、；،":
        lines = lines.replace(sign, "\n")
    words = list(dict.fromkeys(" ".join(line.split()) for line in lines.splitlines() if line.strip()))
    if not words:
        raise Unfit(gettext_noop("Write something first."))
    if len(words) > most:
        raise Unfit(gettext_noop("At most %(most)s, please: one a line."), most=most)
    if any(len(each) > LONGEST for each in words):
        raise Unfit(gettext_noop("A word or a few, please: at most %(most)s characters each."), most=LONGEST)
    return {"words": words}


def folded(word: str, normalise: Normalise) -> str:
    """Give what two spellings of the same have in common; signs that are no words stay what they are."""
    return " ".join(sorted(normalise(word))) or word.casefold()


def fold(answers: Iterable[Answer], moves: Iterable[Move], normalise: Normalise) -> dict[str, Any]:
    """Count how many people wrote each word, the most frequent first; who leads may hide some.

    Of several spellings the one that most people used is shown.
    """
    hidden = hidden_words(moves)
    spellings: dict[str, Counter[str]] = {}
    for answer in answers:
        mine = {folded(word, normalise): word for word in answer.payload["words"]}
        for key, word in mine.items():
            spellings.setdefault(key, Counter())[word] += 1
    counted = [(sum(each.values()), _best(each), key) for key, each in spellings.items()]
    counted.sort(key=lambda each: (-each[0], each[1]))
    shown = [each for each in counted if each[2] not in hidden][:SHOWN]
    highest = shown[0][0] if shown else 1
    return {
        "words": [
            {"word": word, "count": count, "key": key, "size": size(count, highest)} for count, word, key in shown
        ],
        "hidden": [{"word": word, "key": key} for _count, word, key in counted if key in hidden],
        "different": len(counted),
    }


def size(count: int, highest: int) -> int:
    """Give one of six sizes; by the root, so that one word does not make all others small."""
    if highest <= 1:
        return SIZES // 2
    return 1 + round((SIZES - 1) * sqrt((count - 1) / (highest - 1)))


def hidden_words(moves: Iterable[Move]) -> set[str]:
    """Give the words that are hidden now."""
    hidden: set[str] = set()
    for move in moves:
        if move.do == "hide":
            hidden.add(move.payload["word"])
        elif move.do == "show":
            hidden.discard(move.payload["word"])
    return hidden


def _best(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda word: (-spellings[word], word))
