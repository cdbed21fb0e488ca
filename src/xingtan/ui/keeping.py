"""Fragments that are drawn once for all their readers, with holes where what is each one's own will stand.

``{% kept %}`` does so within a template. This is for fragments that a room draws itself, also in a loop, and costs a
reader no template at all: a look into the memory, and their own words put between.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from xingtan.kernel import cache

TOKEN = "csrf_token"  # noqa: S105 - the name of a hole, not a secret
# Private characters, which no template writes.
BEGINS, ENDS = "\ue010", "\ue011"
HOLES = re.compile(f"{BEGINS}(\\w+){ENDS}")


class Nobody(HttpRequest):
    """Stands for whoever asks, where something is drawn for all: it has no session, no cookies and no name."""

    def __init__(self) -> None:
        super().__init__()
        self.method, self.path = "GET", "/"
        self.user = AnonymousUser()


def hole(name: str) -> SafeString:
    """Leave a place for what is each reader's own."""
    return mark_safe(f"{BEGINS}{name}{ENDS}")  # noqa: S308 - two marks and a word of ours


def keep(
    request: HttpRequest,
    *by: Hashable,
    draw: Callable[[Nobody], str],
    own: Mapping[str, Any] | None = None,
) -> SafeString:
    """Give a fragment as it was drawn last for this language and these values, or draw it; then fill its holes.

    :param by: all that it depends on, the name of what it is first; never a person
    :param draw: draws it for nobody; forms in it get each reader's own token
    :param own: what stands in its holes, by their names; what is called is called for each of them
    """
    pieces = cache.part("ui.keep", *by, make=lambda: tuple(HOLES.split(draw(Nobody()))))
    if len(pieces) == 1:
        return SafeString(pieces[0])
    filled: list[Any] = list(pieces)
    # Text and the names of holes take turns.
    for place in range(1, len(pieces), 2):
        name = pieces[place]
        found = get_token(request) if name == TOKEN else own[name]  # type: ignore[index]  # a hole that nobody fills is a mistake
        filled[place] = conditional_escape(found() if callable(found) else found)
    return SafeString("".join(filled))
