"""Every address of the site and the door it has: for the inspectors, and for the matrix of permissions in the guide."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

# Addresses of libraries, under our templates and policy: the library itself says who may open them.
OF_LIBRARIES = {
    "accounts/": "signing in and up is allauth's",
    "admin/": "Django's own, for operators only",
    "api/": "ninja's views; each operation has its door",
}


@dataclass(frozen=True)
class Address:
    """An address of the site, the kinds of its parts, and the view behind it."""

    route: str
    view: Callable[..., HttpResponse]
    kinds: dict[str, str]

    @property
    def door(self) -> str:
        """Name the door, or nothing."""
        return getattr(getattr(self.view, "door", None), "__name__", "")

    @property
    def room(self) -> str:
        """Name the room the view is in."""
        return self.view.__module__.removeprefix("xingtan.").partition(".views")[0]


def addresses(patterns: Sequence[Any] | None = None) -> Iterator[Address]:
    """List every address of ours, with those that libraries bring left out."""
    yield from _walk(get_resolver().url_patterns if patterns is None else patterns, "", {})


def _walk(patterns: Sequence[Any], before: str, kinds: dict[str, str]) -> Iterator[Address]:
    for each in patterns:
        route = before + _without_kinds(str(each.pattern))
        found = {name: type(made).__name__.removesuffix("Converter") for name, made in each.pattern.converters.items()}
        if any(route.startswith(library) for library in OF_LIBRARIES):
            continue
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, route, {**kinds, **found})
        elif isinstance(each, URLPattern):
            yield Address(route, each.callback, {**kinds, **found})


def _without_kinds(route: str) -> str:
    """Write `<slug:course>` as `<course>`."""
    first, *rest = route.split("<")
    return first + "".join(
        "<" + part.partition(">")[0].rpartition(":")[2] + ">" + part.partition(">")[2] for part in rest
    )
