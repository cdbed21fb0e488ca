"""How a person is called, made of the parts that lists keep apart."""

import re
import unicodedata

_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
LONGEST = 150


def name_of(given: str, middle: str, family: str) -> tuple[str, str]:
    """Give the name in its own script, and in Latin letters if it is written so. Chinese, Japanese and Korean names begin with the family."""
    if _EAST_ASIAN.search(family + given):
        return (family + given)[:LONGEST], ""
    name = " ".join(filter(None, (given, middle, family)))[:LONGEST]
    return name, name if _is_latin(name) else ""


def same_name(one: str, other: str) -> bool:
    """Test whether two names are the same but for case, accents and order."""
    return _folded(one) == _folded(other)


def _is_latin(name: str) -> bool:
    letters = [each for each in name if each.isalpha()]
    return bool(letters) and all("LATIN" in unicodedata.name(each, "") for each in letters)


def _folded(name: str) -> list[str]:
    plain = "".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each))
    return sorted(plain.casefold().replace(",", " ").split())
