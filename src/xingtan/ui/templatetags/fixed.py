"""Django's own tags for what is the same on every page: a sentence in one language, an address without parts.

A page has dozens of them, and working each out again is a third of what drawing it costs. They are written and
found by `makemessages` as ever; whatever depends on more than the language is left to Django.
"""

from typing import Any

from django.template import Context, Node, base, defaulttags
from django.template.base import FilterExpression, Parser, Token, Variable
from django.template.library import Library
from django.templatetags import i18n
from django.urls import get_script_prefix, get_urlconf
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = Library()


class Sentence(Node):
    """A sentence that is written out in the template: translated once for each language."""

    child_nodelists = ()

    def __init__(self, node: Any) -> None:
        self._node = node
        self._known: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """Give it in the reader's language."""
        language = get_language()
        found = self._known.get(language)
        if found is None:
            found = self._known[language] = self._node.render(context)
        return found


class Address(Node):
    """An address that is written out in the template: found once."""

    child_nodelists = ()

    def __init__(self, node: Any) -> None:
        self._node = node
        self._name = node.asvar
        self._known: dict[tuple[str, str | None], Any] = {}

    def render(self, context: Context) -> str:
        """Give it, or keep it under the name that the template asked for."""
        key = get_script_prefix(), get_urlconf()
        found = self._known.get(key)
        if found is None:
            given = self._node.render(context)
            found = self._known[key] = context[self._name] if self._name else conditional_escape(given)
        if self._name:
            context[self._name] = found
            return ""
        return found  # type: ignore[no-any-return]  # a string, as the line above made it


@register.tag(name="translate")
@register.tag(name="trans")
def translate(parser: Parser, token: Token) -> Node:
    """Translate as Django does; once for each language if the sentence is written out."""
    node: Any = i18n.do_translate(parser, token)
    is_fixed = not node.asvar and not node.noop and _is_written_out(node.filter_expression)
    return Sentence(node) if is_fixed and _is_literal(node.message_context) else node


@register.tag(name="url")
def url(parser: Parser, token: Token) -> Node:
    """Find an address as Django does; once if all its parts are written out."""
    node: Any = defaulttags.url(parser, token)
    return Address(node) if not node.args and not node.kwargs and _is_written_out(node.view_name) else node


def _is_written_out(expression: FilterExpression) -> bool:
    return not expression.filters and _is_literal(expression)


def _is_literal(value: Any) -> bool:
    if value is None or isinstance(value, str):
        return True
    found = value.var if isinstance(value, base.FilterExpression) else value
    return isinstance(found, str) or (isinstance(found, Variable) and found.literal is not None)
