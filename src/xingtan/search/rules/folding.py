"""Text taken apart into words: case, accents and spellings folded, scripts without spaces cut into pairs."""

import re
import unicodedata
from itertools import pairwise

from xingtan.search.rules.endings import root
from xingtan.search.rules.hanzi import SIMPLER

# Chinese, Japanese and Korean, and the scripts of South-East Asia that put no spaces either.
_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2eff\u3005-\u3007\u3040-\u30fa\u30fc-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003134f"
_IS_SPACELESS = re.compile(f"[{_SPACELESS}]")
# A word of more letters than anybody writes is several.
LONGEST_WORD = 40
_ASCII_WORD = re.compile(rf"[a-z0-9]{{1,{LONGEST_WORD}}}")
_WORD = re.compile(rf"[^\W_]{{1,{LONGEST_WORD}}}")
_TOKEN = re.compile(rf"[{_SPACELESS}]+|[^\W_{_SPACELESS}]{{1,{LONGEST_WORD}}}")
# What French and Italian put before an apostrophe, and English after it, is no word of its own.
_APOSTROPHES = re.compile(
    r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|dell|nell|sull|all|un)['\u2019\u02bc](?=\w)|['\u2019\u02bc]s\b"
)
# Voiced and half-voiced marks of kana belong to the letter; all other marks are accents.
_MARKS = re.compile(
    "["
    + "".join(
        chr(code)
        for start, end in ((0x300, 0x3100), (0xA66F, 0xAC00), (0xFE20, 0xFE30))
        for code in range(start, end)
        if unicodedata.combining(chr(code)) and not 0x3099 <= code <= 0x309A
    )
    + "]+"
)
# Letters and voiced marks that fell apart under NFKD and are put together again by NFC.
_IN_PIECES = re.compile("[\u1100-\u11ff\u3099\u309a]")
_SPELLINGS = {
    **dict.fromkeys("ىیې", "ي"),
    "ٱ": "ا",
    "ة": "ه",
    "ک": "ك",
    "ـ": "",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ı": "i",
    **SIMPLER,
}
_SPELLED = re.compile("[" + "".join(_SPELLINGS) + "]")


def normalise(text: str) -> list[str]:
    """Take text apart into words to index or to look for, each without its ending.

    Case, accents and Arabic variants are folded; scripts without spaces become overlapping pairs of
    characters and a last single one, so that a word of any length is found anywhere in a sentence.
    """
    return [root(word) for word in surfaces(text)]


def surfaces(text: str) -> list[str]:
    """Take text apart into folded words that keep their endings."""
    folded = fold(text)
    if folded.isascii():
        return _ASCII_WORD.findall(folded)
    if not _IS_SPACELESS.search(folded):
        return _WORD.findall(folded)
    words: list[str] = []
    for run in _TOKEN.findall(folded):
        if is_spaceless(run):
            words += pairs(run)
            words.append(run[-1])
        else:
            words.append(run)
    return words


def fold(text: str) -> str:
    """Fold case, accents and spellings."""
    if text.isascii():
        folded = text.lower()
    else:
        folded = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
        if _IN_PIECES.search(folded):
            folded = unicodedata.normalize("NFC", folded)
        folded = _SPELLED.sub(lambda found: _SPELLINGS[found[0]], folded)
    if "'" in folded or "\u2019" in folded or "\u02bc" in folded:
        folded = _APOSTROPHES.sub("", folded)
    return folded


def runs(text: str) -> list[str]:
    """Take text apart into folded words, and runs of scripts without spaces left whole."""
    return _TOKEN.findall(fold(text))


def is_spaceless(run: str) -> bool:
    """Test whether this run is of a script without spaces."""
    return bool(_IS_SPACELESS.match(run))


def pairs(run: str) -> list[str]:
    """Cut a run into overlapping pairs."""
    return [one + other for one, other in pairwise(run)]


def sayable(text: str) -> str:
    """Make text that every engine can keep: no NUL, no half of a character."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")
