"""What makes two names of a university the same."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LONGEST = 200
_APART = re.compile(r"[\W_]+")


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """Fold a name so that case, accents, width, punctuation and an English article do not matter.

    >>> folded("The Université de  Montréal!")
    'universite de montreal'
    """
    wide = unicodedata.normalize("NFKD", name[: 4 * LONGEST]).casefold()
    bare = "".join(each for each in wide if not unicodedata.combining(each))
    return _APART.sub(" ", unicodedata.normalize("NFC", bare)).strip().removeprefix("the ")[:LONGEST].strip()


def chosen(known: Iterable[tuple[str, int]], country: str) -> int | None:
    """Choose whom a platform means by a name that several countries may know.

    :param known: country and key of each university of this name
    :param country: where the platform says it is; empty if it does not say
    """
    by_country = dict(known)
    if country in by_country:
        return by_country[country]
    if country:
        return by_country.get("")
    return min(by_country.values(), default=None)
