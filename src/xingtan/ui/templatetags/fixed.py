"""What is the same on every page, or for everyone: sentences, addresses without parts, the frame around the text.

A page has dozens of them, and working each out again is a third of what drawing it costs. Django's own tags are
written, and found by `makemessages`, as ever; whatever depends on more than the language is left to Django.
"""

import re
from itertools import count
from typing import Any

from django.template import Context, Node, TemplateSyntaxError, base, defaulttags
from django.template.base import FilterExpression, NodeList, Parser, Token, Variable
from django.template.library import Library
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockContext, BlockNode, ExtendsNode, do_extends
from django.templatetags import i18n
from django.urls import get_script_prefix, get_urlconf
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from xingtan.kernel import cache

register = Library()

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field, not a secret
HOLE, OWN = (
    "\ue000",
    "\ue003",
)  # private characters, which no template writes; stand where a token, or a reader's own, will
HOLES = re.compile(f"[{HOLE}{OWN}]")
KEEPING = "_kept_own"


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
        return found


class Kept(Node):
    """Part of a page that is drawn once for each language and for each of the values it names."""

    _numbers = count()

    def __init__(self, nodelist: NodeList, values: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self._values = values
        self._number = next(self._numbers)

    def render(self, context: Context) -> SafeString:
        """Give it as it was drawn last, or draw it; each reader gets their own token in its forms, and what is their own."""
        values = [value.resolve(context, ignore_failures=True) for value in self._values]
        pieces = cache.part("ui.kept", self._number, *values, make=lambda: self._draw(context))
        if len(pieces) == 1:
            return SafeString(pieces[0])
        token = str(context.get("csrf_token", ""))
        filled = [each.render(context) if isinstance(each, Own) else token if each is None else each for each in pieces]
        return mark_safe("".join(filled))  # noqa: S308 - drawn by the template, which escapes

    def _draw(self, context: Context) -> tuple[Any, ...]:
        """Draw it; between its pieces stands None for a token, or what is each reader's own."""
        own: list[Own] = []
        with context.push(csrf_token=HOLE, **{KEEPING: own}):
            html = self.nodelist.render(context)
        if html.count(f'name="{TOKEN}"') != html.count(HOLE):
            raise TemplateSyntaxError("what is kept for everyone must not hold anybody's token")
        texts = [mark_safe(text) for text in HOLES.split(html)]  # noqa: S308 - as above
        owners = iter(own)
        between = [None if hole == HOLE else next(owners) for hole in HOLES.findall(html)]
        return (*(each for pair in zip(texts, between, strict=False) for each in pair), texts[-1])


class Own(Node):
    """In a kept part, what is each reader's own: drawn anew for everyone."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        """Draw it; or leave its place free, while the part around it is drawn for all."""
        keeping: list[Own] | None = context.get(KEEPING)
        if keeping is None:
            return self.nodelist.render(context)
        keeping.append(self)
        return OWN


class Extends(ExtendsNode):
    """A page that is put into a skeleton written out in the template: which block fills which place is found once."""

    _root: Any = None
    _fillings: Any = None

    def render(self, context: Context) -> Any:
        """Draw the skeleton with these blocks, and those of the skeletons between."""
        whole: Any = context.template
        if not _is_literal(self.parent_name) or whole.engine.debug:
            return super().render(context)
        if BLOCK_CONTEXT_KEY in context.render_context:
            # Not the first of a row of skeletons: whoever is first went through them all.
            return super().render(context)
        if self._root is None:
            self._find(context)
        blocks = BlockContext()
        for name, nodes in self._fillings.items():
            blocks.blocks[name] = nodes.copy()
        context.render_context[BLOCK_CONTEXT_KEY] = blocks
        with context.render_context.push_state(self._root, isolated_context=False):
            return self._root._render(context)  # noqa: SLF001 - as Django's own does, so that blocks share the context

    def _find(self, context: Context) -> None:
        fillings: dict[str, list[BlockNode]] = {}
        node: Any = self
        root: Any = None
        while node is not None:
            root = node.get_parent(context)
            _before(fillings, node.blocks)
            node = next((each for each in root.nodelist if not isinstance(each, base.TextNode)), None)
            node = node if isinstance(node, ExtendsNode) else None
        _before(fillings, {each.name: each for each in root.nodelist.get_nodes_by_type(BlockNode)})
        self._fillings, self._root = fillings, root


def _before(fillings: dict[str, list[BlockNode]], blocks: dict[str, BlockNode]) -> None:
    for name, block in blocks.items():
        fillings.setdefault(name, []).insert(0, block)


@register.tag(name="extends")
def extends(parser: Parser, token: Token) -> Node:
    """Put a page into a skeleton as Django does; which one is found once if it is written out."""
    node: Any = do_extends(parser, token)
    return Extends(node.nodelist, node.parent_name)


@register.tag(name="kept")
def kept(parser: Parser, token: Token) -> Kept:
    """Draw what stands between once: ``{% kept request.path user.is_authenticated %}…{% endkept %}``.

    It names all it depends on but the language. Never a person or a slot: whoever comes next is shown the same.
    """
    values = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(nodelist, values)


@register.tag(name="own")
def own(parser: Parser, token: Token) -> Own:
    """Draw what stands between for each reader, in a part that is kept: ``{% own %}{{ user }}{% endown %}``."""
    nodelist = parser.parse(("endown",))
    parser.delete_first_token()
    return Own(nodelist)


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
