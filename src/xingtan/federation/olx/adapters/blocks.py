"""Single blocks: each is read by what it is; what cannot be read is kept whole, and what says nothing is laid aside."""

from __future__ import annotations

from typing import Any

from xingtan.authoring.registry import kinds
from xingtan.authoring.registry.bundle import BundleBlock
from xingtan.federation.olx.adapters import reasons
from xingtan.federation.olx.adapters.context import Context
from xingtan.federation.olx.adapters.html import read_html, says_something
from xingtan.federation.olx.adapters.markup import html_fragment, inner_html, source_of
from xingtan.federation.olx.adapters.nodes import BROKEN, Node, below, whole
from xingtan.federation.olx.adapters.problem.reading import read_problem
from xingtan.federation.olx.adapters.unknown import TOOLS, read_unknown
from xingtan.federation.olx.adapters.video import read_video

LONGEST_PAGE = 2_000_000
# The names Studio gives to a new block; they say nothing about it.
NAMELESS = frozenset(
    {
        "text",
        "raw html",
        "html",
        "announcement",
        "anonymous user id",
        "full screen image",
        "iframe",
        "iframe tool",
        "zooming image",
        "zooming image tool",
        "discussion",
        "video",
        "blank common problem",
        "blank problem",
        "problem",
        "blank advanced problem",
    }
)


def title_of(node: Node) -> str:
    """Give the title of a block, if somebody gave it one."""
    return node.title if node.title.lower() not in NAMELESS else ""


def block_of(node: Node, context: Context) -> BundleBlock | None:
    """Read one block; None where there is nothing in it for a reader."""
    kind, data = _read(node, context)
    if kind == "text" and not says_something(html_fragment(data["html"])):
        _lay_aside(node, data, context)
        return None
    known = kinds.named(kind)
    if known and (faults := known.check(data)):
        node.element.unsupported(reasons.BROKEN_BLOCK, "; ".join(map(str, faults)))
        kind, data = "unknown", read_unknown(node.xml, source=source_of(whole(node)))
    return BundleBlock(key=node.key, kind=kind, title=context.words(title_of(node)), data=data)


def _read(node: Node, context: Context) -> tuple[str, dict[str, Any]]:
    if (broken := node.xml.get(BROKEN)) is not None:
        return "unknown", {"tag": node.tag, "source": broken}
    if node.tag == "html":
        if not node.is_page_utf8:
            node.element.changed(reasons.ENCODING)
        page = node.page if node.page is not None else inner_html(node.xml)
        if len(page) > LONGEST_PAGE:
            node.element.unsupported(reasons.TOO_LONG)
            return "text", {"html": "", "source": page}
        return read_html(page, context, node.element)
    if node.tag == "problem":
        settings = {name: value for name, value in node.settings.items() if name not in node.xml.attrib}
        return read_problem(node.xml, settings, context, node.element)
    if node.tag == "video":
        return "video", read_video(node.xml, node.key, context, node.element)
    node.element.unsupported(reasons.TOOL if node.tag in TOOLS else reasons.UNKNOWN_BLOCK)
    for inside in below(node):
        inside.element.unsupported(reasons.INSIDE_UNKNOWN)
    return "unknown", read_unknown(node.xml, source=source_of(whole(node)))


def _lay_aside(node: Node, data: dict[str, Any], context: Context) -> None:
    """Keep what there is of a block in which a reader would find nothing."""
    source = data.get("source") or node.page or inner_html(node.xml)
    if not source.strip():
        node.element.changed(reasons.EMPTY)
        return
    if "source" not in data:
        node.element.changed(reasons.ONLY_ACTIVE)
    context.files.add(f"left-out/{node.tag}-{node.key}.html", source.encode())
