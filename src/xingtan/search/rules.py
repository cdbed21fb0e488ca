"""Words as the index knows them: one ``normalise()`` for what is kept and what is looked for."""

import re
import unicodedata
from itertools import pairwise

_WITHOUT_SPACES = re.compile(r"[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003134f]+")
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_ARABIC = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        "ى": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ـ": "",
        **{chr(mark): "" for mark in range(0x064B, 0x0653)},
    }
)


def normalise(text: str) -> list[str]:
    """Take text apart into words to index or to look for.

    Case, accents and Arabic variants are folded; scripts without spaces become overlapping pairs of
    characters, so that a word of two (历史) is found anywhere in a sentence.
    """
    folded = _fold(text)
    words: list[str] = []
    place = 0
    for run in _WITHOUT_SPACES.finditer(folded):
        words += _WORD.findall(folded[place : run.start()])
        words += _pairs(run.group())
        place = run.end()
    return words + _WORD.findall(folded[place:])


def _fold(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.translate(_ARABIC)).casefold()
    # Hangul falls apart under NFKD, too; NFC puts it together again once the accents are gone.
    bare = "".join(each for each in apart if not unicodedata.combining(each) or "\u3099" <= each <= "\u309a")
    return unicodedata.normalize("NFC", bare).translate(_ARABIC)


def _pairs(run: str) -> list[str]:
    return [run] if len(run) == 1 else [one + other for one, other in pairwise(run)]
