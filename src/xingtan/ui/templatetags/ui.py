"""The tags of the design system. They are builtins: no template needs to load them."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi, get_language_info, gettext

from xingtan.ui import assets, covers, moments, slots
from xingtan.ui.notify import KINDS

register = template.Library()

NOTHING_GIVEN = object()


@register.simple_tag(name="asset")
def asset(name: str) -> str:
    """Give the address of a built file: ``{% asset "style" %}``."""
    return assets.address_of(name)


@register.simple_tag
def is_drafted() -> bool:
    """Test whether a machine drafted words of this language that no person has read yet: its catalog's header says so."""
    return "\nX-Drafted:" in gettext("")


@register.simple_tag(takes_context=True)
def island(context: Context, name: str) -> SafeString:
    """Load a custom element where it is used, once a page: ``{% island "xingtan-video" %}``."""
    request = context.get("request")
    if request is not None:
        loaded: set[str] = request.__dict__.setdefault("_islands", set())
        if name in loaded:
            return slots.EMPTY
        loaded.add(name)
    return format_html('<script type="module" src="{}"></script>', assets.address_of(name))


@register.simple_tag(takes_context=True, name="slot")
def slot(context: Context, name: str, things: Any = NOTHING_GIVEN) -> Any:
    """Give place to upper rooms.

    ``{% slot "course.sidebar" courses as side %}`` then ``{{ side|of:course }}`` for a list;
    ``{% slot "course.sidebar" course %}`` for one thing; ``{% slot "home.learn" %}`` for none.
    """
    request = context["request"]
    if things is NOTHING_GIVEN:
        return _One(slots.render(name, request, [None]), None)
    if isinstance(things, str) or not hasattr(things, "__iter__"):
        return _One(slots.render(name, request, [things]), things)
    return slots.render(name, request, things)


class _One:
    """The fragments of a single thing: printed as they stand, or asked whether there are any."""

    def __init__(self, fragments: slots.Fragments, thing: Any) -> None:
        self._html = fragments.of(thing)

    def __html__(self) -> str:
        return self._html

    def __str__(self) -> str:
        return self._html

    def __bool__(self) -> bool:
        return bool(self._html)


@register.filter
def of(fragments: slots.Fragments, thing: Any) -> SafeString:
    """Give the fragments of one thing of the list."""
    return fragments.of(thing)


@register.simple_tag
def when(at: datetime | None, zone: str | None = "UTC", form: moments.Form | None = "both") -> SafeString:
    """Say a moment with its zone: ``{% when run.starts_at run.zone "date" %}``."""
    return moments.element(at, zone or "UTC", form or "both") if at else slots.EMPTY


@register.simple_tag
def cover(seed: Any, subject: Any = "") -> SafeString:
    """Draw the picture of this seed: ``{% cover course.uid course.subject_code %}``."""
    return covers.draw(str(seed), str(subject))


@register.filter
def kind(message: Any) -> str:
    """Give the kind of alert that a message is."""
    return KINDS.get(message.level, "note")


@register.simple_tag(takes_context=True)
def document(context: Context) -> SafeString:
    """Say in which language, direction and theme the page is: the attributes of ``<html>``."""
    request = context.get("request")
    theme = request.COOKIES.get("theme") if request is not None else None
    return _document(get_language() or "en", theme if theme in {"light", "dark"} else "")


@lru_cache(maxsize=256)
def _document(language: str, theme: str) -> SafeString:
    # Which direction it has is asked of the language that is spoken: it is this one.
    direction = "rtl" if get_language_bidi() else "ltr"
    said = format_html('lang="{}" dir="{}"', _tag(language), direction)
    return said + format_html(' data-theme="{}"', theme) if theme else said


@register.simple_tag
def languages() -> list[dict[str, Any]]:
    """List the languages of the interface, each in its own words."""
    now = get_language()
    return [{**each, "is_current": each["code"] == now} for each in _languages()]


@lru_cache(maxsize=1)
def _languages() -> list[dict[str, Any]]:
    named = []
    for code, name in settings.LANGUAGES:
        try:
            info = get_language_info(code)
        except KeyError:
            # A language Django does not know (the pseudo-language of the tests) still has a name.
            info = {"name_local": str(name), "bidi": False}
        named.append(
            {"code": code, "tag": _tag(code), "name": info["name_local"], "dir": "rtl" if info["bidi"] else "ltr"}
        )
    return named


def _tag(code: str) -> str:
    """Write a language as the web does: zh-hans becomes zh-Hans."""
    language, *more = code.split("-")
    return "-".join([language, *(part.title() if len(part) == 4 else part.upper() for part in more)])


@register.simple_tag(takes_context=True)
def leaf(context: Context, number: int, name: str = "page") -> str:
    """Give the address of another leaf of the same list, the other query values as they are."""
    query = context["request"].GET.copy()
    query[name] = str(number)
    return f"?{query.urlencode()}"


@register.simple_tag
def leaves(page: Page[Any]) -> list[int | None]:
    """List the leaves to offer: the first, those about this one, the last. None is a gap."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]
