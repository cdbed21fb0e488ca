"""What stands in for parts of Django that every page passes dozens of times: the same, in fewer steps.

Each has a test that compares it with what it stands in for; after an upgrade of Django that test runs first.
"""

import html
import os
import threading
from typing import Any, cast

from django.db import connections
from django.middleware import csrf
from django.template import base, context
from django.urls import ResolverMatch, URLResolver
from django.urls import base as urls
from django.urls.resolvers import RegexPattern
from django.utils.safestring import SafeString
from django.utils.translation import trans_real

_CHARACTERS = csrf.CSRF_ALLOWED_CHARS.encode()
_COUNT = len(_CHARACTERS)
# So that each character is as likely as any other, the last few values of a byte are thrown away.
_THROWN_AWAY = bytes(range(256 - 256 % _COUNT, 256))
_CHARACTER_OF = bytes(_CHARACTERS[value % _COUNT] for value in range(256))
_PLACE_OF = {character: place for place, character in enumerate(csrf.CSRF_ALLOWED_CHARS)}
_TWICE = csrf.CSRF_ALLOWED_CHARS * 2

_look_up = base.Variable._resolve_lookup  # type: ignore[attr-defined]  # noqa: SLF001 - what stands in asks it for all that is rare
_say = base.render_value_in_context
_reverse = URLResolver._reverse_with_prefix  # type: ignore[attr-defined]  # noqa: SLF001 - as above
_resolve = URLResolver.resolve
_CONTEXTS: Any = context.BaseContext
_RARE = object()
MOST_KEPT = 2000


def put_in() -> None:
    """Put them in their places, before the first request."""
    for owner, name, substitute in _places():
        setattr(owner, name, substitute)


def _places() -> tuple[tuple[Any, str, Any], ...]:
    return (
        # What belongs to a request, Django keeps for code that waits (async), too. There is none here, and it is asked
        # for sixty times a page.
        (trans_real, "_active", threading.local()),
        (urls, "_prefixes", threading.local()),
        (urls, "_urlconfs", threading.local()),
        (connections, "_connections", threading.local()),
        (csrf, "_get_new_csrf_string", new_secret),
        (csrf, "_mask_cipher_secret", masked),
        (base.Variable, "_resolve_lookup", look_up),
        (base, "render_value_in_context", say),
        (URLResolver, "_reverse_with_prefix", reverse),
        (URLResolver, "resolve", resolve),
    )


def new_secret() -> str:
    """Draw the secret of a form's token, in one go instead of letter by letter."""
    drawn = b""
    while len(drawn) < csrf.CSRF_SECRET_LENGTH:
        drawn += os.urandom(csrf.CSRF_SECRET_LENGTH + 16).translate(_CHARACTER_OF, _THROWN_AWAY)
    return drawn[: csrf.CSRF_SECRET_LENGTH].decode()


def masked(secret: str) -> str:
    """Mask the secret of a form's token with another one, so that no two pages hold the same."""
    mask = new_secret()
    place = _PLACE_OF
    return mask + "".join([_TWICE[place[one] + place[other]] for one, other in zip(secret, mask, strict=True)])


def look_up(self: Any, found: Any) -> Any:
    """Find what a template names: a name of its context, then keys or attributes. All that is rare is left to Django."""
    try:
        value = _looked_up(self.lookups, found)
    except base.VariableDoesNotExist:
        raise
    except Exception:  # noqa: BLE001 - whatever it was, Django says what a template makes of it
        return _look_up(self, found)
    return _look_up(self, found) if value is _RARE else value


def _looked_up(names: tuple[str, ...], found: Any) -> Any:
    if not isinstance(found, _CONTEXTS):
        return _RARE
    first = names[0]
    for level in reversed(found.dicts):
        if first in level:
            value = level[first]
            break
    else:
        if hasattr(found, first) or first.isdigit():
            return _RARE
        raise base.VariableDoesNotExist("Failed lookup for key [%s] in %r", (first, found))
    value = _called(value)
    for name in names[1:]:
        value = _called(_part(value, name))
    return value


def _part(value: Any, name: str) -> Any:
    """Give a key or an attribute of this. Of what is rare there is no part but itself."""
    if not isinstance(value, dict):
        return _RARE if hasattr(type(value), "__getitem__") or value is _RARE else getattr(value, name)
    if name in value:
        return value[name]
    kind = type(value)
    return getattr(value, name) if hasattr(kind, name) and not hasattr(kind, "__missing__") else _RARE


def _called(value: Any) -> Any:
    if not callable(value):
        return value
    if getattr(value, "do_not_call_in_templates", False):
        return value
    return _RARE if getattr(value, "alters_data", False) else value()


def say(value: Any, found: Any) -> Any:
    """Write a value into a page: text, escaped unless that was done. Numbers, moments and the rest are Django's."""
    kind = type(value)
    if kind is SafeString:
        return value
    if kind is str and found.autoescape:
        return SafeString(html.escape(value))
    return _say(value, found)


def reverse(self: Any, name: Any, prefix: str, *args: Any, **kwargs: Any) -> str:
    """Write an address. The same parts give the same address, so the latest are kept; none of ours has a language in it."""
    known: dict[Any, str] = self.__dict__.setdefault("_known_addresses", {})
    key = (name, prefix, args, *kwargs.items(), *map(type, args))
    try:
        found = known.get(key)
    except TypeError:  # a part that cannot be a key
        return cast(str, _reverse(self, name, prefix, *args, **kwargs))
    if found is None:
        if len(known) >= MOST_KEPT:
            known.clear()
        found = known[key] = _reverse(self, name, prefix, *args, **kwargs)
    return found


def resolve(self: Any, path: Any) -> Any:
    """Find the view of an address. The latest are kept, for the whole site only: each reader gets a match of their own."""
    if type(path) is not str or not isinstance(self.pattern, RegexPattern) or str(self.pattern) != "^/":
        return _resolve(self, path)
    known: dict[str, ResolverMatch] = self.__dict__.setdefault("_known_matches", {})
    found = known.get(path)
    if found is None:
        found = _resolve(self, path)
        if len(known) >= MOST_KEPT:
            known.clear()
        known[path] = found
    own = object.__new__(ResolverMatch)
    own.__dict__ = {**found.__dict__, "kwargs": found.kwargs.copy()}
    return own
