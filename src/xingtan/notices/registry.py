"""The kinds of notice that rooms plug in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Words:
    """A notice in the reader's language: one sentence, where it leads, and what else there is to say.

    :param leave: an address at which notices like this one end, where there is one for each
    """

    sentence: str
    url: str
    body: str = ""
    leave: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of notice.

    :param words: makes the words from the notice's data, in the active language
    :param by_mail: whether it is also mailed to those who have not chosen
    """

    name: str
    label: str | Promise
    words: Callable[[dict[str, Any]], Words]
    by_mail: bool = True


kinds: dict[str, Kind] = {}


def kind(
    name: str, *, label: str | Promise, by_mail: bool = True
) -> Callable[[Callable[[dict[str, Any]], Words]], Callable[[dict[str, Any]], Words]]:
    """Register how a kind of notice is worded."""

    def registered(words: Callable[[dict[str, Any]], Words]) -> Callable[[dict[str, Any]], Words]:
        kinds[name] = Kind(name, label, words, by_mail)
        return words

    return registered
