"""Titles as people type them."""

import re
import unicodedata

LONGEST = 200
# Control characters, halves of signs, and marks that turn the direction of whatever follows on the page.
_NOT_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]+")


def clean_title(said: str) -> str:
    """Leave out what no title holds; empty where there is nothing to read, such as marks of direction only.

    >>> clean_title("  Week\\t one ")
    'Week one'
    """
    title = " ".join(_NOT_TEXT.sub(" ", said).split())
    return title if any(unicodedata.category(sign)[0] in "LNPS" for sign in title) else ""
