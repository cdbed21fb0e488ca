"""Words as people wrote them, for those the index knows only folded."""

import re
from collections.abc import Iterable

from xingtan.search.rules.folding import is_spaceless, surfaces

SHORTEST = 3
_WRITTEN = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f\u064b-\u0652]+[^\W\d_]*)*")


def is_word(word: str) -> bool:
    """Test whether a folded word is one that may have a slip in it."""
    return len(word) >= SHORTEST and word.isalpha() and not is_spaceless(word)


def shown(words: Iterable[str], *texts: str) -> dict[str, str]:
    """Find how these folded words are written in the texts they come from."""
    found = {word: word for word in words}
    for text in texts:
        if text.isascii():
            continue
        for written in _WRITTEN.findall(text):
            if not written.isascii():
                folded = surfaces(written)
                if len(folded) == 1 and folded[0] in found:
                    found[folded[0]] = written.lower()
    return found
